// SPDX-License-Identifier: AGPL-3.0-or-later
// What an activity is handed and what it answers. An activity knows no room, chart, socket or other
// activity: everything it may depend on stands on this page.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "base/fields.hpp"
#include "base/persistent_map.hpp"
#include "base/random.hpp"
#include "base/sections.hpp"
#include "base/types.hpp"

namespace palabre::activities {

/// How a seat stands in the palabre. Only `counted` seats are waited for; every other mark was set
/// by a human act, never by a lost connection.
enum class Attendance { counted, aside, away, without_answer, left };
constexpr std::array<std::string_view, 5> names_of(Attendance) {
  return {"counted", "aside", "away", "without_answer", "left"};
}

/// The seats of the palabre, as far as rules may know them.
using Census = PersistentMap<SeatId, Attendance>;

/// Who acts, when, and what surrounds the act. Handed in; the activity keeps nothing of it but ids.
struct Context {
  Instant now = 0;              ///< room time
  SeatId seat;                  ///< whose act this is; none: the room itself (begin, react)
  SeatId entered_by;            ///< who entered it: `seat`, or the neighbour, scribe or facilitator
  std::set<std::string> roles;  ///< roles that `entered_by` holds ("facilitator", "scribe", …)
  bool conducted = true;        ///< false: without a conductor, anyone may do what the desk may
  Census census;
  std::size_t counted = 0;                ///< how many seats are counted
  std::map<std::string, SeatId> holders;  ///< who holds each role now
  std::map<std::string, Json>
      refs;  ///< outputs of the activities that the input names, by invoke id
  std::optional<SeatId>
      previous_start;  ///< where the palabre's last round started, for fair rotation
  std::optional<std::int64_t> version;  ///< the version that the command says it is about
  Random* random = nullptr;             ///< fresh chance; what is drawn goes into the event

  bool is_counted(SeatId seat_asked) const {
    const Attendance* mark = census.find(seat_asked);
    return mark != nullptr && *mark == Attendance::counted;
  }
  bool has_role(const std::string& role) const { return roles.contains(role); }
  /// Whoever facilitates now, or anybody while the palabre goes on without a conductor.
  bool conducts() const { return !conducted || has_role("facilitator"); }
};

/// When an event was decided. All that `apply` may know beside the event itself.
struct Stamp {
  Instant at = 0;
};

/// One audience's share of a view (design: layers).
struct Layer {
  enum class Kind { room, screen, desk, role, own };
  Kind kind = Kind::room;
  SeatId seat;       ///< of `own`
  std::string role;  ///< of `role`

  std::string name() const;  ///< as on the wire: "room", "screen", "desk", "role_scribe", "own_s3"
  auto operator<=>(const Layer&) const = default;
};

/// Something that keeps an activity from settling, as a code with whom it concerns.
struct Missing {
  std::string code;             ///< catalogue: missing.<code>
  std::size_t count = 0;        ///< how many seats or items
  std::vector<SeatId> seats{};  ///< at most `missing_seats_max` of them; may be empty
  bool operator==(const Missing&) const = default;
};
inline constexpr std::size_t missing_seats_max = 12;  // what a sentence on the desk can still name

/// Running, with what is still missing; or settled, with an outcome from the kind's list.
struct Progress {
  bool settled = false;
  std::string outcome;
  std::vector<Missing> missing;
  bool operator==(const Progress&) const = default;
};

// What an activity may hear of the world between two commands.
struct SeatCounted {  ///< a seat joined, came back, or was counted again
  SeatId seat;
};
struct SeatUncounted {  ///< marked away, aside, left or without answer, by a human act
  SeatId seat;
  Attendance mark;
};
struct ReferenceChanged {  ///< the output of a referenced activity is another one now
  std::string id;
};
struct Elapsed {};  ///< the activity's own deadline() has come
using Change = std::variant<SeatCounted, SeatUncounted, ReferenceChanged, Elapsed>;

/// A line of the minutes: a sentence of the catalogue ("minutes.<code>") and its parameters. Seat
/// ids become names when the minutes are written.
struct MinuteLine {
  std::string code;
  Json params = Json::object();
};

/// The shape of an activity's Model (see any_activity.hpp for what each function promises).
template <class M>
concept ActivityModel = requires(const typename M::Input& input,
                                 const typename M::State& state,
                                 const typename M::Command& command,
                                 const typename M::Event& event,
                                 const Context& by,
                                 const Change& change,
                                 const Stamp& stamp,
                                 const Layer& layer,
                                 Sections& out) {
  { M::kind } -> std::convertible_to<std::string_view>;
  { M::outcomes() } -> std::same_as<std::vector<std::string>>;
  { M::initial(input) } -> std::same_as<typename M::State>;
  { M::begin(state, by) } -> std::same_as<std::vector<typename M::Event>>;
  { M::decide(state, command, by) } -> std::same_as<Result<std::vector<typename M::Event>>>;
  { M::react(state, change, by) } -> std::same_as<std::vector<typename M::Event>>;
  { M::apply(state, event, stamp) } -> std::same_as<typename M::State>;
  M::describe(state, layer, out);
  { M::progress(state) } -> std::same_as<Progress>;
  { M::output(state) } -> std::same_as<Json>;
  { M::minutes(state) } -> std::same_as<std::vector<MinuteLine>>;
};

}  // namespace palabre::activities
