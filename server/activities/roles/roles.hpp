// SPDX-License-Identifier: AGPL-3.0-or-later
// Roles: held by a seat, proposed, accepted, declined, given back; in relay when whoever holds one
// has vanished. A role never changes hands without an act of the seat that gets it.
// Source: rotating leadership (« leadership tournant », A. Cardon's delegated meeting roles).
#pragma once

#include <map>

#include "activities/any_activity.hpp"
#include "activities/judging.hpp"
#include "activities/roles/events.hpp"

namespace palabre::activities::roles {

struct Input {
  std::vector<std::string> roles;
  std::optional<std::vector<std::string>> required;  ///< their vacancy is named as missing
  std::optional<std::vector<std::string>> rotation;  ///< those that go round
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("roles", self.roles, Bounds{1, 16});  // more roles than this nobody can tell apart
    field("required", self.required, Bounds{0, 16});
    field("rotation", self.rotation, Bounds{0, 16});
  }
};

struct Role {
  SeatId holder;    ///< none: vacant
  SeatId proposed;  ///< whom it is proposed to
  SeatId proposed_by;
  bool relay = false;  ///< whoever holds it has vanished: anyone may take it
  bool required = false;

  bool rotates = false;                        ///< it goes round
  bool rotating = false;                       ///< it is being offered to one after the other
  SeatId rotated_by;                           ///< who asked for that
  PersistentMap<SeatId, bool> asked;           ///< who was offered it and has not taken it
  PersistentMap<SeatId, std::uint32_t> turns;  ///< when each seat last came to it, in passages
  SeatId last_holder;
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
  std::vector<std::string> rotation;  ///< the roles that go round, in the input's order
  std::size_t rotating = 0;           ///< how many of them are being offered now
  SeatCounts held;                    ///< how often each seat has come to one that goes round
  PersistentMap<ItemId, Passage> history;
  bool operator==(const State&) const = default;
};

/// Above so many seats it is not listed who came to a role how often.
inline constexpr std::size_t held_shown_max = 64;

/// Whose turn it is to be offered `role` now, among the counted seats that were not asked yet; none
/// when nobody else is left. `moving`: roles that are being handed on together with it.
SeatId next_for(const State& state,
                const std::string& role,
                const std::vector<std::string>& moving,
                const Context& by);

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
