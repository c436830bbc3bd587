// SPDX-License-Identifier: AGPL-3.0-or-later
// A scenario's statechart as an immutable value: states and transitions in document order.
// Semantics: SCXML (W3C 2015, appendix D) in the serialisable subset of XState v5.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/types.hpp"

namespace palabre::chart {

/// A state's place in document order (a parent before its children); 0 is the root.
using StateIndex = std::uint32_t;
/// A transition's place in document order.
using TransitionIndex = std::uint32_t;

inline constexpr StateIndex root_state = 0;
inline constexpr StateIndex no_state = std::numeric_limits<StateIndex>::max();

/// A condition; a chart never judges a leaf itself, whoever runs the chart does.
struct Guard {
  enum class Kind { all, any, negation, leaf };
  Kind kind = Kind::leaf;
  std::string type;              ///< of a leaf: a guard of the vocabulary, or "outcome"
  Json params = Json::object();  ///< of a leaf; `resolve` before judging
  bool law = true;  ///< of a leaf: law (nobody overrides) or habit (override with a reason)
  std::vector<Guard> parts;  ///< of all, any (one or more) and negation (exactly one)
  std::string pointer;
  bool operator==(const Guard&) const = default;
};

struct Transition {
  StateIndex source = root_state;
  /// "" = as soon as it may (`always`); a name people call; "done.invoke.<id>"; "done.state.<key>";
  /// "after.<delay>.<key>".
  std::string event;
  std::optional<Guard> guard;
  std::vector<StateIndex> targets;  ///< empty: stays, only raises
  bool reenter = false;  ///< leaves and enters its source again even when it stays inside
  std::vector<std::string> raise;
  std::string description;
  std::string pointer;
  bool operator==(const Transition&) const = default;
};

/// An activity that runs while its state is active.
struct Invoke {
  std::string id;               ///< unique in the file
  std::string src;              ///< the kind of activity
  Json input = Json::object();  ///< `resolve` before use
  StateIndex state = root_state;
  std::string pointer;
  bool operator==(const Invoke&) const = default;
};

/// A delay of a state: raises `event` once the state has been active for so long.
struct After {
  std::string delay;  ///< as written: milliseconds, or a parameter ending in _ms, _s or _min
  std::string event;  ///< "after.<delay>.<key>"
  std::string pointer;
  bool operator==(const After&) const = default;
};

struct State {
  enum class Kind { atomic, compound, parallel, final };
  std::string key;   ///< unique in the file; "" for the root
  std::string path;  ///< "decision.check"
  Kind kind = Kind::atomic;
  StateIndex parent = no_state;
  StateIndex end = 0;  ///< one past its last descendant
  std::vector<StateIndex> children;
  StateIndex initial = no_state;   ///< of a compound state
  std::vector<std::string> entry;  ///< events raised on entering
  std::vector<std::string> exit;   ///< events raised on leaving
  std::vector<TransitionIndex> transitions;
  std::vector<After> after;
  std::vector<Invoke> invokes;
  Json meta =
      Json::object();  ///< {"text": key, "about": invoke id, "by": {event: roles}, "timer": …}
  Json output;         ///< what reaching it means: {"decision": invoke id, "outcome": name}
  std::string description;
  std::string pointer;
  bool operator==(const State&) const = default;
};

/// A parameter that whoever founds a palabre may choose.
struct Param {
  enum class Kind { choice, integer, boolean };
  std::string name;
  Kind kind = Kind::boolean;
  std::vector<Json> choices;      ///< of a choice: strings
  std::int64_t min = 0, max = 0;  ///< of an integer, both included
  Json standard;                  ///< the value when nothing is chosen ("default" in the file)
  std::string description;
  std::string pointer;
  bool operator==(const Param&) const = default;
};

struct Chart {
  std::string id;
  std::string version;
  std::string license;
  std::string description;
  int seats_min = 1, seats_max = 1;
  int minutes = 0;
  std::vector<Param> params;
  std::vector<State> states;  ///< document order; states[0] is the root
  std::vector<Transition> transitions;
  std::map<std::string, StateIndex, std::less<>> by_key;  ///< without the root
  bool operator==(const Chart&) const = default;
};

/// True when `state` lies strictly inside `ancestor`.
bool is_inside(const Chart& chart, StateIndex state, StateIndex ancestor);
/// The strict ancestors of `state`, nearest first, up to the root.
std::vector<StateIndex> ancestors_of(const Chart& chart, StateIndex state);
/// The nearest state that lies strictly above both.
StateIndex common_ancestor(const Chart& chart, StateIndex a, StateIndex b);
/// The state of this key; nothing when there is none.
std::optional<StateIndex> find_state(const Chart& chart, std::string_view key);
/// The invocation of this id; null when there is none.
const Invoke* find_invoke(const Chart& chart, std::string_view id);
/// The events that `raise` names somewhere: the chart's own, nobody can call them.
bool is_raised(const Chart& chart, std::string_view event);
/// True when `event` is one that people call: named in an `on`, and not the chart's own.
bool is_callable(const Chart& chart, std::string_view event);
/// True for atomic and final states: those without children.
bool is_leaf(const State& state);

}  // namespace palabre::chart
