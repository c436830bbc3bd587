// SPDX-License-Identifier: AGPL-3.0-or-later
// What a score shows, and what it leaves in the minutes.
#include "activities/score/score.hpp"

namespace palabre::activities::score {
namespace {

// The gate says which figures this score has a use for.
Json result_row(const Json& gate, const std::string&, const OptionResult& result) {
  Json row = {{"total", result.total},
              {"max", result.highest},
              {"min", result.lowest},
              {"rank", result.rank}};
  if (!result.histogram.empty()) row["histogram"] = result.histogram;
  if (gate["resistance"] == true) row["acceptance"] = result.acceptance;
  if (gate["loud"] == true) row["loud"] = result.loud;
  return row;
}

Json own_row(const Json&, const std::string&, const Score& score) {
  Json row = {{"value", score.value}};
  if (score.entered_by) row["entered_by"] = score.entered_by->str();
  return row;
}

void describe_room(const State& state, Sections& out) {
  out.value("of", state.of);
  out.value("min", state.min);
  out.value("max", state.max);
  out.value("passive", state.passive);
  if (state.dots) out.value("dots", *state.dots);
  if (state.loud_at) out.value("loud_at", *state.loud_at);
  Json options = Json::array();
  for (const Option& option : state.options) options.push_back(option.id);
  out.value("options", std::move(options));
  out.value("version", state.version);
  out.value("phase", state.phase == Phase::revealed ? "revealed" : "open");
  out.value("finished", state.awaited - state.scoring.size());
  out.value("total", state.awaited);
  if (state.phase != Phase::revealed) return;
  out.value("scored", state.whole);
  out.rows("results",
           state.results,
           {{"resistance", !state.dots}, {"loud", state.loud_at.has_value()}},
           &result_row);
  out.value("ranking", state.ranking);
  if (state.best.size() > 1) out.value("tie", state.best);
}

void describe_own(const State& state, SeatId seat, Sections& out) {
  const Ballot* ballot = state.ballots.find(seat);
  if (ballot == nullptr) return;
  out.rows("scores", ballot->scores, {}, &own_row);
  out.value("finished", ballot->finished);
  if (state.dots) out.value("left", *state.dots - ballot->spent);
}

Json item_of(const State& state, const std::string& id) { return {{"of", state.of}, {"id", id}}; }

MinuteLine result_line(const State& state, const std::string& id) {
  const OptionResult& result = *state.results.find(id);
  MinuteLine line{id == passive_option ? "score_passive" : "score_option",
                  {{"total", result.total}}};
  if (id != passive_option) line.params["item"] = item_of(state, id);
  if (state.dots) {
    line.code += "_dots";
    return line;
  }
  line.params["acceptance"] = result.acceptance;
  line.params["max"] = result.highest;
  if (result.loud > 0) {
    line.code += "_loud";
    line.params["loud"] = result.loud;
    line.params["loud_from"] = *state.loud_at;
  }
  return line;
}

MinuteLine outcome_line(const State& state) {
  if (state.best.empty()) return {state.dots ? "score_passive_most" : "score_passive_least"};
  if (state.best.size() == 1)
    return {state.dots ? "score_most" : "score_least", {{"item", item_of(state, state.best[0])}}};
  Json items = Json::array();
  for (const std::string& id : state.best) items.push_back(item_of(state, id));
  return {"score_tie", {{"items", std::move(items)}}};
}

}  // namespace

// Blind: until the reveal everybody sees only how many have finished; a score stands in its seat's
// own layer alone. Revealed: everybody sees the totals of each option, and nobody, ever, who gave
// what.
void Model::describe(const State& state, const Layer& layer, Sections& out) {
  if (layer.kind == Layer::Kind::room) describe_room(state, out);
  if (layer.kind == Layer::Kind::own) describe_own(state, layer.seat, out);
}

std::vector<MinuteLine> Model::minutes(const State& state) {
  switch (state.phase) {
    case Phase::too_few: return {{"score_too_few"}};
    case Phase::too_many: return {{"score_too_many"}};
    case Phase::open:
      return {{"score_open",
               {{"finished", state.awaited - state.scoring.size()}, {"total", state.awaited}}}};
    case Phase::revealed: break;
  }
  std::vector<MinuteLine> lines = {{"score_result", {{"count", state.whole}}}};
  for (const std::string& id : state.ranking)
    if (state.results.contains(id)) lines.push_back(result_line(state, id));
  lines.push_back(outcome_line(state));
  if (!state.scoring.empty())
    lines.push_back({"score_without_answer", {{"count", state.scoring.size()}}});
  return lines;
}

}  // namespace palabre::activities::score
