// SPDX-License-Identifier: AGPL-3.0-or-later
// What groups show, and what they leave in the minutes.
#include "activities/groups/groups.hpp"
#include "activities/judging.hpp"
#include "activities/practice.hpp"

namespace palabre::activities::groups {
namespace {

Json group_row(const Json&, const GroupId&, const Group& group) {
  if (group.seats.empty()) return nullptr;
  Json row = {{"seats", seat_names(group.seats)}, {"shared", group.ideas}};
  if (group.passed) row["passed"] = true;
  return row;
}

Json idea_row(const Json&, const ItemId&, const Idea& idea) {
  Json row = {{"text", idea.text.value}, {"group", idea.group.str()}, {"by", idea.seat.str()}};
  if (idea.entered_by) row["entered_by"] = idea.entered_by->str();
  return row;
}

void describe_room(const State& state, Sections& out) {
  out.value("size", state.size);
  if (!state.of.empty()) out.value("of", state.of);
  out.value("share", state.share);
  out.value("count", state.count);
  out.value("total", state.total);
  if (state.groups.size() <= groups_shown_max) out.rows("groups", state.groups, {}, &group_row);
  if (!state.share) return;
  out.value("shared", state.heard);
  out.rows("items", state.items, {}, &idea_row);
}

std::vector<SeatId> mates_of(const State& state, SeatId seat) {
  const Place* place = state.places.find(seat);
  if (place == nullptr) return {};
  std::vector<SeatId> mates = state.groups.find(place->group)->seats;
  std::erase(mates, seat);
  return mates;
}

}  // namespace

// Everybody sees who sits with whom and what the groups have said, with the member who said it.
// Alone: one's own group and the others in it, and whether it is its turn to say something.
void Model::describe(const State& state, const Layer& layer, Sections& out) {
  if (layer.kind == Layer::Kind::room) describe_room(state, out);
  if (layer.kind != Layer::Kind::own) return;
  const Place* place = state.places.find(layer.seat);
  if (place == nullptr) return;
  out.value("group", place->group.str());
  out.value("seats", seat_names(mates_of(state, layer.seat)));
  if (state.share) out.value("may_share", may_share(state, place->group));
}

// In a hall: those who sit with one, and whoever said the newest ideas.
std::vector<SeatId> Model::named(const State& state, const Layer& layer) {
  std::vector<SeatId> seats;
  if (layer.kind == Layer::Kind::own) {
    seats = mates_of(state, layer.seat);
    if (seats.size() > named_max) seats.resize(named_max);
  }
  if (layer.kind == Layer::Kind::room)
    state.items.each_backward([&](ItemId, const Idea& idea) {
      seats.push_back(idea.seat);
      return seats.size() < named_max;
    });
  return seats;
}

std::vector<MinuteLine> Model::minutes(const State& state) {
  std::vector<MinuteLine> lines;
  if (state.count == 0) return lines;
  lines.push_back({"groups_formed", {{"count", state.count}, {"total", state.total}}});
  state.items.each([&](ItemId, const Idea& idea) {
    const Group* group = state.groups.find(idea.group);
    const bool gone = group == nullptr || group->seats.empty();
    Json params = {{"seats", seat_names(gone ? std::vector{idea.seat} : group->seats)},
                   {"text", idea.text.value}};
    if (idea.entered_by) params["entered_by"] = idea.entered_by->str();
    lines.push_back({"groups_idea", std::move(params)});
  });
  return lines;
}

const Text* Model::word(const State& state, std::string_view item) {
  const auto id = ItemId::parse(item);
  const Idea* idea = id ? state.items.find(*id) : nullptr;
  return idea == nullptr ? nullptr : &idea->text;
}

// One member says an idea for its group, once; few groups pass.
std::optional<Json> Model::practise(const State& state, const Context& by) {
  const Place* place = state.places.find(by.seat);
  if (!state.share || place == nullptr || !state.awaited.contains(place->group))
    return std::nullopt;
  if (!happens(by, 30)) return std::nullopt;
  if (happens(by, 10)) return Json{{"type", "pass"}};
  return Json{{"type", "share"}, {"text", words_for("idea")}};
}

}  // namespace palabre::activities::groups
