// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fstream>

#include <catch2/catch.hpp>

#include "app/founding.hpp"
#include "app/hall.hpp"
#include "base/hash.hpp"
#include "support/gunzipped.hpp"

using namespace palabre;
using namespace palabre::test;

TEST_CASE("[H1] [H6] scenarios are listed, and given whole by their hash", "[app]") {
  Hall hall;
  const auto [status, list] = hall.get("/api/scenarios");
  CHECK(status == 200);
  REQUIRE(list["scenarios"].size() == 1);
  const Json card = list["scenarios"][0];
  CHECK(card["id"] == "tiny");
  CHECK(card["seats"]["max"] == 60);
  CHECK(card["texts"]["fr"]["title"] == "Tiny");
  CHECK_FALSE(card["texts"]["fr"].contains("states"));

  hall.found();
  const std::string hash = hall.awa->last("welcome")["scenario"].get<std::string>();
  const auto [found, scenario] = hall.get("/api/scenarios/" + hash);
  CHECK(found == 200);
  CHECK(scenario["scenario"]["initial"] == "gather");
  CHECK(scenario["texts"]["fr"]["states"]["gather"]["title"] == "Gather");
  REQUIRE(scenario["map"]["states"].size() == 3);
  CHECK(scenario["map"]["states"][0]["key"] == "gather");
  CHECK(scenario["map"]["states"][2]["final"] == true);
  CHECK(hall.get("/api/scenarios/00").first == 404);
}

TEST_CASE("[H6] a scenario is compressed once, and asked for again only once a build", "[app]") {
  Hall hall;
  hall.found();
  app::HttpRequest wish;
  wish.method = "GET";
  wish.path = "/api/scenarios/" + hall.awa->last("welcome")["scenario"].get<std::string>();
  const app::HttpResponse first = hall.request(wish);
  REQUIRE(first.gzip != nullptr);
  CHECK(first.gzip->size() < first.body->size());
  CHECK(support::gunzipped(*first.gzip) == *first.body);
  CHECK(hall.request(wish).gzip == first.gzip);  // the same bytes, not made again
  std::string etag;
  bool for_ever = false;
  for (const auto& [name, value] : first.headers) {
    if (name == "ETag") etag = value;
    for_ever = for_ever || (name == "Cache-Control" && value.ends_with("immutable"));
  }
  CHECK(for_ever);
  wish.if_none_match = etag;
  const app::HttpResponse unchanged = hall.request(wish);
  CHECK(unchanged.status == 304);
  CHECK(unchanged.gzip == nullptr);
}

TEST_CASE("[H2] [H10] founding gives a code, links and the founder's secret", "[app]") {
  Hall hall;
  hall.found();
  const std::string code = hall.founded["code"].get<std::string>();
  CHECK(code.size() == 9);
  CHECK(hall.founded["join_url"] == "/p/" + code);
  const std::string secret = hall.founded["founder_secret"].get<std::string>();
  CHECK(secret.size() == 32);
  CHECK(hall.founded["desk_url"] == "/p/" + code + "#f=" + secret);
  for (const auto& one : hall.log.records().rooms.begin()->second.entries) {
    CHECK((one.entry.header + one.entry.facts + one.entry.words).find(secret) == std::string::npos);
  }
}

TEST_CASE("[H2] what cannot be founded is said", "[app]") {
  Hall hall;
  const auto refused = [&](const Json& more) {
    Json body = {{"scenario", "tiny"},
                 {"title", "Le toit"},
                 {"why", "Il fuit"},
                 {"language", "fr"},
                 {"address", "tu"},
                 {"time_zone", "Africa/Bamako"}};
    body.merge_patch(more);
    return hall.post("/api/palabres", body);
  };
  CHECK(refused({{"scenario", "none"}}).second["code"] == "no_such_scenario");
  CHECK(refused({{"scenario", "none"}}).first == 404);
  CHECK(refused({{"title", nullptr}}).second["params"]["field"] == "title");
  CHECK(refused({{"title", std::string(200, 'x')}}).second["code"] == "text_too_long");
  CHECK(refused({{"language", "de"}}).second["code"] == "bad_field");
  CHECK(refused({{"more", 1}}).second["params"]["reason"] == "unknown_field");
  CHECK(refused({{"params", {{"each", 99}}}}).second["code"] == "bad_param");
  CHECK(hall.log.records().rooms.empty());
}

TEST_CASE("[H3] [H11] before joining one sees the title; case and hyphen do not matter", "[app]") {
  Hall hall;
  hall.found();
  const auto [status, seen] = hall.get("/api/palabres/" + hall.code);
  CHECK(status == 200);
  CHECK(seen == Json{{"title", "Le toit"},
                     {"language", "fr"},
                     {"address", "tu"},
                     {"scenario", "tiny"},
                     {"open", "open"},
                     {"seats", 1}});
  std::string typed = hall.code;
  typed.erase(4, 1);
  for (char& c : typed) c = static_cast<char>(std::tolower(c));
  CHECK(hall.get("/api/palabres/" + typed).first == 200);
  CHECK(hall.get("/api/palabres/ABCD-EFGH").second["code"] == "no_such_palabre");
}

TEST_CASE("only guesses that failed count against an address", "[app]") {
  Hall hall;
  hall.found();
  for (int i = 0; i < 100; ++i) REQUIRE(hall.get("/api/palabres/" + hall.code).first == 200);
  int failed = 0;
  while (hall.get("/api/palabres/ABCD-EFGH").first == 404) REQUIRE(++failed < 100);
  CHECK(failed == 20);
  CHECK(hall.get("/api/palabres/" + hall.code).first == 429);
  hall.log.set_now(hall.log.now() + 60'000);
  CHECK(hall.get("/api/palabres/" + hall.code).first == 200);
}

TEST_CASE("[H4] [H9] sessions: a new seat, a taken name, a wrong secret, a locked door", "[app]") {
  Hall hall;
  hall.found();
  const std::string sessions = "/api/palabres/" + hall.code + "/sessions";
  const auto [made, given] = hall.post(sessions, {{"face", "phone"}, {"name", " Malik "}});
  CHECK(made == 201);
  CHECK(given["seat"] == "s2");
  CHECK(hall.post(sessions, {{"face", "phone"}, {"name", "Malik"}}).second["code"] == "name_taken");
  CHECK(hall.post(sessions, {{"face", "phone"}}).second["code"] == "name_needed");
  CHECK(hall.post(sessions, {{"face", "screen"}, {"secret", "00"}}).first == 403);
  CHECK(hall.post(sessions, {{"face", "watch"}, {"name", "Zoé"}}).first == 400);
  hall.awa->command({{"type", "lock"}});
  hall.settle();
  CHECK(hall.post(sessions, {{"face", "phone"}, {"name", "Zoé"}}).second["code"] == "locked");
  CHECK(hall.get("/api/palabres/" + hall.code).second["open"] == "locked");
}

TEST_CASE("[H9] behind a closed door a name that has a seat is still recognised", "[app]") {
  Hall hall;
  hall.found();
  hall.join("Malik");
  const std::string sessions = "/api/palabres/" + hall.code + "/sessions";
  for (const char* type : {"lock", "close"}) {
    hall.awa->command({{"type", type}});
    hall.settle();
    const auto [status, body] = hall.post(sessions, {{"face", "phone"}, {"name", "Malik"}});
    CHECK(body["code"] == "name_taken");
    CHECK(body["params"]["seat"] == "s2");
  }
  const auto again =
      hall.phone(hall.open_session({{"face", "phone"}, {"name", "Malik"}, {"claim", "s2"}}));
  again->hello();
  hall.settle();
  CHECK(again->last("welcome")["claiming"] == "s2");
}

TEST_CASE("[H12] the source of this build: where it is, or how to get it", "[app]") {
  Hall hall;
  app::HttpRequest asked;
  asked.method = "GET";
  asked.path = "/source";
  app::GatewayOptions alone;
  alone.build = "1.2.3+test";
  for (const char* language : {"fr", "en"}) {
    std::ifstream file(std::string(PALABRE_TREE "/protocol/catalogue/") + language + ".json");
    alone.catalogue.add(language, Json::parse(file));
  }
  app::Gateway here(hall.loop, hall.log, std::move(alone));
  const app::HttpResponse page = hall.request(asked, here);
  CHECK(page.status == 200);
  CHECK(page.content_type == "text/html; charset=utf-8");
  for (const char* word : {"AGPL-3.0-or-later", "1.2.3+test", "lang=\"fr\"", "lang=\"en\""}) {
    INFO(word);
    CHECK(page.body->find(word) != std::string::npos);
  }
  app::GatewayOptions options;
  options.source = "https://example.org/palabre/tree/1a2b";
  app::Gateway elsewhere(hall.loop, hall.log, std::move(options));
  const app::HttpResponse there = hall.request(asked, elsewhere);
  CHECK(there.status == 302);
  REQUIRE(there.headers.size() == 1);
  CHECK(there.headers[0] ==
        std::pair<std::string, std::string>("Location", "https://example.org/palabre/tree/1a2b"));
}

TEST_CASE("[H9] a claim waits without a view until a neighbour confirms it", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  const auto again =
      hall.phone(hall.open_session({{"face", "phone"}, {"name", "Malik"}, {"claim", "s2"}}));
  again->hello();
  hall.settle();
  CHECK(again->last("welcome")["claiming"] == "s2");
  CHECK(again->layers().empty());
  hall.awa->command({{"type", "confirm_claim"}, {"claim", "k1"}});
  hall.settle();
  CHECK(again->last("welcome")["seats"] == Json::array({"s2"}));
  CHECK_FALSE(again->last("welcome").contains("claiming"));
  CHECK(again->layers().contains("own_s2"));
  CHECK(malik->closed_with() == 4002);
}

TEST_CASE("[H5] minutes are for whoever has a seat", "[app]") {
  Hall hall;
  hall.found();
  const std::string secret = hall.open_session({{"face", "phone"}, {"name", "Malik"}});
  const std::string minutes = "/api/palabres/" + hall.code + "/minutes.json";
  CHECK(hall.get(minutes).first == 401);
  CHECK(hall.get(minutes, "00").first == 401);
  const auto [status, json] = hall.get(minutes, secret);
  CHECK(status == 200);
  CHECK(json.is_object());
}

TEST_CASE("[H7] [H8] health and metrics", "[app]") {
  Hall hall;
  hall.found();
  CHECK(hall.get("/health/live").first == 200);
  CHECK(hall.get("/health/ready").second["state"] == "ready");
  CHECK(hall.get("/metrics").first == 404);
  app::HttpRequest wish;
  wish.method = "GET";
  wish.path = "/metrics";
  wish.from_loopback = true;
  const auto answer = hall.request(wish);
  CHECK(answer.body->find("palabre_lines 1") != std::string::npos);
  CHECK(answer.body->find("palabre_founded_total 1") != std::string::npos);
}

TEST_CASE("[G10] draining asks every phone to come back, and is not ready", "[app]") {
  Hall hall;
  hall.found();
  hall.gateway->drain(4'000);
  CHECK(hall.awa->last("go")["code"] == "restarting");
  CHECK(hall.awa->last("go")["after_ms"].get<int>() <= 4'000);
  CHECK(hall.awa->closed_with() == 1001);
  CHECK(hall.get("/health/ready").first == 503);
}

TEST_CASE("unknown pages and methods", "[app]") {
  Hall hall;
  CHECK(hall.get("/api/nothing").first == 404);
  CHECK(hall.get("/").first == 404);
  CHECK(hall.post("/api/scenarios", Json::object()).first == 405);
  CHECK(hall.get("/api/palabres").first == 405);
}

TEST_CASE("whose address belongs to the local network", "[app]") {
  for (const char* address : {"127.0.0.1",
                              "::1",
                              "192.168.4.2",
                              "10.0.0.9",
                              "172.16.0.1",
                              "172.31.9.9",
                              "::ffff:192.168.1.1",
                              "fe80::1",
                              "fd00::7"})
    CHECK(app::is_local_address(address));
  for (const char* address : {"8.8.8.8", "172.32.0.1", "172.15.0.1", "2001:db8::1", "::12", ""})
    CHECK_FALSE(app::is_local_address(address));
}

TEST_CASE("[C5] [S1] whoever brought somebody without a phone sees what it enters for them",
          "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  malik->command({{"type", "add_seat"}, {"name", "Mado"}});
  hall.settle();
  CHECK(malik->last("welcome")["seats"] == Json::array({"s2", "s3"}));
  CHECK(malik->layers().contains("own_s3"));
  CHECK_FALSE(hall.awa->layers().contains("own_s3"));
  malik->lose_line();
  malik->hello();
  CHECK(malik->layers().contains("own_s3"));

  const auto mado =
      hall.phone(hall.open_session({{"face", "phone"}, {"name", "Mado"}, {"claim", "s3"}}));
  mado->hello();
  malik->command({{"type", "confirm_claim"}, {"claim", "k1"}});
  hall.settle();
  CHECK(mado->layers().contains("own_s3"));
  CHECK(malik->closed_with() == 0);
  CHECK(malik->last("welcome")["seats"] == Json::array({"s2"}));
  CHECK_FALSE(malik->layers().contains("own_s3"));
}
