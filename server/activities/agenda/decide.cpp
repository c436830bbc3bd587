// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may propose, change, order, take up and set down.
#include <algorithm>

#include "activities/agenda/agenda.hpp"

namespace palabre::activities::agenda {
namespace {

using Decided = Result<std::vector<Event>>;

OfPoint of_point(ItemId item, const Context& by) { return {by.seat, entered_by_other(by), item}; }

OfContent of_content(ItemId item,
                     const Text& text,
                     std::optional<std::int64_t> minutes,
                     const Context& by) {
  return {of_point(item, by), text, minutes};
}

Result<void> short_enough(const State& state, std::optional<std::int64_t> minutes) {
  if (!minutes || *minutes <= state.minutes_max) return {};
  return refuse("bad_field", {{"field", "minutes"}, {"reason", "out_of_bounds"}});
}

// A point is its author's, or in the hands of whoever conducts, until it is taken up.
Result<void> still_changing(const State& state, ItemId item, const Context& by) {
  const Point* point = state.items.find(item);
  if (point == nullptr) return refuse("no_such_item");
  if (point->by != by.seat && !by.conducts()) return refuse("not_yours");
  if (auto ok = by.has_role("facilitator") ? Result<void>() : seat_counted(by); !ok) return ok;
  if (point->phase == Phase::taken_up || point->phase == Phase::done) return refuse("point_begun");
  return {};
}

Decided judge(const State& state, const Propose& command, const Context& by) {
  if (auto ok = seat_counted(by); !ok) return tl::unexpected(ok.error());
  if (auto ok = short_enough(state, command.minutes); !ok) return tl::unexpected(ok.error());
  if (state.items.size() >= items_max) return refuse("too_many", {{"max", items_max}});
  return {{PointProposed{of_content(ItemId{state.next_item}, command.text, command.minutes, by)}}};
}

Decided judge(const State& state, const ChangeItem& command, const Context& by) {
  if (auto ok = still_changing(state, command.item, by); !ok) return tl::unexpected(ok.error());
  if (auto ok = short_enough(state, command.minutes); !ok) return tl::unexpected(ok.error());
  return {{PointChanged{of_content(command.item, command.text, command.minutes, by)}}};
}

Decided judge(const State& state, const Withdraw& command, const Context& by) {
  if (auto ok = still_changing(state, command.item, by); !ok) return tl::unexpected(ok.error());
  return {{PointWithdrawn{of_point(command.item, by)}}};
}

Decided judge(const State& state, const Order& command, const Context& by) {
  if (auto ok = conducting(by); !ok) return tl::unexpected(ok.error());
  if (!state.items.contains(command.item)) return refuse("no_such_item");
  if (command.before && !state.items.contains(*command.before)) return refuse("no_such_item");
  const auto at = std::find(state.order.begin(), state.order.end(), command.item);
  const bool last = std::next(at) == state.order.end();
  const bool there = command.before ? !last && *std::next(at) == *command.before : last;
  if (there || command.before == command.item) return refuse("already_done");
  return {{PointOrdered{of_point(command.item, by), command.before}}};
}

// One at a time: what is in hand is set down first. A point that was put off may come back.
Decided judge(const State& state, const TakeUp& command, const Context& by) {
  if (auto ok = conducting(by); !ok) return tl::unexpected(ok.error());
  const Point* point = state.items.find(command.item);
  if (point == nullptr) return refuse("no_such_item");
  if (point->phase == Phase::taken_up || point->phase == Phase::done) return refuse("already_done");
  if (state.taken_up) return refuse("point_taken_up");
  return {{PointTakenUp{of_point(command.item, by)}}};
}

Decided judge(const State& state, const SetDown& command, const Context& by) {
  if (auto ok = conducting(by); !ok) return tl::unexpected(ok.error());
  const Point* point = state.items.find(command.item);
  if (point == nullptr) return refuse("no_such_item");
  if (point->phase != Phase::taken_up) return refuse("not_open");
  return {{PointSetDown{of_point(command.item, by), command.done}}};
}

}  // namespace

Decided Model::decide(const State& state, const Command& command, const Context& by) {
  return std::visit([&](const auto& one) { return judge(state, one, by); }, command);
}

}  // namespace palabre::activities::agenda
