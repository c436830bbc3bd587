// SPDX-License-Identifier: AGPL-3.0-or-later
// A bench for one activity: seats, a clock and chance around it, and the laws that every activity
// keeps checked at each step (whole view = patched view, replay = what runs, no null, no own facts
// of others). A broken law throws, which fails the test.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <rapidcheck.h>

#include "activities/any_activity.hpp"

namespace palabre::test {

using activities::AnyActivity;
using activities::Attendance;
using activities::Change;
using activities::Context;
using activities::Kind;
using activities::Layer;
using activities::MinuteLine;
using activities::Progress;

inline SeatId seat(std::uint32_t n) { return SeatId{n}; }
inline ItemId item(std::uint32_t n) { return ItemId{n}; }

/// What `as` gives back when a command was accepted.
inline const std::string accepted = "";

inline Layer room_layer() { return {Layer::Kind::room, {}, {}}; }
inline Layer screen_layer() { return {Layer::Kind::screen, {}, {}}; }
inline Layer desk_layer() { return {Layer::Kind::desk, {}, {}}; }
inline Layer own_layer(SeatId of) { return {Layer::Kind::own, of, {}}; }

/// One random move, to be read by `Bench::stumble`; plain numbers, so that RapidCheck can shrink
/// it.
struct Move {
  unsigned what = 0;
  unsigned who = 0;
  unsigned how = 0;
};
std::ostream& operator<<(std::ostream& out, const Move& move);

class Bench {
 public:
  /// Seats s1 … s`seats`, all counted; s1 facilitates. Nothing has begun yet: set `holders`, `refs`
  /// or `marks` first where it matters.
  explicit Bench(Kind kind, Json input = Json::object(), std::uint32_t seats = 3);

  Bench& begin();

  /// `who` gives `command`, and when it is accepted its events are applied. Returns `accepted` or
  /// the code of the refusal.
  std::string as(SeatId who, Json command, std::optional<std::int64_t> version = std::nullopt);
  /// `neighbour` enters it for `who`.
  std::string as(SeatId who,
                 Json command,
                 SeatId neighbour,
                 std::optional<std::int64_t> version = std::nullopt);
  const Error& refusal() const { return refusal_; }  ///< the last one, with its parameters

  // What happens around the activity.
  SeatId join();                          ///< one more counted seat
  void mark(SeatId who, Attendance how);  ///< counted again, or uncounted
  void refer(const std::string& id, Json output);
  void wait(Duration ms);  ///< time passes; deadlines that come are heard at their own instant
  void hold(const std::string& role, SeatId who) { holders[role] = who; }

  // What stands.
  const AnyActivity& activity() const { return activity_; }
  Progress progress() const { return activity_.progress(); }
  bool settled() const { return progress().settled; }
  std::string outcome() const { return progress().outcome; }
  /// How many of `code` are missing now.
  std::size_t missing(const std::string& code) const;
  std::vector<SeatId> missing_seats(const std::string& code) const;
  Json output() const { return activity_.output(); }
  Json view(const Layer& layer) const;
  Json room() const { return view(room_layer()); }
  Json desk() const { return view(desk_layer()); }
  Json own(SeatId of) const { return view(own_layer(of)); }
  /// The codes of the minutes, and all lines of one code.
  std::vector<std::string> minute_codes() const;
  std::vector<Json> minutes(const std::string& code) const;
  const std::vector<EventRecord>& log() const { return log_; }
  std::size_t counted() const;

  /// Replays the log from nothing, whole and with every word erased; throws when it differs.
  void check_replay() const;

  /// Does something at random: a command made from the kind's own specs, a mark, time, a newcomer.
  /// Returns the refusal's code when a command was refused, `accepted` otherwise.
  std::string stumble(const Move& move);
  std::vector<std::string> tokens = {"facilitator", "scribe", "yes", "no"};  ///< for random fields

  std::map<std::string, SeatId> holders;
  std::map<std::string, Json> refs;
  std::optional<SeatId> previous_start;
  bool conducted = true;
  Instant now = 1'000'000;
  /// Called after every change, with what stood before it.
  std::function<void(const AnyActivity& before, const AnyActivity& after)> watch;

 private:
  Context context(SeatId who, SeatId neighbour);
  void record(const std::vector<EventRecord>& events);
  void change(const Change& change);
  void follow(const Layer& layer, const AnyActivity& before);
  void check_laws(const AnyActivity& before);
  std::vector<Layer> layers() const;
  Json random_field(const FieldSpec& spec, unsigned salt) const;
  Json random_command(unsigned which, unsigned salt) const;

  Kind kind_;
  Json input_;
  activities::Census census_;
  std::uint32_t seats_ = 0;
  Random random_{7};
  AnyActivity activity_;
  std::vector<EventRecord> log_;
  std::vector<Instant> stamps_;
  std::map<std::string, Json> views_;
  Error refusal_;
};

}  // namespace palabre::test

namespace rc {
template <>
struct Arbitrary<palabre::test::Move> {
  static Gen<palabre::test::Move> arbitrary();
};
}  // namespace rc
