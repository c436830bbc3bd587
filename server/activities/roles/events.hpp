// SPDX-License-Identifier: AGPL-3.0-or-later
// The commands and events of roles.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/fields.hpp"

namespace palabre::activities::roles {

struct OfRole {
  std::string role;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("role", self.role);
  }
};

// Commands. `open_relay` and `close_relay` are the room's own: no seat may give them.
struct Take : OfRole {
  static constexpr std::string_view name = "take";
};
struct Propose : OfRole {
  static constexpr std::string_view name = "propose";
  SeatId seat;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    OfRole::fields(self, field);
    field("seat", self.seat);
  }
};
struct Accept : OfRole {
  static constexpr std::string_view name = "accept";
};
struct Decline : OfRole {
  static constexpr std::string_view name = "decline";
};
struct GiveBack : OfRole {
  static constexpr std::string_view name = "give_back";
};
struct OpenRelay : OfRole {
  static constexpr std::string_view name = "open_relay";
};
struct CloseRelay : OfRole {
  static constexpr std::string_view name = "close_relay";
};
/// The roles (none given: all that go round) are offered to whoever's turn it is.
struct Rotate {
  static constexpr std::string_view name = "rotate";
  std::optional<std::vector<std::string>> roles;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("roles", self.roles, Bounds{0, 16});
  }
};
/// Nobody answers: the role is offered to the next.
struct AskNext : OfRole {
  static constexpr std::string_view name = "ask_next";
};
using Command =
    std::variant<Take, Propose, Accept, Decline, GiveBack, Rotate, AskNext, OpenRelay, CloseRelay>;

// Events.
struct OfRoleBySeat {
  SeatId seat;
  std::optional<SeatId> entered_by;
  std::string role;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("role", self.role);
  }
};
struct RoleTaken : OfRoleBySeat {
  static constexpr std::string_view name = "role_taken/1";
  std::optional<SeatId> from;  ///< in relay: who held it
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    OfRoleBySeat::fields(self, field);
    field("from", self.from);
  }
};
struct RoleProposed : OfRoleBySeat {
  static constexpr std::string_view name = "role_proposed/1";
  SeatId to;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    OfRoleBySeat::fields(self, field);
    field("to", self.to);
  }
};
struct RoleAccepted : OfRoleBySeat {
  static constexpr std::string_view name = "role_accepted/1";
  std::optional<SeatId> from;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    OfRoleBySeat::fields(self, field);
    field("from", self.from);
  }
};
/// Declined, or void because the seat has left: the fact does not say which, nor who.
struct ProposalEnded : OfRole {
  static constexpr std::string_view name = "role_proposal_ended/1";
};
struct RoleGivenBack : OfRoleBySeat {
  static constexpr std::string_view name = "role_given_back/1";
  bool left = false;  ///< the seat has left the palabre
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    OfRoleBySeat::fields(self, field);
    field("left", self.left);
  }
};
struct RelayOpened : OfRole {
  static constexpr std::string_view name = "role_relay_opened/1";
};
struct RelayClosed : OfRole {
  static constexpr std::string_view name = "role_relay_closed/1";
};
/// A role that goes round is offered to `to`, whose turn it is; until `to` accepts, its holder goes
/// on.
struct RoleOffered {
  static constexpr std::string_view name = "role_offered/1";
  std::string role;
  SeatId to;
  std::optional<SeatId> seat;  ///< whose act it was; none: somebody declined, or is away
  std::optional<SeatId> entered_by;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("role", self.role);
    field("to", self.to);
    field("seat", self.seat);
    field("entered_by", self.entered_by);
  }
};
/// Nobody else is left to ask: the role stays where it is.
struct RotationEnded : OfRole {
  static constexpr std::string_view name = "role_rotation_ended/1";
};
using Event = std::variant<RoleTaken,
                           RoleProposed,
                           RoleAccepted,
                           ProposalEnded,
                           RoleGivenBack,
                           RoleOffered,
                           RotationEnded,
                           RelayOpened,
                           RelayClosed>;

}  // namespace palabre::activities::roles
