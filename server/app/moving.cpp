// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/moving.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/join_code.hpp"
#include "app/log_rules.hpp"
#include "app/repair.hpp"
#include "base/hash.hpp"
#include "base/random.hpp"
#include "wire/entry_codec.hpp"

namespace palabre::app {
namespace {

constexpr const char* format = "palabre-export/1";
constexpr std::size_t slice_max = 512;                    // of entries that are read at once
constexpr std::size_t restore_bytes_max = 4U << 20U;      // of entries that are written at once
constexpr std::uint64_t entries_of_file_max = 1'000'000;  // more than any palabre holds

tl::unexpected<Error> cannot_move(std::string sentence) {
  return refuse("cannot_move", {{"sentence", std::move(sentence)}});
}

bool has_text(const Json& json, const char* name) {
  return json.is_object() && json.contains(name) && json[name].is_string();
}

/// The last event of an entry, when it is one of the moves.
std::string last_event(const StoredEntry& stored) {
  const Json facts = Json::parse(stored.facts, nullptr, false);
  if (!facts.is_object() || !facts.contains("events")) return {};
  const Json& events = facts["events"];
  const bool told = events.is_array() && !events.empty() && has_text(events.back(), "type");
  return told ? events.back()["type"].get<std::string>() : std::string();
}

Instant instant_of(const StoredEntry& stored) {
  const Json header = Json::parse(stored.header, nullptr, false);
  return header.is_object() ? header.value("at", Instant{0}) : 0;
}

/// An entry of the room itself.
StoredEntry entry_saying(const room::Event& event, Instant at, const Entropy& entropy) {
  Random random(entropy());
  room::Entry entry;
  entry.header.at = at;
  entry.header.nonce = random.hex(8);
  entry.events.push_back(room::LogEvent{ActivityId{}, to_record(event)});
  wire::EncodedEntry encoded = wire::encode_entry(entry);
  return {std::move(encoded.header), std::move(encoded.facts), std::move(encoded.words)};
}

/// All entries after `from`, the chain checked.
Task<Result<std::vector<LoggedEntry>>> read_all(EventLog& log, RoomId room) {
  std::vector<LoggedEntry> all;
  std::string hash;
  for (;;) {
    auto slice = co_await log.read(room, all.size(), slice_max);
    if (!slice) co_return tl::unexpected(slice.error());
    for (LoggedEntry& one : *slice) {
      hash = hash_of({hash, one.entry.header, one.entry.facts});
      if (one.seq != all.size() + 1 || one.hash != hash)
        co_return cannot_move(fmt::format(
            "entry {} of this palabre is damaged; it cannot be moved as it is", one.seq));
      all.push_back(std::move(one));
    }
    if (slice->size() < slice_max) co_return all;
  }
}

// Others may append meanwhile: whoever takes it out has to have read everything.
Task<Result<std::vector<LoggedEntry>>> take_out(EventLog& log, Entropy entropy, RoomId room) {
  constexpr int tries_max = 20;
  for (int tried = 0; tried < tries_max; ++tried) {
    auto head = co_await log.head(room);
    if (!head) co_return tl::unexpected(head.error());
    auto entries = co_await read_all(log, room);
    if (!entries) co_return entries;
    if (entries->empty()) co_return refuse("no_such_palabre");
    if (last_event(entries->back().entry) == room::TakenOut::name) co_return entries;
    Head expected{head->epoch, entries->back().seq, entries->back().hash};
    const Instant at = std::max(log.now(), instant_of(entries->back().entry));
    std::vector<StoredEntry> says{entry_saying(room::TakenOut{}, at, entropy)};
    const StoredEntry last = says.front();
    std::vector<std::string> nothing;
    auto appended =
        co_await log.append(room, std::move(expected), std::move(says), std::move(nothing));
    if (!appended && appended.error().code == "conflict") continue;
    if (!appended) co_return tl::unexpected(appended.error());
    entries->push_back(LoggedEntry{appended->head.seq, appended->head.hash, last});
    co_return entries;
  }
  co_return cannot_move("this palabre is too busy to be taken out; try again in a calm moment");
}

std::string line_of(const Json& json) { return json.dump() + '\n'; }

// ---- reading a file

struct ReadFile {
  RoomId room;
  std::string code, scenario;
  std::uint32_t epoch = 1;
  std::vector<LoggedEntry> entries;
};

Result<Json> next_line(const std::string& bytes, std::size_t& at, std::uint64_t number) {
  const std::size_t end = bytes.find('\n', at);
  if (end == std::string::npos)
    return cannot_move(
        fmt::format("the file ends in line {}: it is not whole; export it again", number));
  Json json = Json::parse(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                          bytes.begin() + static_cast<std::ptrdiff_t>(end),
                          nullptr,
                          false);
  at = end + 1;
  if (!json.is_object()) return cannot_move(fmt::format("line {} of the file is damaged", number));
  return json;
}

Result<std::uint64_t> read_head(const Json& head, ReadFile& file) {
  if (!has_text(head, "format")) return cannot_move("this is no export of a palabre");
  if (head["format"] != format)
    return cannot_move("this file was written by another version of Palabre, unknown here");
  if (!has_text(head, "room") || !has_text(head, "code") || !has_text(head, "hash") ||
      !head.contains("epoch") || !head["epoch"].is_number_unsigned() || !head.contains("seq") ||
      !head["seq"].is_number_unsigned() || head["seq"] == 0 || head["seq"] > entries_of_file_max)
    return cannot_move("line 1 of the file is damaged");
  file.room = head["room"].get<std::string>();
  file.epoch = head["epoch"].get<std::uint32_t>();
  const auto code = read_code(head["code"].get<std::string>());
  if (!code) return cannot_move("line 1 of the file is damaged: its code is none");
  file.code = *code;
  return head["seq"].get<std::uint64_t>();
}

Result<ReadFile> read_file(const std::string& bytes) {
  ReadFile file;
  std::size_t at = 0;
  const auto head = next_line(bytes, at, 1);
  if (!head) return cannot_move("this is no export of a palabre");
  const auto count = read_head(*head, file);
  if (!count) return tl::unexpected(count.error());
  const auto scenario = next_line(bytes, at, 2);
  if (!scenario) return tl::unexpected(scenario.error());
  if (!has_text(*scenario, "scenario")) return cannot_move("line 2 of the file is damaged");
  file.scenario = (*scenario)["scenario"].get<std::string>();
  std::string hash;
  for (std::uint64_t seq = 1; seq <= *count; ++seq) {
    const auto line = next_line(bytes, at, seq + 2);
    if (!line) return tl::unexpected(line.error());
    if (!has_text(*line, "header") || !has_text(*line, "facts"))
      return cannot_move(fmt::format("line {} of the file is damaged", seq + 2));
    StoredEntry entry{(*line)["header"].get<std::string>(),
                      (*line)["facts"].get<std::string>(),
                      has_text(*line, "words") ? (*line)["words"].get<std::string>() : ""};
    hash = hash_of({hash, entry.header, entry.facts});
    const auto read = wire::decode_entry({entry.header, entry.facts, entry.words});
    if (!read || !has_text(*line, "hash") || (*line)["hash"] != hash)
      return cannot_move(
          fmt::format("line {} of the file was changed: its hash is another one", seq + 2));
    file.entries.push_back(LoggedEntry{seq, hash, std::move(entry)});
  }
  if ((*head)["hash"] != hash)
    return cannot_move("the file was changed: its last hash is another one");
  if (last_event(file.entries.back().entry) != room::TakenOut::name)
    return cannot_move("this palabre was not taken out where it comes from; export it again");
  if (scenario_hash_of(file.entries.front().entry) != short_hash_of(file.scenario))
    return cannot_move("line 2 of the file was changed: the palabre runs on another scenario");
  return file;
}

// ---- writing

// What is here already of the file's chain. Refuses when anything else is.
Task<Result<Head>> part_here(EventLog& log, const ReadFile& file) {
  auto head = co_await log.head(file.room);
  if (!head && head.error().code == "no_such_room") co_return Head{};
  if (!head && head.error().code == "archived")
    co_return cannot_move(
        "this palabre is here already: it was closed, and the servers archived it");
  if (const auto part = head ? std::nullopt : restored_to(head.error())) head = *part;
  if (!head && head.error().code == "erased")
    co_return cannot_move("this palabre was erased here, and does not come back");
  if (!head) co_return head;
  if (head->seq > file.entries.size())
    co_return cannot_move("this palabre is here already, and has gone on; nothing was changed");
  if (head->seq > 0 && file.entries[head->seq - 1].hash != head->hash)
    co_return cannot_move(
        "this palabre is here already, and went another way; nothing was changed");
  co_return head;
}

Task<Result<Head>> write_rest(EventLog& log, const ReadFile& file, Head there) {
  const std::uint32_t epoch = std::max(there.epoch, file.epoch);
  while (there.seq < file.entries.size()) {
    std::vector<StoredEntry> slice;
    std::size_t bytes = 0;
    for (std::size_t i = there.seq; i < file.entries.size(); ++i) {
      const StoredEntry& entry = file.entries[i].entry;
      bytes += entry.header.size() + entry.facts.size() + entry.words.size();
      if (!slice.empty() && (bytes > restore_bytes_max || slice.size() == append_entries_max))
        break;
      slice.push_back(entry);
    }
    auto written =
        co_await log.restore(file.room, there, epoch, std::move(slice), file.entries.size());
    if (!written) co_return written;
    there = std::move(*written);
  }
  co_return there;
}

}  // namespace

Task<Result<MovedRoom>> export_palabre(EventLog& log, Entropy entropy, std::string typed_code) {
  const auto code = read_code(typed_code);
  if (!code)
    co_return cannot_move(typed_code + " is no code of a palabre: eight letters, as KATA-27XB");
  auto room = co_await log.find_code(*code);
  if (!room && room.error().code == "no_such_palabre")
    co_return cannot_move("no palabre has the code " + shown_code(*code) + " here");
  if (!room) co_return tl::unexpected(room.error());
  auto entries = co_await take_out(log, std::move(entropy), *room);
  if (!entries) co_return tl::unexpected(entries.error());
  auto scenario = co_await log.get_blob(scenario_hash_of(entries->front().entry));
  if (!scenario) co_return tl::unexpected(scenario.error());
  const auto head = co_await log.head(*room);
  if (!head) co_return tl::unexpected(head.error());
  MovedRoom moved{*room, shown_code(*code), entries->size(), {}};
  moved.bytes = line_of({{"format", format},
                         {"room", *room},
                         {"code", moved.code},
                         {"epoch", head->epoch},
                         {"seq", entries->size()},
                         {"hash", entries->back().hash}});
  moved.bytes += line_of({{"scenario", *scenario}});
  for (const LoggedEntry& one : *entries) {
    Json line = {{"header", one.entry.header}, {"facts", one.entry.facts}, {"hash", one.hash}};
    if (!one.entry.words.empty()) line["words"] = one.entry.words;
    moved.bytes += line_of(line);
  }
  co_return moved;
}

Task<Result<MovedRoom>> import_palabre(EventLog& log, Entropy entropy, std::string bytes) {
  const auto file = read_file(bytes);
  if (!file) co_return tl::unexpected(file.error());
  const auto there = co_await part_here(log, *file);
  if (!there) co_return tl::unexpected(there.error());
  const auto leads = co_await log.find_code(file->code);
  if (leads && *leads != file->room)
    co_return cannot_move("the code " + shown_code(file->code) +
                          " leads to another palabre here; nothing was changed");
  const auto put = co_await log.put_blob(short_hash_of(file->scenario), file->scenario);
  if (!put) co_return tl::unexpected(put.error());
  auto written = co_await write_rest(log, *file, *there);
  if (!written) co_return tl::unexpected(written.error());
  const auto bound = co_await log.bind_code(file->code, file->room);
  if (!bound) co_return tl::unexpected(bound.error());
  const Instant at = std::max(log.now(), instant_of(file->entries.back().entry));
  std::vector<StoredEntry> says{entry_saying(room::BroughtIn{}, at, entropy)};
  std::vector<std::string> nothing;
  const auto appended =
      co_await log.append(file->room, std::move(*written), std::move(says), std::move(nothing));
  if (!appended) co_return tl::unexpected(appended.error());
  co_return MovedRoom{file->room, shown_code(file->code), file->entries.size(), {}};
}

}  // namespace palabre::app
