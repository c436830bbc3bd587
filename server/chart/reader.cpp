// SPDX-License-Identifier: AGPL-3.0-or-later
#include "chart/reader.hpp"

#include <algorithm>
#include <array>

#include "chart/params.hpp"

namespace palabre::chart {
namespace {

/// What XState knows and a scenario may not say, each with its own answer.
struct Refusal {
  std::string_view key, code, sentence, mend;
};

constexpr std::array<Refusal, 10> refusals = {{
    {"context",
     "refused_context",
     "A scenario keeps no values of its own (\"context\").",
     "Let an activity hold them, and ask for them with a guard."},
    {"assign",
     "refused_assign",
     "A scenario assigns nothing (\"assign\").",
     "Let an activity hold the value, and ask for it with a guard."},
    {"onError",
     "refused_on_error",
     "Activities do not fail, so there is no \"onError\".",
     "Give the activity's outcomes their branches in \"onDone\"."},
    {"onSnapshot",
     "refused_on_error",
     "An activity tells a chart only that it is done: there is no \"onSnapshot\".",
     "Use \"onDone\", or a guard on a transition."},
    {"history",
     "refused_history",
     "History states are not understood yet.",
     "Name the state to go back to as the target."},
    {"cond",
     "refused_cond",
     "A condition is called \"guard\", not \"cond\".",
     "Rename it to \"guard\" with a type and params."},
    {"internal",
     "refused_internal",
     "\"internal\" is not understood.",
     "Leave it out, or write \"reenter\": true to leave the state and enter it again."},
    {"actors",
     "refused_inline_actor",
     "A scenario defines no actors.",
     "Invoke an activity by its kind: \"src\": \"round\"."},
    {"activities",
     "refused_inline_actor",
     "A scenario defines no activities.",
     "Invoke one by its kind: \"invoke\": {\"id\": …, \"src\": \"round\"}."},
    {"delays",
     "refused_delays",
     "A scenario defines no delays by name.",
     "Write milliseconds in \"after\", or the name of a parameter that ends in _ms, _s or _min."},
}};

}  // namespace

void Reader::add(std::string pointer, std::string code, std::string sentence, std::string mend) {
  Mistake mistake{std::move(pointer), std::move(code), std::move(sentence), std::move(mend)};
  // One value tried with several parameters may fail several times for the same reason.
  if (mistakes_.size() < mistakes_max &&
      std::find(mistakes_.begin(), mistakes_.end(), mistake) == mistakes_.end())
    mistakes_.push_back(std::move(mistake));
}

bool Reader::refused_by_name(const std::string& key, const std::string& at) {
  const auto found = std::find_if(
      refusals.begin(), refusals.end(), [&](const Refusal& each) { return each.key == key; });
  if (found == refusals.end()) return false;
  add(at, std::string(found->code), std::string(found->sentence), std::string(found->mend));
  return true;
}

bool Reader::refused_code(const OrderedJson& value, const std::string& at) {
  if (!value.is_string()) return false;
  const auto& text = value.get_ref<const std::string&>();
  if (text.find("=>") == std::string::npos && !text.starts_with("function")) return false;
  add(at,
      "refused_function",
      "A scenario holds no code.",
      "Name a guard, an activity or \"raise\" from the lists instead of a function.");
  return true;
}

void Reader::check_keys(const OrderedJson& object,
                        const std::string& at,
                        const std::set<std::string_view>& allowed) {
  for (const auto& [key, ignored] : object.items()) {
    if (allowed.contains(key) || refused_by_name(key, under(at, key))) continue;
    std::string listed;
    for (std::string_view name : allowed) {
      if (!listed.empty()) listed += ", ";
      listed += name;
    }
    add(under(at, key),
        "unknown_key",
        "\"" + key + "\" means nothing here.",
        "Remove it, or use one of: " + listed + ".");
  }
}

bool Reader::check_id(const std::string& id, const std::string& at, std::string_view what) {
  const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
  const bool right = !id.empty() && id.size() <= id_bytes_max && small(id[0]) &&
                     std::all_of(id.begin(), id.end(), [&](char c) {
                       return small(c) || c == '_' || (c >= '0' && c <= '9');
                     });
  if (!right)
    add(at,
        "bad_id",
        "\"" + id + "\" cannot name " + std::string(what) + ".",
        "Use small letters a to z, digits and _, beginning with a letter, 64 at most.");
  return right;
}

std::string Reader::read_prose(const OrderedJson& object,
                               std::string_view key,
                               const std::string& at) {
  const auto found = object.find(key);
  if (found == object.end()) return "";
  if (!found->is_string() || found->get_ref<const std::string&>().size() > prose_bytes_max) {
    add(under(at, key),
        "wrong_type",
        "\"" + std::string(key) + "\" must be a text of at most 2000 bytes.",
        "Write it as a string.");
    return "";
  }
  return found->get<std::string>();
}

bool Reader::check_params_in(const Json& value, const std::string& at) {
  bool known = true;
  for (const std::string& name : params_in(value)) {
    const bool found = std::any_of(chart_.params.begin(),
                                   chart_.params.end(),
                                   [&](const Param& param) { return param.name == name; });
    if (found) continue;
    known = false;
    if (broken_params_.contains(name)) continue;
    add(at,
        "unknown_param",
        "There is no parameter \"" + name + "\".",
        "Declare it in \"params\" of the scenario, or write the value itself.");
  }
  return known;
}

void Reader::add_faults(const std::vector<Fault>& faults,
                        const std::string& at,
                        const std::string& code,
                        const std::string& whose) {
  for (const Fault& fault : faults)
    add(at + fault.pointer,
        code,
        fault.sentence,
        "Write what " + whose + " understands; its page lists the fields.");
}

tl::expected<Chart, Mistakes> Reader::read(const OrderedJson& file) {
  if (!file.is_object()) {
    add("", "not_an_object", "A scenario is a JSON object.", "Begin the file with \"{\".");
    return tl::unexpected(std::move(mistakes_));
  }
  read_root(file);
  if (chart_.states.size() > states_max) {
    add("/states",
        "too_many_states",
        "A scenario has at most " + std::to_string(states_max) + " states.",
        "Split it into several scenarios.");
    return tl::unexpected(std::move(mistakes_));
  }
  for (StateIndex index = 0; index < chart_.states.size(); ++index)
    read_invokes(index, *written_[index]);
  for (StateIndex index = 0; index < chart_.states.size(); ++index) read_transitions(index);
  for (const State& state : chart_.states) check_meta_by(state);
  if (!mistakes_.empty()) return tl::unexpected(std::move(mistakes_));
  return std::move(chart_);
}

}  // namespace palabre::chart
