// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the activities that states invoke, and checks their inputs with the vocabulary.
#include "chart/fields.hpp"
#include "chart/params.hpp"
#include "chart/reader.hpp"

namespace palabre::chart {
namespace {

constexpr std::size_t invokes_max = 8;  // activities at once in one state

Mistake unknown_source(const std::string& src, std::string pointer) {
  if (src.starts_with("scenario:"))
    return {std::move(pointer),
            "refused_scenario",
            "A scenario cannot be invoked by another: \"" + src + "\".",
            "Copy its states into a state of this file, with their texts."};
  return {std::move(pointer),
          "unknown_activity",
          "There is no activity \"" + src + "\".",
          "Use one of the activities that this server has."};
}

}  // namespace

/// `output` says what reaching a state means: a decision on a text, an outcome.
void Reader::read_output(const OrderedJson& written, State& state) {
  const auto output = written.find("output");
  if (output == written.end()) return;
  const std::string at = under(state.pointer, "output");
  if (!output->is_object()) {
    add(at,
        "wrong_type",
        "\"output\" must be an object.",
        "Write {\"decision\": \"text\", \"outcome\": \"adopted\"}.");
    return;
  }
  if (check_params_in(Json(*output), at)) state.output = Json(*output);
}

void Reader::read_invokes(StateIndex index, const OrderedJson& written) {
  read_output(written, chart_.states[index]);
  const State& state = chart_.states[index];
  if (state.kind == State::Kind::final) return;
  const auto invoke = written.find("invoke");
  if (invoke == written.end()) return;
  const std::string at = under(state.pointer, "invoke");
  if (!invoke->is_array()) {
    read_invoke(index, *invoke, at);
    return;
  }
  if (invoke->size() > invokes_max)
    add(at,
        "too_many_invokes",
        "A state invokes at most 8 activities.",
        "Give some of them states of their own.");
  for (std::size_t n = 0; n < invoke->size(); ++n) read_invoke(index, (*invoke)[n], under(at, n));
}

void Reader::read_invoke(StateIndex index, const OrderedJson& written, const std::string& at) {
  if (refused_code(written, at)) return;
  if (!written.is_object()) {
    add(at,
        "wrong_type",
        "\"invoke\" must be an object, or a list of them.",
        "Write {\"id\": \"questions\", \"src\": \"round\"}.");
    return;
  }
  check_keys(written, at, {"id", "src", "input", "onDone", "description"});
  const auto src = written.find("src");
  if (src != written.end() && src->is_object()) {
    add(under(at, "src"),
        "refused_inline_actor",
        "An activity cannot be defined in place.",
        "Name its kind: \"src\": \"round\".");
    return;
  }
  for (const char* key : {"id", "src"})
    if (!written.contains(key) || !written[key].is_string()) {
      add(at,
          "missing_key",
          "The invocation lacks \"" + std::string(key) + "\".",
          "Give it an \"id\" of its own and the kind of activity as \"src\".");
      return;
    }
  if (refused_code(*src, under(at, "src"))) return;
  Invoke invoke;
  invoke.id = written["id"].get<std::string>();
  invoke.src = src->get<std::string>();
  invoke.state = index;
  invoke.pointer = at;
  check_id(invoke.id, under(at, "id"), "an invocation");
  if (!invoke_ids_.insert(invoke.id).second)
    add(under(at, "id"),
        "duplicate_invoke",
        "There is already an invocation \"" + invoke.id + "\".",
        "Give each invocation of the file an id of its own.");
  const auto spec = vocabulary_.activities.find(invoke.src);
  if (spec == vocabulary_.activities.end()) {
    const Mistake unknown = unknown_source(invoke.src, under(at, "src"));
    add(unknown.pointer, unknown.code, unknown.sentence, unknown.mend);
  }
  if (const auto input = written.find("input"); input != written.end()) {
    if (refused_code(*input, under(at, "input"))) return;
    invoke.input = Json(*input);
  }
  const bool known = check_params_in(invoke.input, under(at, "input"));
  if (known && spec != vocabulary_.activities.end()) check_input(invoke, spec->second);
  chart_.states[index].invokes.push_back(std::move(invoke));
}

void Reader::check_input(const Invoke& invoke, const ActivitySpec& spec) {
  const std::string at = under(invoke.pointer, "input");
  if (!invoke.input.is_object()) {
    add(at, "wrong_type", "\"input\" must be an object.", "Write {…}.");
    return;
  }
  for (const Json& sample : samples_of(invoke.input, chart_.params)) {
    if (spec.check)
      add_faults(spec.check(sample), at, "bad_input", "\"" + invoke.src + "\"");
    else if (spec.fields.is_object())
      add_faults(check_fields(spec.fields, sample), at, "bad_input", "\"" + invoke.src + "\"");
  }
}

}  // namespace palabre::chart
