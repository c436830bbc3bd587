// SPDX-License-Identifier: AGPL-3.0-or-later
// Ideas are sorted into groups, in silence and by everybody, and the groups get names.
// Source: affinity diagram (KJ method, J. Kawakita); silent sorting after brainwriting.
#pragma once

#include "activities/any_activity.hpp"
#include "activities/id_ranges.hpp"
#include "activities/sort/events.hpp"

namespace palabre::activities::sort {

struct Input {
  std::string of;                      ///< the collect whose cards these are
  std::optional<std::int64_t> calm_s;  ///< 20
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("of", self.of);
    field("calm_s", self.calm_s, Bounds{5, 120});
  }
};

inline constexpr std::size_t groups_max = 64;   // as many as an output lists; 5 to 10 are usual
inline constexpr std::size_t per_card_max = 3;  // a card in more groups than that is a group

/// A group as it stands.
struct Heap {
  std::optional<Text> name;
  SeatId named_by;
  std::optional<SeatId> entered_by;  ///< of the name
  std::size_t cards = 0;
  std::int64_t version = 1;  ///< grows with each change of its name or its cards
  bool operator==(const Heap&) const = default;
};

struct State {
  std::string of;
  Duration calm_ms = 20'000;

  IdRanges cards;
  PersistentMap<GroupId, Heap> groups;
  PersistentMap<ItemId, std::vector<GroupId>> placed;  ///< cards in groups, ascending
  std::size_t unnamed = 0;                             ///< groups without a name
  std::int64_t version = 0;                            ///< grows with each change of the groups
  Instant moved_at = 0;
  bool calm = false;
  bool begun = false;
  std::uint32_t next_group = 1;
  bool operator==(const State&) const = default;

  std::size_t ungrouped() const {
    return cards.size() > placed.size() ? cards.size() - placed.size() : 0;
  }
};

struct Model {
  static constexpr std::string_view kind = "sort";
  using Input = sort::Input;
  using State = sort::State;
  using Command = std::variant<Group, Move, Alone, NameGroup, Copy>;
  using Event = std::
      variant<CardsKnown, GroupFormed, CardsMoved, CardsFreed, CardCopied, GroupNamed, CardsAtRest>;

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
  static std::optional<Instant> deadline(const State& state);
  static State shift(State state, Duration gap);
  static const Text* word(const State& state, std::string_view group);
  static std::optional<Json> practise(const State& state, const Context& by);
};

Kind kind();

}  // namespace palabre::activities::sort
