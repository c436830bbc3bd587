// SPDX-License-Identifier: AGPL-3.0-or-later
#include "simulation/person.hpp"

#include <utility>

#include "room/practise.hpp"

namespace palabre::sim {
namespace {

constexpr std::size_t waits_for_answers = 3;  // nobody taps on for ever
constexpr int wild_taps = 24;
constexpr const char* some_day = "2026-12-20";

}  // namespace

void supply_words(Json& body, const std::string& name, int& count) {
  for (auto& [key, value] : body.items()) {
    if (!value.is_object()) continue;
    if (value.contains("$words"))
      value = name + " says " + std::to_string(++count);
    else if (value.contains("$date"))
      value = some_day;
  }
}

Person::Person(Stage& stage, const Rooms& rooms, Phone& phone)
    : stage_(stage), rooms_(rooms), phone_(phone), chance_(stage.draw_seed()) {}

void Person::act() {
  if (!phone_.has_view() || phone_.is_asleep() || phone_.has_ended()) return;
  if (phone_.unanswered() > waits_for_answers && chance_.below(8) != 0) return;
  const room::Room* room = rooms_.at(phone_.shown_seq());
  if (room == nullptr || phone_.position()["nonce"] != Json(room->position.nonce)) return;
  const room::Session* session = room->sessions.find(phone_.sid());
  if (session == nullptr || session->seats.empty()) return;
  const SeatId seat = session->seats.front();
  if (chance_.below(40) == 0 && do_something_else(*room)) return;
  const bool leads = !room->conducted || room::holder_of(*room, "facilitator") == seat;
  std::optional<room::Practised> act;
  if (leads && chance_.below(3) == 0) act = room::practise_step(*room, seat, chance_);
  if (!act) act = room::practise(*room, seat, stage_.schedule.now(), chance_);
  if (!act) return;
  const room::Running* about = nullptr;
  if (const auto id = ActivityId::parse(act->on)) about = room->activities.find(*id);
  stage_.trace.count("said in " +
                     std::string(about != nullptr ? about->activity.kind() : "the chart"));
  supply_words(act->body, phone_.name(), words_);
  send(std::move(act->on), act->version, std::move(act->body));
}

// What belongs to the room itself; each of these writes something whenever it is taken.
bool Person::do_something_else(const room::Room& room) {
  if (room.access == room::Access::closed) return false;
  if (chance_.below(8) == 0) {
    tap_wildly();
    return true;
  }
  const std::string anew = phone_.name() + " " + std::to_string(++words_);
  stage_.trace.count("said in the room");
  switch (chance_.below(3)) {
    case 0: send("", {}, {{"type", "rename"}, {"name", anew}}); break;
    case 1: send("", {}, {{"type", "set_place"}, {"place", anew}}); break;
    default: send("", {}, {{"type", "recall_frame"}}); break;
  }
  return true;
}

// More than a line takes at once.
void Person::tap_wildly() {
  stage_.trace.count("taps wildly");
  for (int i = 0; i < wild_taps; ++i) send("", {}, {{"type", "recall_frame"}});
}

void Person::send(std::string on, std::optional<std::int64_t> version, Json body) {
  Json frame = {{"body", std::move(body)}};
  if (!on.empty()) frame["on"] = std::move(on);
  if (version) frame["version"] = *version;
  phone_.submit(std::move(frame));
}

}  // namespace palabre::sim
