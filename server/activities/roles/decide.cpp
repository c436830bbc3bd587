// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may take, propose, accept, decline and give back a role.
#include "activities/roles/roles.hpp"

namespace palabre::activities::roles {
namespace {

using Decided = Result<std::vector<Event>>;

std::optional<SeatId> some(SeatId seat) {
  return seat ? std::optional<SeatId>(seat) : std::nullopt;
}

Result<const Role*> role_of(const State& state, const std::string& name) {
  if (const Role* role = state.roles.find(name)) return role;
  return refuse("no_such_role", {{"role", name}});
}

// A vacant role may be taken by any counted seat, and so may a role in relay. A role that somebody
// holds and carries is never taken from them: it is proposed, handed on or given back.
Decided judge(const Role& role, const Take& command, const Context& by) {
  if (auto ok = seat_counted(by); !ok) return tl::unexpected(ok.error());
  if (role.holder == by.seat) return refuse("already_done");
  if (role.holder && !role.relay)
    return refuse("role_held", {{"role", command.role}, {"seat", role.holder.str()}});
  return {{RoleTaken{by.seat, entered_by_other(by), command.role, some(role.holder)}}};
}

// A role is proposed by its holder, by whoever conducts, or, while it is vacant, by anyone; nobody
// proposes to themselves a role that another one holds.
Decided judge(const Role& role, const Propose& command, const Context& by) {
  if (auto ok = seat_counted(by); !ok) return tl::unexpected(ok.error());
  const bool holds = role.holder && role.holder == by.seat;
  if (role.holder && !holds && !by.conducts()) return refuse("not_allowed");
  if (command.seat == role.holder) return refuse("already_done");
  if (command.seat == by.seat && role.holder) return refuse("not_allowed");
  if (!by.is_counted(command.seat)) return refuse("not_counted", {{"seat", command.seat.str()}});
  if (command.seat == role.proposed && by.seat == role.proposed_by) return refuse("already_done");
  return {{RoleProposed{by.seat, entered_by_other(by), command.role, command.seat}}};
}

Decided judge(const Role& role, const Accept& command, const Context& by) {
  if (auto ok = seat_counted(by); !ok) return tl::unexpected(ok.error());
  if (!role.proposed || role.proposed != by.seat)
    return refuse("not_proposed", {{"role", command.role}});
  return {{RoleAccepted{by.seat, entered_by_other(by), command.role, some(role.holder)}}};
}

// To decline and to give back are always possible, without a reason, even from aside.
Decided judge(const Role& role, const Decline& command, const Context& by) {
  if (!role.proposed || role.proposed != by.seat)
    return refuse("not_proposed", {{"role", command.role}});
  return {{ProposalEnded{command.role}}};
}

Decided judge(const Role& role, const GiveBack& command, const Context& by) {
  if (!role.holder || role.holder != by.seat) return refuse("not_yours", {{"role", command.role}});
  return {{RoleGivenBack{by.seat, entered_by_other(by), command.role, false}}};
}

// The room alone opens and closes a relay, from what it knows of connections.
Decided judge(const Role& role, const OpenRelay& command, const Context& by) {
  if (by.seat) return refuse("not_allowed");
  if (!role.holder || role.relay) return refuse("already_done");
  return {{RelayOpened{command.role}}};
}

Decided judge(const Role& role, const CloseRelay& command, const Context& by) {
  if (by.seat) return refuse("not_allowed");
  if (!role.relay) return refuse("already_done");
  return {{RelayClosed{command.role}}};
}

}  // namespace

Decided Model::decide(const State& state, const Command& command, const Context& by) {
  return std::visit(
      [&](const auto& one) -> Decided {
        const auto role = role_of(state, one.role);
        if (!role) return tl::unexpected(role.error());
        return judge(**role, one, by);
      },
      command);
}

// Whoever leaves gives back every role; what was proposed to them is void. Being away or aside
// takes no role from anybody.
std::vector<Event> Model::react(const State& state, const Change& change, const Context&) {
  const auto* gone = std::get_if<SeatUncounted>(&change);
  if (gone == nullptr || gone->mark != Attendance::left) return {};
  std::vector<Event> events;
  for (const auto& [role, holder] : state.holders)
    if (holder == gone->seat) events.push_back(RoleGivenBack{gone->seat, {}, role, true});
  if (const auto* proposed = state.proposals.find(gone->seat))
    for (const auto& [role, by_seat] : *proposed) events.push_back(ProposalEnded{role});
  return events;
}

}  // namespace palabre::activities::roles
