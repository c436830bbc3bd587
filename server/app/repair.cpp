// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/repair.hpp"

#include <algorithm>
#include <utility>

#include "app/log_rules.hpp"
#include "base/types.hpp"
#include "room/event.hpp"

namespace palabre::app {
namespace {

constexpr int tries_max = 8;  // others repair at the same time; each time one of us gets further
constexpr std::size_t slice_bytes_max = 4U
                                        << 20U;  // one call keeps a shared Redis busy for as long

Task<Result<Head>> head_of(EventLog& log, RoomId room) {
  auto head = co_await log.head(std::move(room));
  if (!head && head.error().code == "no_such_room") co_return Head{};
  co_return head;
}

Task<Result<std::string>> hash_in(EventLog& log, RoomId room, std::uint64_t seq) {
  if (seq == 0) co_return std::string();
  const auto one = co_await log.read(std::move(room), seq - 1, 1);
  if (!one) co_return tl::unexpected(one.error());
  co_return one->empty() ? std::string() : one->front().hash;
}

Task<Result<bool>> agree_at(EventLog& log, OwnChain& chain, RoomId room, std::uint64_t seq) {
  if (seq == 0) co_return true;
  const auto there = co_await hash_in(log, std::move(room), seq);
  if (!there) co_return tl::unexpected(there.error());
  const auto here = co_await chain.hash_at(seq);
  if (!here) co_return tl::unexpected(here.error());
  co_return !there->empty() && *there == *here;
}

// A hash covers everything before it: where the chains agree, they agree on all that is earlier.
Task<Result<std::uint64_t>> ancestor_of(EventLog& log,
                                        OwnChain& chain,
                                        RoomId room,
                                        std::uint64_t shorter) {
  std::uint64_t agreed = 0;
  std::uint64_t differs = shorter + 1;
  std::uint64_t at = shorter;  // most often nothing differs but the length
  while (agreed + 1 < differs) {
    const auto same = co_await agree_at(log, chain, room, at);
    if (!same) co_return tl::unexpected(same.error());
    (*same ? agreed : differs) = at;
    at = agreed + (differs - agreed) / 2;
  }
  co_return agreed;
}

std::vector<StoredEntry> slice_of(std::vector<JournaledEntry> entries) {
  std::vector<StoredEntry> slice;
  std::size_t bytes = 0;
  for (JournaledEntry& one : entries) {
    StoredEntry& entry = one.logged.entry;
    bytes += entry.header.size() + entry.facts.size() + entry.words.size();
    if (bytes > slice_bytes_max && !slice.empty()) break;
    slice.push_back(std::move(entry));
  }
  return slice;
}

// The palabre runs on the scenario that its founding names; its codes lead to it again.
Task<Result<void>> restore_surroundings(EventLog& log, OwnChain& chain, RoomId room) {
  const auto first = co_await chain.read(0, 1);
  if (!first) co_return tl::unexpected(first.error());
  std::string hash = first->empty() ? "" : scenario_hash_of(first->front().logged.entry);
  auto blob = co_await chain.journal().get_blob(hash);
  if (blob) {  // else the log may have it still, or another server
    const auto put = co_await log.put_blob(std::move(hash), std::move(*blob));
    if (!put) co_return put;
  }
  const auto codes = co_await chain.journal().codes(room);
  if (!codes) co_return tl::unexpected(codes.error());
  for (const std::string& code : *codes) {
    const auto bound = co_await log.bind_code(code, room);
    if (!bound && bound.error().code != "code_taken") co_return bound;
  }
  co_return Result<void>();
}

// Puts back what comes after `there`. Refuses with `conflict` when somebody else did so first.
Task<Result<Mended>> put_back(EventLog& log, OwnChain& chain, RoomId room, Head there, Head ours) {
  Mended mended;
  mended.found = there.seq == 0 ? Mended::Found::emptied : Mended::Found::behind;
  if (there.seq == 0) {
    const auto around = co_await restore_surroundings(log, chain, room);
    if (!around) co_return tl::unexpected(around.error());
  }
  const std::uint32_t epoch = std::max(there.epoch, ours.epoch);
  while (there.seq < ours.seq) {
    const auto left =
        static_cast<std::size_t>(std::min<std::uint64_t>(ours.seq - there.seq, append_entries_max));
    auto entries = co_await chain.read(there.seq, left);
    if (!entries) co_return tl::unexpected(entries.error());
    if (entries->empty()) co_return refuse("damaged", {{"seq", there.seq + 1}});
    auto slice = slice_of(std::move(*entries));
    mended.restored += slice.size();
    auto restored = co_await log.restore(room, there, epoch, std::move(slice), ours.seq);
    if (!restored) co_return tl::unexpected(restored.error());
    there = std::move(*restored);
  }
  if (there.hash != ours.hash) co_return refuse("damaged", {{"seq", there.seq}});
  mended.head = std::move(there);
  co_return mended;
}

Task<Result<Mended>> keep_orphans(
    EventLog& log, OwnChain& chain, RoomId room, Head there, Head ours, std::uint64_t ancestor) {
  Mended mended;
  mended.found = Mended::Found::forked;
  mended.head.seq = ancestor;
  auto hash = co_await chain.hash_at(ancestor);
  if (!hash) co_return tl::unexpected(hash.error());
  mended.head.hash = std::move(*hash);
  mended.head.epoch = there.epoch;
  // Phones that stand on our orphans are told by the epoch that what they had acknowledged may
  // have moved; whoever came first has raised it already.
  if (there.epoch <= ours.epoch) {
    std::vector<StoredEntry> none;
    const auto raised = co_await log.restore(room, there, ours.epoch + 1, std::move(none), 0);
    if (!raised) co_return tl::unexpected(raised.error());
    mended.head.epoch = raised->epoch;
  }
  while (ancestor + mended.orphans.size() < ours.seq) {
    auto more = co_await chain.read(ancestor + mended.orphans.size(), append_entries_max);
    if (!more) co_return tl::unexpected(more.error());
    if (more->empty()) break;
    for (JournaledEntry& one : *more)
      if (one.logged.seq <= ours.seq) mended.orphans.push_back(std::move(one));
  }
  co_return mended;
}

// Somebody began to put it back, perhaps we. Whoever knows more of the same chain goes on, as
// nobody knows whether whoever began still can.
Task<Result<Mended>> go_on_putting_back(
    EventLog& log, OwnChain& chain, RoomId room, Head part, Head ours) {
  const auto here = co_await chain.hash_at(part.seq);
  if (!here) co_return tl::unexpected(here.error());
  if (part.seq >= ours.seq || *here != part.hash)
    co_return refuse("unavailable", {{"reason", "restoring"}});
  co_return co_await put_back(log, chain, room, std::move(part), std::move(ours));
}

// Whoever has all of it brings it back: others wait for it, or it has to be written on.
Task<Result<Mended>> bring_back(EventLog& log, OwnChain& chain, RoomId room, Head left, Head ours) {
  const auto here = co_await chain.hash_at(left.seq);
  if (!here) co_return tl::unexpected(here.error());
  if (left.seq > ours.seq || *here != left.hash)
    co_return refuse("unavailable", {{"reason", "archived"}});
  Head nothing{left.epoch, 0, {}};
  auto back = co_await put_back(log, chain, room, std::move(nothing), ours);
  if (!back && back.error().code == "conflict") {  // others have begun
    Head part = app::head_of(back.error());
    back = co_await go_on_putting_back(log, chain, room, std::move(part), std::move(ours));
  }
  if (back) back->found = Mended::Found::left;
  co_return back;
}

Task<Result<Mended>> mend_once(EventLog& log, OwnChain& chain, RoomId room, Head ours) {
  auto there = co_await head_of(log, room);
  const auto part = there ? std::nullopt : restored_to(there.error());
  if (part) co_return co_await go_on_putting_back(log, chain, room, *part, ours);
  const auto left = there ? std::nullopt : archived_at(there.error());
  if (left) co_return co_await bring_back(log, chain, room, *left, ours);
  if (!there) co_return tl::unexpected(there.error());
  const auto ancestor = co_await ancestor_of(log, chain, room, std::min(there->seq, ours.seq));
  if (!ancestor) co_return tl::unexpected(ancestor.error());
  if (*ancestor == ours.seq) {
    Mended whole;
    if (there->epoch < ours.epoch) {
      std::vector<StoredEntry> none;
      const Head raised = *there;
      there = co_await log.restore(room, raised, ours.epoch, std::move(none), 0);
      if (!there) co_return tl::unexpected(there.error());
    }
    whole.head = Head{there->epoch, ours.seq, ours.hash};
    co_return whole;
  }
  if (*ancestor == there->seq) co_return co_await put_back(log, chain, room, *there, ours);
  co_return co_await keep_orphans(log, chain, room, *there, ours, *ancestor);
}

}  // namespace

std::vector<Json> events_of(const StoredEntry& entry) {
  const Json facts = Json::parse(entry.facts, nullptr, false);
  if (!facts.is_object() || !facts.contains("events") || !facts["events"].is_array()) return {};
  return facts["events"].get<std::vector<Json>>();
}

std::string scenario_hash_of(const StoredEntry& founding) {
  const auto text = [](const Json& json, const char* name) {
    const bool told = json.is_object() && json.contains(name) && json[name].is_string();
    return told ? json[name].get<std::string>() : std::string();
  };
  for (const Json& event : events_of(founding))
    if (text(event, "type") == room::Founded::name)
      return text(event.value("facts", Json()), "scenario_hash");
  return {};
}

Task<Result<Mended>> mend(EventLog& log, OwnChain& chain, RoomId room, Head ours) {
  for (int tried = 0;; ++tried) {
    auto mended = co_await mend_once(log, chain, room, ours);
    const bool moved =
        !mended && (mended.error().code == "conflict" || mended.error().code == "archived");
    if (!moved) co_return mended;
    if (tried == tries_max) co_return refuse("unavailable", {{"reason", "repair"}});
  }
}

}  // namespace palabre::app
