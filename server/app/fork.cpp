// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/fork.hpp"

#include <algorithm>

#include <sodium.h>

#include "wire/entry_codec.hpp"
#include "wire/wish_codec.hpp"

namespace palabre::app {
namespace {

constexpr std::size_t chance_digits = 2 * std::tuple_size_v<Random::Seed>;

// encode_asked's bytes: the digits of the chance, or none, a space, the wish.
void read_asked(const std::string& text, room::Orphan& orphan) {
  const std::size_t space = text.find(' ');
  if (space == std::string::npos) return;
  auto wish = wire::decode_wish(text.substr(space + 1));
  const room::Header& header = orphan.was.header;
  if (!wish || wish->sid != header.sid || wish->cseq != header.cseq) return;
  orphan.asked = std::move(*wish);
  Random::Seed chance{};
  if (space == chance_digits &&
      sodium_hex2bin(chance.data(), chance.size(), text.data(), space, nullptr, nullptr, nullptr) ==
          0)
    orphan.chance = chance;
}

bool is_known(const room::Orphan& orphan) {
  return !std::holds_alternative<std::monostate>(orphan.asked);
}

}  // namespace

std::string encode_asked(const room::Wish& wish, const std::optional<Random::Seed>& chance) {
  std::string digits;
  if (chance) {
    digits.resize(chance_digits + 1);
    sodium_bin2hex(digits.data(), digits.size(), chance->data(), chance->size());
    digits.pop_back();
  }
  return digits + ' ' + wire::encode_wish(wish);
}

void Fork::add(std::vector<JournaledEntry> orphans, std::uint64_t ancestor, Instant now) {
  ancestor_ = left_.empty() && outcomes_.empty() ? ancestor : std::min(ancestor_, ancestor);
  renamed_ = room::Renamed();
  for (JournaledEntry& one : orphans) {
    StoredEntry& stored = one.logged.entry;
    auto entry = wire::decode_entry(
        {std::move(stored.header), std::move(stored.facts), std::move(stored.words)});
    if (!entry) continue;
    for (auto& outcome : room::outcomes_of(*entry)) outcomes_.push_back(std::move(outcome));
    auto orphan = room::orphan_of(std::move(*entry));
    if (!orphan) continue;
    if (!is_known(*orphan)) read_asked(one.command, *orphan);
    const bool twice = std::any_of(left_.begin(), left_.end(), [&](const Left& left) {
      return room::key_of(left.orphan) == room::key_of(*orphan);
    });
    if (twice) continue;
    const Instant due = is_known(*orphan) ? now : now + orphan_wait_ms;
    const auto later = std::find_if(left_.begin(), left_.end(), [&](const Left& left) {
      const auto key = room::key_of(left.orphan);
      return key.first == room::key_of(*orphan).first && key.second > room::key_of(*orphan).second;
    });
    left_.insert(later, Left{std::move(*orphan), due});
  }
}

void Fork::saw(const room::Entry& entry, std::uint64_t seq) {
  const auto key = room::key_of(entry);
  const auto at = std::find_if(left_.begin(), left_.end(), [&](const Left& left) {
    return !key.first.empty() && room::key_of(left.orphan) == key;
  });
  if (at != left_.end()) {  // wherever it stands: the log may have grown shorter since
    renamed_.learn(at->orphan.was, &entry);
    left_.erase(at);
  } else if (seq <= ancestor_) {
    renamed_.know(entry);
  }
}

std::optional<room::Orphan> Fork::next(Instant now) const {
  // Each session's own order is kept: whatever waits for another server holds back what follows it.
  std::set<std::string> waiting;
  const auto at = std::find_if(left_.begin(), left_.end(), [&](const Left& left) {
    const std::string sid = room::key_of(left.orphan).first;
    if (left.due > now) waiting.insert(sid);
    return !waiting.contains(sid);
  });
  if (at == left_.end()) return std::nullopt;
  room::Orphan orphan = at->orphan;
  if (const auto* wish = std::get_if<room::Wish>(&orphan.asked)) {
    auto reworded = renamed_.reword(*wish);
    if (reworded)
      orphan.asked = std::move(*reworded);
    else
      orphan.hopeless = Error{"stale", Json::object()};
  }
  return orphan;
}

void Fork::drop(const room::Orphan& orphan) {
  std::erase_if(
      left_, [&](const Left& left) { return room::key_of(left.orphan) == room::key_of(orphan); });
}

bool Fork::comes_before(const std::string& sid, std::uint64_t cseq) const {
  return std::any_of(left_.begin(), left_.end(), [&](const Left& left) {
    const auto key = room::key_of(left.orphan);
    return key.first == sid && key.second < cseq;
  });
}

// As in next(): what follows another of its session waits for that one, however long it is due.
Instant Fork::due() const {
  Instant first = 0;
  std::set<std::string> begun;
  for (const Left& left : left_)
    if (begun.insert(room::key_of(left.orphan).first).second && (first == 0 || left.due < first))
      first = left.due;
  return first;
}

}  // namespace palabre::app
