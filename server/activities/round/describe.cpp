// SPDX-License-Identifier: AGPL-3.0-or-later
// What a round shows, and what it leaves in the minutes.
#include "activities/judging.hpp"
#include "activities/round/round.hpp"

namespace palabre::activities::round {
namespace {

constexpr std::size_t next_shown = 3;  // as far as "two more, then you" looks ahead

Json place_row(const Json&, const SeatId&, const Place& place) {
  return {{"ticket", place.ticket}, {"mark", name_of(place.mark)}};
}

Json note_row(const Json&, const SeatId&, const Note& note) {
  Json row = {{"text", note.text.value}};
  if (note.entered_by) row["entered_by"] = note.entered_by->str();
  return row;
}

Json question_row(const Json&, const ItemId&, const Question& question) {
  Json row = {{"seat", question.seat.str()}, {"answered", question.answered}};
  if (question.text) row["text"] = question.text->value;
  if (question.entered_by) row["entered_by"] = question.entered_by->str();
  if (question.reply) row["reply"] = question.reply->value;
  return row;
}

void describe_room(const State& state, Sections& out) {
  out.value("phase", std::string(name_of(state.phase)));
  out.value("turn_s", state.turn_s);
  if (!state.of.empty()) out.value("of", state.of);
  out.value("serving", state.serving);
  out.value("spoken", state.spoke);
  out.value("total", state.places.size() - state.absent);
  if (state.floor) {
    out.value("floor", state.floor.str());
    out.value("turn_started_at", state.turn_started_at);
  }
  Json next = Json::array();
  for (std::size_t i = 0; i < next_shown; ++i)
    if (const std::uint32_t* ticket = state.waiting.key_at(i))
      next.push_back(state.waiting.find(*ticket)->str());
  out.value("next", std::move(next));
  if (state.places.size() <= order_shown_max) out.rows("order", state.places, {}, &place_row);
  out.rows("notes", state.notes, {}, &note_row);
  if (state.asks) out.rows("questions", state.questions, {}, &question_row);
}

}  // namespace

// A round is held in the open: everybody sees who speaks, who is next, the notes and the questions
// with their answers. Alone: one's own ticket and mark, so that a phone can say how long yet.
void Model::describe(const State& state, const Layer& layer, Sections& out) {
  if (layer.kind == Layer::Kind::room) describe_room(state, out);
  if (layer.kind != Layer::Kind::own) return;
  const Place* place = state.places.find(layer.seat);
  if (place == nullptr) return;
  out.value("ticket", place->ticket);
  out.value("mark", std::string(name_of(place->mark)));
}

// Whose turn it is and who comes next; who asks, and has no answer yet.
std::vector<SeatId> Model::named(const State& state, const Layer& layer) {
  std::vector<SeatId> seats;
  if (layer.kind != Layer::Kind::room) return seats;
  if (state.floor) seats.push_back(state.floor);
  for (std::size_t i = 0; i < next_shown; ++i)
    if (const std::uint32_t* ticket = state.waiting.key_at(i))
      seats.push_back(*state.waiting.find(*ticket));
  if (state.asks)
    state.questions.each_backward([&](ItemId, const Question& question) {
      seats.push_back(question.seat);
      return seats.size() < named_max;
    });
  return seats;
}

std::vector<MinuteLine> Model::minutes(const State& state) {
  std::map<Mark, std::vector<SeatId>> by_mark;
  state.places.each([&](SeatId seat, const Place& place) { by_mark[place.mark].push_back(seat); });
  std::vector<MinuteLine> lines;
  lines.reserve(by_mark.size());
  for (const auto& [mark, seats] : by_mark)
    lines.push_back({"round_" + std::string(name_of(mark)), {{"seats", seat_names(seats)}}});
  auto entered = [](MinuteLine& line, const std::optional<SeatId>& by) {
    if (by) line.params["entered_by"] = by->str();
  };
  state.notes.each([&](SeatId seat, const Note& note) {
    lines.push_back({"round_note", {{"seat", seat.str()}, {"text", note.text.value}}});
    entered(lines.back(), note.entered_by);
  });
  state.questions.each([&](ItemId, const Question& question) {
    lines.push_back({"round_question", {{"seat", question.seat.str()}}});
    if (question.text)
      lines.back().params["text"] = question.text->value;
    else
      lines.back().code = "round_question_aloud";
    entered(lines.back(), question.entered_by);
    if (question.reply)
      lines.push_back(
          {"round_reply", {{"seat", question.answered_by.str()}, {"text", question.reply->value}}});
  });
  return lines;
}

}  // namespace palabre::activities::round
