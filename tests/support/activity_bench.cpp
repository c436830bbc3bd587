// SPDX-License-Identifier: AGPL-3.0-or-later
#include "support/activity_bench.hpp"

#include <algorithm>
#include <ostream>
#include <set>
#include <stdexcept>

namespace palabre::test {
namespace {

void law(bool holds, const std::string& what) {
  if (!holds) throw std::logic_error("broken law: " + what);
}

bool is_key(const std::string& key) {
  return !key.empty() && key[0] >= 'a' && key[0] <= 'z' &&
         std::all_of(key.begin(), key.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

void check_values(const Json& json, const std::string& at) {
  law(!json.is_null(), "a null in a view at " + at);
  law(!json.is_number_float(), "a fraction in a view at " + at);
  if (json.is_array()) law(json.size() <= 64, "a list longer than 64 at " + at);
  if (!json.is_structured()) return;
  for (const auto& [key, value] : json.items()) {
    if (json.is_object()) law(is_key(key), "a key that is none at " + at + "/" + key);
    check_values(value, at + "/" + key);
  }
}

// What the room itself writes beside an activity's own values.
void check_reserved(const Json& view) {
  for (const char* key :
       {"kind", "name", "state", "always", "running", "settled", "outcome", "missing"})
    law(!view.contains(key), std::string("the activity writes the room's own value ") + key);
}

EventRecord through_storage(const EventRecord& event) {
  return {event.type, Json::parse(event.facts.dump()), event.words};
}

bool is_event_name(const std::string& type) {
  const auto slash = type.find('/');
  return slash != std::string::npos && is_key(type.substr(0, slash)) && slash + 1 < type.size() &&
         type.find_first_not_of("0123456789", slash + 1) == std::string::npos;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Move& move) {
  return out << "{" << move.what << "," << move.who << "," << move.how << "}";
}

Bench::Bench(Kind kind, Json input, std::uint32_t seats)
    : kind_(std::move(kind)), input_(std::move(input)) {
  auto made = kind_.make(input_);
  if (!made) throw std::invalid_argument("input refused: " + made.error().params.dump());
  activity_ = *made;
  for (; seats_ < seats;) census_.set(seat(++seats_), Attendance::counted);
  holders["facilitator"] = seat(1);
}

Bench& Bench::begin() {
  record(activity_.begin(context({}, {})));
  return *this;
}

std::string Bench::as(SeatId who, Json command, std::optional<std::int64_t> version) {
  return as(who, std::move(command), who, version);
}

std::string Bench::as(SeatId who,
                      Json command,
                      SeatId neighbour,
                      std::optional<std::int64_t> version) {
  Context by = context(who, neighbour);
  by.version = version;
  auto events = activity_.decide(command, by);
  if (!events) {
    refusal_ = events.error();
    law(is_key(refusal_.code), "a refusal without a code");
    return refusal_.code;
  }
  law(!events->empty(), "a command accepted without an event: " + command.dump());
  record(*events);
  return accepted;
}

SeatId Bench::join() {
  const SeatId who = seat(++seats_);
  census_.set(who, Attendance::counted);
  change(activities::SeatCounted{who});
  return who;
}

void Bench::mark(SeatId who, Attendance how) {
  const Attendance* was = census_.find(who);
  if (was != nullptr && *was == how) return;
  census_.set(who, how);
  if (how == Attendance::counted)
    change(activities::SeatCounted{who});
  else
    change(activities::SeatUncounted{who, how});
}

void Bench::refer(const std::string& id, Json output) {
  refs[id] = std::move(output);
  change(activities::ReferenceChanged{id});
}

void Bench::wait(Duration ms) {
  const Instant until = now + ms;
  while (const auto due = activity_.deadline()) {
    if (*due > until) break;
    now = std::max(now, *due);
    change(activities::Elapsed{});
    const auto next = activity_.deadline();
    law(!next || *next > now, "a deadline that has come stays");
  }
  now = until;
}

std::size_t Bench::missing(const std::string& code) const {
  for (const auto& one : progress().missing)
    if (one.code == code) return one.count;
  return 0;
}

std::vector<SeatId> Bench::missing_seats(const std::string& code) const {
  for (const auto& one : progress().missing)
    if (one.code == code) return one.seats;
  return {};
}

Json Bench::view(const Layer& layer) const {
  Sections sections;
  activity_.describe(layer, sections);
  return sections.difference(nullptr);
}

std::vector<std::string> Bench::minute_codes() const {
  std::vector<std::string> codes;
  for (const MinuteLine& line : activity_.minutes()) codes.push_back(line.code);
  return codes;
}

std::vector<Json> Bench::minutes(const std::string& code) const {
  std::vector<Json> lines;
  for (const MinuteLine& line : activity_.minutes())
    if (line.code == code) lines.push_back(line.params);
  return lines;
}

std::size_t Bench::counted() const {
  std::size_t n = 0;
  census_.each([&](SeatId, Attendance mark) { n += mark == Attendance::counted ? 1 : 0; });
  return n;
}

Context Bench::context(SeatId who, SeatId neighbour) {
  Context by;
  by.now = now;
  by.seat = who;
  by.entered_by = neighbour;
  for (const auto& [role, holder] : holders)
    if (holder == neighbour) by.roles.insert(role);
  by.conducted = conducted;
  by.census = census_;
  by.counted = counted();
  by.holders = holders;
  by.refs = refs;
  by.previous_start = previous_start;
  by.random = &random_;
  return by;
}

void Bench::record(const std::vector<EventRecord>& events) {
  const AnyActivity before = activity_;
  for (const EventRecord& event : events) {
    law(is_event_name(event.type), "an event's name: " + event.type);
    const EventRecord stored = through_storage(event);
    law(stored == event, "an event that storage changes: " + event.facts.dump());
    auto next = activity_.apply(stored, {now});
    law(next.has_value(), "an own event refused: " + event.type);
    activity_ = *next;
    log_.push_back(stored);
    stamps_.push_back(now);
  }
  check_laws(before);
  if (watch) watch(before, activity_);
}

void Bench::change(const Change& what) {
  record(activity_.react(what, context({}, {})));
  law(activity_.react(what, context({}, {})).empty(), "a change that was heard is heard again");
}

std::vector<Layer> Bench::layers() const {
  std::vector<Layer> all = {room_layer(), screen_layer(), desk_layer()};
  for (const auto& [role, holder] : holders) all.push_back({Layer::Kind::role, {}, role});
  census_.each([&](SeatId who, Attendance) { all.push_back(own_layer(who)); });
  return all;
}

void Bench::follow(const Layer& layer, const AnyActivity& before) {
  Sections was;
  Sections is;
  before.describe(layer, was);
  activity_.describe(layer, is);
  const Json whole = is.difference(nullptr);
  check_values(whole, layer.name());
  check_reserved(whole);
  const auto known = views_.find(layer.name());
  if (known == views_.end()) {
    views_[layer.name()] = whole;
    return;
  }
  known->second.merge_patch(is.difference(&was));
  law(known->second == whole,
      layer.name() + ": patched " + known->second.dump() + ", whole " + whole.dump());
}

void Bench::check_laws(const AnyActivity& before) {
  for (const Layer& layer : layers()) follow(layer, before);
  const Progress now_stands = progress();
  if (now_stands.settled)
    law(std::count(kind_.outcomes.begin(), kind_.outcomes.end(), now_stands.outcome) == 1,
        "an outcome that is none: " + now_stands.outcome);
  std::set<std::string> codes;
  for (const auto& one : now_stands.missing) {
    law(is_key(one.code) && codes.insert(one.code).second, "missing twice: " + one.code);
    law(one.count > 0, "nothing is missing of " + one.code);
    law(one.seats.size() <= std::min(one.count, activities::missing_seats_max),
        "too many seats named for " + one.code);
  }
}

void Bench::check_replay() const {
  auto whole = *kind_.make(input_);
  auto erased = whole;
  for (std::size_t i = 0; i < log_.size(); ++i) {
    whole = *whole.apply(log_[i], {stamps_[i]});
    erased = *erased.apply({log_[i].type, log_[i].facts, {}}, {stamps_[i]});
  }
  law(whole == activity_, "replay gives another state");
  law(erased.progress() == activity_.progress(), "erased words change the progress");
  law(erased.output() == activity_.output(), "erased words change the output");
  law(erased.minutes().size() == activity_.minutes().size(), "erased words change the minutes");
}

Json Bench::random_field(const FieldSpec& spec, unsigned salt) const {
  using Type = FieldSpec::Type;
  switch (spec.type) {
    case Type::boolean: return salt % 2 == 0;
    case Type::integer: return spec.bounds.min + std::int64_t{salt % 12};
    case Type::text: return "mot " + std::to_string(salt);
    case Type::token: return tokens[salt % tokens.size()];
    case Type::id: return std::string(1, spec.letter) + std::to_string(1 + salt % (seats_ + 1));
    case Type::choice: return spec.choices[salt % spec.choices.size()];
    case Type::list: {
      Json list = Json::array();
      FieldSpec one = spec;
      one.type = spec.letter != 0 ? Type::id : Type::token;
      for (unsigned n = 0; n <= salt % 3; ++n) list.push_back(random_field(one, salt / 3 + n));
      return list;
    }
    case Type::json: return Json::object();
  }
  return {};
}

Json Bench::random_command(unsigned which, unsigned salt) const {
  const StructSpec& spec = kind_.commands[which % kind_.commands.size()];
  Json command = {{"type", spec.name}};
  for (const FieldSpec& field : spec.fields) {
    salt = salt * 1664525U + 1013904223U;  // Numerical Recipes' generator: enough to differ
    if (!field.optional || (salt >> 28U) < 10)
      command[field.name] = random_field(field, salt >> 8U);
  }
  return command;
}

std::string Bench::stumble(const Move& move) {
  const SeatId who = seat(1 + move.who % seats_);
  const auto ways = static_cast<unsigned>(kind_.commands.size()) * 2 + 4;
  switch (move.what % ways) {
    case 0: mark(who, static_cast<Attendance>(move.how % 5)); return accepted;
    case 1: mark(who, Attendance::counted); return accepted;
    case 2: wait(Duration{move.how % 100} * 1000); return accepted;
    case 3:
      if (seats_ < 12) join();
      return accepted;
    default: break;
  }
  const Json shown = room();
  std::int64_t version = move.how % 8 == 7 ? 0 : -1;
  for (const char* key : {"text_version", "version"})
    if (version == -1 && shown.contains(key)) version = shown[key].get<std::int64_t>();
  const SeatId neighbour = move.how % 5 == 4 ? seat(1 + (move.who + 1) % seats_) : who;
  return as(
      who, random_command(move.what - 4, move.how), neighbour, std::max<std::int64_t>(0, version));
}

}  // namespace palabre::test

namespace rc {
Gen<palabre::test::Move> Arbitrary<palabre::test::Move>::arbitrary() {
  using palabre::test::Move;
  return gen::build<Move>(gen::set(&Move::what, gen::inRange(0U, 64U)),
                          gen::set(&Move::who, gen::inRange(0U, 12U)),
                          gen::set(&Move::how, gen::inRange(0U, 4096U)));
}
}  // namespace rc
