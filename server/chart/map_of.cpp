// SPDX-License-Identifier: AGPL-3.0-or-later
#include "chart/map_of.hpp"

namespace palabre::chart {
namespace {

const char* kind_name(State::Kind kind) {
  switch (kind) {
    case State::Kind::atomic: return "atomic";
    case State::Kind::compound: return "compound";
    case State::Kind::parallel: return "parallel";
    case State::Kind::final: return "final";
  }
  return "";
}

Json way_of(const Chart& chart, const Transition& transition) {
  Json way = {{"to", Json::array()}, {"guarded", transition.guard.has_value()}};
  for (StateIndex target : transition.targets) way["to"].push_back(chart.states[target].key);
  if (transition.event.empty()) {
    way["how"] = "always";
  } else if (transition.event.starts_with("done.invoke.")) {
    way["how"] = "settled";
  } else if (transition.event.starts_with("done.state.")) {
    way["how"] = "done";
  } else if (transition.event.starts_with("after.")) {
    way["how"] = "after";
    const std::size_t begin = transition.event.find('.') + 1;
    way["after"] = transition.event.substr(begin, transition.event.find('.', begin) - begin);
  } else {
    way["how"] = is_raised(chart, transition.event) ? "raised" : "call";
    way["event"] = transition.event;
  }
  return way;
}

void add_ways(const Chart& chart, const State& state, Json& drawn) {
  for (TransitionIndex index : state.transitions)
    drawn["ways"].push_back(way_of(chart, chart.transitions[index]));
}

Json drawing_of(const Chart& chart, StateIndex index) {
  const State& state = chart.states[index];
  Json drawn = {{"key", state.key}, {"kind", kind_name(state.kind)}};
  if (state.meta.contains("text")) drawn["text"] = state.meta["text"];
  if (state.initial != no_state) drawn["initial"] = chart.states[state.initial].key;
  for (const Invoke& invoke : state.invokes) drawn["activities"].push_back(invoke.src);
  for (StateIndex child : state.children) drawn["states"].push_back(drawing_of(chart, child));
  add_ways(chart, state, drawn);
  return drawn;
}

}  // namespace

Json map_of(const Chart& chart) {
  Json map = drawing_of(chart, root_state);
  map["id"] = chart.id;
  map["version"] = chart.version;
  map["minutes"] = chart.minutes;
  map.erase("key");
  return map;
}

}  // namespace palabre::chart
