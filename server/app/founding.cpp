// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/founding.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "app/http_answers.hpp"
#include "app/join_code.hpp"
#include "base/hash.hpp"

namespace palabre::app {
namespace {

constexpr std::size_t zone_bytes_max = 64;
constexpr std::size_t scenario_bytes_max = 64;
constexpr int codes_tried_max = 8;  // one in 6·10^11 is taken already, times the palabres there are

bool is_duration(const std::string& name) {
  return name.ends_with("_s") || name.ends_with("_min") || name.ends_with("_ms");
}

// [H14] What is asked of a practice; the rest is as PracticeWish has it.
struct PracticeAsked {
  std::optional<std::int64_t> seats, speed;
  std::optional<bool> facilitates;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seats", self.seats, Bounds{1, practice_seats_max});
    field("speed", self.speed, Bounds{1, practice_speed_max});
    field("facilitates", self.facilitates);
  }
};

std::optional<PracticeWish> read_practice(BodyReader& body) {
  const auto asked = body.part<PracticeAsked>("practice");
  if (!asked) return std::nullopt;
  PracticeWish wish;
  wish.seats = asked->seats.value_or(wish.seats);
  wish.speed = asked->speed.value_or(wish.speed);
  wish.facilitates = asked->facilitates.value_or(wish.facilitates);
  return wish;
}

}  // namespace

Json quickened(const chart::Chart& chart, Json params, std::int64_t speed) {
  for (const chart::Param& param : chart.params) {
    if (param.kind != chart::Param::Kind::integer || !is_duration(param.name)) continue;
    if (params.contains(param.name)) continue;
    const auto standard = param.standard.get<std::int64_t>();
    if (standard > 0) params[param.name] = std::max(param.min, standard / speed);
  }
  return params;
}

Result<FoundingWish> read_founding(const HttpRequest& request) {
  BodyReader body(request);
  FoundingWish wish;
  wish.scenario = body.token("scenario", scenario_bytes_max);
  wish.title = body.text("title", room::title_bounds.min, room::title_bounds.max);
  wish.why = body.text("why", 0, room::word_bounds.max);
  wish.language = body.choice("language", {"fr", "en"});
  wish.address = body.choice("address", {"tu", "vous"});
  wish.time_zone = body.token("time_zone", zone_bytes_max);
  wish.params = body.object("params");
  wish.conducted = body.boolean("conducted", true);
  wish.practice = read_practice(body);
  if (auto error = body.finish()) return tl::unexpected(std::move(*error));
  return wish;
}

Task<Result<Founded>> found_palabre(std::shared_ptr<Services> services,
                                    std::shared_ptr<RoomDirectory> rooms,
                                    FoundingWish wish) {
  const FoundableScenario* scenario = services->scenarios.find(wish.scenario);
  if (scenario == nullptr) co_return refuse("no_such_scenario", {{"scenario", wish.scenario}});
  Founded founded;
  founded.founder_secret = draw_secret(services->entropy);
  founded.screen_token = draw_secret(services->entropy);

  const auto stored = co_await services->log.put_blob(scenario->scenario->hash, scenario->blob);
  if (!stored) co_return tl::unexpected(stored.error());

  room::Found command;
  command.title = std::move(wish.title);
  command.why = std::move(wish.why);
  command.language = std::move(wish.language);
  command.address = std::move(wish.address);
  command.time_zone = std::move(wish.time_zone);
  command.founder_hash = short_hash_of(founded.founder_secret);
  command.screen_hash = short_hash_of(founded.screen_token);
  command.conducted = wish.conducted;
  command.params = std::move(wish.params);
  if (wish.practice) {
    command.practice = true;
    command.params =
        quickened(scenario->scenario->chart, std::move(command.params), wish.practice->speed);
  }
  const auto host = std::make_shared<RoomHost>(services, draw_secret(services->entropy));
  const room::Reply reply = co_await host->found(std::move(command), scenario->scenario);
  if (reply.refusal) co_return tl::unexpected(*reply.refusal);

  for (int tried = 0;; ++tried) {
    Random random(services->entropy());
    const std::string code = draw_code(random);
    const auto bound = co_await services->log.bind_code(code, host->id());
    if (!bound && (bound.error().code != "code_taken" || tried == codes_tried_max))
      co_return tl::unexpected(bound.error());
    if (!bound) continue;
    if (services->journal != nullptr) co_await services->journal->bind_code(code, host->id());
    rooms->add(code, host);
    founded.code = shown_code(code);
    founded.host = host;
    services->metrics.founded.Increment();
    co_return founded;
  }
}

// RFC 1918, RFC 4193, RFC 4291 and loopback; also as IPv4 within IPv6.
bool is_local_address(std::string_view address) {
  constexpr std::string_view mapped = "::ffff:";
  if (address.starts_with(mapped)) address.remove_prefix(mapped.size());
  if (address.starts_with("172.")) {
    int second = 0;
    const std::string_view rest = address.substr(4);
    std::from_chars(rest.data(), rest.data() + rest.size(), second);
    return second >= 16 && second <= 31;
  }
  constexpr std::array<std::string_view, 8> prefixes{
      "127.", "10.", "192.168.", "169.254.", "::1", "fe80:", "fc", "fd"};
  for (const std::string_view prefix : prefixes)
    if (address.starts_with(prefix)) return prefix != "::1" || address == "::1";
  return false;
}

}  // namespace palabre::app
