// SPDX-License-Identifier: AGPL-3.0-or-later
// Roles: held by a seat, proposed, accepted, declined, given back; in relay when whoever holds one
// has vanished. A role never changes hands without an act of the seat that gets it.
// Source: rotating leadership (« leadership tournant », A. Cardon's delegated meeting roles).
#pragma once

#include <map>

#include "activities/any_activity.hpp"
#include "activities/judging.hpp"

namespace palabre::activities::roles {

struct Input {
  std::vector<std::string> roles;
  std::optional<std::vector<std::string>> required;  ///< their vacancy is named as missing
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("roles", self.roles, Bounds{1, 16});  // more roles than this nobody can tell apart
    field("required", self.required, Bounds{0, 16});
  }
};

struct Role {
  SeatId holder;    ///< none: vacant
  SeatId proposed;  ///< whom it is proposed to
  SeatId proposed_by;
  bool relay = false;  ///< whoever holds it has vanished: anyone may take it
  bool required = false;
  bool operator==(const Role&) const = default;
};

/// How a role came to or left a seat; what the minutes tell.
enum class Way { taken, relayed, handed, given_back, left };
struct Passage {
  std::string role;
  Way way = Way::taken;
  SeatId seat;
  SeatId from;  ///< who held it before, when somebody did
  std::optional<SeatId> entered_by;
  Instant at = 0;
  bool operator==(const Passage&) const = default;
};

struct State {
  PersistentMap<std::string, Role> roles;
  std::map<std::string, SeatId> holders;  ///< of the roles that are held
  /// Roles proposed to each seat, with who proposed them.
  PersistentMap<SeatId, std::map<std::string, SeatId>> proposals;
  std::size_t required_vacant = 0;
  PersistentMap<ItemId, Passage> history;
  bool operator==(const State&) const = default;
};

// Commands. `open_relay` and `close_relay` are the room's own: no seat may give them.
struct Take {
  static constexpr std::string_view name = "take";
  std::string role;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("role", self.role);
  }
};
struct Propose {
  static constexpr std::string_view name = "propose";
  std::string role;
  SeatId seat;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("role", self.role);
    field("seat", self.seat);
  }
};
struct Accept {
  static constexpr std::string_view name = "accept";
  std::string role;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("role", self.role);
  }
};
struct Decline {
  static constexpr std::string_view name = "decline";
  std::string role;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("role", self.role);
  }
};
struct GiveBack {
  static constexpr std::string_view name = "give_back";
  std::string role;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("role", self.role);
  }
};
struct OpenRelay {
  static constexpr std::string_view name = "open_relay";
  std::string role;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("role", self.role);
  }
};
struct CloseRelay {
  static constexpr std::string_view name = "close_relay";
  std::string role;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("role", self.role);
  }
};
using Command = std::variant<Take, Propose, Accept, Decline, GiveBack, OpenRelay, CloseRelay>;

// Events.
struct RoleTaken {
  static constexpr std::string_view name = "role_taken/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  std::string role;
  std::optional<SeatId> from;  ///< in relay: who held it
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("role", self.role);
    field("from", self.from);
  }
};
struct RoleProposed {
  static constexpr std::string_view name = "role_proposed/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  std::string role;
  SeatId to;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("role", self.role);
    field("to", self.to);
  }
};
struct RoleAccepted {
  static constexpr std::string_view name = "role_accepted/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  std::string role;
  std::optional<SeatId> from;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("role", self.role);
    field("from", self.from);
  }
};
/// Declined, or void because the seat has left: the fact does not say which, nor who.
struct ProposalEnded {
  static constexpr std::string_view name = "role_proposal_ended/1";
  std::string role;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("role", self.role);
  }
};
struct RoleGivenBack {
  static constexpr std::string_view name = "role_given_back/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  std::string role;
  bool left = false;  ///< the seat has left the palabre
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("role", self.role);
    field("left", self.left);
  }
};
struct RelayOpened {
  static constexpr std::string_view name = "role_relay_opened/1";
  std::string role;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("role", self.role);
  }
};
struct RelayClosed {
  static constexpr std::string_view name = "role_relay_closed/1";
  std::string role;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("role", self.role);
  }
};
using Event = std::variant<RoleTaken,
                           RoleProposed,
                           RoleAccepted,
                           ProposalEnded,
                           RoleGivenBack,
                           RelayOpened,
                           RelayClosed>;

struct Model {
  using Input = roles::Input;
  using State = roles::State;
  using Command = roles::Command;
  using Event = roles::Event;
  static constexpr std::string_view kind = "roles";
  static std::vector<std::string> outcomes() { return {}; }
  static State initial(const Input&);
  static std::vector<Event> begin(const State&, const Context& by);
  static Result<std::vector<Event>> decide(const State&, const Command&, const Context& by);
  static std::vector<Event> react(const State&, const Change&, const Context& by);
  static State apply(State, const Event&, const Stamp&);
  static void describe(const State&, const Layer&, Sections& out);
  static std::vector<SeatId> named(const State& state, const Layer& layer);
  static Progress progress(const State&);
  static Json output(const State&);
  static std::vector<MinuteLine> minutes(const State&);
  static std::optional<Json> practise(const State& state, const Context& by);
  static const std::map<std::string, SeatId>& holders(const State& state) { return state.holders; }
};

Kind kind();

}  // namespace palabre::activities::roles
