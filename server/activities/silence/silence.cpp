// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/silence/silence.hpp"

#include <algorithm>

#include "activities/judging.hpp"
#include "activities/wrap.hpp"

namespace palabre::activities::silence {
namespace {

using Decided = Result<std::vector<Model::Event>>;

inline constexpr Duration second = 1000;

}  // namespace

State Model::initial(const Input& input) {
  State state;
  state.s = input.s;
  return state;
}

std::vector<Model::Event> Model::begin(const State& state, const Context& by) {
  return {SilenceBegun{by.now + state.s * second}};
}

// Whoever conducts makes it longer or ends it; nobody is waited for in a silence.
Decided Model::decide(const State& state, const Command& command, const Context& by) {
  if (state.over) return refuse("stale");
  if (auto ok = conducting(by); !ok) return tl::unexpected(ok.error());
  if (const auto* extend = std::get_if<Extend>(&command)) {
    if (state.s + extend->s > seconds_bounds.max)
      return refuse("too_many", {{"max", seconds_bounds.max}});
    return std::vector<Event>{SilenceExtended{by.seat, entered_by_other(by), extend->s}};
  }
  return std::vector<Event>{SilenceEnded{by.seat, entered_by_other(by)}};
}

std::vector<Model::Event> Model::react(const State& state,
                                       const Change& change,
                                       const Context& by) {
  const bool elapsed = std::holds_alternative<Elapsed>(change);
  if (!elapsed || state.over || by.now < state.until) return {};
  return {SilenceEnded{}};
}

State Model::apply(State state, const Event& event, const Stamp& stamp) {
  std::visit(Overloaded{[&](const SilenceBegun& e) {
                          state.started_at = stamp.at;
                          state.until = e.until;
                        },
                        [&](const SilenceExtended& e) {
                          const std::int64_t more =
                              std::clamp(e.s, std::int64_t{0}, seconds_bounds.max);
                          state.s += more;
                          state.until += more * second;
                        },
                        [&](const SilenceEnded&) {
                          state.over = true;
                          state.over_at = stamp.at;
                        }},
             event);
  return state;
}

// Everybody sees the same: how long it lasts, since when and until when, and that it is over.
void Model::describe(const State& state, const Layer& layer, Sections& out) {
  if (layer.kind != Layer::Kind::room) return;
  out.value("s", state.s);
  out.value("over", state.over);
  if (state.until == 0) return;
  out.value("started_at", state.started_at);
  out.value("until", state.until);
}

Progress Model::progress(const State& state) {
  return state.over ? Progress{true, "over", {}} : Progress{};
}

Json Model::output(const State& state) { return {{"over", state.over}}; }

std::vector<MinuteLine> Model::minutes(const State& state) {
  if (!state.over) return {};
  return {{"silence_kept", {{"started_at", state.started_at}, {"over_at", state.over_at}}}};
}

std::optional<Instant> Model::deadline(const State& state) {
  if (state.over || state.until == 0) return std::nullopt;
  return state.until;
}

State Model::shift(State state, Duration gap) {
  if (!state.over && state.until != 0) state.until += gap;
  return state;
}

static_assert(ActivityModel<Model>);
Kind kind() { return kind_of<Model>(); }

}  // namespace palabre::activities::silence
