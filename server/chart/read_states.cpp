// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the tree of states: keys, kinds, children, what a state shows.
#include <algorithm>

#include "chart/fields.hpp"
#include "chart/params.hpp"
#include "chart/reader.hpp"

namespace palabre::chart {
namespace {

const std::set<std::string_view> state_keys = {"id",
                                               "type",
                                               "initial",
                                               "states",
                                               "on",
                                               "always",
                                               "after",
                                               "invoke",
                                               "entry",
                                               "exit",
                                               "meta",
                                               "output",
                                               "onDone",
                                               "description"};

bool names_event(const Chart& chart, const State& state, const std::string& event) {
  return std::any_of(state.transitions.begin(), state.transitions.end(), [&](TransitionIndex t) {
    return chart.transitions[t].event == event;
  });
}

}  // namespace

void Reader::read_state(const OrderedJson& written,
                        const std::string& key,
                        StateIndex parent,
                        const std::string& at,
                        std::size_t depth) {
  const auto index = static_cast<StateIndex>(chart_.states.size());
  State state;
  state.key = key;
  state.parent = parent;
  state.pointer = at;
  if (parent != no_state) {
    const State& above = chart_.states[parent];
    state.path = above.path.empty() ? key : above.path + "." + key;
    check_keys(written, at, state_keys);
    state.description = read_prose(written, "description", at);
    if (const auto id = written.find("id"); id != written.end() && *id != key)
      add(under(at, "id"),
          "id_not_key",
          "The state's \"id\" is not its key.",
          "Write \"id\": \"" + key + "\", or leave it out.");
    if (check_id(key, at, "a state") && !chart_.by_key.emplace(key, index).second)
      add(at,
          "duplicate_state",
          "There is already a state \"" + key + "\".",
          "Give each state of the file a key of its own, whatever state it is in.");
    chart_.states[parent].children.push_back(index);
  }
  read_kind(written, state);
  read_meta(written, state);
  chart_.states.push_back(std::move(state));
  written_.push_back(&written);
  read_children(written, index, depth);
  chart_.states[index].end = static_cast<StateIndex>(chart_.states.size());
  read_initial(written, index);
  check_final(written, chart_.states[index]);
}

void Reader::read_kind(const OrderedJson& written, State& state) {
  const auto states = written.find("states");
  const bool has_children = states != written.end() && states->is_object() && !states->empty();
  state.kind = has_children ? State::Kind::compound : State::Kind::atomic;
  const auto type = written.find("type");
  if (type == written.end()) return;
  const std::string at = under(state.pointer, "type");
  const std::string name = type->is_string() ? type->get<std::string>() : type->dump();
  if (name == "history") {
    refused_by_name(name, at);
  } else if (name == "parallel" && has_children) {
    state.kind = State::Kind::parallel;
  } else if (name == "final" && state.parent != no_state) {
    state.kind = State::Kind::final;
  } else if (name != (has_children ? "compound" : "atomic")) {
    add(at,
        "bad_type",
        "A state " + std::string(has_children ? "with" : "without") +
            " states of its own cannot be \"" + name + "\".",
        "Write \"parallel\" for states that run side by side, \"final\" for an end; leave \"type\" "
        "out otherwise.");
  }
}

void Reader::read_children(const OrderedJson& written, StateIndex index, std::size_t depth) {
  const auto states = written.find("states");
  if (states == written.end()) return;
  const std::string at = under(chart_.states[index].pointer, "states");
  if (!states->is_object() || (index == root_state && states->empty())) {
    add(at, "wrong_type", "\"states\" must be an object of states.", "Write {\"key\": {…}, …}.");
    return;
  }
  if (depth >= state_depth_max) {
    add(at,
        "too_deep",
        "States are nested deeper than " + std::to_string(state_depth_max) + " levels.",
        "Flatten them.");
    return;
  }
  for (const auto& [key, child] : states->items()) {
    if (!child.is_object()) {
      add(under(at, key), "wrong_type", "A state must be an object.", "Write {…}.");
      continue;
    }
    read_state(child, key, index, under(at, key), depth + 1);
  }
}

void Reader::read_initial(const OrderedJson& written, StateIndex index) {
  State& state = chart_.states[index];
  const auto initial = written.find("initial");
  const std::string at = under(state.pointer, "initial");
  if (state.kind != State::Kind::compound) {
    if (initial != written.end())
      add(at,
          "needless_initial",
          "Only a state with states one after the other has an \"initial\".",
          "Remove it: side by side all of them begin.");
    return;
  }
  if (initial == written.end()) {
    add(state.pointer,
        "missing_initial",
        "It is not said with which state this begins.",
        "Add \"initial\": the key of one of its states.");
    return;
  }
  for (StateIndex child : state.children)
    if (initial->is_string() && chart_.states[child].key == initial->get<std::string>())
      state.initial = child;
  if (state.initial == no_state)
    add(at,
        "unknown_initial",
        "\"initial\" names none of the states in here.",
        "Write the key of one of the states directly inside.");
}

void Reader::read_meta(const OrderedJson& written, State& state) {
  const auto meta = written.find("meta");
  if (meta == written.end()) return;
  const std::string at = under(state.pointer, "meta");
  if (!meta->is_object()) {
    add(at, "wrong_type", "\"meta\" must be an object.", "Write {\"text\": \"key of its texts\"}.");
    return;
  }
  check_keys(*meta, at, {"text", "about", "by", "timer"});
  if (const auto about = meta->find("about"); about != meta->end()) {
    if (!about->is_string())
      add(under(at, "about"),
          "wrong_type",
          "\"about\" must be the id of an invocation.",
          "Write it as a string.");
    else
      check_id(about->get<std::string>(), under(at, "about"), "an invocation");
  }
  if (const auto timer = meta->find("timer"); timer != meta->end())
    check_timer(*timer, under(at, "timer"));
  if (const auto text = meta->find("text"); text != meta->end()) {
    if (!text->is_string())
      add(under(at, "text"), "wrong_type", "\"text\" must be a key.", "Write it as a string.");
    else
      check_id(text->get<std::string>(), under(at, "text"), "a text");
  }
  state.meta = Json(*meta);
}

/// `meta.timer` is the step's own time: `{"s": seconds or {"param": name}, "on_elapsed": "soft"}`.
void Reader::check_timer(const OrderedJson& timer, const std::string& at) {
  const Json fields = {{"s", {{"any", true}, {"required", true}}},
                       {"on_elapsed", {{"enum", {"soft", "advance"}}}}};
  add_faults(check_fields(fields, Json(timer)), at, "bad_timer", "a timer");
  if (!timer.is_object() || !timer.contains("s")) return;
  if (!check_params_in(Json(timer["s"]), under(at, "s"))) return;
  for (const Json& seconds : samples_of(Json(timer["s"]), chart_.params))
    if (!seconds.is_number_integer() || seconds.get<std::int64_t>() < 0 ||
        seconds.get<std::int64_t>() > timer_seconds_max)
      add(under(at, "s"),
          "bad_timer",
          "A step's time is 0 to " + std::to_string(timer_seconds_max) + " seconds.",
          "Write a whole number of seconds, or {\"param\": name} of an integer; 0 is no clock.");
}

/// `meta.by` says who may call an event: `{"withdraw": "proposer"}` or a list of roles.
void Reader::check_meta_by(const State& state) {
  const auto by = state.meta.find("by");
  if (by == state.meta.end()) return;
  const std::string at = state.pointer + "/meta/by";
  if (!by->is_object()) {
    add(at, "wrong_type", "\"by\" must be an object.", "Write {\"event\": \"role\"}.");
    return;
  }
  for (const auto& [event, written] : by->items()) {
    if (!names_event(chart_, state, event))
      add(under(at, event),
          "unknown_event",
          "This state has no \"" + event + "\" in its \"on\".",
          "Name an event of this state, or remove the line.");
    const Json roles = written.is_array() ? written : Json::array({written});
    for (const Json& role : roles)
      if (!role.is_string() || !vocabulary_.roles.contains(role.get<std::string>()))
        add(under(at, event),
            "unknown_role",
            role.dump() + " is no role.",
            "Name a role of the list; leave the event out where anyone may call it.");
  }
}

void Reader::check_final(const OrderedJson& written, const State& state) {
  if (state.kind != State::Kind::final) return;
  for (const char* key : {"states", "on", "always", "after", "invoke", "onDone", "exit"})
    if (written.contains(key))
      add(under(state.pointer, key),
          "final_goes_on",
          "An end has no \"" + std::string(key) + "\".",
          "Remove it, or remove \"type\": \"final\".");
}

}  // namespace palabre::chart
