// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/score/score.hpp"

#include <algorithm>
#include <set>

#include "activities/judging.hpp"
#include "activities/wrap.hpp"

namespace palabre::activities::score {
namespace {

// Every change of a ballot goes through here, so that the counts follow.
void put(State& state, SeatId seat, Ballot ballot) {
  if (const Ballot* was = state.ballots.find(seat)) {
    if (was->awaited) --state.awaited;
    if (is_whole(state, *was)) --state.whole;
  }
  if (ballot.awaited) ++state.awaited;
  if (is_whole(state, ballot)) ++state.whole;
  if (ballot.awaited && !ballot.finished)
    state.scoring.set(seat, true);
  else
    state.scoring.erase(seat);
  state.ballots.set(seat, std::move(ballot));
}

Ballot ballot_of(const State& state, SeatId seat) {
  const Ballot* ballot = state.ballots.find(seat);
  return ballot == nullptr ? Ballot{} : *ballot;
}

void set_awaited(State& state, SeatId seat, bool awaited) {
  Ballot ballot = ballot_of(state, seat);
  ballot.awaited = awaited;
  put(state, seat, std::move(ballot));
}

void set_finished(State& state, SeatId seat, bool finished) {
  Ballot ballot = ballot_of(state, seat);
  ballot.finished = finished;
  put(state, seat, std::move(ballot));
}

void drop_score(Ballot& ballot, const std::string& option) {
  const Score* was = ballot.scores.find(option);
  if (was == nullptr) return;
  ballot.spent -= was->value;
  ballot.scores.erase(option);
}

void keep_score(State& state, const OptionRated& event) {
  if (!state.has_option(event.option)) return;
  Ballot ballot = ballot_of(state, event.seat);
  drop_score(ballot, event.option);
  ballot.spent += event.value;
  ballot.scores.set(event.option, Score{event.value, event.entered_by});
  put(state, event.seat, std::move(ballot));
}

const Option* option_in(const std::vector<Option>& options, const std::string& id) {
  const auto at = std::find_if(
      options.begin(), options.end(), [&](const Option& option) { return option.id == id; });
  return at == options.end() ? nullptr : &*at;
}

// What a changed or withdrawn option was given is gone (methods, S-4). Everybody who had finished
// is asked again as soon as there is something to score anew, or dots have come back: everybody,
// not only those who had dots there, or the count of who has finished would tell who had.
void set_options(State& state, const OptionsSet& event) {
  std::vector<Option> now;
  for (std::size_t i = 0; i < event.options.size() && now.size() < options_max; ++i)
    if (option_in(now, event.options[i]) == nullptr)
      now.push_back({event.options[i], i < event.versions.size() ? event.versions[i] : 0});
  std::vector<std::string> lost;
  bool again = false;
  for (const Option& was : state.options) {
    const Option* is = option_in(now, was.id);
    if (is != nullptr && is->version == was.version) continue;
    lost.push_back(was.id);
    again = again || is != nullptr || state.dots;
  }
  for (const Option& is : now) again = again || option_in(state.options, is.id) == nullptr;
  state.options = std::move(now);
  ++state.version;
  const PersistentMap<SeatId, Ballot> before = std::move(state.ballots);
  state.ballots = {};
  state.awaited = state.whole = 0;
  before.each([&](SeatId seat, const Ballot& was) {
    Ballot ballot = was;
    for (const std::string& option : lost) drop_score(ballot, option);
    ballot.finished = ballot.finished && !again;
    put(state, seat, std::move(ballot));
  });
}

Result<void> weighable(const Input& input) {
  const auto unfit = [](const char* field) {
    return refuse("bad_field", {{"field", field}, {"reason", "out_of_bounds"}});
  };
  const std::int64_t min = input.dots ? 0 : input.min.value_or(0);
  const std::int64_t max = input.max.value_or(10);
  if (min >= max) return unfit("max");
  if (input.dots && input.min.value_or(0) != 0) return unfit("min");
  if (input.loud_at && (*input.loud_at <= min || *input.loud_at > max)) return unfit("loud_at");
  return {};
}

}  // namespace

bool State::has_option(const std::string& id) const { return option_in(options, id) != nullptr; }

bool is_whole(const State& state, const Ballot& ballot) {
  if (state.dots) return ballot.finished || ballot.spent > 0;
  return !ballot.scores.empty() && ballot.scores.size() == state.options.size();
}

State Model::initial(const Input& input) {
  State state;
  state.of = input.of;
  state.min = input.min.value_or(state.min);
  state.max = input.max.value_or(state.max);
  state.passive = input.passive.value_or(state.passive);
  state.dots = input.dots;
  state.loud_at = input.loud_at;
  state.reveal = input.reveal.value_or(state.reveal);
  return state;
}

State Model::apply(State state, const Event& event, const Stamp&) {
  std::visit(Overloaded{
                 [&](const OptionsSet& e) { set_options(state, e); },
                 [&](const OptionsUnfit& e) {
                   state.phase = e.reason == Unfit::too_few ? Phase::too_few : Phase::too_many;
                 },
                 [&](const SeatsAwaited& e) {
                   for (const SeatId seat : seats_of_ranges(e.ranges))
                     set_awaited(state, seat, true);
                 },
                 [&](const SeatReleased& e) { set_awaited(state, e.seat, false); },
                 [&](const SeatFinished& e) { set_finished(state, e.seat, true); },
                 [&](const SeatReopened& e) { set_finished(state, e.seat, false); },
                 [&](const OptionRated& e) { keep_score(state, e); },
                 [&](const ScoresRevealed&) {
                   state.phase = Phase::revealed;
                   weigh(state);
                 },
             },
             event);
  return state;
}

Progress Model::progress(const State& state) {
  switch (state.phase) {
    case Phase::too_few: return {true, "too_few", {}};
    case Phase::too_many: return {true, "too_many", {}};
    case Phase::revealed:
      if (state.best.empty()) return {true, "passive", {}};
      return {true, state.best.size() == 1 ? "clear" : "tie", {}};
    case Phase::open: break;
  }
  if (state.scoring.empty()) return {};
  return {false, {}, {{"not_scored", state.scoring.size(), first_seats(state.scoring)}}};
}

// Nothing of a score leaves before the reveal; and a tie names all that are best, never one.
Json Model::output(const State& state) {
  Json out = {{"of", state.of},
              {"revealed", state.phase == Phase::revealed},
              {"items", state.best},
              {"version", 1}};
  if (state.best.size() == 1) out["best"] = state.best.front();
  return out;
}

static_assert(ActivityModel<Model>);

Kind kind() {
  Kind kind = kind_of<Model>();
  kind.make = [make = kind.make](const Json& json) -> Result<AnyActivity> {
    if (const auto input = from_json_whole<Input>(json)) {
      if (auto fit = weighable(*input); !fit) return tl::unexpected(fit.error());
    }
    return make(json);
  };
  return kind;
}

}  // namespace palabre::activities::score
