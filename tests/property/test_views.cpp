// SPDX-License-Identifier: AGPL-3.0-or-later
// A view is the patch from nothing, and patches applied in turn give the whole view.
#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "room/describe.hpp"
#include "support/random_room.hpp"

using namespace palabre;
using room::Layer;

namespace {

std::vector<Layer> layers() {
  std::vector<Layer> all = {Layer{},
                            Layer{Layer::Kind::screen, {}, {}},
                            Layer{Layer::Kind::desk, {}, {}},
                            Layer{Layer::Kind::role, {}, "scribe"}};
  for (std::uint32_t n = 1; n <= 4; ++n) all.push_back(Layer{Layer::Kind::own, SeatId{n}, {}});
  return all;
}

bool holds_null(const Json& json) {
  if (json.is_null()) return true;
  if (json.is_structured())
    for (const Json& part : json)
      if (holds_null(part)) return true;
  return false;
}

void follow(const std::shared_ptr<const room::Scenario>& scenario, std::uint64_t seed, int acts) {
  support::RandomRoom world(scenario, seed, seed % 3 != 0);
  std::map<std::string, Json> seen;
  for (const Layer& layer : layers())
    seen[layer.name()] = room::describe(world.room(), layer).difference(nullptr);
  world.on_turn = [&](const room::Room& before, const room::Room& after) {
    for (const Layer& layer : layers()) {
      const Sections was = room::describe(before, layer), is = room::describe(after, layer);
      const Json whole = is.difference(nullptr);
      RC_ASSERT(!holds_null(whole));
      const Json patch = is.difference(&was);
      Json& view = seen[layer.name()];
      view.merge_patch(patch);
      RC_ASSERT(view == whole);
      RC_ASSERT(is.difference(&is) == Json::object());
    }
  };
  for (int i = 0; i < acts; ++i) world.act();
}

}  // namespace

TEST_CASE("[S3] patches applied in turn give the whole view of every layer, over every activity") {
  REQUIRE(rc::check([](std::uint64_t seed) {
    Random random(seed);
    follow(support::scenario_of_everything(random), seed, 80);
  }));
}

TEST_CASE("[S3] patches applied in turn give the whole view through the project's scenarios") {
  for (const char* name : {"consent_decision", "palabre"}) {
    const auto scenario = support::scenario_named(name);
    REQUIRE(rc::check(name, [&](std::uint64_t seed) { follow(scenario, seed, 80); }));
  }
}

TEST_CASE("what a shown activity is about is shown with it, ended or not") {
  std::size_t met = 0;
  REQUIRE(rc::check([&](std::uint64_t seed) {
    Random random(seed);
    support::RandomRoom world(support::scenario_of_everything(random), seed, true);
    world.on_turn = [&](const room::Room&, const room::Room& after) {
      const Json whole = room::describe(after, Layer{}).difference(nullptr);
      const Json shown = whole.value("activities", Json::object());
      for (const auto& item : shown.items())
        for (const std::string& name :
             after.activities.find(*ActivityId::parse(item.key()))->references)
          if (const ActivityId other = room::find_invoked_id(after, name, true)) {
            RC_ASSERT(shown.contains(other.str()));
            ++met;
          }
    };
    for (int i = 0; i < 80; ++i) world.act();
  }));
  REQUIRE(met > 0);
}
