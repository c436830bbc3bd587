// SPDX-License-Identifier: AGPL-3.0-or-later
// What a bot seat does here, for practice.
#include "activities/collect/collect.hpp"
#include "activities/practice.hpp"

namespace palabre::activities::collect {
namespace {

// With a tag where one is asked for, about one of the items that there are.
Json given(const State& state, const Context& by, const char* field, Json value) {
  Json command = {{"type", "submit"}, {field, std::move(value)}};
  if (!state.tags.empty()) command["tag"] = state.tags[by.random->below(state.tags.size())];
  const auto source = by.refs.find(state.from);
  if (state.from.empty() || source == by.refs.end() || !source->second.is_object()) return command;
  const Json items = source->second.value("items", Json::array());
  if (!items.empty()) command["about"] = Json::array({items[by.random->below(items.size())]});
  return command;
}

// Now and then « oui, et… » on what somebody gave.
std::optional<Json> build(const State& state, const Own& own, const Context& by) {
  if (!state.builds || !state.open_to_all() || own.builds > 1 || !happens(by, 20))
    return std::nullopt;
  const ItemId* base = state.items.key_at(by.random->below(state.items.size() + 1));
  if (base == nullptr || !state.shown.contains(base->n)) return std::nullopt;
  Json command = given(state, by, "text", words_for("build"));
  command["on"] = Json::array({base->str()});
  return command;
}

}  // namespace

// Two or three ideas, then nothing to add; of choices mostly the first, so that a group agrees.
std::optional<Json> Model::practise(const State& state, const Context& by) {
  const Own* own = state.seats.find(by.seat);
  if (own == nullptr) return std::nullopt;
  if (state.revealed) return build(state, *own, by);
  if (!own->awaited || own->finished) return std::nullopt;
  switch (state.asked) {
    case Asked::text:
      if (own->items.size() < std::min<std::size_t>(state.per_seat, 1 + by.random->below(3)))
        return given(state, by, "text", words_for("idea"));
      return Json{{"type", "finish"}};
    case Asked::choice: {
      const std::size_t at = happens(by, 97) ? 0 : by.random->below(state.choices.size());
      return given(state, by, "choice", state.choices[at]);
    }
    case Asked::number: {
      const auto range = static_cast<std::uint64_t>(state.max - state.min + 1);
      const auto drawn = static_cast<std::int64_t>(by.random->below(range));
      return given(state, by, "number", state.min + drawn);
    }
    case Asked::seat: return given(state, by, "seat", by.seat.str());
  }
  return std::nullopt;
}

}  // namespace palabre::activities::collect
