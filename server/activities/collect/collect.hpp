// SPDX-License-Identifier: AGPL-3.0-or-later
// Each gives something: words, a choice, a number or a name; live, or blind until everybody has.
// Source: brainwriting and silent brainstorming; blind polls.
#pragma once

#include "activities/any_activity.hpp"
#include "activities/collect/events.hpp"
#include "activities/id_ranges.hpp"
#include "activities/judging.hpp"

namespace palabre::activities::collect {

struct Input {
  std::optional<Visibility> visibility;             ///< live
  std::optional<Asked> input;                       ///< text
  std::optional<std::vector<std::string>> choices;  ///< of `choice`
  std::optional<std::int64_t> min;                  ///< of `number`; 0
  std::optional<std::int64_t> max;                  ///< of `number`; 10
  std::optional<std::int64_t> per_seat;             ///< text: 10; others: 1
  std::optional<std::int64_t> length_max;           ///< of `text`, in code points; 280
  std::optional<Reveal> reveal;                     ///< auto
  std::optional<bool> named;                        ///< authors show with their items; true
  std::optional<bool> builds;                    ///< « oui, et… », also after the reveal; false
  std::optional<std::string> from;               ///< whose items these are about
  std::optional<bool> only_authors;              ///< of `from`: only who gave there gives here
  std::optional<std::vector<std::string>> tags;  ///< each item has one of them
  std::optional<std::int64_t> items_min;         ///< of a live one: so many before it settles
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("visibility", self.visibility);
    field("input", self.input);
    field("choices", self.choices);
    field("min", self.min, number_bounds);
    field("max", self.max, number_bounds);
    field("per_seat", self.per_seat, Bounds{1, 64});  // a seat's own list is one list of a view
    field("length_max", self.length_max, Bounds{1, text_bounds.max});
    field("reveal", self.reveal);
    field("named", self.named);
    field("builds", self.builds);
    field("from", self.from);
    field("only_authors", self.only_authors);
    field("tags", self.tags, Bounds{1, 8});             // what fits beside a field on a phone
    field("items_min", self.items_min, Bounds{1, 64});  // what a small group can give
  }
};

/// The largest wall that is still one collection (goal: flat from 10 to 10 000 ideas).
inline constexpr std::size_t items_max = 20'000;
/// Up to so many seats everybody is waited for; above, whoever conducts may reveal without the
/// rest.
inline constexpr std::size_t waited_for_max = 20;
/// Of one seat, beside what it gave itself: enough for generosity, too few to flood a wall.
inline constexpr std::size_t builds_per_seat = 20;
/// Up to so many, outputs list items and authors one by one.
inline constexpr std::size_t listed_max = 64;

struct Item {
  SeatId seat;
  std::optional<SeatId> entered_by;
  Given given;
  std::vector<ItemId> on{};  ///< what it builds on; older than itself
  Beside beside{};
  std::int64_t version = 1;  ///< grows with each change
  bool hidden = false;
  bool operator==(const Item&) const = default;
};

using Items = PersistentMap<ItemId, Item>;

/// What is kept under one seat.
struct Own {
  Items items;
  std::size_t builds = 0;  ///< how many of them build on others
  bool awaited = false;    ///< counted: it is waited for
  bool finished = false;
  bool operator==(const Own&) const = default;
};

struct State {
  // The rules, as the input gave them.
  Visibility visibility = Visibility::live;
  Asked asked = Asked::text;
  std::vector<std::string> choices;
  std::int64_t min = 0;
  std::int64_t max = 10;
  std::size_t per_seat = 10;
  std::int64_t length_max = 280;
  Reveal reveal = Reveal::automatic;
  bool named = true;
  bool builds = false;
  std::string from;  ///< empty: about nothing else
  bool only_authors = false;
  std::vector<std::string> tags;
  std::size_t items_min = 0;

  bool revealed = false;
  std::optional<SeatId> revealed_by;
  Items items;
  PersistentMap<SeatId, Own> seats;
  PersistentMap<SeatId, bool> writing;  ///< awaited and not finished
  std::size_t awaited = 0;
  std::size_t hidden = 0;
  IdRanges shown;      ///< items that are not hidden
  IdRanges cards;      ///< of these, what builds on nothing that is shown
  SeatCounts authors;  ///< of how many shown items each
  PersistentMap<ItemId, PersistentMap<ItemId, bool>> built_on;  ///< what builds on each
  std::map<std::string, std::size_t> tally;  ///< of `choices`, which are at most a list's length
  std::uint32_t next_item = 1;
  bool operator==(const State&) const = default;

  /// What was given may be seen by everybody.
  bool open_to_all() const { return revealed || visibility == Visibility::live; }
  /// How many items are missing before it may settle.
  std::size_t too_few() const { return items_min > shown.size() ? items_min - shown.size() : 0; }
};

struct Model {
  static constexpr std::string_view kind = "collect";
  using Input = collect::Input;
  using State = collect::State;
  using Command = std::variant<Submit, ChangeItem, Withdraw, Finish, Reopen, RevealNow, Hide, Show>;
  using Event = std::variant<SeatsAwaited,
                             SeatReleased,
                             SeatFinished,
                             SeatReopened,
                             ItemSubmitted,
                             ItemChanged,
                             ItemWithdrawn,
                             ItemHidden,
                             ItemShown,
                             ItemsRevealed>;

  static std::vector<std::string> outcomes() { return {"collected"}; }
  static State initial(const Input& input);
  static std::vector<Event> begin(const State& state, const Context& by);
  static Result<std::vector<Event>> decide(const State&, const Command&, const Context& by);
  static std::vector<Event> react(const State& state, const Change& change, const Context& by);
  static State apply(State state, const Event& event, const Stamp& stamp);
  static void describe(const State& state, const Layer& layer, Sections& out);
  static Progress progress(const State& state);
  static Json output(const State& state);
  static std::vector<MinuteLine> minutes(const State& state);
  static std::optional<Json> practise(const State& state, const Context& by);
  static bool irrevocable(const State& state);
  /// Of what everybody may see: nothing that is blind still, or hidden.
  static const Text* word(const State& state, std::string_view item);
  /// Blind writing is seen by nobody else until the reveal.
  static bool hides(const State& state, const Command& command) {
    return !state.open_to_all() &&
           (std::holds_alternative<Submit>(command) || std::holds_alternative<ChangeItem>(command));
  }
};

/// Refuses an input that nobody could answer (a choice without choices, an empty range).
Kind kind();

}  // namespace palabre::activities::collect
