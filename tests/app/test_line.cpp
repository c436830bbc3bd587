// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>

#include "app/hall.hpp"
#include "app/session_line.hpp"

using namespace palabre;
using namespace palabre::test;

TEST_CASE("[S1] [S2] hello is answered by welcome, then the whole view", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  const Json welcome = malik->last("welcome");
  CHECK(welcome["seats"] == Json::array({"s2"}));
  CHECK(welcome["face"] == "phone");
  CHECK(welcome["rights"] == Json::array());
  CHECK(welcome["cseq"] == 0);
  CHECK(welcome["build"] == "test");
  CHECK(hall.awa->last("welcome")["rights"] == Json::array({"founder"}));
  CHECK(malik->room()["title"] == "Le toit");
  CHECK(malik->layers().contains("own_s2"));
  CHECK_FALSE(malik->layers().contains("desk"));
  CHECK(hall.awa->layers().contains("desk"));
}

TEST_CASE("a command is answered by ack, and everybody's view follows by a patch", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  hall.awa->forget();
  const auto cseq =
      malik->command({{"type", "submit"}, {"text", "des tuiles"}}, malik->activity("ideas"));
  hall.settle();
  const Json ack = malik->last("ack");
  REQUIRE(ack["cseq"] == cseq);
  CHECK(malik->position()["seq"] == ack["seq"]);
  CHECK(hall.awa->position() == malik->position());
  CHECK(hall.awa->frames("view").empty());
  CHECK(hall.awa->frames("patch").size() == 1);
  CHECK(hall.awa->room() == malik->room());
  CHECK(malik->messages().back().find("des tuiles") != std::string::npos);
}

TEST_CASE("[L2] a line begins with hello, within ten seconds", "[app]") {
  Hall hall;
  hall.found();
  struct Silent final : app::LineShell {
    void wake() override {}
    void close(std::uint16_t code, std::string) override { closed = code; }
    const std::string& peer() const override { return address; }
    std::string address = "::1";
    int closed = 0;
  };
  const auto rude = std::make_shared<Silent>();
  hall.gateway->open_line(rude)->on_message(R"([{"t":"ping"}])");
  CHECK(rude->closed == 1008);

  const auto shell = std::make_shared<Silent>();
  const auto line = hall.gateway->open_line(shell);
  hall.pass(app::hello_within_ms - 1'000);
  CHECK(shell->closed == 0);
  hall.pass(2'000);
  CHECK(shell->closed == 1008);
}

TEST_CASE("[L3] a bad frame is told and ignored; twenty close the line", "[app]") {
  Hall hall;
  hall.found();
  hall.awa->say({{"t", "dance"}});
  CHECK(hall.awa->last("notice")["code"] == "bad_frame");
  CHECK(hall.awa->closed_with() == 0);
  for (int i = 0; i < 19; ++i) hall.awa->say_text("{");
  CHECK(hall.awa->closed_with() == 1008);
}

TEST_CASE("an unknown code and an unknown secret sound the same", "[app]") {
  Hall hall;
  hall.found();
  const auto stranger = hall.phone("00112233445566778899aabbccddeeff");
  stranger->hello();
  hall.settle();
  CHECK(stranger->closed_with() == 4001);
  hall.code = "ABCD-2345";
  const auto lost = hall.phone(hall.founded["founder_secret"].get<std::string>());
  lost->hello();
  hall.settle();
  CHECK(lost->closed_with() == 4001);
}

TEST_CASE("[S6] ping is answered by the room's time", "[app]") {
  Hall hall;
  hall.found();
  hall.awa->say({{"t", "ping"}});
  CHECK(hall.awa->last("time")["now"] == hall.log.now());
}

TEST_CASE("a second line of the same session replaces the first", "[app]") {
  Hall hall;
  hall.found();
  const std::string secret = hall.open_session({{"face", "phone"}, {"name", "Malik"}});
  const auto before = hall.phone(secret);
  before->hello();
  hall.settle();
  const auto after = hall.phone(secret);
  after->hello();
  hall.settle();
  CHECK(before->closed_with() == 4002);
  CHECK(before->last("notice")["code"] == "replaced");
  CHECK(after->closed_with() == 0);
  after->command({{"type", "step_aside"}});
  hall.settle();
  CHECK(after->frames("ack").size() == 1);
  CHECK(before->frames("ack").empty());
}

TEST_CASE("[C2] a command sent again on a new line is there once, with the same answer", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  const Json idea = {{"type", "submit"}, {"text", "des tuiles"}};
  const std::string ideas = malik->activity("ideas");
  const auto cseq = malik->command(idea, ideas);
  malik->lose_line();  // before the answer
  hall.settle();
  const auto seq = hall.awa->position()["seq"];
  malik->hello();
  malik->command_again(cseq, idea, ideas);
  hall.settle();
  CHECK(malik->last("ack")["cseq"] == cseq);
  CHECK(malik->last("ack")["seq"] == seq);
  CHECK(hall.awa->position()["seq"] == seq);
  CHECK(malik->room()["activities"][ideas]["total"] == 2);
  malik->command_again(cseq, {{"type", "submit"}, {"text", "autre chose"}}, ideas);
  hall.settle();
  CHECK(malik->last("refused")["code"] == "cseq_reused");
  CHECK(malik->last("refused")["final"] == true);
}

TEST_CASE("[S3] a line that comes back with its position gets a patch", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  malik->lose_line();
  hall.awa->command({{"type", "rename"}, {"name", "Awa K."}});
  hall.settle();
  malik->forget();
  malik->hello();
  hall.settle();
  CHECK(malik->frames("view").empty());
  REQUIRE(malik->frames("patch").size() == 1);
  CHECK(malik->room() == hall.awa->room());

  malik->lose_line();
  for (int i = 0; i < 3; ++i) {
    hall.pass(40'000);  // together longer than bases are kept
    hall.awa->command({{"type", "set_place"}, {"place", "p" + std::to_string(i)}});
    hall.settle();
  }
  malik->forget();
  malik->hello();
  hall.settle();
  CHECK(malik->frames("patch").empty());
  CHECK(malik->room() == hall.awa->room());
}

TEST_CASE("[C3] too many at once: refused for now, and all later ones until the first returns",
          "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  const Json aside = {{"type", "step_aside"}};
  const Json back = {{"type", "come_back"}};
  for (int i = 0; i < 20; ++i) {
    malik->command(i % 2 == 0 ? aside : back);
    hall.settle();
  }
  REQUIRE(malik->frames("refused").empty());
  const auto first = malik->command(aside);
  hall.settle();
  CHECK(malik->last("refused")["code"] == "too_fast");
  CHECK(malik->last("refused")["final"] == false);
  hall.pass(1'000);
  const auto second = malik->command(back);
  hall.settle();
  CHECK(malik->last("refused")["cseq"] == second);
  CHECK(malik->last("refused")["code"] == "too_fast");
  CHECK(malik->last("refused")["final"] == false);
  malik->forget();
  malik->command_again(first, aside);
  malik->command_again(second, back);
  hall.settle();
  CHECK(malik->frames("refused").empty());
  CHECK(malik->frames("ack").size() == 2);
}

TEST_CASE("[C4] what the phone saw must be there before it is judged", "[app]") {
  Hall hall;
  hall.found();
  hall.awa->say({{"t", "command"}, {"cseq", 1}, {"seen", 999}, {"body", {{"type", "step_aside"}}}});
  hall.settle();
  CHECK(hall.awa->last("refused")["code"] == "not_yet");
  CHECK(hall.awa->last("refused")["final"] == false);
}

TEST_CASE("a line that says nothing for a minute and a half is ended", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  for (int i = 0; i < 4; ++i) {
    hall.pass(25'000);
    malik->say({{"t", "ping"}});
  }
  CHECK(malik->closed_with() == 0);
  CHECK(hall.awa->closed_with() == 1001);
}
