// SPDX-License-Identifier: AGPL-3.0-or-later
#include "room/orphans.hpp"

#include <algorithm>
#include <cctype>
#include <functional>

namespace palabre::room {
namespace {

constexpr int same_names_max = 99;

bool is_id(const std::string& text) {
  return text.size() >= 2 && text.size() <= 10 && text[0] >= 'a' && text[0] <= 'z' &&
         text[1] != '0' && std::all_of(text.begin() + 1, text.end(), [](unsigned char c) {
           return std::isdigit(c) != 0;
         });
}

// What a person typed is nobody's name, whatever it looks like.
bool is_said(const std::string& key) {
  static const std::set<std::string> said{
      "text", "what", "name", "note", "reason", "word", "place"};
  return said.contains(key);
}

// Items, groups and versions are an activity's own; seats, activities, claims and configurations
// the room's.
std::string place_of(const std::string& on, const std::string& name) {
  return std::string("igv#").find(name[0]) == std::string::npos ? std::string() : on;
}

// Each id in the facts of `event`, with the path by which it is found in another event of its kind.
using Told = std::function<void(const std::string& path, const std::string& name)>;

void each_in(const Json& value, const std::string& path, const Told& told) {
  if (value.is_string()) {
    if (is_id(value.get_ref<const std::string&>())) told(path, value.get<std::string>());
  } else if (value.is_structured()) {
    for (const auto& [key, inner] : value.items()) {
      std::string below = path;
      below.append("/").append(key);
      if (key == "version" && inner.is_number_integer())
        told(below, "#" + inner.dump());
      else
        each_in(inner, below, told);
    }
  }
}

void each_name(const LogEvent& event, const Told& told) {
  if (event.record.type == Moved::name)
    told("/entry", "c" + std::to_string(event.record.facts.value("entry", 0U)));
  each_in(event.record.facts, {}, told);
}

bool same_shape(const Entry& a, const Entry& b) {
  return std::equal(a.events.begin(),
                    a.events.end(),
                    b.events.begin(),
                    b.events.end(),
                    [](const LogEvent& one, const LogEvent& other) {
                      return one.record.type == other.record.type;
                    });
}

template <class T>
std::optional<T> first_event(const Entry& entry) {
  for (const LogEvent& event : entry.events) {
    if (event.on || event.record.type != T::name) continue;
    const auto read = from_record<std::variant<T>>(event.record);
    if (read) return std::get<T>(*read);
  }
  return std::nullopt;
}

std::uint32_t points_of(const std::string& text) {
  return static_cast<std::uint32_t>(std::count_if(
      text.begin(), text.end(), [](unsigned char c) { return (c & 0xC0U) != 0x80U; }));
}

}  // namespace

std::pair<std::string, std::uint64_t> key_of(const Entry& entry) {
  if (!entry.header.sid.empty()) return {entry.header.sid, entry.header.cseq};
  const auto opened = first_event<SessionOpened>(entry);
  return {opened ? opened->sid : std::string(), 0};
}

std::optional<Orphan> orphan_of(Entry was) {
  if (first_event<WishRefused>(was)) return std::nullopt;  // nothing that anybody was promised
  Orphan orphan;
  if (was.header.sid.empty()) {
    const auto opened = first_event<SessionOpened>(was);
    if (!opened) return std::nullopt;
    OpenSession opens;
    opens.sid = opened->sid;
    opens.face = opened->face;
    if (const auto added = first_event<SeatAdded>(was)) {
      opens.name_given = added->name_given;
      opens.place = added->place;
    }
    if (const auto claimed = first_event<SeatClaimed>(was)) opens.claim = claimed->seat;
    if (opened->founder) opens.secret_hash = "founder";
    if (opened->face == Face::screen) opens.secret_hash = "screen";
    orphan.asked = std::move(opens);
  }
  orphan.was = std::move(was);
  return orphan;
}

std::vector<CompareOutcome> outcomes_of(const Entry& entry) {
  std::vector<CompareOutcome> outcomes;
  if (const auto reached = first_event<DecisionReached>(entry))
    outcomes.push_back({reached->outcome, entry.header.at});
  const auto access = first_event<AccessChanged>(entry);
  if (access && access->access == Access::closed) outcomes.push_back({"closed", entry.header.at});
  return outcomes;
}

SetAside set_aside(const Room& room, const Orphan& orphan, const Error& refusal) {
  SetAside event;
  event.code = refusal.code;
  event.params = refusal.params;
  event.said_at = orphan.was.header.at;
  event.command = "open_session";
  if (!orphan.was.header.sid.empty()) {
    const auto* wish = std::get_if<Wish>(&orphan.asked);
    event.command = wish == nullptr ? std::string() : wish->body.value("type", std::string());
    const Session* session = room.sessions.find(orphan.was.header.sid);
    if (session != nullptr && !session->seats.empty()) event.seat = session->seats.front();
  }
  Text words;
  for (const LogEvent& one : orphan.was.events)
    for (const auto& [name, said] : one.record.words)
      words.value += (words.value.empty() ? "" : "\n") + said;
  words.length = points_of(words.value);
  if (!words.empty()) event.words = std::move(words);
  return event;
}

OpenSession with_free_name(const Room& room, OpenSession opens) {
  if (opens.secret_hash == "founder") opens.secret_hash = room.charter->founder_hash;
  if (opens.secret_hash == "screen") opens.secret_hash = room.charter->screen_hash;
  if (!opens.name_given) return opens;
  const Text wanted = *opens.name_given;
  for (int n = 2; room.names.contains(opens.name_given->value) && n <= same_names_max; ++n) {
    const std::string more = " " + std::to_string(n);
    opens.name_given =
        Text{wanted.value + more, wanted.length + static_cast<std::uint32_t>(more.size())};
  }
  return opens;
}

void Renamed::know(const Entry& entry) {
  for (const LogEvent& event : entry.events)
    each_name(event, [&](const std::string&, const std::string& name) {
      known_.emplace(place_of(event.on.str(), name), name);
    });
}

void Renamed::learn(const Entry& was, const Entry* is) {
  const bool same = is != nullptr && same_shape(was, *is);
  for (std::size_t i = 0; i < was.events.size(); ++i) {
    std::map<std::string, std::string> now;
    if (same)
      each_name(is->events[i],
                [&](const std::string& path, const std::string& name) { now[path] = name; });
    each_name(was.events[i], [&](const std::string& path, const std::string& name) {
      const Name made{place_of(was.events[i].on.str(), name), name};
      if (known_.contains(made) || renamed_.contains(made)) return;
      const auto at = now.find(path);
      renamed_[made] = at == now.end() ? std::nullopt : std::optional(at->second);
    });
  }
}

// A name that both sides know means the same; one that only the orphans' side gave is looked for in
// its own activity, then in others (a sort names the items of a collect).
std::optional<std::string> Renamed::now_called(const std::string& on,
                                               const std::string& name) const {
  const std::string place = place_of(on, name);
  if (const auto at = renamed_.find({place, name}); at != renamed_.end()) return at->second;
  if (known_.contains({place, name})) return name;
  if (place.empty()) return name;
  const auto elsewhere = std::find_if(
      renamed_.begin(), renamed_.end(), [&](const auto& one) { return one.first.second == name; });
  if (elsewhere == renamed_.end()) return name;
  const bool either = std::any_of(
      known_.begin(), known_.end(), [&](const Name& known) { return known.second == name; });
  return either ? std::nullopt : elsewhere->second;  // better set aside than about another thing
}

bool Renamed::reword_all(const std::string& on, Json& value) const {
  if (value.is_string() && is_id(value.get_ref<const std::string&>())) {
    const auto called = now_called(on, value.get<std::string>());
    if (called) value = *called;
    return called.has_value();
  }
  if (value.is_array())
    return std::all_of(
        value.begin(), value.end(), [&](Json& inner) { return reword_all(on, inner); });
  if (!value.is_object()) return true;
  for (auto& [key, inner] : value.items())
    if (!is_said(key) && !reword_all(on, inner)) return false;
  return true;
}

std::optional<Wish> Renamed::reword(Wish wish) const {
  const std::string on = wish.on;
  if (!reword_all(on, wish.body)) return std::nullopt;
  if (!on.empty()) {
    const auto called = now_called({}, on);
    if (!called) return std::nullopt;
    wish.on = *called;
  }
  if (wish.for_seat) {
    const auto called = now_called({}, wish.for_seat->str());
    if (!called) return std::nullopt;
    wish.for_seat = SeatId::parse(*called);
  }
  if (wish.version) {
    const auto called = now_called(on, "#" + std::to_string(*wish.version));
    if (!called) return std::nullopt;
    wish.version = std::stoll(called->substr(1));
  }
  return wish;
}

}  // namespace palabre::room
