// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/celebrate/celebrate.hpp"

#include <algorithm>

#include "activities/practice.hpp"
#include "activities/wrap.hpp"

namespace palabre::activities::celebrate {
namespace {

using Decided = Result<std::vector<Event>>;

Decided judge(const State& state, const JoinIn&, const Context& by) {
  if (state.joined.contains(by.seat)) return refuse("already_done");
  return {{SeatJoinedIn{by.seat, entered_by_other(by)}}};
}

// One thanks somebody else, who may be away or have left meanwhile.
Decided judge(const State& state, const Thank& thank, const Context& by) {
  if (thank.seat == by.seat) return refuse("thank_others");
  if (!by.census.contains(thank.seat)) return refuse("no_such_seat");
  const std::size_t* given = state.given.find(by.seat);
  if (given != nullptr && *given >= thanks_per_seat_max)
    return refuse("too_many", {{"max", thanks_per_seat_max}});
  return {{SeatThanked{
      ItemId{state.next_item}, by.seat, thank.seat, entered_by_other(by), thank.text}}};
}

Decided judge(const State& state, const Withdraw& withdraw, const Context& by) {
  const Thanks* thanks = state.thanks.find(withdraw.item);
  if (thanks == nullptr) return refuse("no_such_item");
  if (thanks->by != by.seat) return refuse("not_yours");
  return {{ThanksWithdrawn{withdraw.item, by.seat, entered_by_other(by)}}};
}

void record(State& state, const SeatJoinedIn& e) { state.joined.set(e.seat, true); }

void record(State& state, const SeatThanked& e) {
  if (const Thanks* was = state.thanks.find(e.item)) take_one(state.given, was->by);
  state.thanks.set(e.item, {e.seat, e.to, e.text, e.entered_by});
  add_one(state.given, e.seat);
  state.next_item = std::max(state.next_item, e.item.n + 1);
}

void record(State& state, const ThanksWithdrawn& e) {
  if (const Thanks* was = state.thanks.find(e.item)) take_one(state.given, was->by);
  state.thanks.erase(e.item);
}

Json joined_row(const Json&, const SeatId&, const bool&) { return Json::object(); }

Json thanks_row(const Json&, const ItemId&, const Thanks& thanks) {
  Json row = {{"by", thanks.by.str()}, {"to", thanks.to.str()}};
  if (thanks.text) row["text"] = thanks.text->value;
  if (thanks.entered_by) row["entered_by"] = thanks.entered_by->str();
  return row;
}

}  // namespace

State Model::initial(const Input& input) {
  State state;
  state.of = input.of.value_or("");
  return state;
}

Decided Model::decide(const State& state, const Command& command, const Context& by) {
  if (auto ok = seat_counted(by); !ok) return tl::unexpected(ok.error());
  return std::visit([&](const auto& one) { return judge(state, one, by); }, command);
}

State Model::apply(State state, const Event& event, const Stamp&) {
  std::visit([&](const auto& one) { record(state, one); }, event);
  return state;
}

// Joy is held in the open: everybody sees how many have joined in, who (in a circle), and who
// thanks whom with which words.
void Model::describe(const State& state, const Layer& layer, Sections& out) {
  if (layer.kind == Layer::Kind::own && state.joined.contains(layer.seat))
    out.value("joined", true);
  if (layer.kind != Layer::Kind::room) return;
  if (!state.of.empty()) out.value("of", state.of);
  out.value("joined", state.joined.size());
  if (state.joined.size() <= joined_shown_max) out.rows("seats", state.joined, Json(), &joined_row);
  out.rows("thanks", state.thanks, Json(), &thanks_row);
}

Json Model::output(const State& state) { return {{"joined", state.joined.size()}}; }

std::vector<MinuteLine> Model::minutes(const State& state) {
  std::vector<MinuteLine> lines;
  state.thanks.each([&](ItemId, const Thanks& thanks) {
    Json params = {{"seat", thanks.by.str()}, {"to", thanks.to.str()}};
    if (thanks.text) params["text"] = thanks.text->value;
    if (thanks.entered_by) params["entered_by"] = thanks.entered_by->str();
    lines.push_back({thanks.text ? "thanks_worded" : "thanks", std::move(params)});
  });
  return lines;
}

const Text* Model::word(const State& state, std::string_view item) {
  const auto id = ItemId::parse(item);
  const Thanks* thanks = id ? state.thanks.find(*id) : nullptr;
  return thanks != nullptr && thanks->text ? &*thanks->text : nullptr;
}

// In a hall: who thanks whom in the newest thanks.
std::vector<SeatId> Model::named(const State& state, const Layer& layer) {
  std::vector<SeatId> seats;
  if (layer.kind == Layer::Kind::room)
    state.thanks.each_backward([&](ItemId, const Thanks& thanks) {
      seats.push_back(thanks.by);
      seats.push_back(thanks.to);
      return seats.size() < named_max;
    });
  return seats;
}

// A bot seat joins in sooner or later.
std::optional<Json> Model::practise(const State& state, const Context& by) {
  if (state.joined.contains(by.seat) || !happens(by, 30)) return std::nullopt;
  return Json{{"type", "join_in"}};
}

static_assert(ActivityModel<Model>);
Kind kind() { return kind_of<Model>(); }

}  // namespace palabre::activities::celebrate
