// SPDX-License-Identifier: AGPL-3.0-or-later
// What the application asks of a log, and what it is for the network. Each port has several
// implementations or a fake; nothing here names a database or a socket.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/task.hpp"
#include "base/result.hpp"
#include "base/types.hpp"

namespace palabre::app {

/// A room's identity: 128 random bits in 32 hexadecimal digits. Never shown to people.
using RoomId = std::string;

/// One entry as it is stored, byte for byte. `words` is empty once they were erased.
struct StoredEntry {
  std::string header;  ///< JSON {at, sid, cseq, nonce}
  std::string facts;   ///< JSON array of events
  std::string words;   ///< JSON {salt, words: […]}; never hashed into the chain
};

/// An entry read back, with its place and its link of the chain.
struct LoggedEntry {
  std::uint64_t seq = 0;
  std::string hash;  ///< BLAKE2b-256(hash before ‖ header ‖ facts), 64 hexadecimal digits
  StoredEntry entry;
};

/// Where a log ends: seq 0 and an empty hash for a room that has no entry.
struct Head {
  std::uint32_t epoch = 1;
  std::uint64_t seq = 0;
  std::string hash;
  bool operator==(const Head&) const = default;
};

struct Appended {
  Head head;
  std::vector<std::string> parked;  ///< commands that other servers parked, for this one to decide
};

inline constexpr std::size_t append_entries_max = 4096;  // one turn of a full inbox
inline constexpr std::size_t entry_bytes_max = 64 * 1024;
inline constexpr std::size_t blob_bytes_max = 1024 * 1024;

/// The log of all palabres. Calls are made from the loop's thread and complete on it.
/// Every call may refuse with `unavailable` {reason}; nothing was then promised (it may yet be
/// there).
class EventLog {
 public:
  virtual ~EventLog() = default;

  /// Room time: milliseconds since the epoch; monotone while the process lives.
  virtual Instant now() const = 0;

  /// Appends `entries` after `expected`; durable (fsynced) when it returns. All or none. Without
  /// entries only what is parked changes hands.
  /// Refuses with `conflict` {epoch, seq, hash} when the log has moved on: `commands` are parked in
  /// the room's inbox, for whoever appends next, if `expected` is in the log; `log_behind` {epoch,
  /// seq, hash} when the log ends before it: entries that it acknowledged are gone, and nothing is
  /// parked; `erased` when a tombstone stands there; `disk_full`.
  virtual Task<Result<Appended>> append(RoomId room,
                                        Head expected,
                                        std::vector<StoredEntry> entries,
                                        std::vector<std::string> commands) = 0;
  /// The entries after `seq`, at most `max`, in order.
  virtual Task<Result<std::vector<LoggedEntry>>> read(RoomId room,
                                                      std::uint64_t seq,
                                                      std::size_t max) = 0;
  /// Refuses with `no_such_room`, `erased`; `archived` {epoch, seq, hash} when the room was closed
  /// and left the log, which ended there: only restore() and erase() do something to it then.
  virtual Task<Result<Head>> head(RoomId room) = 0;
  /// Calls `moved` on the loop whenever somebody appended to `room` (also oneself), and whenever
  /// its head is found to be another one, also an earlier one. One per room.
  virtual void subscribe(RoomId room, std::function<void()> moved) = 0;
  virtual void unsubscribe(RoomId room) = 0;
  /// The entries beyond `after` that came with pushes, up to where the log ended when `moved` was
  /// last called; of a room that is subscribed to. None is no news: a push may be lost, or too
  /// large to carry them. Whoever looks for an end that was lost has to read().
  virtual std::vector<LoggedEntry> told(const RoomId& /*room*/, const Head& /*after*/) {
    return {};
  }

  /// Where the log of a room that is subscribed to ended when `moved` was last called; none when
  /// that is not known.
  virtual std::optional<Head> told_end(const RoomId& /*room*/) { return std::nullopt; }
  /// Whether `moved` was called because commands were parked, for whoever appends next. Once for
  /// each such call.
  virtual bool told_of_parked(const RoomId& /*room*/) { return false; }

  /// For repair: puts entries that were once acknowledged back after `expected`, all or none,
  /// durable; the epoch is then `epoch`, which is not below the log's. Without entries a new epoch
  /// begins, and whoever expects the old one meets a conflict. Gives the new head; parks nothing,
  /// hands nothing over, and tells subscribers. Refuses with `conflict` {epoch, seq, hash} when the
  /// log's head is not `expected`, or its epoch above `epoch`; `erased`; `too_large`; `disk_full`.
  /// What takes several calls is seen when it is whole: while the log ends before `whole_at` (0:
  /// nothing more is to come), whoever reads or appends is refused as log_rules.hpp's
  /// restoring_at() says. Anybody may go on with it, from that head.
  virtual Task<Result<Head>> restore(RoomId room,
                                     Head expected,
                                     std::uint32_t epoch,
                                     std::vector<StoredEntry> entries,
                                     std::uint64_t whole_at) = 0;

  /// Content-addressed bytes (checked scenarios with their texts); `hash` is short_hash_of(bytes).
  virtual Task<Result<void>> put_blob(std::string hash, std::string bytes) = 0;
  virtual Task<Result<std::string>> get_blob(std::string hash) = 0;

  /// A short code leads to a room until it is released. Refuses with `code_taken`.
  virtual Task<Result<void>> bind_code(std::string code, RoomId room) = 0;
  /// Refuses with `no_such_palabre`.
  virtual Task<Result<RoomId>> find_code(std::string code) = 0;
  virtual Task<Result<void>> release_code(std::string code) = 0;

  /// Erases words of the given entries (all words when `seqs` is empty); facts and chain stay.
  virtual Task<Result<void>> erase_words(RoomId room, std::vector<std::uint64_t> seqs) = 0;
  /// Erases the room; leaves a tombstone without content for 90 days.
  virtual Task<Result<void>> erase(RoomId room) = 0;
};

/// An entry as a server keeps it for itself.
struct JournaledEntry {
  LoggedEntry logged;
  /// What this server was asked, in bytes of its own, when it decided the entry itself: events do
  /// not tell the command that led to them, and repair may have to decide it again. Never in the
  /// shared log, which other servers read; gone with the room.
  std::string command;
};

/// A room as its journal lists it.
struct JournaledRoom {
  RoomId room;
  Head head;
  Instant closed_at = 0;  ///< 0: as far as is known it is open
  bool erased = false;    ///< only a tombstone is left
};

/// What a server keeps, beside the log that it shares with others, of each palabre it serves: the
/// source of repair, and the archive of those that the log has let go. One chain a room, the same
/// bytes as in the log. Calls as EventLog's; may refuse with `unavailable`, `disk_full`.
class Journal {
 public:
  virtual ~Journal() = default;

  /// Where the journaled chain ends. Refuses with `no_such_room`, `erased`.
  virtual Task<Result<Head>> head(RoomId room) = 0;
  /// The entries after `seq`, at most `max`, in order.
  virtual Task<Result<std::vector<JournaledEntry>>> read(RoomId room,
                                                         std::uint64_t seq,
                                                         std::size_t max) = 0;
  /// Makes `entries` what comes after `after` in the epoch `epoch`; whatever stood beyond `after`
  /// is dropped. Refuses with `conflict` when `after` is not on the journaled chain, `erased`.
  virtual Task<Result<Head>> write(RoomId room,
                                   Head after,
                                   std::uint32_t epoch,
                                   std::vector<JournaledEntry> entries) = 0;

  virtual Task<Result<void>> put_blob(std::string hash, std::string bytes) = 0;
  virtual Task<Result<std::string>> get_blob(std::string hash) = 0;
  virtual Task<Result<void>> bind_code(std::string code, RoomId room) = 0;
  /// Refuses with `no_such_palabre`.
  virtual Task<Result<RoomId>> find_code(std::string code) = 0;
  /// The codes that lead to `room`.
  virtual Task<Result<std::vector<std::string>>> codes(RoomId room) = 0;
  /// What is journaled, in the order of ids: what comes after `after`, at most `max`.
  virtual Task<Result<std::vector<JournaledRoom>>> rooms(RoomId after, std::size_t max) = 0;
  /// The room is closed since `at`, and was when it ended at `head`; the first word of it holds, as
  /// long as nothing is dropped. Refuses with `conflict` when the journal does not end there.
  virtual Task<Result<void>> mark_closed(RoomId room, Head head, Instant at) = 0;
  /// Everything goes but a tombstone, which `write` obeys; also of a room never journaled.
  virtual Task<Result<void>> erase(RoomId room) = 0;
};

/// One HTTP request, whole (bodies are at most 64 KiB).
struct HttpRequest {
  std::string method, path, query, body;
  std::string authorization, origin, host, content_type, accept_encoding, if_none_match;
  std::string peer;  ///< the address of the other end
  bool from_loopback = false;
};

struct HttpResponse {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::shared_ptr<const std::string> body = std::make_shared<const std::string>();
  std::shared_ptr<const std::string> gzip = nullptr;  ///< the body compressed, when there is such
  std::vector<std::pair<std::string, std::string>> headers;
};

/// Bytes that many lines share; one WebSocket message is the concatenation of its pieces.
using Bytes = std::shared_ptr<const std::string>;
struct Outgoing {
  std::vector<Bytes> pieces;  ///< empty: nothing to send now
  bool binary = false;
};

/// The shell's end of a WebSocket line, as the application sees it.
class LineShell {
 public:
  virtual ~LineShell() = default;
  /// There is something to take: the shell calls take_outgoing() as soon as it may write.
  virtual void wake() = 0;
  /// Takes and sends what is left, once, then closes with `code`.
  virtual void close(std::uint16_t code, std::string reason) = 0;
  virtual const std::string& peer() const = 0;
  /// Whether a message may be binary.
  virtual bool carries_binary() const { return true; }
};

/// The application's end of a WebSocket line. All calls on the loop's thread.
class Line {
 public:
  virtual ~Line() = default;
  virtual void on_message(std::string text) = 0;
  /// What is to be written now, made at the moment of writing: a slow phone gets the newest state,
  /// not a backlog. Called again after each write, until it gives nothing.
  virtual Outgoing take_outgoing() = 0;
  /// The line is gone; the shell is not to be used any more.
  virtual void on_closed() = 0;
};

/// What the network serves.
class Application {
 public:
  virtual ~Application() = default;
  virtual Task<HttpResponse> handle(HttpRequest request) = 0;
  /// A new WebSocket line; `shell` outlives it.
  virtual std::shared_ptr<Line> open_line(std::shared_ptr<LineShell> shell) = 0;
};

}  // namespace palabre::app
