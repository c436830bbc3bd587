// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/commitments/commitments.hpp"

#include <algorithm>

#include "activities/wrap.hpp"

namespace palabre::activities::commitments {

static_assert(ActivityModel<Model>);

State Model::initial(const Input& input) {
  State state;
  state.of = input.of.value_or(state.of);
  return state;
}

std::vector<Event> Model::begin(const State&, const Context&) { return {}; }

namespace {

void count_asked(State& state, SeatId seat) {
  add_one(state.asked, seat);
  if (!state.absent.contains(seat)) add_one(state.waiting, seat);
}

void count_answered(State& state, SeatId seat) {
  take_one(state.asked, seat);
  if (!state.absent.contains(seat)) take_one(state.waiting, seat);
}

// Moves an item to `next` and keeps the counts that follow from it.
void put(State& state, ItemId item, const Commitment& was, Commitment next) {
  if (was.state == ItemState::asked) count_answered(state, was.seat);
  if (was.state == ItemState::accepted) --state.accepted;
  if (next.state == ItemState::asked) count_asked(state, next.seat);
  if (next.state == ItemState::accepted) ++state.accepted;
  state.items.set(item, std::move(next));
}

void answer(State& state, ItemId item, ItemState how, std::optional<SeatId> entered_by) {
  const Commitment* was = state.items.find(item);
  if (was == nullptr) return;
  Commitment next = *was;
  next.state = how;
  next.entered_by = entered_by;
  put(state, item, *was, std::move(next));
}

void record(State& state, const CommitmentProposed& event) {
  if (state.items.contains(event.item)) return;
  state.items.set(event.item,
                  Commitment{event.what,
                             event.who,
                             event.seat,
                             event.by_when,
                             ItemState::asked,
                             event.entered_by,
                             event.carries});
  add_one(state.by_proposer, event.seat);
  add_one(state.named, event.who);
  count_asked(state, event.who);
  state.next_item = std::max(state.next_item, event.item.n + 1);
}
void record(State& state, const CommitmentAccepted& event) {
  answer(state, event.item, ItemState::accepted, event.entered_by);
}
void record(State& state, const CommitmentDeclined& event) {
  answer(state, event.item, ItemState::declined, event.entered_by);
}
void record(State& state, const CommitmentChanged& event) {
  const Commitment* was = state.items.find(event.item);
  if (was == nullptr) return;
  Commitment next = *was;
  next.what = event.what;
  next.by_when = event.by_when;
  next.state = ItemState::asked;
  next.entered_by = event.entered_by;
  put(state, event.item, *was, std::move(next));
}
void record(State& state, const CommitmentWithdrawn& event) {
  const Commitment* was = state.items.find(event.item);
  if (was == nullptr) return;
  if (was->state == ItemState::asked) count_answered(state, was->seat);
  if (was->state == ItemState::accepted) --state.accepted;
  take_one(state.by_proposer, was->by);
  take_one(state.named, was->seat);
  if (!state.named.contains(was->seat)) state.absent.erase(was->seat);
  state.items.erase(event.item);
}
void record(State& state, const SeatReleased& event) {
  if (!state.named.contains(event.seat)) return;
  state.absent.set(event.seat, event.mark);
  state.waiting.erase(event.seat);
}
void record(State& state, const SeatAwaited& event) {
  state.absent.erase(event.seat);
  if (const std::size_t* asked = state.asked.find(event.seat))
    state.waiting.set(event.seat, *asked);
}

Json item_row(const Json&, const ItemId&, const Commitment& commitment) {
  Json row = {{"what", commitment.what.value},
              {"seat", commitment.seat.str()},
              {"by", commitment.by.str()},
              {"state", std::string(name_of(commitment.state))}};
  if (commitment.by_when) row["by_when"] = *commitment.by_when;
  if (commitment.entered_by) row["entered_by"] = commitment.entered_by->str();
  if (commitment.item) row["item"] = *commitment.item;
  return row;
}

}  // namespace

State Model::apply(State state, const Event& event, const Stamp&) {
  std::visit([&](const auto& one) { record(state, one); }, event);
  return state;
}

// Everybody sees every commitment, whom it names and whether that person has accepted it.
void Model::describe(const State& state, const Layer& layer, Sections& out) {
  if (layer.kind != Layer::Kind::room) return;
  if (!state.of.empty()) out.value("of", state.of);
  out.value("count", state.items.size());
  out.rows("items", state.items, Json(), +item_row);
}

Progress Model::progress(const State& state) {
  Progress progress;
  if (!state.waiting.empty())
    progress.missing.push_back(
        {"commitment_unanswered", state.waiting.size(), first_seats(state.waiting)});
  return progress;
}

Json Model::output(const State& state) {
  return {{"count", state.items.size()}, {"accepted", state.accepted}};
}

// What was declined is nobody's commitment, and the minutes name nobody for having declined.
std::vector<MinuteLine> Model::minutes(const State& state) {
  std::vector<MinuteLine> lines;
  state.items.each([&](ItemId, const Commitment& commitment) {
    if (commitment.state == ItemState::declined) return;
    Json params = {{"seat", commitment.seat.str()}, {"text", commitment.what.value}};
    if (commitment.by_when) params["by_when"] = *commitment.by_when;
    if (commitment.entered_by) params["entered_by"] = commitment.entered_by->str();
    if (commitment.item)
      params["about"] = Json::array({{{"of", state.of}, {"id", *commitment.item}}});
    const std::string code =
        commitment.state == ItemState::accepted ? "commitment" : "commitment_unanswered";
    lines.push_back({commitment.by_when ? code + "_by" : code, std::move(params)});
  });
  return lines;
}

Kind kind() { return kind_of<Model>(); }

}  // namespace palabre::activities::commitments
