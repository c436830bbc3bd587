// SPDX-License-Identifier: AGPL-3.0-or-later
// What a collect shows, and what it leaves in the minutes.
#include "activities/collect/collect.hpp"

namespace palabre::activities::collect {
namespace {

Json shown(const Item& item) {
  const Given& given = item.given;
  Json row = Json::object();
  if (given.text) row["text"] = given.text->value;
  if (given.choice) row["choice"] = *given.choice;
  if (given.number) row["number"] = *given.number;
  if (given.seat) row["seat_chosen"] = given.seat->str();
  if (item.beside.tag) row["tag"] = *item.beside.tag;
  return row;
}

// What it stands on and what it is about, by their ids.
Json row_of(const Item& item) {
  Json row = shown(item);
  if (!item.on.empty()) {
    row["on"] = Json::array();
    for (const ItemId base : item.on) row["on"].push_back(base.str());
  }
  if (item.beside.about) row["about"] = *item.beside.about;
  return row;
}

// The gate says whether authors show. Of a hidden item only that it is there.
Json room_row(const Json& gate, const ItemId&, const Item& item) {
  if (item.hidden) return {{"hidden", true}};
  Json row = row_of(item);
  if (gate == true) {
    row["by"] = item.seat.str();
    if (item.entered_by) row["entered_by"] = item.entered_by->str();
  }
  return row;
}

Json own_row(const Json&, const ItemId&, const Item& item) {
  Json row = row_of(item);
  if (item.entered_by) row["entered_by"] = item.entered_by->str();
  if (item.hidden) row["hidden"] = true;
  return row;
}

void describe_room(const State& state, Sections& out) {
  out.value("visibility", std::string(name_of(state.visibility)));
  out.value("input", std::string(name_of(state.asked)));
  if (state.asked == Asked::choice) out.value("choices", state.choices);
  if (state.asked == Asked::number) {
    out.value("min", state.min);
    out.value("max", state.max);
  }
  out.value("per_seat", state.per_seat);
  if (state.asked == Asked::text) out.value("length_max", state.length_max);
  if (state.builds) out.value("builds", true);
  if (!state.tags.empty()) out.value("tags", state.tags);
  if (!state.from.empty()) out.value("from", state.from);
  if (state.only_authors) out.value("only_authors", true);
  if (state.items_min > 0) out.value("items_min", state.items_min);
  if (state.reveal == Reveal::never) out.value("reveal", "never");
  out.value("phase", state.revealed ? "revealed" : "open");
  out.value("finished", state.awaited - state.writing.size());
  out.value("total", state.awaited);
  if (!state.open_to_all()) return;
  out.value("count", state.items.size());
  out.rows("items", state.items, state.named, &room_row);
  if (state.revealed && state.asked == Asked::choice) out.value("tally", state.tally);
}

}  // namespace

// Blind: until the reveal everybody sees only how many have finished; what was given, and how much
// of it, stands in its author's own layer alone. Live, or revealed: everybody sees everything that
// is not hidden, with its author when authors show. A hidden item stays readable for its author.
void Model::describe(const State& state, const Layer& layer, Sections& out) {
  if (layer.kind == Layer::Kind::room) describe_room(state, out);
  if (layer.kind != Layer::Kind::own) return;
  const Own* own = state.seats.find(layer.seat);
  if (own == nullptr) return;
  out.rows("items", own->items, {}, &own_row);
  out.value("finished", own->finished);
}

// The minutes keep what everybody may see: nothing of a blind collect before its reveal, and not a
// word of notes for oneself.
std::vector<MinuteLine> Model::minutes(const State& state) {
  if (state.reveal == Reveal::never) return {};
  if (!state.open_to_all())
    return {{"collect_blind", {{"count", state.awaited - state.writing.size()}}}};
  std::vector<MinuteLine> lines;
  if (state.asked == Asked::choice && state.revealed)
    for (const std::string& choice : state.choices)
      lines.push_back(
          {"collect_tally", {{"choice", choice}, {"count", state.tally.find(choice)->second}}});
  state.items.each([&](ItemId, const Item& item) {
    if (item.hidden) return;
    MinuteLine line{"collect_" + std::string(name_of(state.asked)), shown(item)};
    for (const ItemId base : item.on) line.params["on"].push_back({{"id", base.str()}});
    if (item.beside.about)
      for (const std::string& id : *item.beside.about)
        line.params["about"].push_back({{"of", state.from}, {"id", id}});
    if (state.named) {
      line.params["seat"] = item.seat.str();
      if (item.entered_by) line.params["entered_by"] = item.entered_by->str();
    } else {
      line.code += "_unnamed";
    }
    lines.push_back(std::move(line));
  });
  if (state.hidden > 0) lines.push_back({"collect_hidden", {{"count", state.hidden}}});
  if (state.revealed && !state.writing.empty())
    lines.push_back({"collect_without_answer", {{"count", state.writing.size()}}});
  return lines;
}

}  // namespace palabre::activities::collect
