// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may give what, and when it is revealed.
#include <algorithm>
#include <set>

#include "activities/collect/collect.hpp"
#include "activities/script.hpp"

namespace palabre::activities::collect {
namespace {

using Events = std::vector<Model::Event>;

// Once everybody who is waited for has finished, it is revealed by itself (unless the desk does).
// A collect that nobody has entered waits, and one that has too few items.
void reveal_when_complete(Script<Model>& script) {
  const State& state = script.state();
  if (state.revealed || state.reveal != Reveal::automatic) return;
  if (state.awaited > 0 && state.writing.empty() && state.too_few() == 0)
    script.add(ItemsRevealed{});
}

Events moved(const State& state, Model::Event event, const Context& by) {
  Script<Model> script(state, by.now);
  script.add(std::move(event));
  reveal_when_complete(script);
  return std::move(script).events();
}

tl::unexpected<Error> unfit(std::string_view field, const char* reason) {
  return refuse("bad_field", {{"field", field}, {"reason", reason}});
}

// Exactly what is asked for, and nothing beside it.
Result<void> fits(const State& state, const Given& given, const Context& by) {
  const bool asked[] = {given.text.has_value(),
                        given.choice.has_value(),
                        given.number.has_value(),
                        given.seat.has_value()};
  if (std::count(std::begin(asked), std::end(asked), true) != 1 ||
      !asked[static_cast<std::size_t>(state.asked)])
    return unfit(name_of(state.asked), "missing");
  if (given.text && given.text->length > static_cast<std::uint64_t>(state.length_max))
    return refuse("text_too_long",
                  {{"field", "text"}, {"max", state.length_max}, {"length", given.text->length}});
  if (given.choice &&
      std::find(state.choices.begin(), state.choices.end(), *given.choice) == state.choices.end())
    return unfit("choice", "choice_expected");
  if (given.number && (*given.number < state.min || *given.number > state.max))
    return unfit("number", "out_of_bounds");
  if (given.seat) {
    const Attendance* mark = by.census.find(*given.seat);
    if (mark == nullptr || *mark == Attendance::left) return refuse("no_such_seat");
  }
  return {};
}

// The output of the activity whose items these are about.
const Json& source(const State& state, const Context& by) {
  static const Json nothing = Json::object();
  const auto found = by.refs.find(state.from);
  return state.from.empty() || found == by.refs.end() ? nothing : found->second;
}

// Those who gave where these come from; none told (too many, or unnamed): anybody may give.
std::optional<std::set<SeatId>> authors(const State& state, const Context& by) {
  if (!state.only_authors) return std::nullopt;
  const auto listed = source(state, by).find("authors");
  if (listed == source(state, by).end() || !listed->is_array()) return std::nullopt;
  std::set<SeatId> seats;
  for (const Json& one : *listed)
    if (const auto seat = SeatId::parse(one.is_string() ? one.get<std::string>() : ""))
      seats.insert(*seat);
  return seats;
}

bool may_give(const State& state, SeatId seat, const Context& by) {
  const auto only = authors(state, by);
  return !only || only->contains(seat);
}

// What it is about, and its tag: asked for where the input says so, and only there.
Result<void> belongs(const State& state, const Beside& beside, bool fresh, const Context& by) {
  if (beside.about && state.from.empty()) return unfit("about", "unknown_field");
  if (fresh && !beside.about && !state.from.empty() && !state.only_authors)
    return refuse("about_missing");
  if (beside.about) {
    const auto& about = *beside.about;
    if (std::set<std::string>(about.begin(), about.end()).size() != about.size())
      return unfit("about", "twice");
    for (const std::string& id : about)
      if (!has_item(source(state, by), id)) return refuse("no_such_item", {{"item", id}});
  }
  if (fresh && !beside.tag && !state.tags.empty()) return refuse("tag_missing");
  if (beside.tag &&
      std::find(state.tags.begin(), state.tags.end(), *beside.tag) == state.tags.end())
    return unfit("tag", "choice_expected");
  return {};
}

// One builds on what everybody sees: not in the dark, and not on what was taken off the wall.
Result<void> stands_on(const State& state, const std::vector<ItemId>& bases) {
  if (!state.builds) return unfit("on", "unknown_field");
  if (!state.open_to_all()) return refuse("blind_still");
  if (std::set<ItemId>(bases.begin(), bases.end()).size() != bases.size())
    return unfit("on", "twice");
  for (const ItemId base : bases)
    if (!state.shown.contains(base.n)) return refuse("no_such_item", {{"item", base.str()}});
  return {};
}

OfContent content(ItemId item, const OfGiven& said, const Context& by) {
  const Given& given = said.given;
  return {item,
          by.seat,
          entered_by_other(by),
          given.text,
          given.choice,
          given.number,
          given.seat,
          said.beside.about,
          said.beside.tag};
}

OfSeat of_seat(const Context& by) { return {by.seat, entered_by_other(by)}; }

const Own& own_of(const State& state, SeatId seat) {
  static const Own nothing;
  const Own* own = state.seats.find(seat);
  return own == nullptr ? nothing : *own;
}

// One's own item only. While it is blind, another's is answered as if it were not there.
Result<void> mine(const State& state, ItemId id, const Context& by) {
  const Item* item = state.items.find(id);
  if (item != nullptr && item->seat == by.seat) return {};
  return refuse(item == nullptr || !state.open_to_all() ? "no_such_item" : "not_yours");
}

// What builds on others is counted apart: generosity costs nobody their own ideas.
Result<void> has_room(const State& state, const Submit& submit, const Context& by) {
  const Own& own = own_of(state, by.seat);
  const std::size_t max = submit.on ? builds_per_seat : state.per_seat;
  const std::size_t given = submit.on ? own.builds : own.items.size() - own.builds;
  if (given >= max) return refuse("too_many", {{"max", max}});
  if (own.finished && !state.revealed) return refuse("already_finished");
  if (state.items.size() >= items_max) return refuse("too_many", {{"max", items_max}});
  return {};
}

Result<Events> judge(const State& state, const Submit& submit, const Context& by) {
  if (submit.on)
    if (auto ok = stands_on(state, *submit.on); !ok) return tl::unexpected(ok.error());
  if (auto ok = has_room(state, submit, by); !ok) return tl::unexpected(ok.error());
  if (auto fit = fits(state, submit.given, by); !fit) return tl::unexpected(fit.error());
  // What builds on an idea belongs where that one does.
  if (auto ok = belongs(state, submit.beside, !submit.on, by); !ok)
    return tl::unexpected(ok.error());
  Script<Model> script(state, by.now);
  script.add(ItemSubmitted{content(ItemId{state.next_item}, submit, by), submit.on});
  // Where one answer is all there is to give, giving it is finishing.
  if (state.per_seat == 1 && !submit.on) script.add(SeatFinished{of_seat(by)});
  reveal_when_complete(script);
  return std::move(script).events();
}

Result<Events> judge(const State& state, const ChangeItem& change, const Context& by) {
  if (auto own = mine(state, change.item, by); !own) return tl::unexpected(own.error());
  if (auto fit = fits(state, change.given, by); !fit) return tl::unexpected(fit.error());
  if (auto ok = belongs(state, change.beside, false, by); !ok) return tl::unexpected(ok.error());
  return Events{ItemChanged{content(change.item, change, by)}};
}

Result<Events> judge(const State& state, const Withdraw& withdraw, const Context& by) {
  if (auto own = mine(state, withdraw.item, by); !own) return tl::unexpected(own.error());
  Script<Model> script(state, by.now);
  script.add(ItemWithdrawn{{withdraw.item, by.seat, entered_by_other(by)}});
  const Own& own = own_of(script.state(), by.seat);
  if (state.per_seat == 1 && !state.revealed && own.finished && own.items.size() == own.builds)
    script.add(SeatReopened{of_seat(by)});
  return std::move(script).events();
}

// « Rien à ajouter » and « J'ai fini » are the same act.
Result<Events> judge(const State& state, const Finish&, const Context& by) {
  if (own_of(state, by.seat).finished) return refuse("already_done");
  return moved(state, SeatFinished{of_seat(by)}, by);
}

Result<Events> judge(const State& state, const Reopen&, const Context& by) {
  if (!own_of(state, by.seat).finished) return refuse("already_done");
  return Events{SeatReopened{of_seat(by)}};
}

// Everybody is waited for; in a large circle whoever conducts may reveal without the rest. Notes
// for oneself are revealed by nobody.
Result<Events> judge(const State& state, const RevealNow&, const Context& by) {
  if (!by.conducts() || state.reveal == Reveal::never) return refuse("not_allowed");
  if (!state.writing.empty() && state.awaited <= waited_for_max)
    return refuse("still_writing", {{"count", state.writing.size()}});
  if (const std::size_t too_few = state.too_few())
    return refuse("too_few_items", {{"count", too_few}});
  return Events{ItemsRevealed{by.seat}};
}

// Whoever conducts takes an item off the wall, and puts it back; its author keeps seeing it.
Result<Events> turn(const State& state, ItemId id, bool hide, const Context& by) {
  if (!by.conducts()) return refuse("not_allowed");
  if (!state.open_to_all()) return refuse("blind_still");
  const Item* item = state.items.find(id);
  if (item == nullptr) return refuse("no_such_item");
  if (item->hidden == hide) return refuse("already_done");
  const OfItemBySeat act{id, by.seat, entered_by_other(by)};
  if (hide) return Events{ItemHidden{act}};
  return Events{ItemShown{act}};
}
Result<Events> judge(const State& state, const Hide& hide, const Context& by) {
  return turn(state, hide.item, true, by);
}
Result<Events> judge(const State& state, const Show& show, const Context& by) {
  return turn(state, show.item, false, by);
}

template <class C>
constexpr bool conducting =
    std::is_same_v<C, RevealNow> || std::is_same_v<C, Hide> || std::is_same_v<C, Show>;

// After the reveal only what builds on others is given, changed or withdrawn; hiding stays
// possible.
template <class C>
bool too_late(const State&, const C&) {
  return !(std::is_same_v<C, Hide> || std::is_same_v<C, Show>);
}
bool is_fixed(const State& state, ItemId id) {
  const Item* item = state.items.find(id);
  return !state.builds || item == nullptr || item->on.empty();
}
bool too_late(const State& state, const Submit& submit) { return !state.builds || !submit.on; }
bool too_late(const State& state, const ChangeItem& change) { return is_fixed(state, change.item); }
bool too_late(const State& state, const Withdraw& one) { return is_fixed(state, one.item); }

// Only those whose items these are about are waited for, where nobody else gives; when the list of
// them changes, so does who is waited for.
Events follow_authors(const State& state, const Context& by) {
  const auto only = authors(state, by);
  if (!only) return {};
  Script<Model> script(state, by.now);
  std::vector<SeatId> released, fresh;
  state.seats.each([&](SeatId seat, const Own& own) {
    if (own.awaited && !only->contains(seat)) released.push_back(seat);
  });
  for (const SeatId seat : *only)
    if (by.is_counted(seat) && !own_of(state, seat).awaited) fresh.push_back(seat);
  for (const SeatId seat : released) script.add(SeatReleased{{seat, {}}});
  if (!fresh.empty()) script.add(SeatsAwaited{seat_ranges(fresh)});
  if (!released.empty() || !fresh.empty()) reveal_when_complete(script);
  return std::move(script).events();
}

}  // namespace

std::vector<Model::Event> Model::begin(const State& state, const Context& by) {
  std::vector<SeatId> seats = counted_seats(by);
  const auto only = authors(state, by);
  if (only) std::erase_if(seats, [&](SeatId seat) { return !only->contains(seat); });
  // Nobody gave anything there: nobody is waited for here.
  if (only && only->empty() && state.reveal == Reveal::automatic && by.counted > 0)
    return {ItemsRevealed{}};
  if (seats.empty()) return {};
  return {SeatsAwaited{seat_ranges(seats)}};
}

Result<std::vector<Model::Event>> Model::decide(const State& state,
                                                const Command& command,
                                                const Context& by) {
  return std::visit(
      [&]<class C>(const C& one) -> Result<Events> {
        if (state.revealed && too_late(state, one)) return refuse("stale");
        if (!conducting<C> && !by.is_counted(by.seat)) return refuse("not_counted");
        if (!conducting<C> && !may_give(state, by.seat, by)) return refuse("authors_only");
        return judge(state, one, by);
      },
      command);
}

// Who joins is waited for; who is marked by a human act is not, and what it gave stays.
std::vector<Model::Event> Model::react(const State& state,
                                       const Change& change,
                                       const Context& by) {
  if (state.revealed) return {};
  if (const auto* joined = std::get_if<SeatCounted>(&change)) {
    if (own_of(state, joined->seat).awaited || !may_give(state, joined->seat, by)) return {};
    return moved(state, SeatsAwaited{seat_ranges({joined->seat})}, by);
  }
  if (const auto* gone = std::get_if<SeatUncounted>(&change)) {
    if (!own_of(state, gone->seat).awaited) return {};
    return moved(state, SeatReleased{{gone->seat, {}}}, by);
  }
  if (const auto* changed = std::get_if<ReferenceChanged>(&change))
    if (state.only_authors && changed->id == state.from) return follow_authors(state, by);
  return {};
}

}  // namespace palabre::activities::collect
