// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may propose, accept, decline, change and withdraw a commitment.
#include "activities/commitments/commitments.hpp"

namespace palabre::activities::commitments {
namespace {

using Decided = Result<std::vector<Event>>;

Result<const Commitment*> item_of(const State& state, ItemId item) {
  if (const Commitment* found = state.items.find(item)) return found;
  return refuse("no_such_item", {{"item", item.str()}});
}

// Only the seat that is named says yes or no.
Result<const Commitment*> named_in(const State& state, ItemId item, const Context& by) {
  auto found = item_of(state, item);
  if (found && (*found)->seat != by.seat)
    return refuse("not_yours", {{"seat", (*found)->seat.str()}});
  return found;
}

Result<void> a_date(const std::optional<std::string>& written) {
  if (!written || is_date(*written)) return {};
  return refuse("bad_field", {{"field", "by_when"}, {"reason", "date_expected"}});
}

// Who carries which idea: one that everybody may see.
Result<void> can_be_carried(const State& state,
                            const std::optional<std::string>& item,
                            const Context& by) {
  if (!item) return {};
  if (state.of.empty())
    return refuse("bad_field", {{"field", "item"}, {"reason", "unknown_field"}});
  const auto source = by.refs.find(state.of);
  if (source != by.refs.end() && has_item(source->second, *item)) return {};
  return refuse("no_such_item", {{"item", *item}});
}

// Whoever names oneself has accepted by that.
Decided judge(const State& state, const Propose& command, const Context& by) {
  if (auto ok = seat_counted(by); !ok) return tl::unexpected(ok.error());
  if (auto ok = a_date(command.by_when); !ok) return tl::unexpected(ok.error());
  if (!by.is_counted(command.seat)) return refuse("not_counted", {{"seat", command.seat.str()}});
  if (auto ok = can_be_carried(state, command.item, by); !ok) return tl::unexpected(ok.error());
  if (state.items.size() >= items_max) return refuse("too_many", {{"max", items_max}});
  const std::size_t* mine = state.by_proposer.find(by.seat);
  if (mine != nullptr && *mine >= items_per_proposer)
    return refuse("too_many", {{"max", items_per_proposer}});
  const ItemId item{state.next_item};
  std::vector<Event> events = {CommitmentProposed{by.seat,
                                                  entered_by_other(by),
                                                  item,
                                                  command.what,
                                                  command.seat,
                                                  command.by_when,
                                                  command.item}};
  if (command.seat == by.seat)
    events.push_back(CommitmentAccepted{by.seat, entered_by_other(by), item});
  return events;
}

Decided judge(const State& state, const Accept& command, const Context& by) {
  const auto found = named_in(state, command.item, by);
  if (!found) return tl::unexpected(found.error());
  if (auto ok = seat_counted(by); !ok) return tl::unexpected(ok.error());
  if ((*found)->state == ItemState::accepted) return refuse("already_done");
  return {{CommitmentAccepted{by.seat, entered_by_other(by), command.item}}};
}

// No reason is asked, and one may decline from aside, or what one has accepted before.
Decided judge(const State& state, const Decline& command, const Context& by) {
  const auto found = named_in(state, command.item, by);
  if (!found) return tl::unexpected(found.error());
  if ((*found)->state == ItemState::declined) return refuse("already_done");
  return {{CommitmentDeclined{by.seat, entered_by_other(by), command.item}}};
}

// Other words are another commitment: the named seat is asked again, unless the words are its own.
Decided judge(const State& state, const ChangeItem& command, const Context& by) {
  const auto found = item_of(state, command.item);
  if (!found) return tl::unexpected(found.error());
  if (auto ok = seat_counted(by); !ok) return tl::unexpected(ok.error());
  if (auto ok = a_date(command.by_when); !ok) return tl::unexpected(ok.error());
  const Commitment& commitment = **found;
  if (commitment.by != by.seat && commitment.seat != by.seat)
    return refuse("not_yours", {{"seat", commitment.by.str()}});
  std::vector<Event> events = {CommitmentChanged{
      by.seat, entered_by_other(by), command.item, command.what, command.by_when}};
  if (commitment.seat == by.seat)
    events.push_back(CommitmentAccepted{by.seat, entered_by_other(by), command.item});
  return events;
}

Decided judge(const State& state, const Withdraw& command, const Context& by) {
  const auto found = item_of(state, command.item);
  if (!found) return tl::unexpected(found.error());
  if ((*found)->by != by.seat) {
    if (auto ok = conducting(by); !ok) return tl::unexpected(ok.error());
  }
  return {{CommitmentWithdrawn{by.seat, entered_by_other(by), command.item}}};
}

}  // namespace

Decided Model::decide(const State& state, const Command& command, const Context& by) {
  return std::visit([&](const auto& one) { return judge(state, one, by); }, command);
}

// A seat that is uncounted is not waited for; counted again, it is.
std::vector<Event> Model::react(const State& state, const Change& change, const Context&) {
  if (const auto* gone = std::get_if<SeatUncounted>(&change)) {
    const Attendance* known = state.absent.find(gone->seat);
    if (state.named.contains(gone->seat) && (known == nullptr || *known != gone->mark))
      return {SeatReleased{gone->seat, gone->mark}};
  }
  if (const auto* back = std::get_if<SeatCounted>(&change))
    if (state.absent.contains(back->seat)) return {SeatAwaited{back->seat}};
  return {};
}

}  // namespace palabre::activities::commitments
