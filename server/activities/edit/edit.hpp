// SPDX-License-Identifier: AGPL-3.0-or-later
// A text and its versions: whoever carries the proposal writes, anyone suggests, nothing is lost.
// Source: Sociocracy 3.0 "Proposal Forming" and "Consent Decision-Making" (the proposer alone
// amends); the review date is part of the text put to consent.
#pragma once

#include "activities/any_activity.hpp"
#include "activities/judging.hpp"

namespace palabre::activities::edit {

/// Whether a date on which the decision is looked at again belongs to the text.
enum class Review { required, optional, none };
constexpr std::array<std::string_view, 3> names_of(Review) {
  return {"required", "optional", "none"};
}

enum class SuggestionState { open, taken, dropped };
constexpr std::array<std::string_view, 3> names_of(SuggestionState) {
  return {"open", "taken", "dropped"};
}

inline constexpr std::int64_t length_bound = 2000;   // a long paragraph still reads on a phone
inline constexpr std::int64_t versions_max = 200;    // a text rewritten more often is another one
inline constexpr std::size_t suggestions_max = 500;  // what a proposer can still read
inline constexpr std::size_t suggestions_per_seat = 10;  // open at once; more drowns the others
inline constexpr Bounds date_bounds{10, 10};             // "2026-12-20"

struct Input {
  std::optional<std::string> by;           ///< role that writes; default "proposer"
  std::optional<Review> review_date;       ///< default optional
  std::optional<std::int64_t> length_max;  ///< default and at most `length_bound`
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("by", self.by);
    field("review_date", self.review_date);
    field("length_max", self.length_max, Bounds{1, length_bound});
  }
};

struct Version {
  Text text;
  std::optional<std::string> review_date;
  SeatId seat;
  std::optional<SeatId> entered_by;
  Instant at = 0;
  std::optional<ItemId> from;  ///< the suggestion taken
  bool operator==(const Version&) const = default;
};

struct Suggestion {
  Text text;
  SeatId seat;
  std::optional<SeatId> entered_by;
  SuggestionState state = SuggestionState::open;
  bool operator==(const Suggestion&) const = default;
};

struct State {
  std::string role = "proposer";
  Review review = Review::optional;
  std::int64_t length_max = length_bound;
  std::int64_t version = 0;  ///< 0: no text yet
  std::optional<Version> current;
  PersistentMap<VersionId, Version> versions;
  PersistentMap<ItemId, Suggestion> suggestions;
  SeatCounts open_by_seat;  ///< open suggestions of each author
  std::uint32_t next_item = 1;
  bool withdrawn = false;
  SeatId withdrawn_by;
  std::optional<Text> reason;
  bool operator==(const State&) const = default;
};

// Commands.
struct Write {  ///< with the version that it replaces
  static constexpr std::string_view name = "write";
  Text text;
  std::optional<std::string> review_date;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("text", self.text, Bounds{1, length_bound});
    field("review_date", self.review_date, date_bounds);
  }
};
struct Suggest {
  static constexpr std::string_view name = "suggest";
  Text text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("text", self.text, Bounds{1, length_bound});
  }
};
struct TakeSuggestion {  ///< with version
  static constexpr std::string_view name = "take_suggestion";
  ItemId item;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
  }
};
struct DropSuggestion {
  static constexpr std::string_view name = "drop_suggestion";
  ItemId item;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
  }
};
struct Withdraw {
  static constexpr std::string_view name = "withdraw";
  std::optional<Text> reason;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("reason", self.reason, Bounds{1, 500});
  }
};
using Command = std::variant<Write, Suggest, TakeSuggestion, DropSuggestion, Withdraw>;

// Events.
struct TextWritten {
  static constexpr std::string_view name = "text_written/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  std::int64_t version = 0;
  Text text;
  std::optional<std::string> review_date;
  std::optional<ItemId> from;  ///< the suggestion taken; its words stand here too
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("version", self.version);
    field("text", self.text);
    field("review_date", self.review_date);
    field("from", self.from);
  }
};
struct TextSuggested {
  static constexpr std::string_view name = "text_suggested/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  ItemId item;
  Text text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("item", self.item);
    field("text", self.text);
  }
};
struct SuggestionDropped {
  static constexpr std::string_view name = "suggestion_dropped/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  ItemId item;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("item", self.item);
  }
};
struct TextWithdrawn {
  static constexpr std::string_view name = "text_withdrawn/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  std::optional<Text> reason;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("reason", self.reason);
  }
};
using Event = std::variant<TextWritten, TextSuggested, SuggestionDropped, TextWithdrawn>;

struct Model {
  using Input = edit::Input;
  using State = edit::State;
  using Command = edit::Command;
  using Event = edit::Event;
  static constexpr std::string_view kind = "edit";
  static std::vector<std::string> outcomes() { return {"withdrawn"}; }
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
  static const Text* word(const State&, std::string_view item);  ///< of a version or a suggestion
  static std::optional<Json> practise(const State& state, const Context& by);
};

Kind kind();

}  // namespace palabre::activities::edit
