// SPDX-License-Identifier: AGPL-3.0-or-later
// Two servers with a journal each, over one log that loses what it had acknowledged.
#pragma once

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "app/hall.hpp"
#include "wire/entry_codec.hpp"

namespace palabre::test {

class Servers {
 public:
  Servers()
      : records_(std::make_shared<store::MemoryRecords>()),
        journals_{std::make_shared<store::JournalRecords>(),
                  std::make_shared<store::JournalRecords>()},
        one_(records_, journals_[0]),
        two_(records_, journals_[1]) {
    one_.found({{"params", {{"each", 9}}}});
    two_.code = one_.code;
    id_ = records_->rooms.begin()->first;
    settle();
  }

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
    for (Duration left = time; left > 0; left -= 500) {
      records_->now += std::min<Duration>(left, 500);
      one_.ring();
      two_.ring();
      settle();
    }
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
};

}  // namespace palabre::test
