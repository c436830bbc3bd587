// SPDX-License-Identifier: AGPL-3.0-or-later
// Practices of the gateway: asked for at founding, or one after the other as a demonstration.
#include <array>
#include <utility>

#include <spdlog/spdlog.h>

#include "app/gateway.hpp"
#include "app/spawn.hpp"
#include "base/text.hpp"

namespace palabre::app {
namespace {

// What a newcomer is shown, in this order, as far as the scenarios are there.
constexpr std::array<const char*, 3> demo_scenarios{
    "consent_decision", "brainstorm", "decide_without_voting"};
constexpr PracticeWish demo_wish{8, 2, true};
constexpr Duration demo_pause_ms = 60'000;  // the minutes of the one before can be taken away

// The first of the scenario's ready-made questions, else its own title.
Json opening_of(const room::Scenario& scenario, const std::string& language) {
  const auto texts = scenario.texts.find(language);
  if (texts == scenario.texts.end()) return Json::object();
  const Json& words = texts->second;
  const auto openings = words.find("openings");
  if (openings != words.end() && openings->is_array() && !openings->empty())
    return openings->front();
  return {{"title", words.value("title", Json())}, {"why", words.value("why", Json())}};
}

// A text, or its form for those who say *tu*.
Text text_of(const Json& words, const char* key, std::int64_t length_max) {
  Json said = words.value(key, Json());
  if (said.is_object()) said = said.value("tu", Json());
  if (!said.is_string()) return {};
  auto text = clean_text(said.get<std::string>(), 0, length_max);
  return text ? std::move(*text) : Text{};
}

}  // namespace

void Gateway::begin_practice(const Founded& founded,
                             PracticeWish wish,
                             std::function<void()> ended) {
  practices_.push_back(std::make_shared<Practice>(
      services_, founded.host, practice_words_, wish, founded.founder_secret, std::move(ended)));
  practices_.back()->begin();
}

void Gateway::begin_demo(std::string language, std::function<void(const Founded&)> told) {
  spawn(services_->loop, found_demo(std::move(language), 0, std::move(told)));
}

Task<void> Gateway::found_demo(std::string language,
                               std::size_t turn,
                               std::function<void(const Founded&)> told) {
  std::vector<const char*> there;
  for (const char* id : demo_scenarios)
    if (services_->scenarios.find(id) != nullptr) there.push_back(id);
  if (there.empty()) co_return;
  FoundingWish wish;
  wish.scenario = there[turn % there.size()];
  const Json opening = opening_of(*services_->scenarios.find(wish.scenario)->scenario, language);
  wish.title = text_of(opening, "title", room::title_bounds.max);
  wish.why = text_of(opening, "why", room::word_bounds.max);
  wish.language = language;
  wish.address = "tu";
  wish.time_zone = "Europe/Paris";
  wish.practice = demo_wish;
  const auto services = services_;
  const auto founded = co_await found_palabre(services, rooms_, std::move(wish));
  if (services->ended) co_return;
  if (!founded) {
    spdlog::error("the demonstration could not be founded: {}", founded.error().code);
    co_return;
  }
  std::erase_if(practices_, [](const auto& one) { return one->is_over(); });
  const auto next = [this, language, turn, told] {
    next_demo_ = services_->alarms.ring_at(
        services_->alarms.now() + demo_pause_ms, [this, language, turn, told] {
          spawn(services_->loop, found_demo(language, turn + 1, told));
        });
  };
  begin_practice(*founded, demo_wish, next);
  told(*founded);
}

}  // namespace palabre::app
