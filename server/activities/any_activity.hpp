// SPDX-License-Identifier: AGPL-3.0-or-later
// One running activity of whatever kind, as an immutable value.
#pragma once

#include <functional>
#include <memory>

#include "activities/activity.hpp"

namespace palabre::activities {

inline constexpr std::size_t named_max = 16;  // a circle's four, the floor, the next three

/// A running (or ended) activity. Copies are O(1); nothing changes in place.
class AnyActivity {
 public:
  class Concept;
  AnyActivity() = default;
  explicit AnyActivity(std::shared_ptr<const Concept> self) : self_(std::move(self)) {}

  explicit operator bool() const { return self_ != nullptr; }
  std::string_view kind() const;
  /// What is to be recorded when it begins (orders drawn, first turn given).
  std::vector<EventRecord> begin(const Context& by) const;
  /// Judges a command {"type", …fields}. Refuses with `bad_field`, `unknown_command`, or the kind's
  /// own codes; an accepted command gives at least one event.
  Result<std::vector<EventRecord>> decide(const Json& command, const Context& by) const;
  std::vector<EventRecord> react(const Change& change, const Context& by) const;
  /// Records an event: total on every event that this build knows. Refuses with `unknown_event`.
  Result<AnyActivity> apply(const EventRecord& event, const Stamp& stamp) const;
  void describe(const Layer& layer, Sections& out) const;
  Progress progress() const;
  /// What other activities and guards may read of it; small, no words.
  Json output() const;
  std::vector<MinuteLine> minutes() const;
  /// When it wants to hear `Elapsed`, if ever.
  std::optional<Instant> deadline() const;
  /// The same with every running deadline moved by `gap` (the room slept, or was paused).
  AnyActivity shifted(Duration gap) const;
  /// Who holds which role, from an activity that keeps roles; null otherwise.
  const std::map<std::string, SeatId>* holders() const;
  /// Whether somebody has asked the whole room to pause.
  bool pauses() const;
  /// Where its first turn started, from an activity whose start rotates.
  std::optional<SeatId> first_turn() const;
  /// Whether it has revealed what was hidden or drawn lots: a step holding such is never taken
  /// back.
  bool irrevocable() const;
  /// Whether what this command says (its texts, choices, numbers) is to show to nobody but its seat
  /// as long as the activity is not irrevocable; the property of blindness holds each kind to its
  /// word.
  bool hides(const Json& command) const;
  /// The words of one of its items, groups or versions ("i3"); null when it has none. For the
  /// minutes, which tell what another activity's commands were about.
  const Text* word(std::string_view item) const;
  /// Seats whose names this layer must show, whatever the size of the room (the floor, who is next,
  /// one's own group); at most `named_max`.
  std::vector<SeatId> named(const Layer& layer) const;
  /// A command that the seat `by.seat` could plausibly give now, for practice with bot seats; words
  /// stand as {"$words": "<what for>"}. Never needed by a real palabre.
  std::optional<Json> practise(const Context& by) const;
  bool operator==(const AnyActivity& other) const;

 private:
  std::shared_ptr<const Concept> self_;
};

/// A kind of activity: how to check its input and make one.
struct Kind {
  std::string kind;
  StructSpec input;
  std::vector<StructSpec> commands;
  std::vector<std::string> outcomes;  ///< empty: it never settles by itself (always on)
  std::function<Result<AnyActivity>(const Json& input)> make;
};

class AnyActivity::Concept {
 public:
  virtual ~Concept() = default;
  virtual std::string_view kind() const = 0;
  virtual std::vector<EventRecord> begin(const Context& by) const = 0;
  virtual Result<std::vector<EventRecord>> decide(const Json& command, const Context& by) const = 0;
  virtual std::vector<EventRecord> react(const Change& change, const Context& by) const = 0;
  virtual Result<AnyActivity> apply(const EventRecord& event, const Stamp& stamp) const = 0;
  virtual void describe(const Layer& layer, Sections& out) const = 0;
  virtual Progress progress() const = 0;
  virtual Json output() const = 0;
  virtual std::vector<MinuteLine> minutes() const = 0;
  virtual std::optional<Instant> deadline() const = 0;
  virtual AnyActivity shifted(Duration gap) const = 0;
  virtual const std::map<std::string, SeatId>* holders() const = 0;
  virtual bool pauses() const = 0;
  virtual std::optional<SeatId> first_turn() const = 0;
  virtual bool irrevocable() const = 0;
  virtual bool hides(const Json& command) const = 0;
  virtual const Text* word(std::string_view item) const = 0;
  virtual std::vector<SeatId> named(const Layer& layer) const = 0;
  virtual std::optional<Json> practise(const Context& by) const = 0;
  virtual bool equals(const Concept& other) const = 0;
};

}  // namespace palabre::activities
