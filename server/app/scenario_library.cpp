// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/scenario_library.hpp"

#include <set>
#include <utility>

#include "app/gzip.hpp"
#include "base/hash.hpp"
#include "chart/check_chart.hpp"
#include "chart/parse_chart.hpp"

namespace palabre::app {
namespace {

using chart::OrderedJson;

// What a card tells of the texts; the rest comes with the palabre.
constexpr std::array<const char*, 5> card_texts{"title", "why", "about", "params", "openings"};

// The states as a tree, for a map that people look at.
OrderedJson map_node(const chart::Chart& chart, chart::StateIndex at) {
  const chart::State& state = chart.states[at];
  OrderedJson node = OrderedJson::object();
  if (at != chart::root_state) {
    node["key"] = state.key;
    node["texts"] = state.meta.value("text", state.key);
  }
  if (state.kind == chart::State::Kind::parallel) node["type"] = "parallel";
  if (state.kind == chart::State::Kind::final) node["final"] = true;
  if (!state.children.empty()) {
    node["states"] = OrderedJson::array();
    for (const chart::StateIndex child : state.children)
      node["states"].push_back(map_node(chart, child));
  }
  return node;
}

OrderedJson card_of(const OrderedJson& file, const OrderedJson& texts) {
  OrderedJson card = OrderedJson::object();
  for (const char* key : {"id", "version", "seats", "minutes", "moments", "params"})
    if (file.contains(key)) card[key] = file[key];
  card["texts"] = OrderedJson::object();
  for (const auto& [language, words] : texts.items()) {
    OrderedJson& told = card["texts"][language] = OrderedJson::object();
    for (const char* key : card_texts)
      if (words.contains(key)) told[key] = words[key];
  }
  return card;
}

ScenarioBody packed(std::string plain) {
  Bytes gzip = std::make_shared<const std::string>(gzip_of(plain));
  return {std::make_shared<const std::string>(std::move(plain)), std::move(gzip)};
}

ScenarioBody body_of(const chart::Chart& chart, const OrderedJson& blob) {
  OrderedJson body = OrderedJson::object();
  body["scenario"] = blob["scenario"];
  body["map"] = map_node(chart, chart::root_state);
  body["texts"] = blob["texts"];
  return packed(body.dump());
}

// "texts.fr.json" → "fr"; "" for any other file.
std::string language_of(const std::string& name) {
  constexpr std::string_view begin = "texts.";
  constexpr std::string_view end = ".json";
  if (!name.starts_with(begin) || !name.ends_with(end) || name.size() <= begin.size() + end.size())
    return {};
  return name.substr(begin.size(), name.size() - begin.size() - end.size());
}

}  // namespace

ScenarioLibrary::ScenarioLibrary(const std::map<std::string, std::string_view>& files,
                                 chart::Vocabulary vocabulary)
    : vocabulary_(std::move(vocabulary)) {
  std::string cards;
  constexpr std::string_view main_file = "/scenario.json";
  for (const auto& [path, bytes] : files)
    if (path.ends_with(main_file))
      add_folder(path.substr(0, path.size() - main_file.size()), files, cards);
  cards_ = packed("{\"scenarios\":[" + cards + "]}");
}

void ScenarioLibrary::add_folder(const std::string& folder,
                                 const std::map<std::string, std::string_view>& files,
                                 std::string& cards) {
  const auto fail = [&](chart::Mistakes mistakes) {
    faults_.push_back(ScenarioFault{folder, std::move(mistakes)});
  };
  const std::string_view bytes = files.at(folder + "/scenario.json");
  auto parsed = chart::parse_chart_text(bytes, vocabulary_);
  if (!parsed) return fail(std::move(parsed.error()));
  chart::Texts texts;
  OrderedJson blob = {{"scenario", *chart::read_json(bytes)}, {"texts", OrderedJson::object()}};
  const std::string prefix = folder + "/";
  for (auto at = files.lower_bound(prefix); at != files.end() && at->first.starts_with(prefix);
       ++at) {
    const std::string language = language_of(at->first.substr(prefix.size()));
    if (language.empty()) continue;
    auto words = chart::read_json(at->second);
    if (!words) return fail(std::move(words.error()));
    texts[language] = Json::parse(words->dump());
    blob["texts"][language] = std::move(*words);
  }
  chart::Mistakes mistakes = chart::check_chart(*parsed, texts, vocabulary_);
  if (!mistakes.empty()) return fail(std::move(mistakes));

  FoundableScenario one;
  one.blob = blob.dump();
  if (one.blob.size() > blob_bytes_max)
    return fail({{"", "too_large", "The scenario with its texts is above 1 MiB.", "Shorten it."}});
  const std::string hash = short_hash_of(one.blob);
  const std::string id = parsed->id;
  if (foundable_.contains(id))
    return fail({{"/id", "id_taken", "Another folder has this id.", "Choose another id."}});
  ScenarioBody body = body_of(*parsed, blob);
  one.scenario = std::make_shared<const room::Scenario>(
      room::Scenario{std::move(*parsed), hash, std::move(texts)});
  loaded_.emplace(hash, Loaded{one.scenario, std::move(body)});
  foundable_.emplace(id, std::move(one));
  cards += (cards.empty() ? "" : ",") + card_of(blob["scenario"], blob["texts"]).dump();
}

const FoundableScenario* ScenarioLibrary::find(const std::string& id) const {
  const auto at = foundable_.find(id);
  return at == foundable_.end() ? nullptr : &at->second;
}

const ScenarioBody* ScenarioLibrary::body(const std::string& hash) const {
  const auto at = loaded_.find(hash);
  return at == loaded_.end() ? nullptr : &at->second.body;
}

std::shared_ptr<const room::Scenario> ScenarioLibrary::find_loaded(const std::string& hash) const {
  const auto at = loaded_.find(hash);
  return at == loaded_.end() ? nullptr : at->second.scenario;
}

Result<std::shared_ptr<const room::Scenario>> ScenarioLibrary::load_blob(const std::string& hash,
                                                                         const std::string& blob) {
  if (auto known = find_loaded(hash)) return known;
  const auto unreadable = [&] { return refuse("scenario_unreadable", {{"hash", hash}}); };
  const OrderedJson json = OrderedJson::parse(blob, nullptr, false);
  if (short_hash_of(blob) != hash || !json.is_object() || !json.contains("scenario") ||
      !json.contains("texts"))
    return unreadable();
  auto parsed = chart::parse_chart(json["scenario"], vocabulary_);
  if (!parsed) return unreadable();
  ScenarioBody body = body_of(*parsed, json);
  chart::Texts texts;
  for (const auto& [language, words] : json["texts"].items())
    texts[language] = Json::parse(words.dump());
  auto scenario = std::make_shared<const room::Scenario>(
      room::Scenario{std::move(*parsed), hash, std::move(texts)});
  loaded_.emplace(hash, Loaded{scenario, std::move(body)});
  return scenario;
}

}  // namespace palabre::app
