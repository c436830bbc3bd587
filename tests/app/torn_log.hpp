// SPDX-License-Identifier: AGPL-3.0-or-later
// Two servers with a journal each, over one log that loses what it had acknowledged.
#pragma once

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "app/elsewhere.hpp"
#include "app/hall.hpp"
#include "base/hash.hpp"
#include "wire/entry_codec.hpp"

namespace palabre::test {

class Servers {
 public:
  /// With `closed_stay` closed palabres leave the log so long after.
  explicit Servers(std::optional<Duration> closed_stay = std::nullopt)
      : records_(std::make_shared<store::MemoryRecords>()),
        journals_{std::make_shared<store::JournalRecords>(),
                  std::make_shared<store::JournalRecords>()},
        one_(records_, journals_[0], nullptr, closed_stay),
        two_(records_, journals_[1], nullptr, closed_stay) {
    one_.found({{"params", {{"each", 9}}}});
    two_.code = one_.code;
    id_ = records_->rooms.begin()->first;
    settle();
  }

  ~Servers() { one_.awa.reset(); }  // may have a line by server two, which goes first

  Hall& one() { return one_; }
  Hall& two() { return two_; }
  const std::shared_ptr<store::MemoryRecords>& records() { return records_; }
  const store::JournalRecords& journal(std::size_t of) const { return *journals_[of]; }
  const std::string& code() const { return one_.code; }
  const app::RoomId& id() const { return id_; }
  store::MemoryRecords::Room& room() { return records_->rooms.at(id_); }

  std::shared_ptr<Phone> join_one(const std::string& name) { return join(one_, name); }
  std::shared_ptr<Phone> join_two(const std::string& name) { return join(two_, name); }
  std::uint64_t idea(Phone& phone, const std::string& text) {
    const auto cseq = phone.command({{"type", "submit"}, {"text", text}}, phone.activity("ideas"));
    settle();
    return cseq;
  }

  /// The log forgets its last `count` entries.
  void lose_tail(std::size_t count) {
    auto& there = room();
    there.entries.resize(there.entries.size() - count);
    there.head.seq = there.entries.size();
    there.head.hash = there.entries.back().hash;
  }
  /// FLUSHALL.
  void empty() {
    records_->rooms.clear();
    records_->blobs.clear();
    records_->codes.clear();
  }
  using Cut = store::MemoryRecords::Room;
  /// From now on server two hears nothing of what server one writes: a primary without its replica.
  Cut cut_off() {
    two_.log.hold();
    return snapshot();
  }
  Cut snapshot() { return room(); }
  /// The replica is the primary now; server one hears of it when they meet.
  void promote(const Cut& cut) {
    room() = cut;
    one_.log.hold();
    two_.log.release();
    settle();
  }
  void meet() {
    one_.log.release();
    two_.log.release();
    settle();
  }
  /// A third server writes, that nobody here knows anything of.
  void append_elsewhere() {
    two_.log.append_elsewhere(id_, a_recall());
    settle();
  }
  void stop_one() {
    one_.awa->lose_line();
    one_.gateway.reset();
    one_.settle();
  }
  void start_one() {
    one_.log.release();
    one_.restart();
  }
  /// Whoever facilitates comes to server two.
  void move_awa_to_two() {
    awa_ = one_.awa;
    awa_->lose_line();
    awa_->move_to(*two_.gateway);
    awa_->hello();
    settle();
  }
  /// Somebody says at server two "I am Awa again", and `neighbour` confirms it.
  void replace_founder(Phone& neighbour) {
    secret_ = two_.open_session({{"face", "desk"}, {"name", "Awa"}, {"claim", "s1"}});
    neighbour.command({{"type", "confirm_claim"}, {"claim", "k1"}});
    settle();
    awa_ = two_.phone(secret_);
    awa_->hello();
    settle();
  }
  Phone& awa() { return *awa_; }
  const std::string& secret() const { return secret_; }

  /// Both servers are killed, and start again.
  void restart() {
    one_.restart();
    two_.restart();
    settle();
  }

  void settle() {
    for (int i = 0; i < 4; ++i) {
      one_.settle();
      two_.settle();
    }
  }
  void pass(Duration time) {
    meet();
    for (Duration left = time; left > 0; left -= 500) {
      records_->now += std::min<Duration>(left, 500);
      if (one_.gateway != nullptr) one_.ring();
      two_.ring();
      settle();
    }
  }

  bool chain_holds() {
    std::string hash;
    for (const auto& one : room().entries) {
      hash = hash_of({hash, one.entry.header, one.entry.facts});
      if (hash != one.hash) return false;
    }
    return hash == room().head.hash;
  }
  /// The bytes of all entries.
  std::vector<std::string> entries() {
    std::vector<std::string> bytes;
    for (const auto& one : room().entries)
      bytes.push_back(one.entry.header + one.entry.facts + one.entry.words + one.hash);
    return bytes;
  }
  /// The texts of all ideas in the log, in order.
  std::vector<std::string> ideas() {
    std::vector<std::string> texts;
    for (const auto& one : room().entries) {
      const auto read = wire::decode_entry({one.entry.header, one.entry.facts, one.entry.words});
      REQUIRE(read);
      for (const auto& event : read->events)
        if (event.record.type.rfind("item_", 0) == 0 && event.record.words.contains("text"))
          texts.push_back(event.record.words.at("text"));
    }
    return texts;
  }
  /// What both servers counted together under this name.
  int count(const std::string& name) {
    int sum = 0;
    for (Hall* hall : {&one_, &two_}) {
      if (hall->gateway == nullptr) continue;
      const std::string text = hall->gateway->metrics().text();
      const std::size_t at = text.find("\n" + name + " ");
      if (at != std::string::npos) sum += std::stoi(text.substr(at + name.size() + 2));
    }
    return sum;
  }

 private:
  std::shared_ptr<Phone> join(Hall& hall, const std::string& name) {
    auto phone = hall.join(name);
    settle();
    return phone;
  }

  std::shared_ptr<store::MemoryRecords> records_;
  std::array<std::shared_ptr<store::JournalRecords>, 2> journals_;
  Hall one_, two_;
  app::RoomId id_;
  std::shared_ptr<Phone> awa_;
  std::string secret_;
};

}  // namespace palabre::test
