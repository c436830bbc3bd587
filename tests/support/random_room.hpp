// SPDX-License-Identifier: AGPL-3.0-or-later
// Rooms that random people act in. Commands are generated from the registry's own declarations and
// go through take_turn: an activity added to the registry is acted in without a new generator.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "room/take_turn.hpp"

namespace palabre::support {

/// A scenario in which every kind of the registry runs at once, with inputs drawn from `random`;
/// `advance` begins them all anew.
std::shared_ptr<const room::Scenario> scenario_of_everything(Random& random);
/// A scenario written in the test, as a scenario.json; it has no texts.
std::shared_ptr<const room::Scenario> scenario_from(const std::string& file);
/// A scenario of the project, from its folder in scenarios/.
std::shared_ptr<const room::Scenario> scenario_named(const std::string& name);

/// One act that was tried.
struct Act {
  room::Input input;
  bool refused = false;
  std::string code;  ///< of the refusal
};

class RandomRoom {
 public:
  RandomRoom(std::shared_ptr<const room::Scenario> scenario,
             std::uint64_t seed,
             bool conducted = true);

  const room::Room& room() const { return room_; }
  const std::vector<room::Entry>& log() const { return log_; }
  const std::shared_ptr<const room::Scenario>& scenario() const { return scenario_; }
  Instant now() const { return now_; }
  Random& random() { return random_; }
  std::size_t tried() const { return tried_; }
  std::size_t refused() const { return refused_; }

  /// Somebody does something, or some time passes. What is not allowed now is drawn again a few
  /// times, so that rooms get somewhere; what was drawn last is put to the room whatever becomes of
  /// it.
  Act act();
  /// Puts one input to the room at the present instant.
  room::Reply put(const room::Input& input);
  /// A wish of `seat` about the running activity `id`, the room ("") or the step ("c7").
  room::Wish wish(SeatId seat, std::string on, Json body);
  /// A wish drawn from what the kind of `id`, a running activity, declares.
  room::Wish wish_in(ActivityId id);
  void pass(Duration time) { now_ += time; }

  std::function<void(const room::Room& before, const room::Room& after)> on_turn;

 private:
  room::Input draw();
  room::Input draw_server_command();
  room::Wish draw_wish();
  ActivityId draw_activity();
  ActivityId draw_liked();
  bool is_unfinished(ActivityId id) const;
  Json body_of(const StructSpec& spec);
  Json value_of(const FieldSpec& field);
  std::optional<SeatId> likely_in(ActivityId id, const Json& view);
  void mean_what_is_there(const room::Running& running, const Json& view, Json& body);
  void answer_what_is_asked(const StructSpec& spec, const Json& view, Json& body);
  std::string token_of(const std::string& field);
  SeatId seat();
  bool chance(std::uint64_t percent) { return random_.below(100) < percent; }

  std::shared_ptr<const room::Scenario> scenario_;
  Random random_;
  std::string favourite_;      ///< a kind of activity
  ActivityId attended_;        ///< what people stay with until it is done; none: nothing
  std::size_t attention_ = 0;  ///< for how many acts yet
  std::uint64_t step_seen_ = 0;
  room::Room room_;
  std::vector<room::Entry> log_;
  Instant now_ = 1'767'258'000'000;
  std::map<SeatId, std::string> sid_of_;
  std::map<std::string, std::uint64_t> cseqs_;
  std::size_t tried_ = 0, refused_ = 0, names_ = 0;
};

/// The room that `log` gives, from nothing.
room::Room replayed(const std::vector<room::Entry>& log,
                    const std::shared_ptr<const room::Scenario>& scenario);

}  // namespace palabre::support
