// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include <catch2/catch.hpp>

#include "app/hall.hpp"
#include "app/presence.hpp"
#include "app/session_line.hpp"
#include "wire/layers.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {

const std::string idea_tail =
    ", et si chacun apportait un plat, une chaise et une chanson de son village d'enfance ? On "
    "verra.";

void advance(Hall& hall) {
  hall.awa->command({{"type", "step"}, {"event", "advance"}},
                    hall.awa->room()["state"]["entry"].get<std::string>());
  hall.settle();
}

}  // namespace

TEST_CASE("[G8] a slow phone gets the newest state once, not a backlog", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  malik->forget();
  malik->be_slow(true);
  for (int i = 0; i < 15; ++i) {
    hall.awa->command({{"type", "set_place"}, {"place", "p" + std::to_string(i)}});
    hall.settle();
  }
  malik->be_slow(false);
  CHECK(malik->frames("patch").size() == 1);
  CHECK(malik->room() == hall.awa->room());
}

TEST_CASE("a phone that was slow for longer than bases are kept gets the whole view", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  malik->be_slow(true);
  for (int i = 0; i < 3; ++i) {
    hall.pass(40'000);
    malik->say({{"t", "ping"}});
    hall.awa->command({{"type", "set_place"}, {"place", "p" + std::to_string(i)}});
    hall.settle();
  }
  malik->forget();
  malik->be_slow(false);
  CHECK(malik->frames("view").size() == 1);
  CHECK(malik->room() == hall.awa->room());
}

TEST_CASE("a hidden tab is served every ten seconds", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  malik->say({{"t", "visible"}, {"hidden", true}});
  malik->forget();
  hall.awa->command({{"type", "set_place"}, {"place", "remote"}});
  hall.settle();
  CHECK(malik->frames("patch").empty());
  hall.pass(11'000);
  CHECK(malik->frames("patch").size() == 1);
  hall.awa->command({{"type", "set_place"}, {"place", "room"}});
  hall.settle();
  malik->say({{"t", "visible"}, {"hidden", false}});
  CHECK(malik->room() == hall.awa->room());
}

TEST_CASE("hidden tabs are served one after the other, not all in the same moment", "[app]") {
  Hall hall;
  hall.found();
  std::vector<std::shared_ptr<Phone>> phones;
  for (int i = 0; i < 40; ++i) {
    phones.push_back(hall.join("Malik " + std::to_string(i)));
    phones.back()->say({{"t", "visible"}, {"hidden", true}});
  }
  hall.pass(11'000);  // from now on each has what there is
  for (const auto& phone : phones) phone->forget();
  hall.awa->command({{"type", "set_place"}, {"place", "remote"}});
  hall.settle();
  const auto served = [&] {
    return std::count_if(phones.begin(), phones.end(), [](const auto& phone) {
      return !phone->frames("patch").empty();
    });
  };
  CHECK(served() == 0);
  std::ptrdiff_t before = 0;
  for (int second = 0; second < 11; ++second) {
    hall.pass(1'000);
    CHECK(served() - before <= 12);
    before = served();
  }
  CHECK(before == 40);
  for (const auto& phone : phones) CHECK(phone->frames("patch").size() == 1);
}

TEST_CASE("facilitation gained brings the desk whole, lost takes it away", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  REQUIRE(hall.awa->layers().contains("desk"));
  const std::string roles = hall.awa->activity("roles");
  hall.awa->command({{"type", "propose"}, {"role", "facilitator"}, {"seat", "s2"}}, roles);
  hall.settle();
  malik->forget();
  malik->command({{"type", "accept"}, {"role", "facilitator"}}, roles);
  hall.settle();
  CHECK(malik->layers().contains("desk"));
  CHECK(malik->layers().contains("role_facilitator"));
  CHECK_FALSE(hall.awa->layers().contains("desk"));
  CHECK_FALSE(hall.awa->layers().contains("role_facilitator"));
  CHECK(hall.awa->frames("view").size() == 1);  // its first; all the rest were patches
}

TEST_CASE("the screen looks on and says nothing", "[app]") {
  Hall hall;
  hall.found();
  const std::string url = hall.founded["screen_url"].get<std::string>();
  const auto screen = hall.phone(
      hall.open_session({{"face", "screen"}, {"secret", url.substr(url.find("#k=") + 3)}}));
  screen->hello();
  hall.settle();
  CHECK(screen->layers().contains("screen"));
  CHECK(screen->last("welcome")["seats"] == Json::array());
  screen->command({{"type", "step_aside"}});
  hall.settle();
  CHECK(screen->last("refused")["code"] == "screen_is_read_only");
  CHECK(screen->last("refused")["final"] == true);
}

TEST_CASE("[P3] whoever watches the screen gets its layer, until it ends", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  malik->say({{"t", "watch"}, {"layers", {"screen"}}});
  CHECK(malik->layers().contains("screen"));
  CHECK(malik->frames("view").size() == 1);
  malik->lose_line();
  malik->hello({{"watch", {"screen"}}});
  hall.settle();
  CHECK(malik->layers().contains("screen"));
  malik->say({{"t", "watch"}, {"layers", Json::array()}});
  CHECK_FALSE(malik->layers().contains("screen"));
}

TEST_CASE("[G11] blind words reach no other line's bytes", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  advance(hall);
  const std::string guesses = malik->activity("guesses");
  REQUIRE(!guesses.empty());
  malik->command({{"type", "submit"}, {"text", "ornithorynque"}}, guesses);
  hall.settle();
  REQUIRE(malik->frames("ack").size() == 1);
  const auto late = hall.join("Zoé");
  for (const auto& other : {hall.awa, late})
    for (const std::string& message : other->messages())
      CHECK(message.find("ornithorynque") == std::string::npos);
  CHECK(malik->layers()["own_s2"].dump().find("ornithorynque") != std::string::npos);
}

TEST_CASE("[G11] other phones' bytes do not depend on what was said blindly", "[app]") {
  const auto heard = [](const char* words) {
    Hall hall;
    hall.found();
    const auto malik = hall.join("Malik");
    advance(hall);
    hall.awa->forget();
    malik->command({{"type", "submit"}, {"text", words}}, malik->activity("guesses"));
    hall.settle();
    return hall.awa->messages();
  };
  CHECK(heard("quatre-vingt") == heard("une douzaine"));
}

TEST_CASE("[S6] presence: who is here, and who is awaited after five seconds", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  hall.pass(3'000);
  CHECK(hall.awa->last("presence")["here"] == 2);
  malik->lose_line();
  hall.pass(3'000);
  CHECK(hall.awa->last("presence")["here"] == 1);
  CHECK(hall.awa->last("presence")["awaited"] == Json::array());
  hall.pass(app::awaited_after_ms + 2'000);
  CHECK(hall.awa->last("presence")["awaited"] == Json::array({"s2"}));
  malik->hello();
  hall.settle();
  hall.pass(3'000);
  CHECK(hall.awa->last("presence")["awaited"] == Json::array());
}

TEST_CASE("whoever facilitates and vanishes may be relayed after ninety seconds", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  hall.awa->lose_line();
  for (int i = 0; i < 4; ++i) {
    CHECK_FALSE(malik->room().contains("relay"));
    hall.pass(24'000);
    malik->say({{"t", "ping"}});
  }
  CHECK(malik->room()["relay"]["role"] == "facilitator");
  hall.awa->hello();
  hall.settle();
  hall.pass(3'000);
  CHECK_FALSE(malik->room().contains("relay"));
}

TEST_CASE("[L5] a large whole view comes packed to a phone that unpacks", "[app]") {
  Hall hall;
  hall.found({{"params", {{"each", 9}}}});
  for (const auto& author : {hall.awa, hall.join("Fatou"), hall.join("Yann"), hall.join("Lou")})
    for (int i = 0; i < 9; ++i) {
      hall.pass(1'000);
      author->command({{"type", "submit"}, {"text", "Idée " + std::to_string(i) + idea_tail}},
                      author->activity("ideas"));
    }
  hall.settle();
  const auto plain = hall.join("Malik");
  CHECK(plain->packed() == 0);
  std::size_t view_bytes = 0;
  for (const std::string& message : plain->messages())
    view_bytes = std::max(view_bytes, message.size());
  const auto packed = hall.phone(hall.open_session({{"face", "phone"}, {"name", "Zoé"}}));
  packed->lose_line();
  packed->forget();
  packed->forget_view();
  packed->hello({{"gzip", true}});
  hall.settle();
  CHECK(packed->packed() == 1);
  CHECK(packed->frames("welcome").size() == 1);
  REQUIRE(packed->frames("view").size() == 1);
  CHECK(packed->room() == hall.awa->room());
  CHECK(packed->layers().size() == 2);  // its own seat's layer, too
  CHECK(packed->messages().back().size() * 3 < view_bytes);

  packed->forget();
  hall.awa->command({{"type", "set_place"}, {"place", "remote"}});
  hall.settle();
  CHECK(packed->frames("patch").size() == 1);
  CHECK(packed->packed() == 1);  // a difference is small
}

TEST_CASE("[L5] a small view comes as it is", "[app]") {
  Hall hall;
  hall.found();
  const auto phone = hall.phone(hall.open_session({{"face", "phone"}, {"name", "Zoé"}}));
  phone->lose_line();
  phone->forget_view();
  phone->hello({{"gzip", true}});
  hall.settle();
  CHECK(phone->packed() == 0);
  CHECK(phone->room() == hall.awa->room());
}

TEST_CASE("[S7] sums are those of the layers that the phone has", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  hall.pass(app::sum_every_ms);
  malik->forget();
  hall.awa->command({{"type", "set_place"}, {"place", "remote"}});
  hall.settle();
  const Json sum = malik->last("sum");
  REQUIRE(sum.is_object());
  CHECK(sum["position"] == malik->position());
  for (const auto& [name, hash] : sum["layers"].items())
    CHECK(hash == wire::layer_sum(malik->layers().at(name)));
  CHECK(sum["layers"].size() == malik->layers().size());
}
