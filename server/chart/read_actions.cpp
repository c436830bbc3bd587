// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the one thing that a chart does by itself: raise an event.
#include <algorithm>

#include "chart/reader.hpp"

namespace palabre::chart {

bool Reader::is_event_name(const std::string& name) {
  return !name.empty() && name.size() <= id_bytes_max && name[0] != '_' &&
         std::all_of(
             name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

void Reader::read_actions(StateIndex index, const OrderedJson& written) {
  State& state = chart_.states[index];
  if (written.contains("entry"))
    state.entry = read_raises(written["entry"], under(state.pointer, "entry"));
  if (written.contains("exit"))
    state.exit = read_raises(written["exit"], under(state.pointer, "exit"));
}

std::vector<std::string> Reader::read_raises(const OrderedJson& written, const std::string& at) {
  std::vector<std::string> raised;
  if (!written.is_array()) {
    read_raise(written, at, raised);
    return raised;
  }
  for (std::size_t n = 0; n < written.size(); ++n) read_raise(written[n], under(at, n), raised);
  return raised;
}

void Reader::read_raise(const OrderedJson& written,
                        const std::string& at,
                        std::vector<std::string>& raised) {
  if (refused_code(written, at)) return;
  const std::string type =
      written.is_object() && written.contains("type") && written["type"].is_string()
          ? written["type"].get<std::string>()
      : written.is_string() ? written.get<std::string>()
                            : "";
  if (refused_by_name(type, at)) return;
  if (type != "raise" || !written.is_object()) {
    add(at,
        "refused_action",
        type.empty() ? "This is no action." : "There is no action \"" + type + "\".",
        "The only action is {\"type\": \"raise\", \"params\": {\"event\": \"name\"}}.");
    return;
  }
  check_keys(written, at, {"type", "params"});
  const auto params = written.find("params");
  if (params == written.end() || !params->is_object() || params->size() != 1 ||
      !params->contains("event") || !(*params)["event"].is_string() ||
      !is_event_name((*params)["event"].get<std::string>())) {
    add(at,
        "bad_event",
        "It is not said which event to raise.",
        "Write \"params\": {\"event\": \"name\"}, with small letters and _.");
    return;
  }
  raised.push_back((*params)["event"].get<std::string>());
}

}  // namespace palabre::chart
