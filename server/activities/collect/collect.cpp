// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/collect/collect.hpp"

#include <algorithm>
#include <set>

#include "activities/judging.hpp"
#include "activities/wrap.hpp"

namespace palabre::activities::collect {
namespace {

bool is_choice(const std::string& choice) {
  return !choice.empty() && choice[0] >= 'a' && choice[0] <= 'z' &&
         choice.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
}

bool are_tokens(const std::vector<std::string>& list) {
  return std::all_of(list.begin(), list.end(), &is_choice);
}
bool all_differ(const std::vector<std::string>& list) {
  return std::set<std::string>(list.begin(), list.end()).size() == list.size();
}

Result<void> answerable(const Input& input) {
  auto unfit = [](const char* field, const char* reason) {
    return refuse("bad_field", {{"field", field}, {"reason", reason}});
  };
  const std::vector<std::string> choices = input.choices.value_or(std::vector<std::string>());
  if (input.input == Asked::choice && choices.empty()) return unfit("choices", "missing");
  if (!all_differ(choices)) return unfit("choices", "twice");
  const std::vector<std::string> tags = input.tags.value_or(std::vector<std::string>());
  if (!are_tokens(tags)) return unfit("tags", "token_expected");
  if (!all_differ(tags)) return unfit("tags", "twice");
  if (input.builds.value_or(false) && input.input.value_or(Asked::text) != Asked::text)
    return unfit("builds", "text_expected");
  if (input.only_authors.value_or(false) && !input.from) return unfit("from", "missing");
  // What everybody sees from the beginning is no note for oneself.
  if (input.reveal == Reveal::never && input.visibility != Visibility::blind)
    return unfit("reveal", "blind_expected");
  // How much was given is nobody's to know before the reveal.
  if (input.items_min && input.visibility == Visibility::blind)
    return unfit("items_min", "live_expected");
  if (!are_tokens(choices)) return unfit("choices", "token_expected");
  if (input.min.value_or(0) > input.max.value_or(10)) return unfit("max", "out_of_bounds");
  return {};
}

}  // namespace

State Model::initial(const Input& input) {
  State state;
  state.visibility = input.visibility.value_or(state.visibility);
  state.asked = input.input.value_or(state.asked);
  if (state.asked == Asked::choice) {
    state.choices = input.choices.value_or(state.choices);
    for (const std::string& choice : state.choices) state.tally[choice] = 0;
  }
  state.min = input.min.value_or(state.min);
  state.max = input.max.value_or(state.max);
  state.per_seat =
      static_cast<std::size_t>(input.per_seat.value_or(state.asked == Asked::text ? 10 : 1));
  state.length_max = input.length_max.value_or(state.length_max);
  state.reveal = input.reveal.value_or(state.reveal);
  state.named = input.named.value_or(state.named);
  state.builds = input.builds.value_or(state.builds);
  state.from = input.from.value_or(state.from);
  state.only_authors = input.only_authors.value_or(state.only_authors);
  state.tags = input.tags.value_or(state.tags);
  state.items_min = static_cast<std::size_t>(input.items_min.value_or(0));
  return state;
}

Progress Model::progress(const State& state) {
  if (state.revealed) return {true, "collected", {}};
  Progress progress;
  if (state.reveal == Reveal::never) return progress;  // nobody waits for anybody's notes
  if (!state.writing.empty())
    progress.missing.push_back({"still_writing", state.writing.size(), first_seats(state.writing)});
  if (const std::size_t too_few = state.too_few())
    progress.missing.push_back({"too_few_items", too_few});
  return progress;
}

// Nothing of what is hidden leaves here either: other activities and guards see what everybody
// may. Long lists are left out; the ranges say it all.
Json Model::output(const State& state) {
  Json out = {{"revealed", state.revealed}};
  if (!state.open_to_all()) return out;
  out["count"] = state.items.size();
  if (state.revealed && state.asked == Asked::choice) out["tally"] = state.tally;
  out["shown"] = state.shown.written();
  out["cards"] = state.cards.written();
  out["last"] = state.next_item - 1;
  if (state.shown.size() <= listed_max) {
    Json items = Json::array(), versions = Json::object();
    state.shown.each([&](std::uint32_t n) {
      const ItemId id{n};
      const Item* item = state.items.find(id);
      items.push_back(id.str());
      versions[id.str()] = item == nullptr ? 1 : item->version;
    });
    out["items"] = std::move(items);
    out["versions"] = std::move(versions);
  }
  // Who gave nothing must not be told from who did where authors do not show.
  if (!state.named || state.authors.size() > listed_max) return out;
  Json authors = Json::array();
  state.authors.each([&](SeatId seat, std::size_t) { authors.push_back(seat.str()); });
  out["authors"] = std::move(authors);
  return out;
}

bool Model::irrevocable(const State& state) {
  return state.revealed && state.visibility == Visibility::blind;
}

const Text* Model::word(const State& state, std::string_view item) {
  const auto id = ItemId::parse(item);
  const Item* found = id && state.open_to_all() ? state.items.find(*id) : nullptr;
  return found == nullptr || found->hidden || !found->given.text ? nullptr : &*found->given.text;
}

static_assert(ActivityModel<Model>);

Kind kind() {
  Kind kind = kind_of<Model>();
  kind.make = [make = kind.make](const Json& json) -> Result<AnyActivity> {
    if (const auto input = from_json_whole<Input>(json)) {
      if (auto fit = answerable(*input); !fit) return tl::unexpected(fit.error());
    }
    return make(json);
  };
  return kind;
}

}  // namespace palabre::activities::collect
