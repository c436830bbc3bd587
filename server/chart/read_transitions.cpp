// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads what leads from one state to another: on, always, after, onDone.
#include <algorithm>

#include "chart/params.hpp"
#include "chart/reader.hpp"

namespace palabre::chart {
namespace {

constexpr std::int64_t delay_ms_max = 7LL * 24 * 3600 * 1000;  // a palabre that lasts a week

bool all_digits(const std::string& text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

void Reader::read_transitions(StateIndex index) {
  const OrderedJson& written = *written_[index];
  const std::string at = chart_.states[index].pointer;
  read_actions(index, written);
  if (chart_.states[index].kind == State::Kind::final) return;
  if (written.contains("on")) read_on(index, written["on"]);
  if (written.contains("always"))
    read_branches(index, "", written["always"], {under(at, "always")});
  if (written.contains("after")) read_after(index, written["after"]);
  read_dones(index, written);
}

/// What follows when an activity has settled, or when the states inside have come to their end.
void Reader::read_dones(StateIndex index, const OrderedJson& written) {
  const auto invoke = written.find("invoke");
  for (const Invoke& each : std::vector<Invoke>(chart_.states[index].invokes)) {
    const OrderedJson& one =
        invoke->is_array()
            ? invoke->at(std::stoul(each.pointer.substr(each.pointer.rfind('/') + 1)))
            : *invoke;
    const auto spec = vocabulary_.activities.find(each.src);
    if (!one.contains("onDone")) continue;
    const ActivitySpec* settles = spec == vocabulary_.activities.end() ? nullptr : &spec->second;
    if (settles != nullptr && settles->always_on)
      add(under(each.pointer, "onDone"),
          "never_done",
          "\"" + each.src + "\" runs all the time and is never done.",
          "Remove \"onDone\".");
    read_branches(index,
                  "done.invoke." + each.id,
                  one["onDone"],
                  {under(each.pointer, "onDone"), settles, true, 0, true});
  }
  if (!written.contains("onDone")) return;
  const std::string at = under(chart_.states[index].pointer, "onDone");
  if (is_leaf(chart_.states[index]))
    add(at,
        "never_done",
        "A state without states of its own is never done.",
        "Put \"onDone\" inside \"invoke\" to go on when its activity has settled.");
  else
    read_branches(index, "done.state." + chart_.states[index].key, written["onDone"], {at});
}

void Reader::read_on(StateIndex index, const OrderedJson& written) {
  const std::string at = under(chart_.states[index].pointer, "on");
  if (!written.is_object()) {
    add(at, "wrong_type", "\"on\" must be an object.", "Write {\"advance\": \"next_state\"}.");
    return;
  }
  for (const auto& [event, branches] : written.items()) {
    if (event.find('*') != std::string::npos) {
      add(under(at, event),
          "refused_wildcard",
          "A scenario answers events by their names, never to all of them.",
          "Write one line for each event.");
    } else if (!is_event_name(event)) {
      add(under(at, event),
          "bad_event",
          "\"" + event + "\" cannot name an event.",
          "Use small letters a to z and _. For what happens by itself there are \"onDone\", "
          "\"after\" and \"always\".");
    } else {
      read_branches(index, event, branches, {under(at, event)});
    }
  }
}

void Reader::read_after(StateIndex index, const OrderedJson& written) {
  const std::string at = under(chart_.states[index].pointer, "after");
  if (!written.is_object()) {
    add(at, "wrong_type", "\"after\" must be an object.", "Write {\"60000\": \"next_state\"}.");
    return;
  }
  for (const auto& [delay, branches] : written.items()) {
    if (!check_delay(delay, under(at, delay))) continue;
    const std::string event = "after." + delay + "." + chart_.states[index].key;
    chart_.states[index].after.push_back({delay, event, under(at, delay)});
    read_branches(index, event, branches, {under(at, delay)});
  }
}

bool Reader::check_delay(const std::string& delay, const std::string& at) {
  bool right = false;
  if (all_digits(delay)) {
    right = delay.size() <= 9 && delay[0] != '0' && std::stoll(delay) <= delay_ms_max;
  } else {
    const auto param = std::find_if(chart_.params.begin(),
                                    chart_.params.end(),
                                    [&](const Param& each) { return each.name == delay; });
    right = param != chart_.params.end() && param->kind == Param::Kind::integer &&
            unit_of(delay) > 0 && param->min > 0 && param->max <= delay_ms_max / unit_of(delay);
  }
  if (!right)
    add(at,
        "bad_delay",
        "\"" + delay + "\" is no delay.",
        "Write milliseconds from 1 to 604800000, or the name of an integer parameter above 0 that "
        "ends in _ms, _s or _min.");
  return right;
}

void Reader::read_branches(StateIndex source,
                           const std::string& event,
                           const OrderedJson& written,
                           const Place& place) {
  if (!written.is_array()) {
    read_branch(source, event, written, place);
    return;
  }
  if (written.empty())
    add(place.pointer,
        "empty_transition",
        "This leads nowhere and does nothing.",
        "Give it a branch with a \"target\", or remove it.");
  for (std::size_t n = 0; n < written.size(); ++n) {
    Place one = place;
    one.pointer = under(place.pointer, n);
    read_branch(source, event, written[n], one);
  }
}

void Reader::read_branch(StateIndex source,
                         const std::string& event,
                         const OrderedJson& written,
                         const Place& place) {
  if (chart_.transitions.size() >= transitions_max) {
    if (chart_.transitions.size() == transitions_max)
      add(place.pointer, "too_many_transitions", "There are too many transitions.", "Split it up.");
    return;
  }
  Transition transition;
  transition.source = source;
  transition.event = event;
  transition.pointer = place.pointer;
  if (written.is_object()) {
    check_keys(written, place.pointer, {"target", "guard", "reenter", "actions", "description"});
    transition.description = read_prose(written, "description", place.pointer);
    if (written.contains("guard")) {
      Place guard = place;
      guard.pointer = under(place.pointer, "guard");
      transition.guard = read_guard(written["guard"], guard);
    }
    if (const auto reenter = written.find("reenter"); reenter != written.end()) {
      if (!reenter->is_boolean())
        add(under(place.pointer, "reenter"),
            "wrong_type",
            "\"reenter\" must be true or false.",
            "Write true, or leave it out.");
      else
        transition.reenter = reenter->get<bool>();
    }
    if (written.contains("actions"))
      transition.raise = read_raises(written["actions"], under(place.pointer, "actions"));
    if (written.contains("target"))
      read_targets(written["target"], under(place.pointer, "target"), transition);
    else if (transition.raise.empty())
      add(place.pointer,
          "empty_transition",
          "This leads nowhere and does nothing.",
          "Give it a \"target\", or remove it.");
  } else {
    read_targets(written, place.pointer, transition);
  }
  if (source == root_state && transition.reenter)
    add(place.pointer,
        "reenter_root",
        "The whole scenario cannot be left and entered again.",
        "Remove \"reenter\": going from the root to a state already leaves the others.");
  const auto index = static_cast<TransitionIndex>(chart_.transitions.size());
  chart_.states[source].transitions.push_back(index);
  chart_.transitions.push_back(std::move(transition));
}

}  // namespace palabre::chart
