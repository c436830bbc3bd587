// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/any_activity.hpp"

namespace palabre::activities {

std::string Layer::name() const {
  switch (kind) {
    case Kind::room: return "room";
    case Kind::screen: return "screen";
    case Kind::desk: return "desk";
    case Kind::role: return "role_" + role;
    case Kind::own: return "own_" + seat.str();
  }
  return {};
}

std::string_view AnyActivity::kind() const { return self_->kind(); }
std::vector<EventRecord> AnyActivity::begin(const Context& by) const { return self_->begin(by); }
Result<std::vector<EventRecord>> AnyActivity::decide(const Json& command, const Context& by) const {
  return self_->decide(command, by);
}
std::vector<EventRecord> AnyActivity::react(const Change& change, const Context& by) const {
  return self_->react(change, by);
}
Result<AnyActivity> AnyActivity::apply(const EventRecord& event, const Stamp& stamp) const {
  return self_->apply(event, stamp);
}
void AnyActivity::describe(const Layer& layer, Sections& out) const { self_->describe(layer, out); }
Progress AnyActivity::progress() const { return self_->progress(); }
Json AnyActivity::output() const { return self_->output(); }
std::vector<MinuteLine> AnyActivity::minutes() const { return self_->minutes(); }
std::optional<Instant> AnyActivity::deadline() const { return self_->deadline(); }
AnyActivity AnyActivity::shifted(Duration gap) const { return self_->shifted(gap); }
const std::map<std::string, SeatId>* AnyActivity::holders() const { return self_->holders(); }
bool AnyActivity::pauses() const { return self_->pauses(); }
std::optional<SeatId> AnyActivity::first_turn() const { return self_->first_turn(); }
bool AnyActivity::irrevocable() const { return self_->irrevocable(); }
bool AnyActivity::hides(const Json& command) const { return self_->hides(command); }
const Text* AnyActivity::word(std::string_view item) const { return self_->word(item); }
std::vector<SeatId> AnyActivity::named(const Layer& layer) const { return self_->named(layer); }
std::optional<Json> AnyActivity::practise(const Context& by) const { return self_->practise(by); }
bool AnyActivity::operator==(const AnyActivity& other) const {
  if (self_ == other.self_) return true;
  return self_ != nullptr && other.self_ != nullptr && self_->equals(*other.self_);
}

}  // namespace palabre::activities
