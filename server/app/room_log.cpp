// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/room_log.hpp"

#include <utility>

#include "base/hash.hpp"
#include "wire/entry_codec.hpp"

namespace palabre::app {

Task<Result<void>> RoomLog::open() {
  const auto head = co_await log_.head(id_);
  if (!head) co_return tl::unexpected(head.error());
  head_.epoch = head->epoch;
  co_return Result<void>();
}

Task<Result<RoomLog::Slice>> RoomLog::read_on(std::size_t max) {
  auto logged = co_await log_.read(id_, head_.seq, max);
  if (!logged) co_return tl::unexpected(logged.error());
  Slice slice;
  slice.first_seq = head_.seq + 1;
  for (LoggedEntry& one : *logged) {
    const std::string hash = hash_of({head_.hash, one.entry.header, one.entry.facts});
    if (one.seq != head_.seq + 1 || hash != one.hash)
      co_return refuse("damaged", {{"seq", one.seq}});
    if (one.seq == slice.first_seq) slice.ours = !tried_.empty() && one.entry.header == tried_;
    wire::EncodedEntry encoded{
        std::move(one.entry.header), std::move(one.entry.facts), std::move(one.entry.words)};
    auto entry = wire::decode_entry(encoded);
    if (!entry) co_return refuse("damaged", {{"seq", one.seq}});
    slice.entries.push_back(std::move(*entry));
    head_.seq = one.seq;
    head_.hash = hash;
  }
  tried_.clear();
  co_return slice;
}

Task<Result<std::vector<std::string>>> RoomLog::append(std::vector<room::Entry> entries,
                                                       std::vector<std::string> commands) {
  std::vector<StoredEntry> stored;
  stored.reserve(entries.size());
  for (const room::Entry& entry : entries) {
    wire::EncodedEntry encoded = wire::encode_entry(entry);
    stored.push_back(
        StoredEntry{std::move(encoded.header), std::move(encoded.facts), std::move(encoded.words)});
  }
  tried_ = stored.front().header;
  auto appended = co_await log_.append(id_, head_, std::move(stored), std::move(commands));
  if (!appended) co_return tl::unexpected(appended.error());
  tried_.clear();
  head_ = std::move(appended->head);
  co_return std::move(appended->parked);
}

}  // namespace palabre::app
