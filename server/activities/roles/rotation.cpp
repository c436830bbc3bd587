// SPDX-License-Identifier: AGPL-3.0-or-later
// Whose turn it is: the order in which a role goes round.
#include <algorithm>
#include <tuple>

#include "activities/roles/roles.hpp"

namespace palabre::activities::roles {
namespace {

// One person is not to carry two of the roles that matter: those that go round, and those that are
// needed.
bool is_critical(const Role& role) { return role.rotates || role.required; }

// Whoever would carry two such roles in the end: holds one that stays with them, or is being
// offered another.
bool carries_another(const State& state,
                     const std::string& asked,
                     SeatId seat,
                     const std::vector<std::string>& moving) {
  for (const auto& [name, holder] : state.holders) {
    if (holder != seat || name == asked) continue;
    const Role& role = *state.roles.find(name);
    const bool goes =
        role.rotating || std::find(moving.begin(), moving.end(), name) != moving.end();
    if (is_critical(role) && !goes) return true;
  }
  const auto* proposed = state.proposals.find(seat);
  return proposed != nullptr &&
         std::any_of(proposed->begin(), proposed->end(), [&](const auto& one) {
           return one.first != asked && is_critical(*state.roles.find(one.first));
         });
}

std::size_t critical_roles(const State& state) {
  std::size_t count = 0;
  state.roles.each([&](const std::string&, const Role& role) { count += is_critical(role); });
  return count;
}

}  // namespace

// Whoever has never had the role comes first, then whoever had it longest ago: so nobody has
// it twice before everybody willing had it once. Among equals: who carried any such role least
// often, then the order of the seats after the last holder.
SeatId next_for(const State& state,
                const std::string& name,
                const std::vector<std::string>& moving,
                const Context& by) {
  const Role& role = *state.roles.find(name);
  const bool enough_seats = by.counted >= critical_roles(state);
  using Rank = std::tuple<std::uint32_t, std::size_t, bool, SeatId>;
  std::optional<Rank> first;
  by.census.each([&](SeatId seat, Attendance mark) {
    if (mark != Attendance::counted || seat == role.holder || role.asked.contains(seat)) return;
    if (enough_seats && carries_another(state, name, seat, moving)) return;
    const std::uint32_t* turn = role.turns.find(seat);
    const std::size_t* times = state.held.find(seat);
    const Rank rank{
        turn == nullptr ? 0 : *turn, times == nullptr ? 0 : *times, seat <= role.last_holder, seat};
    if (!first || rank < *first) first = rank;
  });
  return first ? std::get<SeatId>(*first) : SeatId{};
}

}  // namespace palabre::activities::roles
