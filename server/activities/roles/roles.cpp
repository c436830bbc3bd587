// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/roles/roles.hpp"

#include <set>

#include "activities/wrap.hpp"

namespace palabre::activities::roles {

static_assert(ActivityModel<Model>);

State Model::initial(const Input& input) {
  State state;
  for (const std::string& role : input.roles) state.roles.set(role, Role{});
  if (input.required)
    for (const std::string& name : *input.required)
      if (const Role* role = state.roles.find(name); role != nullptr && !role->required) {
        Role required = *role;
        required.required = true;
        state.roles.set(name, required);
        ++state.required_vacant;
      }
  if (input.rotation)
    for (const std::string& name : *input.rotation)
      if (const Role* role = state.roles.find(name); role != nullptr && !role->rotates) {
        Role rotates = *role;
        rotates.rotates = true;
        state.roles.set(name, rotates);
        state.rotation.push_back(name);
      }
  return state;
}

std::vector<Event> Model::begin(const State&, const Context&) { return {}; }

namespace {

void drop_proposal(State& state, const std::string& name, Role& role) {
  if (const auto* mine = state.proposals.find(role.proposed)) {
    auto rest = *mine;
    rest.erase(name);
    if (rest.empty())
      state.proposals.erase(role.proposed);
    else
      state.proposals.set(role.proposed, std::move(rest));
  }
  role.proposed = SeatId{};
  role.proposed_by = SeatId{};
}

void end_rotation(State& state, Role& role) {
  if (role.rotating) --state.rotating;
  role.rotating = false;
  role.asked = {};
}

void offer_to(State& state, const std::string& name, Role& role, SeatId seat, SeatId by) {
  role.proposed = seat;
  role.proposed_by = by;
  const auto* before = state.proposals.find(seat);
  auto mine = before == nullptr ? std::map<std::string, SeatId>() : *before;
  mine[name] = by;
  state.proposals.set(seat, std::move(mine));
}

void move_to(State& state, const std::string& name, Role& role, SeatId seat) {
  if (role.required && !role.holder && seat) --state.required_vacant;
  if (role.required && role.holder && !seat) ++state.required_vacant;
  role.holder = seat;
  role.relay = false;
  if (!seat) {
    state.holders.erase(name);
    return;
  }
  state.holders[name] = seat;
  role.last_holder = seat;
  if (!role.rotates) return;
  role.turns.set(seat, static_cast<std::uint32_t>(state.history.size()));
  add_one(state.held, seat);
}

void remember(State& state, Passage passage) {
  const auto next = static_cast<std::uint32_t>(state.history.size() + 1);
  state.history.set(ItemId{next}, std::move(passage));
}

void record(State& state, Role& role, const RoleTaken& event, Instant at) {
  remember(state,
           {event.role,
            event.from ? Way::relayed : Way::taken,
            event.seat,
            event.from.value_or(SeatId{}),
            event.entered_by,
            at});
  drop_proposal(state, event.role, role);
  end_rotation(state, role);
  move_to(state, event.role, role, event.seat);
}

void record(State& state, Role& role, const RoleProposed& event, Instant) {
  drop_proposal(state, event.role, role);
  end_rotation(state, role);
  offer_to(state, event.role, role, event.to, event.seat);
}

void record(State& state, Role& role, const RoleAccepted& event, Instant at) {
  remember(state,
           {event.role,
            event.from ? Way::handed : Way::taken,
            event.seat,
            event.from.value_or(SeatId{}),
            event.entered_by,
            at});
  drop_proposal(state, event.role, role);
  end_rotation(state, role);
  move_to(state, event.role, role, event.seat);
}

void record(State& state, Role& role, const ProposalEnded& event, Instant) {
  if (role.rotating && role.proposed) role.asked.set(role.proposed, true);
  drop_proposal(state, event.role, role);
}

// Whoever asked for the rotation stands behind each offer that follows from it.
void record(State& state, Role& role, const RoleOffered& event, Instant) {
  const SeatId by = event.seat.value_or(role.rotated_by);
  drop_proposal(state, event.role, role);
  if (!role.rotating) ++state.rotating;
  role.rotating = true;
  role.rotated_by = by;
  offer_to(state, event.role, role, event.to, by);
}

void record(State& state, Role& role, const RotationEnded& event, Instant) {
  drop_proposal(state, event.role, role);
  end_rotation(state, role);
}

void record(State& state, Role& role, const RoleGivenBack& event, Instant at) {
  remember(state,
           {event.role,
            event.left ? Way::left : Way::given_back,
            event.seat,
            SeatId{},
            event.entered_by,
            at});
  move_to(state, event.role, role, SeatId{});
}

void record(State&, Role& role, const RelayOpened&, Instant) { role.relay = true; }
void record(State&, Role& role, const RelayClosed&, Instant) { role.relay = false; }

Json role_row(const Json&, const std::string&, const Role& role) {
  Json row = Json::object();
  if (role.holder) row["holder"] = role.holder.str();
  if (role.rotating) row["rotating"] = true;
  if (role.proposed && !role.rotating) row["proposed"] = role.proposed.str();
  if (role.proposed_by && !role.rotating) row["proposed_by"] = role.proposed_by.str();
  if (role.relay) row["relay"] = true;
  return row;
}

Json held_row(const Json&, const SeatId&, const std::size_t& times) { return times; }

std::string code_of(Way way) {
  switch (way) {
    case Way::taken: return "role_taken";
    case Way::relayed: return "role_relayed";
    case Way::handed: return "role_handed";
    case Way::given_back: return "role_given_back";
    case Way::left: return "role_left";
  }
  return {};
}

}  // namespace

// A role that this activity was not begun with is not kept: such an event changes nothing.
State Model::apply(State state, const Event& event, const Stamp& stamp) {
  std::visit(
      [&](const auto& one) {
        const Role* before = state.roles.find(one.role);
        if (before == nullptr) return;
        Role after = *before;
        record(state, after, one, stamp.at);
        state.roles.set(one.role, after);
      },
      event);
  return state;
}

// Everybody sees who holds which role, to whom one is proposed and by whom, and which is in relay.
// The seat that is asked finds the question in its own layer. A role declined shows nothing but
// that the proposal is gone. Of a role that goes round everybody sees that it is being offered, and
// nobody to whom: that somebody declined and another is asked must not show. How often each seat
// came to a role that goes round stands for all to see: so it is known who led.
void Model::describe(const State& state, const Layer& layer, Sections& out) {
  if (layer.kind == Layer::Kind::room) {
    out.rows("roles", state.roles, Json(), +role_row);
    if (!state.rotation.empty()) {
      out.value("rotation", state.rotation);
      if (state.held.size() <= held_shown_max) out.rows("held", state.held, Json(), +held_row);
    }
  }
  if (layer.kind != Layer::Kind::own) return;
  const auto* mine = state.proposals.find(layer.seat);
  if (mine == nullptr) return;
  Json proposed = Json::object();
  for (const auto& [role, by] : *mine) proposed[role] = {{"by", by.str()}};
  out.value("proposed", std::move(proposed));
}

// Whoever holds a role, and whoever is asked to. Alone: who asks.
std::vector<SeatId> Model::named(const State& state, const Layer& layer) {
  std::set<SeatId> seats;
  if (layer.kind == Layer::Kind::own)
    if (const auto* mine = state.proposals.find(layer.seat))
      for (const auto& [role, by] : *mine) seats.insert(by);
  if (layer.kind == Layer::Kind::room) {
    for (const auto& [role, holder] : state.holders) seats.insert(holder);
    for (std::size_t i = 0; seats.size() < named_max && i < state.proposals.size(); ++i)
      seats.insert(*state.proposals.key_at(i));
  }
  return {seats.begin(), seats.end()};
}

Progress Model::progress(const State& state) {
  Progress progress;
  if (state.required_vacant > 0) progress.missing.push_back({"role_vacant", state.required_vacant});
  if (state.rotating > 0) progress.missing.push_back({"role_pending", state.rotating});
  return progress;
}

Json Model::output(const State& state) {
  Json holders = Json::object();
  for (const auto& [role, seat] : state.holders) holders[role] = seat.str();
  Json relay = Json::array();  // whose holder has vanished: what they alone may do, others may too
  state.roles.each([&](const std::string& role, const Role& one) {
    if (one.relay) relay.push_back(role);
  });
  Json out = {{"holders", std::move(holders)}};
  if (!relay.empty()) out["relay"] = std::move(relay);
  return out;
}

std::vector<MinuteLine> Model::minutes(const State& state) {
  std::vector<MinuteLine> lines;
  state.history.each([&](ItemId, const Passage& passage) {
    Json params = {
        {"role", passage.role}, {"seat", passage.seat.str()}, {"changed_at", passage.at}};
    if (passage.from) params["from"] = passage.from.str();
    if (passage.entered_by) params["entered_by"] = passage.entered_by->str();
    lines.push_back({code_of(passage.way), std::move(params)});
  });
  return lines;
}

Kind kind() { return kind_of<Model>(); }

}  // namespace palabre::activities::roles
