// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may argue, uphold, requalify, lift and raise; which objection is taken next.
#include <algorithm>

#include "activities/objections/objections.hpp"
#include "activities/script.hpp"

namespace palabre::activities::objections {
namespace {

using Decided = Result<std::vector<Event>>;
using Steps = Script<Model>;

// An author who is aside or away may still speak through whoever enters for them, so that absence
// does not leave a group waiting; for somebody who has left, nobody answers.
Result<const Objection*> authored(const State& state, ItemId item, const Context& by) {
  const Objection* objection = state.items.find(item);
  if (objection == nullptr) return refuse("no_such_item", {{"item", item.str()}});
  if (objection->seat != by.seat) return refuse("not_yours", {{"seat", objection->seat.str()}});
  const Attendance* mark = by.census.find(by.seat);
  if (mark == nullptr || *mark == Attendance::left) return refuse("not_counted");
  if (!objection->open()) return refuse("already_done");
  return objection;
}

// One at a time: only the objection taken up is argued and tested.
Result<void> taken_up(const State& state, ItemId item) {
  if (state.current == item) return {};
  Json params = Json::object();
  if (const Objection* now = state.items.find(state.current); now != nullptr)
    params["seat"] = now->seat.str();
  return refuse("not_your_turn", std::move(params));
}

// The next is the oldest whose author is here; if none is, the oldest.
ItemId next_open(const State& state, const Context& by) {
  ItemId next;
  ItemId oldest;
  state.open.each_backward([&](ItemId item, SeatId author) {
    oldest = item;
    if (by.is_counted(author)) next = item;
    return true;
  });
  return next ? next : oldest;
}

void take_up_next(Steps& steps, const Context& by) {
  if (steps.state().current) return;
  if (const ItemId next = next_open(steps.state(), by)) steps.add(ObjectionTakenUp{{}, next});
}

// Nobody says any more that it holds, its author among them: it ends as its author said.
void settle_denied(Steps& steps) {
  const State& state = steps.state();
  const Asked asked = state.asked;
  const Objection* objection = state.items.find(asked.item);
  if (objection == nullptr || !asked.unsaid.empty() || !asked.denied.contains(objection->seat))
    return;
  const SeatId author = objection->seat;
  if (asked.lifted)
    steps.add(ObjectionLifted{
        author, {}, asked.item, state.text_version, objection->since_version < state.text_version});
  else
    steps.add(ObjectionRequalified{author, {}, asked.item, state.text_version, asked.concern});
}

// Asks everybody, if that is not under way; then `by` has said that for it, it does not hold.
Decided deny(const State& state,
             ItemId item,
             bool lifted,
             const std::optional<Text>& words,
             const Context& by) {
  if (auto ok = taken_up(state, item); !ok) return tl::unexpected(ok.error());
  Steps steps(state, by.now);
  if (state.asked.item != item) {
    std::vector<SeatId> seats = counted_seats(by);
    const SeatId author = *state.open.find(item);
    if (!by.is_counted(author))
      seats.insert(std::upper_bound(seats.begin(), seats.end(), author), author);
    steps.add(ObjectionAsked{by.seat, item, seat_ranges(seats)});
  }
  steps.add(ObjectionDenied{by.seat, entered_by_other(by), item, lifted, words});
  settle_denied(steps);
  take_up_next(steps, by);
  return std::move(steps).events();
}

// Somebody other than its author: to say that it holds, or that it does not, once everybody is
// asked.
Result<const Objection*> heard(const State& state, ItemId item, const Context& by) {
  if (auto ok = seat_counted(by); !ok) return tl::unexpected(ok.error());
  const Objection* objection = state.items.find(item);
  if (objection == nullptr) return refuse("no_such_item", {{"item", item.str()}});
  if (state.qualify_by == QualifyBy::author)
    return refuse("not_yours", {{"seat", objection->seat.str()}});
  if (!objection->open()) return refuse("already_done");
  if (auto ok = about_version(by, state.text_version); !ok) return tl::unexpected(ok.error());
  if (!objection->argument && state.asked.item != item) return refuse("argue_first");
  return objection;
}

bool is_author(const State& state, ItemId item, const Context& by) {
  const Objection* objection = state.items.find(item);
  return objection != nullptr && objection->seat == by.seat;
}

// Whoever is not its author upholds it while everybody is asked: then it holds, and is worked on.
Decided uphold_for_another(const State& state, ItemId item, const Context& by) {
  if (auto ok = heard(state, item, by); !ok) return tl::unexpected(ok.error());
  if (state.asked.item != item) return refuse("not_open");
  return {{ObjectionUpheld{by.seat, entered_by_other(by), item, state.text_version}}};
}

Decided judge(const State& state, const Deny& command, const Context& by) {
  if (is_author(state, command.item, by)) {
    if (auto ok = authored(state, command.item, by); !ok) return tl::unexpected(ok.error());
    if (auto ok = about_version(by, state.text_version); !ok) return tl::unexpected(ok.error());
    if (state.qualify_by == QualifyBy::author) return refuse("not_open");
  } else if (auto ok = heard(state, command.item, by); !ok) {
    return tl::unexpected(ok.error());
  }
  if (state.asked.item == command.item && state.asked.denied.contains(by.seat))
    return refuse("already_done");
  return deny(state, command.item, false, {}, by);
}

Decided judge(const State& state, const Argue& command, const Context& by) {
  if (auto ok = authored(state, command.item, by); !ok) return tl::unexpected(ok.error());
  if (auto ok = taken_up(state, command.item); !ok) return tl::unexpected(ok.error());
  return {{ObjectionArgued{by.seat, entered_by_other(by), command.item, command.text}}};
}

Decided judge(const State& state, const Uphold& command, const Context& by) {
  if (state.qualify_by != QualifyBy::author && !is_author(state, command.item, by))
    return uphold_for_another(state, command.item, by);
  const auto objection = authored(state, command.item, by);
  if (!objection) return tl::unexpected(objection.error());
  if (auto ok = about_version(by, state.text_version); !ok) return tl::unexpected(ok.error());
  if (auto ok = taken_up(state, command.item); !ok) return tl::unexpected(ok.error());
  const bool asked_again = (*objection)->since_version < state.text_version;
  if (!(*objection)->argument && !asked_again) return refuse("argue_first");
  const bool asked = state.asked.item == command.item;
  if ((*objection)->state == ItemState::held && !asked_again && !asked)
    return refuse("already_done");
  return {{ObjectionUpheld{by.seat, entered_by_other(by), command.item, state.text_version}}};
}

Decided judge(const State& state, const Requalify& command, const Context& by) {
  if (auto ok = authored(state, command.item, by); !ok) return tl::unexpected(ok.error());
  if (state.qualify_by != QualifyBy::author)
    return deny(state, command.item, false, command.text, by);
  Steps steps(state, by.now);
  steps.add(ObjectionRequalified{
      by.seat, entered_by_other(by), command.item, state.text_version, command.text});
  take_up_next(steps, by);
  return std::move(steps).events();
}

Decided judge(const State& state, const Lift& command, const Context& by) {
  const auto objection = authored(state, command.item, by);
  if (!objection) return tl::unexpected(objection.error());
  if (auto ok = about_version(by, state.text_version); !ok) return tl::unexpected(ok.error());
  if (state.qualify_by != QualifyBy::author) return deny(state, command.item, true, {}, by);
  Steps steps(state, by.now);
  steps.add(ObjectionLifted{by.seat,
                            entered_by_other(by),
                            command.item,
                            state.text_version,
                            (*objection)->since_version < state.text_version});
  take_up_next(steps, by);
  return std::move(steps).events();
}

Decided judge(const State& state, const Raise& command, const Context& by) {
  if (auto ok = seat_counted(by); !ok) return tl::unexpected(ok.error());
  const std::size_t* open = state.open_by_seat.find(by.seat);
  if (open != nullptr && *open >= raised_per_seat)
    return refuse("too_many", {{"max", raised_per_seat}});
  if (state.items.size() >= items_max) return refuse("too_many", {{"max", items_max}});
  Steps steps(state, by.now);
  steps.add(ObjectionRaised{
      by.seat, entered_by_other(by), ItemId{state.next_item}, state.text_version, command.text});
  take_up_next(steps, by);
  return std::move(steps).events();
}

Decided judge(const State& state, const TakeUp& command, const Context& by) {
  if (auto ok = conducting(by); !ok) return tl::unexpected(ok.error());
  const Objection* objection = state.items.find(command.item);
  if (objection == nullptr) return refuse("no_such_item", {{"item", command.item.str()}});
  if (!objection->open() || state.current == command.item) return refuse("already_done");
  return {{ObjectionTakenUp{by.seat, command.item}}};
}

// When the author of the objection in question goes away, another one whose author is here is
// taken up meanwhile; the first stays on the list.
std::vector<Event> hear(const State& state, const SeatUncounted& change, const Context& by) {
  const SeatId* author = state.open.find(state.current);
  if (author == nullptr) return {};
  if (*author != change.seat) {
    if (!state.asked.unsaid.contains(change.seat)) return {};
    Steps steps(state, by.now);
    steps.add(AskedOf{change.seat, false});
    settle_denied(steps);
    take_up_next(steps, by);
    return std::move(steps).events();
  }
  const ItemId next = next_open(state, by);
  const SeatId* other = state.open.find(next);
  if (next == state.current || other == nullptr || !by.is_counted(*other)) return {};
  return {ObjectionTakenUp{{}, next}};
}

// And when somebody comes back while the one in question has no author here, theirs is taken up.
std::vector<Event> hear(const State& state, const SeatCounted& change, const Context& by) {
  const SeatId* author = state.open.find(state.current);
  if (author != nullptr && !by.is_counted(*author) && state.open_by_seat.contains(change.seat)) {
    const ItemId next = next_open(state, by);
    if (next && next != state.current) return {ObjectionTakenUp{{}, next}};
  }
  if (!state.asked.item || state.asked.unsaid.contains(change.seat) ||
      state.asked.denied.contains(change.seat))
    return {};
  return {AskedOf{change.seat, true}};
}

// On a changed text every open objection is asked again: still true?
std::vector<Event> hear(const State& state, const ReferenceChanged& change, const Context& by) {
  const std::int64_t version = version_of(by, state.text);
  if (change.id != state.text || version == state.text_version) return {};
  return {TextChanged{version}};
}

std::vector<Event> hear(const State&, const Elapsed&, const Context&) { return {}; }

std::vector<SeatId> objectors_of(const Context& by, const std::string& id) {
  std::vector<SeatId> seats;
  const auto at = by.refs.find(id);
  if (at == by.refs.end() || !at->second.is_object() || !at->second.contains("objectors"))
    return seats;
  for (const Json& written : at->second["objectors"])
    if (written.is_string())
      if (const auto seat = SeatId::parse(written.get_ref<const std::string&>()))
        seats.push_back(*seat);
  std::sort(seats.begin(), seats.end());
  seats.erase(std::unique(seats.begin(), seats.end()), seats.end());
  return seats;
}

}  // namespace

std::vector<Event> Model::begin(const State& state, const Context& by) {
  Steps steps(state, by.now);
  steps.add(
      ObjectionsOpened{version_of(by, state.text), seat_ranges(objectors_of(by, state.from))});
  take_up_next(steps, by);
  return std::move(steps).events();
}

Decided Model::decide(const State& state, const Command& command, const Context& by) {
  if (state.opened && state.open.empty()) return refuse("stale");
  return std::visit([&](const auto& one) { return judge(state, one, by); }, command);
}

std::vector<Event> Model::react(const State& state, const Change& change, const Context& by) {
  if (state.open.empty()) return {};
  return std::visit([&](const auto& one) { return hear(state, one, by); }, change);
}

}  // namespace palabre::activities::objections
