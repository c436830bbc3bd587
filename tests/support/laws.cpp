// SPDX-License-Identifier: AGPL-3.0-or-later
#include "support/laws.hpp"

#include "room/describe.hpp"

namespace palabre::support {
namespace {

bool is_unsettled(const std::string& objection) {
  return objection == "pending" || objection == "argued" || objection == "held";
}

bool is_open(const std::string& mark) { return mark == "waiting" || mark == "speaking"; }

}  // namespace

Json view_of(const room::Running& running) {
  Sections shown;
  running.activity.describe(room::Layer{}, shown);
  return shown.difference(nullptr);
}

std::vector<std::string> NobodySkipped::look(const room::Room& room) {
  std::vector<std::string> faults;
  for (const ActivityId id : room.current) {
    const room::Running& running = *room.activities.find(id);
    if (running.activity.kind() != "round") continue;
    // Closed once everybody was heard; a question may still wait for its answer.
    const Json view = view_of(running);
    if (view.value("phase", "") != "closed") {
      room.census.each([&](const SeatId& seat, const activities::Attendance& mark) {
        if (mark == activities::Attendance::counted) counted_[id].insert(seat);
      });
      continue;
    }
    // A round `of` something hears only those who gave something there.
    const bool everybody = !view.contains("of");
    const Json order = view.value("order", Json::object());
    for (const SeatId seat : counted_[id]) {
      const auto at = order.find(seat.str());
      if (at == order.end() ? everybody : is_open((*at)["mark"].get<std::string>()))
        faults.push_back(id.str() + " closed although " + seat.str() + " was not heard");
    }
  }
  return faults;
}

std::vector<std::string> adoption_faults(const room::Room& room) {
  const room::Running* text = room.activities.find(room.decision->of);
  const room::Running* check = room::find_invoked(room, "check", true);
  if (text == nullptr || check == nullptr) return {"adopted without a text or a check"};
  std::vector<std::string> faults;
  const Json written = view_of(*text);
  const Json checked = view_of(*check);
  if (written["version"] != room.decision->version) faults.push_back("adopted another version");
  if (checked["version"] != written["version"]) faults.push_back("another version was checked");
  if (checked["phase"] != "revealed") faults.push_back("adopted before the answers were in");
  const Json answers = checked.value("answers", Json::object());
  for (const auto& [seat, answer] : answers.items())
    if (answer["choice"] == "objection") faults.push_back("adopted against " + seat);
  const room::Running* list = room::find_invoked(room, "objections", true);
  if (list == nullptr || list->activity.output().value("open", 0) == 0) return faults;
  // Open still, but for those whose author has answered something else when asked again after it.
  const bool again = list->entry < check->entry;
  const Json listed = view_of(*list);
  for (const auto& [item, objection] : listed["items"].items())
    if (is_unsettled(objection["state"]) &&
        !(again && answers.contains(objection["seat"].get<std::string>())))
      faults.push_back("adopted with an open objection, " + item);
  return faults;
}

}  // namespace palabre::support
