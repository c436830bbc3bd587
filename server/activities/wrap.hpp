// SPDX-License-Identifier: AGPL-3.0-or-later
// Wraps a Model as an AnyActivity. Included by each kind's .cpp only.
#pragma once

#include "activities/any_activity.hpp"

namespace palabre::activities {

// Optional functions of a Model: deadline, shift, holders, pauses, first_turn, irrevocable, hides,
// word, named, practise.
template <ActivityModel M>
class Wrapped final : public AnyActivity::Concept {
 public:
  explicit Wrapped(typename M::State state) : state_(std::move(state)) {}

  std::string_view kind() const override { return M::kind; }
  std::vector<EventRecord> begin(const Context& by) const override {
    return recorded(M::begin(state_, by));
  }
  Result<std::vector<EventRecord>> decide(const Json& json, const Context& by) const override {
    auto command = command_from_json<typename M::Command>(json);
    if (!command) return tl::unexpected(command.error());
    auto events = M::decide(state_, *command, by);
    if (!events) return tl::unexpected(events.error());
    return recorded(*events);
  }
  std::vector<EventRecord> react(const Change& change, const Context& by) const override {
    return recorded(M::react(state_, change, by));
  }
  Result<AnyActivity> apply(const EventRecord& record, const Stamp& stamp) const override {
    auto event = from_record<typename M::Event>(record);
    if (!event) return tl::unexpected(event.error());
    return make(M::apply(state_, *event, stamp));
  }
  void describe(const Layer& layer, Sections& out) const override {
    M::describe(state_, layer, out);
  }
  Progress progress() const override { return M::progress(state_); }
  Json output() const override { return M::output(state_); }
  std::vector<MinuteLine> minutes() const override { return M::minutes(state_); }
  std::optional<Instant> deadline() const override {
    if constexpr (requires { M::deadline(state_); })
      return M::deadline(state_);
    else
      return std::nullopt;
  }
  AnyActivity shifted(Duration gap) const override {
    if constexpr (requires { M::shift(state_, gap); })
      return make(M::shift(state_, gap));
    else
      return make(state_);
  }
  const std::map<std::string, SeatId>* holders() const override {
    if constexpr (requires { M::holders(state_); })
      return &M::holders(state_);
    else
      return nullptr;
  }
  bool pauses() const override {
    if constexpr (requires { M::pauses(state_); })
      return M::pauses(state_);
    else
      return false;
  }
  std::optional<SeatId> first_turn() const override {
    if constexpr (requires { M::first_turn(state_); })
      return M::first_turn(state_);
    else
      return std::nullopt;
  }
  bool irrevocable() const override {
    if constexpr (requires { M::irrevocable(state_); })
      return M::irrevocable(state_);
    else
      return false;
  }
  bool hides(const Json& json) const override {
    if constexpr (requires(const typename M::Command& command) { M::hides(state_, command); }) {
      const auto command = command_from_json<typename M::Command>(json);
      return command && M::hides(state_, *command);
    } else {
      return false;
    }
  }
  const Text* word(std::string_view item) const override {
    if constexpr (requires { M::word(state_, item); })
      return M::word(state_, item);
    else
      return nullptr;
  }
  std::vector<SeatId> named(const Layer& layer) const override {
    if constexpr (requires { M::named(state_, layer); })
      return M::named(state_, layer);
    else
      return {};
  }
  std::optional<Json> practise(const Context& by) const override {
    if constexpr (requires { M::practise(state_, by); })
      return M::practise(state_, by);
    else
      return std::nullopt;
  }
  bool equals(const AnyActivity::Concept& other) const override {
    const auto* same_kind = dynamic_cast<const Wrapped*>(&other);
    return same_kind != nullptr && same_kind->state_ == state_;
  }

  static AnyActivity make(typename M::State state) {
    return AnyActivity(std::make_shared<const Wrapped>(std::move(state)));
  }

 private:
  static std::vector<EventRecord> recorded(const std::vector<typename M::Event>& events) {
    std::vector<EventRecord> records;
    records.reserve(events.size());
    for (const auto& event : events) records.push_back(to_record(event));
    return records;
  }
  typename M::State state_;
};

template <ActivityModel M>
Kind kind_of() {
  Kind kind;
  kind.kind = M::kind;
  kind.input = spec_of<typename M::Input>(std::string(M::kind));
  kind.commands = specs_of<typename M::Command>();
  kind.outcomes = M::outcomes();
  kind.make = [](const Json& json) -> Result<AnyActivity> {
    auto input = from_json_whole<typename M::Input>(json);
    if (!input) return tl::unexpected(input.error());
    return Wrapped<M>::make(M::initial(*input));
  };
  return kind;
}

}  // namespace palabre::activities
