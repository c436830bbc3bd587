// SPDX-License-Identifier: AGPL-3.0-or-later
#include "support/random_room.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "activities/registry.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "room/describe.hpp"

namespace palabre::support {
namespace {

constexpr int draws_max = 4;  // an act that is not allowed is drawn again so often

const std::vector<std::string> sentences = {"Je propose le samedi matin.",
                                            "Et si on essayait d'abord un mois ?",
                                            "Ça me va.",
                                            "J'ai peur qu'on oublie les anciens.",
                                            "Élargir l'atelier à d'autres villages",
                                            "é",
                                            "Oui, et…"};

}  // namespace

RandomRoom::RandomRoom(std::shared_ptr<const room::Scenario> scenario,
                       std::uint64_t seed,
                       bool conducted)
    : scenario_(std::move(scenario)), random_(seed) {
  favourite_ = activities::registry()[random_.below(activities::registry().size())].kind;
  room::Found found;
  found.title = *clean_text("Une palabre au hasard", 1, 120);
  found.why = *clean_text("Pour voir.", 1, 120);
  found.language = "fr";
  found.address = "tu";
  found.time_zone = "Europe/Paris";
  found.founder_hash = short_hash_of("founder");
  found.screen_hash = short_hash_of("screen");
  found.conducted = conducted;
  const room::Reply reply = put(room::ServerCommand(found));
  if (reply.refusal) throw std::runtime_error("founding refused: " + reply.refusal->code);
  room::OpenSession open;
  open.sid = "sid1";
  open.name_given = *clean_text("Fondatrice", 1, 40);
  open.secret_hash = short_hash_of("founder");
  put(room::ServerCommand(open));
  sid_of_[room_.founder] = "sid1";
}

room::Reply RandomRoom::put(const room::Input& input) {
  const room::TurnContext context{now_, &random_, scenario_, nullptr};
  room::Turn turn = room::take_turn(room_, {input}, context);
  if (on_turn) on_turn(room_, turn.room);
  room_ = std::move(turn.room);
  for (auto& entry : turn.entries) log_.push_back(std::move(entry));
  const room::Reply reply = turn.replies.front();
  if (const auto* server = std::get_if<room::ServerCommand>(&input))
    if (const auto* open = std::get_if<room::OpenSession>(server); open != nullptr && reply.seat)
      sid_of_[reply.seat] = open->sid;
  return reply;
}

Act RandomRoom::act() {
  if (chance(15)) pass(static_cast<Duration>(random_.below(40'000)));
  room::Input input = draw();
  for (int tries = 1; tries < draws_max; ++tries) {
    Random trial = random_;
    const room::TurnContext context{now_, &trial, scenario_, nullptr};
    if (!room::take_turn(room_, {input}, context).replies.front().refusal) break;
    input = draw();
  }
  ++tried_;
  const room::Reply reply = put(input);
  if (reply.refusal) ++refused_;
  return Act{input, reply.refusal.has_value(), reply.refusal ? reply.refusal->code : ""};
}

room::Input RandomRoom::draw() {
  if (room_.seats.size() < 3 || chance(4)) return draw_server_command();
  return draw_wish();
}

room::Input RandomRoom::draw_server_command() {
  if (room_.seats.size() >= 3 && chance(40)) {
    if (chance(40)) return room::ServerCommand(room::HolderVanished{"facilitator"});
    if (chance(60)) return room::ServerCommand(room::HolderReturned{"facilitator"});
    return room::ServerCommand(room::Slept{static_cast<Duration>(random_.below(60'000))});
  }
  room::OpenSession open;
  open.sid = "sid" + std::to_string(++names_ + 1);
  open.name_given = *clean_text("Personne " + std::to_string(names_), 1, 40);
  if (room_.seats.size() > 2 && chance(20)) open.claim = seat();
  return room::ServerCommand(open);
}

room::Wish RandomRoom::wish(SeatId by, std::string on, Json body) {
  room::Wish made;
  const auto sid = sid_of_.find(by);
  made.sid = sid == sid_of_.end() ? "sid1" : sid->second;
  if (sid == sid_of_.end()) made.for_seat = by;
  made.cseq = ++cseqs_[made.sid];
  made.on = std::move(on);
  made.body = std::move(body);
  return made;
}

room::Wish RandomRoom::draw_wish() {
  if (attention_ > 0 && is_unfinished(attended_)) {
    --attention_;
    return wish_in(attended_);
  }
  const std::uint64_t what = random_.below(100);
  if (what < 6 || room_.current.empty()) {
    const auto specs = specs_of<room::ChartCommand>();
    const std::string entry = "c" + std::to_string(room_.entry);
    return wish(
        chance(60) ? room_.founder : seat(), entry, body_of(specs[random_.below(specs.size())]));
  }
  if (what < 14) {
    auto specs = specs_of<room::RoomCommand>();
    std::erase_if(specs,
                  [](const StructSpec& one) { return one.name == "close" || one.name == "erase"; });
    return wish(seat(), "", body_of(specs[random_.below(specs.size())]));
  }
  return wish_in(draw_activity());
}

// People of one room take to one kind of activity, and to what it is about, also before it begins:
// something comes of it, however many others run beside. At times, and mostly when a step begins,
// they stay with one until nobody is missing any more: some kinds come to an end only so.
ActivityId RandomRoom::draw_activity() {
  const ActivityId drawn = draw_liked();
  const bool is_new_step = std::exchange(step_seen_, room_.entry) != room_.entry;
  if (!chance(is_new_step ? 60 : 10)) return drawn;
  attended_ = drawn;
  attention_ = 3 * room_.seats.size();
  return drawn;
}

bool RandomRoom::is_unfinished(ActivityId id) const {
  const room::Running* running = room_.activities.find(id);
  return running != nullptr && running->running && !running->activity.progress().missing.empty();
}

ActivityId RandomRoom::draw_liked() {
  std::vector<ActivityId> liked;
  const auto like = [&](const std::string& name) {
    const ActivityId id = room::find_invoked_id(room_, name);
    if (std::count(room_.current.begin(), room_.current.end(), id) != 0) liked.push_back(id);
  };
  for (const chart::State& state : scenario_->chart.states)
    for (const chart::Invoke& invoke : state.invokes) {
      if (invoke.src != favourite_) continue;
      like(invoke.id);
      for (const Json& value : invoke.input)
        if (value.is_string()) like(value.get<std::string>());
    }
  const std::vector<ActivityId>& from = liked.empty() || chance(40) ? room_.current : liked;
  return from[random_.below(from.size())];
}

room::Wish RandomRoom::wish_in(ActivityId id) {
  constexpr std::size_t little = 3;
  const auto* kind = activities::find_kind(room_.activities.find(id)->activity.kind());
  Sections shown;
  room_.activities.find(id)->activity.describe(room::Layer{}, shown);
  const Json view = shown.difference(nullptr);
  // Where there is little yet, or somebody is awaited, something is given: mostly a kind's first
  // command.
  const auto items = view.find("items");
  const bool little_yet = items != view.end() && items->size() < little;
  const bool attends = id == attended_ && attention_ > 0;
  const bool gives = (little_yet || is_unfinished(id)) && chance(attends ? 90 : 60);
  const std::size_t which = gives ? 0 : random_.below(kind->commands.size());
  const StructSpec& spec = kind->commands[which];
  room::Wish made = wish(seat(), id.str(), body_of(spec));
  const char* name = view.contains("text_version") ? "text_version" : "version";
  if (view.contains(name) && view[name].is_number_integer())
    made.version = view[name].get<std::int64_t>() + (chance(8) ? 1 : 0);
  // One of the options that are shown, mostly.
  if (made.body.contains("option") && view.contains("options") && !view["options"].empty() &&
      !chance(8))
    made.body["option"] = view["options"][random_.below(view["options"].size())];
  mean_what_is_there(*room_.activities.find(id), view, made.body);
  if (view.contains("input") && chance(80)) answer_what_is_asked(spec, view, made.body);
  if (const auto likely = likely_in(id, view); likely && chance(attends ? 95 : 70)) {
    const Json body = made.body;
    const auto version = made.version;
    --cseqs_[made.sid];
    made = wish(*likely, id.str(), body);
    made.version = version;
  }
  return made;
}

// Whoever has the floor, or is waited for, is likelier to act.
std::optional<SeatId> RandomRoom::likely_in(ActivityId id, const Json& view) {
  if (view.contains("floor")) return SeatId::parse(view["floor"].get<std::string>());
  for (const auto& missing : room_.activities.find(id)->activity.progress().missing)
    if (!missing.seats.empty()) return missing.seats[random_.below(missing.seats.size())];
  if (id == attended_ && attention_ > 0)  // one after the other
    return *room_.seats.key_at(attention_ % room_.seats.size());
  return std::nullopt;
}

// Groups that are shown and items of what it is about, mostly.
void RandomRoom::mean_what_is_there(const room::Running& running, const Json& view, Json& body) {
  if (view.contains("groups") && !view["groups"].empty())
    for (const char* field : {"to", "group"})
      if (body.contains(field) && !chance(8)) {
        auto group = view["groups"].begin();
        std::advance(group, static_cast<std::ptrdiff_t>(random_.below(view["groups"].size())));
        body[field] = group.key();
      }
  if (!body.contains("items") || running.references.empty() || chance(8)) return;
  const room::Running* about = room::find_invoked(room_, running.references.front());
  const Json items =
      about == nullptr ? Json() : about->activity.output().value("items", Json::array());
  if (!items.empty()) body["items"] = Json::array({items[random_.below(items.size())]});
}

// Of several things that may be given, the one that the view asks for; beside it only what it
// asks for.
void RandomRoom::answer_what_is_asked(const StructSpec& spec, const Json& view, Json& body) {
  const std::string asked = view["input"].get<std::string>();
  const std::map<std::string, std::string> beside = {
      {"on", "builds"}, {"about", "from"}, {"tag", "tags"}};
  for (const FieldSpec& field : spec.fields) {
    if (!field.optional) continue;
    const auto needs = beside.find(field.name);
    const bool fits =
        needs == beside.end() ? field.name == asked : view.contains(needs->second) && chance(70);
    if (fits)
      body[field.name] = value_of(field);
    else
      body.erase(field.name);
  }
}

SeatId RandomRoom::seat() {
  if (chance(20)) return room_.founder;
  const SeatId* drawn = room_.seats.key_at(random_.below(room_.seats.size()));
  return drawn == nullptr ? SeatId{1} : *drawn;
}

Json RandomRoom::body_of(const StructSpec& spec) {
  Json body = {{"type", spec.name}};
  // Often just one of what may be given: many commands want one of several.
  const bool one_only = chance(60);
  const std::size_t chosen = spec.fields.empty() ? 0 : random_.below(spec.fields.size());
  for (std::size_t i = 0; i < spec.fields.size(); ++i)
    if (!spec.fields[i].optional || (one_only ? i == chosen : chance(60)))
      body[spec.fields[i].name] = value_of(spec.fields[i]);
  return body;
}

Json RandomRoom::value_of(const FieldSpec& field) {
  using Type = FieldSpec::Type;
  switch (field.type) {
    case Type::boolean: return chance(50);
    case Type::integer: {
      const std::int64_t top = std::min<std::int64_t>(field.bounds.max, field.bounds.min + 10'000);
      return field.bounds.min + static_cast<std::int64_t>(random_.below(
                                    static_cast<std::uint64_t>(top - field.bounds.min + 1)));
    }
    case Type::text:
      return field.name == "name" ? "Nom " + std::to_string(++names_)
                                  : sentences[random_.below(sentences.size())];
    case Type::id:
      if (field.letter == 's') return seat().str();
      return std::string(1, field.letter) + std::to_string(1 + random_.below(4));
    case Type::choice: return field.choices[random_.below(field.choices.size())];
    case Type::list: {
      Json list = Json::array();
      FieldSpec one = field;
      one.type = field.letter != 0 ? Type::id : Type::token;
      for (std::uint64_t n = random_.below(3); n < 3; ++n) list.push_back(value_of(one));
      return list;
    }
    default: return token_of(field.name);
  }
}

std::string RandomRoom::token_of(const std::string& field) {
  static const std::vector<std::string> roles = {"facilitator", "timekeeper", "scribe", "proposer"};
  if (field == "role") return roles[random_.below(roles.size())];
  if (field.ends_with("date") || field == "by_when") return "2026-12-20";
  if (field == "choice" || field == "tag") return chance(70) ? "yes" : "no";
  if (field == "about" || field == "item") return "i" + std::to_string(1 + random_.below(4));
  if (field == "event") {
    std::vector<std::string> events = {"advance"};
    for (const chart::Transition& transition : scenario_->chart.transitions)
      if (chart::is_callable(scenario_->chart, transition.event) && transition.event != "stop")
        events.push_back(transition.event);
    return chance(50) ? "advance" : events[random_.below(events.size())];
  }
  return "room";
}

room::Room replayed(const std::vector<room::Entry>& log,
                    const std::shared_ptr<const room::Scenario>& scenario) {
  room::Room room;
  for (const room::Entry& entry : log) {
    auto next = room::apply(room, entry, room.position.seq + 1, scenario);
    if (!next) throw std::runtime_error("not replayed: " + next.error().code);
    room = std::move(*next);
  }
  return room;
}

}  // namespace palabre::support
