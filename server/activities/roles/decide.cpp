// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may take, propose, accept, decline and give back a role.
#include <algorithm>

#include "activities/roles/roles.hpp"
#include "activities/script.hpp"

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
  return {{RoleTaken{{by.seat, entered_by_other(by), command.role}, some(role.holder)}}};
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
  // Of a role that goes round nobody is told to whom it is being offered.
  const bool same = command.seat == role.proposed && by.seat == role.proposed_by;
  if (same && !role.rotating) return refuse("already_done");
  return {{RoleProposed{{by.seat, entered_by_other(by), command.role}, command.seat}}};
}

Decided judge(const Role& role, const Accept& command, const Context& by) {
  if (auto ok = seat_counted(by); !ok) return tl::unexpected(ok.error());
  if (!role.proposed || role.proposed != by.seat)
    return refuse("not_proposed", {{"role", command.role}});
  return {{RoleAccepted{{by.seat, entered_by_other(by), command.role}, some(role.holder)}}};
}

Decided judge(const Role& role, const GiveBack& command, const Context& by) {
  if (!role.holder || role.holder != by.seat) return refuse("not_yours", {{"role", command.role}});
  return {{RoleGivenBack{{by.seat, entered_by_other(by), command.role}, false}}};
}

// The room alone opens and closes a relay, from what it knows of connections.
Decided judge(const Role& role, const OpenRelay& command, const Context& by) {
  if (by.seat) return refuse("not_allowed");
  if (!role.holder || role.relay) return refuse("already_done");
  return {{RelayOpened{{command.role}}}};
}

Decided judge(const Role& role, const CloseRelay& command, const Context& by) {
  if (by.seat) return refuse("not_allowed");
  if (!role.relay) return refuse("already_done");
  return {{RelayClosed{{command.role}}}};
}

// The offer goes on to the next, by itself and without a word; when nobody is left the role stays
// where it is.
void offer_next(Script<Model>& script, const std::string& name, const Context& by) {
  script.add(ProposalEnded{{name}});
  if (const SeatId next = next_for(script.state(), name, {}, by))
    script.add(RoleOffered{name, next, {}, {}});
  else
    script.add(RotationEnded{{name}});
}

// To decline and to give back are always possible, without a reason, even from aside.
Decided judge(const State& state, const Decline& command, const Context& by) {
  const auto role = role_of(state, command.role);
  if (!role) return tl::unexpected(role.error());
  if (!(*role)->proposed || (*role)->proposed != by.seat)
    return refuse("not_proposed", {{"role", command.role}});
  if (!(*role)->rotating) return {{ProposalEnded{{command.role}}}};
  Script<Model> script(state, by.now);
  offer_next(script, command.role, by);
  return std::move(script).events();
}

// Whoever conducts lets roles go round. Each stays with its holder until another one accepts it.
Decided judge(const State& state, const Rotate& command, const Context& by) {
  if (auto ok = conducting(by); !ok) return tl::unexpected(ok.error());
  if (state.rotation.empty()) return refuse("not_open");
  std::vector<std::string> moving;
  const bool all = !command.roles || command.roles->empty();
  for (const std::string& name : all ? state.rotation : *command.roles) {
    const auto role = role_of(state, name);
    if (!role) return tl::unexpected(role.error());
    if (!(*role)->rotates) return refuse("not_rotating", {{"role", name}});
    if (!(*role)->rotating && std::find(moving.begin(), moving.end(), name) == moving.end())
      moving.push_back(name);
  }
  if (moving.empty()) return refuse("already_done");
  Script<Model> script(state, by.now);
  for (const std::string& name : moving)
    if (const SeatId next = next_for(script.state(), name, moving, by))
      script.add(RoleOffered{name, next, by.seat, entered_by_other(by)});
  auto events = std::move(script).events();
  if (events.empty()) return refuse("nobody_else");
  return events;
}

// Whoever is asked may have gone for a coffee: whoever conducts asks the next, and is told neither
// who it was nor who it is.
Decided judge(const State& state, const AskNext& command, const Context& by) {
  if (auto ok = conducting(by); !ok) return tl::unexpected(ok.error());
  const auto role = role_of(state, command.role);
  if (!role) return tl::unexpected(role.error());
  if (!(*role)->rotating) return refuse("not_rotating", {{"role", command.role}});
  Script<Model> script(state, by.now);
  offer_next(script, command.role, by);
  return std::move(script).events();
}

template <class C>
Decided judge(const State& state, const C& command, const Context& by) {
  const auto role = role_of(state, command.role);
  if (!role) return tl::unexpected(role.error());
  return judge(**role, command, by);
}

}  // namespace

Decided Model::decide(const State& state, const Command& command, const Context& by) {
  return std::visit([&](const auto& one) { return judge(state, one, by); }, command);
}

// Whoever leaves gives back every role; what was proposed to them is void. Being away or aside
// takes no role from anybody, but a role that goes round is then offered to the next.
std::vector<Event> Model::react(const State& state, const Change& change, const Context& by) {
  const auto* gone = std::get_if<SeatUncounted>(&change);
  if (gone == nullptr) return {};
  const bool left = gone->mark == Attendance::left;
  Script<Model> script(state, by.now);
  if (left)
    for (const auto& [role, holder] : state.holders)
      if (holder == gone->seat) script.add(RoleGivenBack{{gone->seat, {}, role}, true});
  if (const auto* proposed = state.proposals.find(gone->seat))
    for (const auto& [role, by_seat] : *proposed) {
      if (state.roles.find(role)->rotating)
        offer_next(script, role, by);
      else if (left)
        script.add(ProposalEnded{{role}});
    }
  return std::move(script).events();
}

}  // namespace palabre::activities::roles
