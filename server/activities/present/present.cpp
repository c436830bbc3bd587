// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/present/present.hpp"

#include "activities/judging.hpp"
#include "activities/wrap.hpp"

namespace palabre::activities::present {
namespace {

// The role may have changed hands since the beginning: its holder now presents.
SeatId presenting(const State& state, const Context& by) {
  const auto holder = by.holders.find(state.role);
  return holder == by.holders.end() || !holder->second ? state.presenter : holder->second;
}

}  // namespace

State Model::initial(const Input& input) {
  State state;
  state.role = input.by.value_or("facilitator");
  return state;
}

std::vector<Model::Event> Model::begin(const State& state, const Context& by) {
  const SeatId presenter = presenting(state, by);
  if (!presenter) return {};
  return {PresenterNamed{presenter}};
}

// Finished is said by the presenter, or by whoever conducts when the presenter forgets.
Result<std::vector<Model::Event>> Model::decide(const State& state,
                                                const Command&,
                                                const Context& by) {
  if (state.finished) return refuse("stale");
  const SeatId presenter = presenting(state, by);
  if (by.seat != presenter && !by.conducts()) return refuse("not_allowed");
  return std::vector<Event>{
      PresentationFinished{by.seat, presenter ? presenter : by.seat, entered_by_other(by)}};
}

State Model::apply(State state, const Event& event, const Stamp& stamp) {
  std::visit(Overloaded{[&](const PresenterNamed& e) { state.presenter = e.seat; },
                        [&](const PresentationFinished& e) {
                          state.presenter = e.presenter;
                          state.finished = true;
                          state.finished_by = e.seat;
                          state.finished_at = stamp.at;
                        }},
             event);
  return state;
}

// Everybody sees the same: which role presents, who holds it, whether it is finished.
void Model::describe(const State& state, const Layer& layer, Sections& out) {
  if (layer.kind != Layer::Kind::room) return;
  out.value("role", state.role);
  if (state.presenter) out.value("by", state.presenter.str());
  out.value("finished", state.finished);
}

std::vector<SeatId> Model::named(const State& state, const Layer& layer) {
  if (layer.kind != Layer::Kind::room || !state.presenter) return {};
  return {state.presenter};
}

Progress Model::progress(const State& state) {
  return state.finished ? Progress{true, "presented", {}} : Progress{};
}

Json Model::output(const State& state) { return {{"finished", state.finished}}; }

std::vector<MinuteLine> Model::minutes(const State& state) {
  if (!state.finished) return {};
  return {
      {"present_finished", {{"seat", state.presenter.str()}, {"finished_at", state.finished_at}}}};
}

static_assert(ActivityModel<Model>);
Kind kind() { return kind_of<Model>(); }

}  // namespace palabre::activities::present
