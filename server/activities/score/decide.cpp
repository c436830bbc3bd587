// SPDX-License-Identifier: AGPL-3.0-or-later
// What may be scored by whom, and when it is revealed.
#include <algorithm>

#include "activities/judging.hpp"
#include "activities/score/score.hpp"
#include "activities/script.hpp"

namespace palabre::activities::score {
namespace {

using Events = std::vector<Model::Event>;

// Once everybody who is waited for has finished, it is revealed by itself (unless the desk does);
// silence alone decides nothing.
void reveal_when_complete(Script<Model>& script) {
  const State& state = script.state();
  if (state.phase != Phase::open || state.reveal != Reveal::automatic) return;
  if (state.scoring.empty() && state.whole > 0) script.add(ScoresRevealed{});
}

Events moved(const State& state, Model::Event event, const Context& by) {
  Script<Model> script(state, by.now);
  script.add(std::move(event));
  reveal_when_complete(script);
  return std::move(script).events();
}

OfSeat of_seat(const Context& by) { return {by.seat, entered_by_other(by)}; }

const Ballot& ballot_of(const State& state, SeatId seat) {
  static const Ballot nothing;
  const Ballot* ballot = state.ballots.find(seat);
  return ballot == nullptr ? nothing : *ballot;
}

// A score given again replaces the one before, also after having finished: one voice an option.
Result<Events> judge(const State& state, const Rate& rate, const Context& by) {
  if (!state.has_option(rate.option)) return refuse("no_such_item");
  if (rate.value < state.min || rate.value > state.max)
    return refuse("bad_field", {{"field", "value"}, {"reason", "out_of_bounds"}});
  if (state.dots) {
    const Ballot& ballot = ballot_of(state, by.seat);
    const Score* was = ballot.scores.find(rate.option);
    const std::int64_t left = *state.dots - ballot.spent + (was == nullptr ? 0 : was->value);
    if (rate.value > left) return refuse("too_many_dots", {{"left", left}});
  }
  return Events{OptionRated{by.seat, entered_by_other(by), rate.option, rate.value}};
}

Result<Events> judge(const State& state, const Finish&, const Context& by) {
  const Ballot& ballot = ballot_of(state, by.seat);
  if (ballot.finished) return refuse("already_done");
  if (!state.dots && !is_whole(state, ballot))
    return refuse("not_all_scored", {{"count", state.options.size() - ballot.scores.size()}});
  return moved(state, SeatFinished{of_seat(by)}, by);
}

Result<Events> judge(const State& state, const Reopen&, const Context& by) {
  if (!ballot_of(state, by.seat).finished) return refuse("already_done");
  return Events{SeatReopened{of_seat(by)}};
}

// Everybody is waited for; in a large circle whoever conducts may reveal without the rest.
Result<Events> judge(const State& state, const RevealNow&, const Context& by) {
  if (auto may = conducting(by); !may) return tl::unexpected(may.error());
  if (state.whole == 0) return refuse("nothing_scored");
  if (!state.scoring.empty() && state.awaited <= waited_for_max)
    return refuse("still_scoring", {{"count", state.scoring.size()}});
  return Events{ScoresRevealed{by.seat}};
}

bool is_option_id(const std::string& id) {
  return !id.empty() && id.size() <= 64 && id[0] >= 'a' && id[0] <= 'z' && id != passive_option &&
         id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
}

// The options as the referenced activity gives them now: its `items`, each in its version.
OptionsSet options_of(const State& state, const Context& by) {
  OptionsSet set;
  const auto at = by.refs.find(state.of);
  if (at != by.refs.end() && at->second.is_object()) {
    const Json& output = at->second;
    const Json items = output.value("items", Json::array());
    const Json versions = output.value("versions", Json::object());
    for (const Json& item : items) {
      if (!item.is_string() || !is_option_id(item.get<std::string>())) continue;
      const std::string id = item.get<std::string>();
      set.options.push_back(id);
      const bool versioned = versions.contains(id) && versions[id].is_number_integer();
      set.versions.push_back(versioned ? versions[id].get<std::int64_t>() : 0);
    }
  }
  if (state.passive) {
    set.options.emplace_back(passive_option);
    set.versions.push_back(0);
  }
  return set;
}

// Above 64 items a list of them is no longer given out: how many there are says it.
bool too_many(const State& state, const OptionsSet& set, const Context& by) {
  if (set.options.size() > options_max) return true;
  const auto at = by.refs.find(state.of);
  if (at == by.refs.end() || !at->second.is_object() || at->second.contains("items")) return false;
  const auto count = at->second.find("count");
  return count != at->second.end() && count->is_number_integer() &&
         *count > std::int64_t{options_max};
}

// With one option there is nothing to weigh: one asks whether somebody objects. Deciding nothing,
// which is always there, makes no second one.
void set_options(Script<Model>& script, const Context& by) {
  const State& state = script.state();
  OptionsSet set = options_of(state, by);
  if (too_many(state, set, by)) return script.add(OptionsUnfit{Unfit::too_many});
  const bool few = set.options.size() < (state.passive ? 3 : 2);
  script.add(std::move(set));
  if (few) script.add(OptionsUnfit{Unfit::too_few});
}

bool same_options(const State& state, const OptionsSet& set) {
  if (set.options.size() != state.options.size()) return false;
  for (std::size_t i = 0; i < set.options.size(); ++i)
    if (set.options[i] != state.options[i].id || set.versions[i] != state.options[i].version)
      return false;
  return true;
}

}  // namespace

std::vector<Model::Event> Model::begin(const State& state, const Context& by) {
  Script<Model> script(state, by.now);
  if (const auto seats = counted_seats(by); !seats.empty())
    script.add(SeatsAwaited{seat_ranges(seats)});
  set_options(script, by);
  return std::move(script).events();
}

Result<std::vector<Model::Event>> Model::decide(const State& state,
                                                const Command& command,
                                                const Context& by) {
  if (state.phase != Phase::open) return refuse("stale");
  // Whoever says which options they have before their eyes is not taken at their word about others.
  if (by.version && *by.version != state.version)
    return refuse("stale", {{"version", state.version}});
  return std::visit(
      [&]<class C>(const C& one) -> Result<Events> {
        if (!std::is_same_v<C, RevealNow> && !by.is_counted(by.seat)) return refuse("not_counted");
        return judge(state, one, by);
      },
      command);
}

// Who joins is waited for; who is marked by a human act is not. What a seat gave stays.
std::vector<Model::Event> Model::react(const State& state,
                                       const Change& change,
                                       const Context& by) {
  if (state.phase != Phase::open) return {};
  if (const auto* joined = std::get_if<SeatCounted>(&change)) {
    if (ballot_of(state, joined->seat).awaited) return {};
    return moved(state, SeatsAwaited{seat_ranges({joined->seat})}, by);
  }
  if (const auto* gone = std::get_if<SeatUncounted>(&change)) {
    if (!ballot_of(state, gone->seat).awaited) return {};
    return moved(state, SeatReleased{{gone->seat, {}}}, by);
  }
  if (const auto* changed = std::get_if<ReferenceChanged>(&change)) {
    if (changed->id != state.of || same_options(state, options_of(state, by))) return {};
    Script<Model> script(state, by.now);
    set_options(script, by);
    reveal_when_complete(script);
    return std::move(script).events();
  }
  return {};
}

}  // namespace palabre::activities::score
