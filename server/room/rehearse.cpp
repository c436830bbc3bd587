// SPDX-License-Identifier: AGPL-3.0-or-later
#include "room/rehearse.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "room/describe.hpp"

namespace palabre::room {
namespace {

constexpr Instant rehearsal_begins_at = 1'767'258'000'000;  // a Thursday in January, 10:00 in Paris

std::string text_at(const Json& json, const char* key) {
  const auto at = json.find(key);
  return at != json.end() && at->is_string() ? at->get<std::string>() : std::string();
}

// The view of one layer with its activities under their invoke ids, as scripts name them.
Json named_view(const Room& room, const Layer& layer) {
  Json view = describe(room, layer).difference(nullptr);
  Json named = Json::object();
  for (const auto& [id, shown] : view["activities"].items()) {
    const auto parsed = ActivityId::parse(id);
    const Running* running = parsed ? room.activities.find(*parsed) : nullptr;
    if (running != nullptr && (running->running || !named.contains(running->invoke)))
      named[running->invoke] = shown;
  }
  view["activities"] = std::move(named);
  return view;
}

Layer layer_named(const std::string& name) {
  if (name == "desk") return Layer{Layer::Kind::desk, {}, {}};
  if (name == "screen") return Layer{Layer::Kind::screen, {}, {}};
  if (name.starts_with("role_")) return Layer{Layer::Kind::role, {}, name.substr(5)};
  if (name.starts_with("own_"))
    return Layer{Layer::Kind::own, SeatId::parse(name.substr(4)).value_or(SeatId{}), {}};
  return Layer{Layer::Kind::room, {}, {}};
}

class Rehearsing {
 public:
  Rehearsing(const std::shared_ptr<const Scenario>& scenario,
             const Json& script,
             const Catalogue& catalogue,
             Coverage& coverage)
      : scenario_(scenario), script_(script), catalogue_(catalogue), coverage_(coverage) {}

  RehearsalResult play() {
    result_.name = text_at(script_, "name");
    found();
    if (const auto seats = script_.find("seats"); seats != script_.end())
      for (const Json& seat : *seats)
        if (!seat.value("late", false)) join(seat);
    const auto steps = script_.find("steps");
    if (steps == script_.end() || !steps->is_array()) fail("a rehearsal has a list of steps");
    if (result_.failures.empty())
      for (const Json& step : *steps) take(step);
    return std::move(result_);
  }

 private:
  void fail(const std::string& what) {
    result_.failures.push_back("step " + std::to_string(number_) + ": " + what);
  }

  Reply put(Input input) {
    const TurnContext context{now_, &random_, scenario_, &coverage_};
    const std::string before = where();
    Turn turn = take_turn(room_, {std::move(input)}, context);
    room_ = std::move(turn.room);
    if (where() != before) result_.walk.push_back("        → " + where());
    return turn.replies.front();
  }

  std::string where() const {
    if (room_.scenario == nullptr) return {};
    std::string leaves;
    for (const chart::StateIndex at : room_.configuration) {
      const chart::State& state = room_.scenario->chart.states[at];
      if (at == chart::root_state || !chart::is_leaf(state)) continue;
      leaves += (leaves.empty() ? "" : " + ") + state.key;
    }
    return leaves;
  }

  void found() {
    Found found;
    found.title = *clean_text(result_.name.empty() ? "Rehearsal" : result_.name, 0, 120);
    found.why = *clean_text(text_at(script_, "about"), 0, 2000);
    found.language = script_.value("language", std::string("fr"));
    found.address = script_.value("address", std::string("tu"));
    found.time_zone = "Europe/Paris";
    found.founder_hash = short_hash_of("founder");
    found.screen_hash = short_hash_of("screen");
    found.conducted = script_.value("conducted", true);
    found.params = script_.value("params", Json::object());
    const Reply reply = put(ServerCommand(std::move(found)));
    if (reply.refusal)
      fail("founding refused: " + reply.refusal->code + " " + reply.refusal->params.dump());
  }

  void join(const Json& seat) {
    const std::string name = text_at(seat, "name"), as = text_at(seat, "as");
    SeatId made{room_.next_seat};
    Reply reply;
    if (seat.value("device", true)) {
      OpenSession open;
      open.sid = "sid_" + as;
      open.name_given = *clean_text(name, 0, 40);
      if (seat.contains("place")) open.place = text_at(seat, "place");
      if (seat.value("founder", false)) open.secret_hash = short_hash_of("founder");
      reply = put(ServerCommand(std::move(open)));
    } else {
      Json body = {{"type", "add_seat"}, {"name", name}};
      if (seat.contains("place")) body["place"] = seat["place"];
      reply = put(wish(text_at(seat, "voice"), {}, std::move(body)));
    }
    if (reply.refusal) return fail(name + " could not be seated: " + reply.refusal->code);
    if (made.str() != as) fail(name + " became " + made.str() + ", not " + as);
    names_[as] = name;
    result_.walk.push_back(stamp() + name + " takes a seat (" + as + ")");
  }

  Wish wish(const std::string& seat, const std::string& on, Json body) {
    Wish made;
    made.sid = "sid_" + seat;
    made.cseq = ++cseqs_[seat];
    made.on = on;
    made.body = std::move(body);
    return made;
  }

  std::string stamp() const {
    const auto seconds = (now_ - rehearsal_begins_at) / 1000;
    std::string minutes = std::to_string(seconds / 60), rest = std::to_string(seconds % 60);
    return std::string(5 - std::min<std::size_t>(5, minutes.size()), ' ') + minutes + ":" +
           (rest.size() < 2 ? "0" : "") + rest + "  ";
  }

  void take(const Json& step) {
    ++number_;
    if (step.contains("at_ms")) pass_time(step);
    if (step.contains("do")) act(step);
    if (!step.contains("do") && step.contains("expect")) expect(step["expect"]);
  }

  void pass_time(const Json& step) {
    const Instant at = rehearsal_begins_at + step["at_ms"].get<Instant>();
    if (at < now_) return fail("at_ms goes back in time");
    now_ = at;
    put(ServerCommand(Tick{}));
  }

  void act(const Json& step) {
    const Json& written = step["do"];
    const std::string seat = text_at(step, "seat"), on = text_at(written, "on");
    Json body = written;
    for (const char* ours : {"on", "version", "body"}) body.erase(ours);
    // Fields of the command that are called as ours are: what a contribution builds `on`.
    body.update(written.value("body", Json::object()));
    ++result_.acts;
    result_.walk.push_back(stamp() + (names_.contains(seat) ? names_[seat] : "(server)") + ": " +
                           (step.contains("for") ? "for " + text_at(step, "for") + ", " : "") + on +
                           " " + body.dump());
    Reply reply;
    const std::string type = text_at(written, "type");
    if (on == "room" && type == "join") return join_late(seat);
    if (on == "room" && type == "vanish")
      reply = put(ServerCommand(HolderVanished{text_at(written, "role")}));
    else if (on == "room" && type == "return")
      reply = put(ServerCommand(HolderReturned{text_at(written, "role")}));
    else
      reply = put(person(step, seat, on, std::move(body)));
    judge(step, reply);
  }

  void join_late(const std::string& as) {
    for (const Json& seat : script_["seats"])
      if (text_at(seat, "as") == as) return join(seat);
    fail("no seat " + as + " in `seats`");
  }

  Input person(const Json& step, const std::string& seat, const std::string& on, Json body) {
    const Json& written = step["do"];
    std::string target;
    if (on == "step")
      target = "c" + std::to_string(room_.entry);
    else if (on != "room")
      target = find_invoked_id(room_, on).str();
    if (target.empty() && on != "room") target = "a999999";  // what is over: refused as stale
    Wish made = wish(seat, target, std::move(body));
    if (step.contains("for")) made.for_seat = SeatId::parse(text_at(step, "for"));
    if (written.contains("version"))
      made.version =
          written["version"] == "now" ? version_of(on) : written["version"].get<std::int64_t>();
    return made;
  }

  std::int64_t version_of(const std::string& on) const {
    const Json view = named_view(room_, Layer{})["activities"].value(on, Json::object());
    return view.contains("text_version") ? view["text_version"].get<std::int64_t>()
                                         : view.value("version", std::int64_t{0});
  }

  void judge(const Json& step, const Reply& reply) {
    const Json expected = step.value("expect", Json::object());
    const std::string refused = text_at(expected, "refused");
    if (!refused.empty()) {
      ++result_.expectations;
      if (!reply.refusal) return fail("expected a refusal (" + refused + "), but it was done");
      if (reply.refusal->code != refused && reply.refusal->params.value("missing", "") != refused)
        fail("expected the refusal " + refused + ", got " + reply.refusal->code + " " +
             reply.refusal->params.dump());
    } else if (reply.refusal) {
      return fail("refused: " + reply.refusal->code + " " + reply.refusal->params.dump());
    }
    Json rest = expected;
    rest.erase("refused");
    if (!rest.empty()) expect(rest);
  }

  void expect(const Json& expected) {
    for (const auto& [what, value] : expected.items()) {
      ++result_.expectations;
      if (what == "state")
        expect_state(value);
      else if (what == "exits")
        expect_exits(value);
      else if (what == "view")
        expect_view(value);
      else if (what == "absent")
        expect_absent(value);
      else if (what == "minutes_contains")
        expect_minutes(value);
      else
        fail("nothing known about expecting `" + what + "`");
    }
  }

  void expect_state(const Json& value) {
    const bool active = std::any_of(
        room_.configuration.begin(), room_.configuration.end(), [&](chart::StateIndex at) {
          return Json(room_.scenario->chart.states[at].key) == value;
        });
    if (!active) fail("expected the state " + value.dump() + ", we are in " + where());
  }

  void expect_exits(const Json& value) {
    const Json exits = describe(room_, Layer{}).difference(nullptr)["step"]["exits"];
    for (const auto& [event, wanted] : value.items()) {
      if (wanted == "absent") {
        if (exits.contains(event)) fail("the exit " + event + " is offered");
      } else if (!exits.contains(event)) {
        fail("the exit " + event + " is not offered in " + where());
      } else if (exits[event]["allowed"] != wanted) {
        fail("the exit " + event + " is " + exits[event].dump());
      }
    }
  }

  void expect_view(const Json& value) {
    const Json view = named_view(room_, layer_named(text_at(value, "layer")));
    const Json::json_pointer path(text_at(value, "path"));
    if (!view.contains(path))
      fail("the view has no " + path.to_string());
    else if (value.contains("is") && view[path] != value["is"])
      fail("at " + path.to_string() + " expected " + value["is"].dump() + ", found " +
           view[path].dump());
  }

  void expect_absent(const Json& value) {
    const Json view = named_view(room_, layer_named(text_at(value, "layer")));
    const Json::json_pointer path(text_at(value, "path"));
    if (view.contains(path)) fail("the view shows " + path.to_string() + ": " + view[path].dump());
  }

  void expect_minutes(const Json& value) {
    const std::string written = minutes_markdown(room_, catalogue_);
    for (const Json& part : value.is_array() ? value : Json::array({value}))
      if (written.find(part.get<std::string>()) == std::string::npos)
        fail("the minutes do not contain " + part.dump() + "\n" + written);
  }

  const std::shared_ptr<const Scenario>& scenario_;
  const Json& script_;
  const Catalogue& catalogue_;
  Coverage& coverage_;
  Random random_{1};
  Room room_;
  Instant now_ = rehearsal_begins_at;
  std::map<std::string, std::uint64_t> cseqs_;
  std::map<std::string, std::string> names_;
  RehearsalResult result_;
  std::size_t number_ = 0;
};

}  // namespace

RehearsalResult rehearse(const std::shared_ptr<const Scenario>& scenario,
                         const Json& script,
                         const Catalogue& catalogue,
                         Coverage& coverage) {
  try {
    return Rehearsing(scenario, script, catalogue, coverage).play();
  } catch (const Json::exception& wrong) {  // a script of another shape than the format's
    RehearsalResult result;
    result.name = text_at(script, "name");
    result.failures.push_back(std::string("the script has a value of the wrong kind: ") +
                              wrong.what());
    return result;
  }
}

}  // namespace palabre::room
