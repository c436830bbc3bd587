// SPDX-License-Identifier: AGPL-3.0-or-later
// People think in pairs, in fours, at tables; each group says one idea, and each is heard once
// before any is heard twice. Source: Liberating Structures, "1-2-4-All".
#pragma once

#include "activities/any_activity.hpp"
#include "activities/groups/drawing.hpp"
#include "activities/groups/events.hpp"

namespace palabre::activities::groups {

struct Input {
  std::int64_t size = 2;
  std::optional<std::string> of;  ///< the groups of which these are unions: fours of pairs
  std::optional<bool> share;      ///< the groups say ideas; true
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("size", self.size, Bounds{2, 8});  // more than eight do not talk, they listen
    field("of", self.of);
    field("share", self.share);
  }
};

struct Group {
  std::vector<SeatId> seats;  ///< in the order they came; who is away keeps the group
  std::size_t here = 0;       ///< how many of them are counted
  std::size_t ideas = 0;
  std::uint32_t heard = 0;  ///< in how many turns it has said something
  bool passed = false;      ///< has nothing (more) to say, until it says something
  bool operator==(const Group&) const = default;
};

struct Place {
  GroupId group;
  bool here = true;
  bool operator==(const Place&) const = default;
};

struct Idea {
  GroupId group;
  SeatId seat;
  std::optional<SeatId> entered_by;
  Text text;
  bool operator==(const Idea&) const = default;
};

/// Groups by a small number, the lowest first: the number stands in the key's upper half.
using Ranked = PersistentMap<std::uint64_t, GroupId>;

struct State {
  std::int64_t size = 2;
  std::string of;
  bool share = true;

  PersistentMap<GroupId, Group> groups;
  PersistentMap<SeatId, Place> places;
  std::size_t count = 0;  ///< groups with a member
  std::size_t total = 0;  ///< members that are counted
  std::size_t heard = 0;  ///< groups with a member that have said something, or passed
  Ranked by_size;         ///< groups with somebody there, by how many
  Ranked line;            ///< of these, those that have not passed, by how often they were heard
  PersistentMap<GroupId, bool> awaited;  ///< of these, those never heard

  PersistentMap<ItemId, Idea> items;
  std::uint32_t next_item = 1;
  std::uint32_t next_group = 1;
  bool operator==(const State&) const = default;
};

/// As many as can still hear each other; a fuller group takes nobody in.
inline constexpr std::size_t members_max = 16;
/// So many ideas a group may say.
inline constexpr std::size_t ideas_per_group_max = 20;
/// Above so many groups they are not listed: each seat sees its own.
inline constexpr std::size_t groups_shown_max = 64;
/// From so many seats on, whoever conducts may go on without a group that does not answer.
inline constexpr std::size_t hall_seats = 21;

/// Each group is heard once before any is heard twice: whether it is this group's turn.
bool may_share(const State& state, GroupId group);

struct Model {
  static constexpr std::string_view kind = "groups";
  using Input = groups::Input;
  using State = groups::State;
  using Command = groups::Command;
  using Event = groups::Event;

  static std::vector<std::string> outcomes() { return {}; }
  static State initial(const Input& input);
  static std::vector<Event> begin(const State& state, const Context& by);
  static Result<std::vector<Event>> decide(const State&, const Command&, const Context& by);
  static std::vector<Event> react(const State& state, const Change& change, const Context& by);
  static State apply(State state, const Event& event, const Stamp& stamp);
  static void describe(const State& state, const Layer& layer, Sections& out);
  static Progress progress(const State& state);
  static Json output(const State& state);
  static std::vector<MinuteLine> minutes(const State& state);
  static const Text* word(const State& state, std::string_view item);
  static std::vector<SeatId> named(const State& state, const Layer& layer);
  static std::optional<Json> practise(const State& state, const Context& by);
};

Kind kind();

}  // namespace palabre::activities::groups
