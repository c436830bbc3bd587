// SPDX-License-Identifier: AGPL-3.0-or-later
// A chain of events, as the `decide` of several kinds makes it.
#pragma once

#include <utility>
#include <vector>

#include "activities/activity.hpp"

namespace palabre::activities {

/// Events decided one after the other, each on the state that the ones before it leave.
template <class M>
class Script {
 public:
  using State = typename M::State;
  using Event = typename M::Event;
  Script(State state, Instant now) : state_(std::move(state)), now_(now) {}

  void add(Event event) {
    state_ = M::apply(state_, event, {now_});
    events_.push_back(std::move(event));
  }
  const State& state() const { return state_; }
  std::vector<Event> events() && { return std::move(events_); }

 private:
  State state_;
  Instant now_;
  std::vector<Event> events_;
};

}  // namespace palabre::activities
