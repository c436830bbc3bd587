// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <set>
#include <string>

#include "chart/check_chart.hpp"
#include "chart/flow.hpp"

namespace palabre::chart {
namespace {

constexpr std::size_t title_bytes_max = 120;      // one line of the screen, read from ten metres
constexpr std::size_t sentence_bytes_max = 1200;  // a phone's page

/// The texts of one language under examination.
class TextCheck {
 public:
  TextCheck(const Chart& chart, const std::string& language, const Json& texts, Mistakes& out)
      : chart_(chart), file_("texts." + language + ".json#"), texts_(texts), out_(out) {}

  void check_top() {
    for (const char* key : {"title", "why", "about"}) require(texts_, file_, key);
    for (const char* group : {"exits", "outcomes"})
      if (texts_.contains(group)) check_all(texts_[group], under(file_, group));
    if (texts_.contains("gestures")) check_all(texts_["gestures"], under(file_, "gestures"));
    for (const auto& [key, ignored] : texts_.items())
      if (!std::set<std::string>{"title",
                                 "why",
                                 "about",
                                 "states",
                                 "gestures",
                                 "exits",
                                 "outcomes",
                                 "params",
                                 "openings"}
               .contains(key))
        out_.push_back(
            {under(file_, key),
             "unknown_text",
             "\"" + key + "\" is no text that a scenario has.",
             "Use title, why, about, openings, gestures, exits, outcomes, params or states."});
  }

  /// A parameter is a question on the founding page: it has a label, and so has each choice.
  void check_params() {
    const std::string at = under(file_, "params");
    const Json params = texts_.value("params", Json::object());
    if (!params.is_object()) return check_all(params, at);
    std::set<std::string> declared;
    for (const Param& param : chart_.params) {
      declared.insert(param.name);
      const std::string here = under(at, param.name);
      const Json words = params.value(param.name, Json::object());
      require(words, here, "label");
      if (words.contains("help"))
        check_value(words["help"], under(here, "help"), sentence_bytes_max);
      for (const Json& choice : param.choices)
        require(words.is_object() ? words.value("choices", Json::object()) : Json::object(),
                under(here, "choices"),
                choice.get<std::string>());
    }
    for (const auto& [name, ignored] : params.items())
      if (!declared.contains(name))
        out_.push_back({under(at, name),
                        "unused_text",
                        "There is no parameter \"" + name + "\".",
                        "Remove it, or declare the parameter."});
  }

  void check_state(const std::string& key) {
    const std::string at = under(under(file_, "states"), key);
    const Json* text = state_text(key);
    if (text == nullptr || !text->is_object()) {
      out_.push_back({at,
                      "missing_text",
                      "The state text \"" + key + "\" is missing.",
                      "Write its title, and a question or an instruction."});
      return;
    }
    require(*text, at, "title");
    if (!text->contains("question") && !text->contains("instruction"))
      out_.push_back({at,
                      "missing_text",
                      "\"" + key + "\" says neither what is asked nor what to do.",
                      "Write a \"question\" or an \"instruction\"."});
    for (const char* part : {"question", "instruction"})
      if (text->contains(part)) check_value((*text)[part], under(at, part), sentence_bytes_max);
    for (const char* group : {"gestures", "refusals"})
      if (text->contains(group)) check_all((*text)[group], under(at, group));
    check_keys_of(*text, at);
  }

  /// An event that faces have no word for needs one here: it is the label of a button.
  void check_gesture(const State& state, const std::string& event) {
    const std::string key = state.meta.value("text", "");
    const Json* text = key.empty() ? nullptr : state_text(key);
    const auto says = [&](const Json* holder) {
      return holder != nullptr && holder->is_object() && holder->contains("gestures") &&
             (*holder)["gestures"].is_object() && (*holder)["gestures"].contains(event);
    };
    if (says(text) || says(&texts_)) return;
    if (texts_.contains("exits") && texts_["exits"].contains(event)) return;
    const std::string holder = key.empty() ? file_ : under(under(file_, "states"), key);
    out_.push_back({under(under(holder, "gestures"), event),
                    "missing_gesture",
                    "The button \"" + event + "\" has no words.",
                    "Write what it says on it."});
  }

  void check_unused(const std::set<std::string>& used) {
    if (!texts_.contains("states") || !texts_["states"].is_object()) return;
    for (const auto& [key, ignored] : texts_["states"].items())
      if (!used.contains(key))
        out_.push_back({under(under(file_, "states"), key),
                        "unused_text",
                        "No state shows the text \"" + key + "\".",
                        "Remove it, or name it in the \"meta\" of a state."});
  }

 private:
  const Json* state_text(const std::string& key) const {
    if (!texts_.contains("states") || !texts_["states"].is_object()) return nullptr;
    const auto found = texts_["states"].find(key);
    return found == texts_["states"].end() ? nullptr : &*found;
  }

  void check_keys_of(const Json& text, const std::string& at) {
    for (const auto& [key, ignored] : text.items())
      if (!std::set<std::string>{"title", "question", "instruction", "gestures", "refusals"}
               .contains(key))
        out_.push_back({under(at, key),
                        "unknown_text",
                        "\"" + key + "\" is no text that a state has.",
                        "Use title, question, instruction, gestures or refusals."});
  }

  void require(const Json& holder, const std::string& at, const std::string& key) {
    if (holder.contains(key))
      check_value(
          holder[key], under(at, key), key == "title" ? title_bytes_max : sentence_bytes_max);
    else
      out_.push_back({under(at, key), "missing_text", "\"" + key + "\" is missing.", "Write it."});
  }

  void check_all(const Json& group, const std::string& at) {
    if (!group.is_object()) {
      out_.push_back({at, "bad_text", "This must be an object of texts.", "Write {…}."});
      return;
    }
    for (const auto& [key, value] : group.items())
      check_value(value, under(at, key), sentence_bytes_max);
  }

  /// A text, or one for each form of address: {"tu": …, "vous": …}.
  void check_value(const Json& value, const std::string& at, std::size_t max) {
    if (value.is_object()) {
      for (const char* form : {"tu", "vous"})
        if (value.contains(form))
          check_words(value[form], under(at, form), max);
        else
          out_.push_back({under(at, form),
                          "missing_form",
                          "The form of address \"" + std::string(form) + "\" is missing.",
                          "Write both \"tu\" and \"vous\", or one text for both."});
      for (const auto& [form, ignored] : value.items())
        if (form != "tu" && form != "vous")
          out_.push_back({under(at, form),
                          "unknown_text",
                          "\"" + form + "\" is no form of address.",
                          "Use \"tu\" and \"vous\"."});
      return;
    }
    check_words(value, at, max);
  }

  void check_words(const Json& value, const std::string& at, std::size_t max) {
    if (!value.is_string() || value.get_ref<const std::string&>().empty() ||
        value.get_ref<const std::string&>().size() > max)
      out_.push_back({at,
                      "bad_text",
                      "A text here has 1 to " + std::to_string(max) + " bytes.",
                      "Write it, and keep it short."});
  }

  const Chart& chart_;
  std::string file_;
  const Json& texts_;
  Mistakes& out_;
};

std::set<std::string> text_keys(const Chart& chart) {
  std::set<std::string> keys;
  for (const State& state : chart.states)
    if (state.meta.contains("text")) keys.insert(state.meta["text"].get<std::string>());
  return keys;
}

/// A state in which people rest and read nothing is a riddle to them.
void check_silent(const Chart& chart, const Flow& flow, Mistakes& out) {
  for (StateIndex index = 0; index < chart.states.size(); ++index) {
    const State& state = chart.states[index];
    if (!is_leaf(state) || !flow.reachable()[index]) continue;
    bool says = state.meta.contains("text");
    for (StateIndex up : ancestors_of(chart, index))
      says = says || chart.states[up].meta.contains("text");
    const bool passing = std::any_of(
        state.transitions.begin(), state.transitions.end(), [&](TransitionIndex transition) {
          return chart.transitions[transition].event.empty() &&
                 !chart.transitions[transition].guard;
        });
    if (!says && !passing)
      out.push_back({state.pointer,
                     "silent_state",
                     "\"" + state.key + "\" shows nobody anything.",
                     "Add \"meta\": {\"text\": …} to it or to the state around it."});
  }
}

}  // namespace

Mistakes check_texts(const Chart& chart, const Texts& texts, const Vocabulary& vocabulary) {
  Mistakes out;
  const std::set<std::string> keys = text_keys(chart);
  check_silent(chart, Flow(chart, vocabulary), out);
  for (const std::string& language : vocabulary.languages)
    if (!texts.contains(language))
      out.push_back({"texts." + language + ".json#",
                     "missing_language",
                     "The texts in \"" + language + "\" are missing.",
                     "Add the file texts." + language + ".json."});
  for (const auto& [language, words] : texts) {
    if (!words.is_object()) {
      out.push_back(
          {"texts." + language + ".json#", "bad_text", "Texts are an object.", "Write {…}."});
      continue;
    }
    TextCheck check(chart, language, words, out);
    check.check_top();
    check.check_params();
    for (const std::string& key : keys) {
      check.check_state(key);
    }
    for (const State& state : chart.states) {
      std::set<std::string> events;
      for (TransitionIndex index : state.transitions) events.insert(chart.transitions[index].event);
      for (const std::string& event : events)
        if (is_callable(chart, event) && !vocabulary.events.contains(event))
          check.check_gesture(state, event);
    }
    check.check_unused(keys);
  }
  return out;
}

}  // namespace palabre::chart
