// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may give what, and when it is revealed.
#include <algorithm>

#include "activities/collect/collect.hpp"
#include "activities/judging.hpp"
#include "activities/script.hpp"

namespace palabre::activities::collect {
namespace {

using Events = std::vector<Model::Event>;

// Once everybody who is waited for has finished, it is revealed by itself (unless the desk does).
// A collect that nobody has entered waits.
void reveal_when_complete(Script<Model>& script) {
  const State& state = script.state();
  if (state.revealed || state.reveal != Reveal::automatic) return;
  if (state.awaited > 0 && state.writing.empty()) script.add(ItemsRevealed{});
}

Events moved(const State& state, Model::Event event, const Context& by) {
  Script<Model> script(state, by.now);
  script.add(std::move(event));
  reveal_when_complete(script);
  return std::move(script).events();
}

tl::unexpected<Error> unfit(const char* field, const char* reason) {
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
    return unfit(name_of(state.asked).data(), "missing");
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

OfContent content(ItemId item, const Given& given, const Context& by) {
  return {item, by.seat, entered_by_other(by), given.text, given.choice, given.number, given.seat};
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

Result<Events> judge(const State& state, const Submit& submit, const Context& by) {
  const Own& own = own_of(state, by.seat);
  if (own.items.size() >= state.per_seat) return refuse("too_many", {{"max", state.per_seat}});
  if (own.finished) return refuse("already_finished");
  if (state.items.size() >= items_max) return refuse("too_many", {{"max", items_max}});
  if (auto fit = fits(state, submit.given, by); !fit) return tl::unexpected(fit.error());
  Script<Model> script(state, by.now);
  script.add(ItemSubmitted{content(ItemId{state.next_item}, submit.given, by)});
  // Where one answer is all there is to give, giving it is finishing.
  if (state.per_seat == 1) script.add(SeatFinished{of_seat(by)});
  reveal_when_complete(script);
  return std::move(script).events();
}

Result<Events> judge(const State& state, const ChangeItem& change, const Context& by) {
  if (auto own = mine(state, change.item, by); !own) return tl::unexpected(own.error());
  if (auto fit = fits(state, change.given, by); !fit) return tl::unexpected(fit.error());
  return Events{ItemChanged{content(change.item, change.given, by)}};
}

Result<Events> judge(const State& state, const Withdraw& withdraw, const Context& by) {
  if (auto own = mine(state, withdraw.item, by); !own) return tl::unexpected(own.error());
  Script<Model> script(state, by.now);
  script.add(ItemWithdrawn{{withdraw.item, by.seat, entered_by_other(by)}});
  if (state.per_seat == 1 && own_of(state, by.seat).finished) script.add(SeatReopened{of_seat(by)});
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

// Everybody is waited for; in a large circle whoever conducts may reveal without the rest.
Result<Events> judge(const State& state, const RevealNow&, const Context& by) {
  if (!by.conducts()) return refuse("not_allowed");
  if (!state.writing.empty() && state.awaited <= waited_for_max)
    return refuse("still_writing", {{"count", state.writing.size()}});
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
template <class C>
constexpr bool also_after = std::is_same_v<C, Hide> || std::is_same_v<C, Show>;

}  // namespace

std::vector<Model::Event> Model::begin(const State&, const Context& by) {
  const std::vector<SeatId> seats = counted_seats(by);
  if (seats.empty()) return {};
  return {SeatsAwaited{seat_ranges(seats)}};
}

Result<std::vector<Model::Event>> Model::decide(const State& state,
                                                const Command& command,
                                                const Context& by) {
  return std::visit(
      [&]<class C>(const C& one) -> Result<Events> {
        if (state.revealed && !also_after<C>) return refuse("stale");
        if (!conducting<C> && !by.is_counted(by.seat)) return refuse("not_counted");
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
    if (own_of(state, joined->seat).awaited) return {};
    return moved(state, SeatsAwaited{seat_ranges({joined->seat})}, by);
  }
  if (const auto* gone = std::get_if<SeatUncounted>(&change)) {
    if (!own_of(state, gone->seat).awaited) return {};
    return moved(state, SeatReleased{{gone->seat, {}}}, by);
  }
  return {};
}

}  // namespace palabre::activities::collect
