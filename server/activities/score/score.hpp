// SPDX-License-Identifier: AGPL-3.0-or-later
// Everybody weighs every option, blind; all is revealed at once, and the least resisted option
// stands first. With dots, everybody spreads points, and the most stand first.
// Source: systemic consensing (Visotschnig, Schrotta), systemic-consensing.at.
#pragma once

#include "activities/any_activity.hpp"
#include "activities/score/events.hpp"

namespace palabre::activities::score {

/// Who reveals: the last one who finishes, or whoever conducts.
enum class Reveal { automatic, desk };
constexpr std::array<std::string_view, 2> names_of(Reveal) { return {"auto", "desk"}; }

/// Open; revealed; or over before it began.
enum class Phase { open, revealed, too_few, too_many };

/// Up to so many seats everybody is waited for; above, whoever conducts may reveal without the
/// rest.
inline constexpr std::size_t waited_for_max = 20;
inline constexpr std::int64_t histogram_steps_max = 10;  // 0 to 10: eleven bars, one a value

struct Input {
  std::string of;                       ///< invoke id of what has the options as its `items`
  std::optional<std::int64_t> min;      ///< 0
  std::optional<std::int64_t> max;      ///< 10
  std::optional<bool> passive;          ///< false; true: "to decide nothing" is one of the options
  std::optional<std::int64_t> dots;     ///< each seat spreads at most so many points
  std::optional<std::int64_t> loud_at;  ///< from this value on, we ask to hear why
  std::optional<Reveal> reveal;         ///< auto
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("of", self.of);
    field("min", self.min, scale_bounds);
    field("max", self.max, scale_bounds);
    field("passive", self.passive);
    field("dots", self.dots, dots_bounds);
    field("loud_at", self.loud_at, scale_bounds);
    field("reveal", self.reveal);
  }
};

struct Option {
  std::string id;  ///< an item or group of `of`, or "passive"
  std::int64_t version = 0;
  bool operator==(const Option&) const = default;
};

struct Score {
  std::int64_t value = 0;
  std::optional<SeatId> entered_by;
  bool operator==(const Score&) const = default;
};

/// What one seat has said, of the options that there are.
struct Ballot {
  PersistentMap<std::string, Score> scores;
  std::int64_t spent = 0;  ///< the sum of the values
  bool awaited = false;
  bool finished = false;
  bool operator==(const Ballot&) const = default;
};

/// What all said of one option together. Never who.
struct OptionResult {
  std::int64_t total = 0;
  std::int64_t highest = 0;
  std::int64_t lowest = 0;
  std::vector<std::int64_t> histogram;  ///< how many gave each value, from min to max
  std::int64_t acceptance = 0;          ///< percent; no meaning with dots
  std::int64_t loud = 0;                ///< how many gave `loud_at` or more
  std::int64_t rank = 0;                ///< from 1; equal totals share it
  bool operator==(const OptionResult&) const = default;
};

struct State {
  // The rules, as the input gave them.
  std::string of;
  std::int64_t min = 0;
  std::int64_t max = 10;
  bool passive = false;
  std::optional<std::int64_t> dots;
  std::optional<std::int64_t> loud_at;
  Reveal reveal = Reveal::automatic;

  Phase phase = Phase::open;
  std::vector<Option> options;
  std::int64_t version = 0;  ///< of the options, one more at each change
  PersistentMap<SeatId, Ballot> ballots;
  PersistentMap<SeatId, bool> scoring;  ///< awaited and not finished
  std::size_t awaited = 0;
  std::size_t whole = 0;  ///< ballots that count: see is_whole

  // From the reveal on.
  PersistentMap<std::string, OptionResult> results;
  std::vector<std::string> ranking;  ///< best first
  std::vector<std::string> best;     ///< one, several (a tie), or none (the passive one is best)
  bool operator==(const State&) const = default;

  bool has_option(const std::string& id) const;
};

/// Whether a ballot counts at the reveal: a score for every option (an option that fewer have
/// scored would look less resisted than it is); of dots, whatever was given.
bool is_whole(const State& state, const Ballot& ballot);

/// The state at the reveal: totals, ranking, best.
void weigh(State& state);

struct Model {
  static constexpr std::string_view kind = "score";
  using Input = score::Input;
  using State = score::State;
  using Command = std::variant<Rate, Finish, Reopen, RevealNow>;
  using Event = std::variant<OptionsSet,
                             OptionsUnfit,
                             SeatsAwaited,
                             SeatReleased,
                             SeatFinished,
                             SeatReopened,
                             OptionRated,
                             ScoresRevealed>;

  static std::vector<std::string> outcomes() {
    return {"clear", "tie", "passive", "too_few", "too_many"};
  }
  static State initial(const Input& input);
  static std::vector<Event> begin(const State& state, const Context& by);
  static Result<std::vector<Event>> decide(const State&, const Command&, const Context& by);
  static std::vector<Event> react(const State& state, const Change& change, const Context& by);
  static State apply(State state, const Event& event, const Stamp& stamp);
  static void describe(const State& state, const Layer& layer, Sections& out);
  static Progress progress(const State& state);
  static Json output(const State& state);
  static std::vector<MinuteLine> minutes(const State& state);
  static bool irrevocable(const State& state) { return state.phase == Phase::revealed; }
  static std::optional<Json> practise(const State& state, const Context& by);
  /// Nobody sees a score before all are revealed.
  static bool hides(const State& state, const Command& command) {
    return state.phase == Phase::open && std::holds_alternative<Rate>(command);
  }
};

/// Refuses a scale without steps, and a loud value outside it.
Kind kind();

}  // namespace palabre::activities::score
