// SPDX-License-Identifier: AGPL-3.0-or-later
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "activities/registry.hpp"
#include "base/hash.hpp"
#include "chart/parse_chart.hpp"
#include "room/guards.hpp"
#include "support/random_room.hpp"

namespace palabre::support {
namespace {

// An input's field that names another invocation names the one of the kind that it is about.
std::optional<std::string> reference_of(const std::string& kind, const std::string& field) {
  if (field == "of" && kind == "score") return "agenda";
  if (field == "of" && (kind == "commitments" || kind == "round" || kind == "sort"))
    return "collect";
  if (field == "from" && kind == "collect") return "collect";  // of `answers`, see below
  if (field == "text" || field == "of")
    return kind == "edit" ? std::nullopt : std::optional("edit");
  if (field == "from") return "consent_check";
  return std::nullopt;
}

Json drawn(const activities::Kind& kind, const FieldSpec& field, Random& random) {
  using Type = FieldSpec::Type;
  if (const auto other = reference_of(kind.kind, field.name)) return *other;
  switch (field.type) {
    case Type::boolean: return random.below(2) == 0;
    case Type::integer: {
      const std::int64_t top = std::min<std::int64_t>(field.bounds.max, field.bounds.min + 60);
      return field.bounds.min + static_cast<std::int64_t>(random.below(
                                    static_cast<std::uint64_t>(top - field.bounds.min + 1)));
    }
    case Type::choice: return field.choices[random.below(field.choices.size())];
    case Type::list:
      if (field.name == "roles" || field.name == "rotation")
        return Json::array({"facilitator", "timekeeper", "scribe", "guardian", "proposer"});
      if (field.name == "tags") return Json::array({"yes", "no"});
      if (field.name == "choices") return Json::array({"yes", "no", "later"});
      return Json::array();
    default:
      return field.name == "by" || field.name == "reply_by" ? Json("proposer") : Json("token");
  }
}

// Of the first collect: nothing that is about another one.
bool stands_alone(const Json& input) { return !input.contains("from"); }

// Some draws do not fit together (a choice without choices): drawn again until the kind takes them.
Json input_of(const activities::Kind& kind, Random& random, bool about_another = false) {
  for (int tries = 0; tries < 200; ++tries) {
    Json input = Json::object();
    for (const FieldSpec& field : kind.input.fields)
      // Blind as often as not: blindness is what most of these properties are about.
      if (!field.optional || field.name == "visibility" || random.below(2) == 0)
        input[field.name] = drawn(kind, field, random);
    if (kind.kind == "collect" && stands_alone(input) == about_another) continue;
    if (kind.make(input)) return input;
  }
  throw std::runtime_error("no input found for " + kind.kind);
}

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

std::shared_ptr<const room::Scenario> parsed(const std::string& bytes) {
  auto chart = chart::parse_chart_text(bytes, room::vocabulary());
  if (!chart) throw std::runtime_error(chart::line_of(chart.error().front()));
  return std::make_shared<const room::Scenario>(room::Scenario{*chart, short_hash_of(bytes), {}});
}

// What weighs the fruit of another kind begins one step after it.
bool begins_later(const std::string& kind) {
  return kind == "score" || kind == "sort" || kind == "objections";
}

}  // namespace

// Two steps by turns: what the second weighs may have ended in either, or in the state around.
// The first kinds run in the state around, the rest inside: one state invokes eight at most.
std::shared_ptr<const room::Scenario> scenario_of_everything(Random& random) {
  using chart::OrderedJson;
  OrderedJson always = OrderedJson::array(), around = always, first = always, then = always;
  for (const activities::Kind& kind : activities::registry()) {
    const Json input = input_of(kind, random);
    const bool beside = kind.kind == "roles" || kind.kind == "queue";
    // A check begins with each first step: one that a changed text has voided is taken again.
    const bool in_a_step = around.size() == 8 || kind.kind == "consent_check";
    OrderedJson& inside = begins_later(kind.kind) ? then : in_a_step ? first : around;
    (beside ? always : inside)
        .push_back({{"id", kind.kind}, {"src", kind.kind}, {"input", OrderedJson(input)}});
  }
  const Json about = input_of(*activities::find_kind("collect"), random, true);
  then.push_back({{"id", "answers"}, {"src", "collect"}, {"input", OrderedJson(about)}});
  const OrderedJson meta = {{"text", "all"}};
  const OrderedJson inside = {
      {"first",
       {{"meta", meta},
        {"invoke", first},
        {"on", {{"advance", "then"}}},
        {"after", {{"120000", "then"}}}}},
      {"then", {{"meta", meta}, {"invoke", then}, {"after", {{"120000", "first"}}}}}};
  const OrderedJson file = {
      {"id", "everything"},
      {"version", "1.0.0"},
      {"license", "CC0-1.0"},
      {"seats", {{"min", 1}, {"max", 100}}},
      {"minutes", 10},
      {"invoke", always},
      {"initial", "all"},
      {"states",
       {{"all",
         {{"meta", {{"text", "all"}, {"timer", {{"s", 60}, {"on_elapsed", "soft"}}}}},
          {"invoke", around},
          {"initial", "first"},
          {"states", inside},
          {"on", {{"advance", {{"target", "all"}, {"reenter", true}}}, {"stop", "done"}}}}},
        {"done", {{"type", "final"}, {"meta", meta}}}}}};
  return parsed(file.dump());
}

std::shared_ptr<const room::Scenario> scenario_from(const std::string& file) {
  return parsed(file);
}

std::shared_ptr<const room::Scenario> scenario_named(const std::string& name) {
  return parsed(read(std::filesystem::path(PALABRE_TREE) / "scenarios" / name / "scenario.json"));
}

}  // namespace palabre::support
