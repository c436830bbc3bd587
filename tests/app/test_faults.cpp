// SPDX-License-Identifier: AGPL-3.0-or-later
// Two servers on one log, phones that come and go, and everything that may fail: what was
// acknowledged is there, exactly once, in each person's order, and everybody sees the same.
#include <deque>
#include <map>

#include <catch2/catch.hpp>

#include "app/hall.hpp"
#include "base/random.hpp"
#include "wire/entry_codec.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {

constexpr std::size_t unanswered_max = 8;  // [C1]
constexpr std::uint64_t ideas_max = 9;     // of one seat, in the tiny scenario

// A person with an outbox, as SPEC [C1] wants it.
class Person {
 public:
  Person(std::shared_ptr<Phone> phone, std::string name)
      : phone_(std::move(phone)), name_(std::move(name)) {}

  Phone& phone() { return *phone_; }
  void write() {
    if (written_ == ideas_max) return;
    const std::uint64_t cseq = ++written_;
    outbox_.push_back({cseq, name_ + " " + std::to_string(cseq)});
  }
  bool is_done() const { return outbox_.empty(); }
  const std::vector<std::string>& acked() const { return acked_; }

  void come_back(app::Application& server) {
    phone_->lose_line();
    phone_->move_to(server);
    phone_->hello();
    sent_ = 0;
  }
  void lose_line() {
    phone_->lose_line();
    sent_ = 0;
  }
  /// Reads the answers that came, then sends what is still to be sent.
  void go_on() {
    for (const std::string t : {"ack", "refused"})
      for (const Json& frame : phone_->frames(t)) hear(frame);
    phone_->forget();
    if (!phone_->is_open() || phone_->position().is_null()) return;
    for (; sent_ < outbox_.size() && sent_ < unanswered_max; ++sent_)
      phone_->command_again(outbox_[sent_].first,
                            {{"type", "submit"}, {"text", outbox_[sent_].second}},
                            phone_->activity("ideas"));
  }

 private:
  void hear(const Json& frame) {
    if (frame["t"] == "refused" && frame["final"] == false) {
      sent_ = 0;  // again from the lowest unanswered
      return;
    }
    INFO(frame.dump());
    REQUIRE(frame["t"] == "ack");
    for (std::size_t i = 0; i < outbox_.size(); ++i) {
      if (outbox_[i].first != frame["cseq"]) continue;
      acked_.push_back(outbox_[i].second);
      outbox_.erase(outbox_.begin() + static_cast<std::ptrdiff_t>(i));
      if (sent_ > i) --sent_;
      return;
    }
  }

  std::shared_ptr<Phone> phone_;
  std::string name_;
  std::uint64_t written_ = 0;
  std::size_t sent_ = 0;
  std::deque<std::pair<std::uint64_t, std::string>> outbox_;
  std::vector<std::string> acked_;
};

// With `Log::torn` the servers keep journals, and the log loses ends that it had acknowledged, or
// goes on otherwise.
enum class Log { whole, torn };

class World {
 public:
  explicit World(std::uint64_t seed, Log log = Log::whole)
      : chance_(seed),
        log_(log),
        records_(std::make_shared<store::MemoryRecords>()),
        one_(records_, journal()),
        two_(records_, journal()) {
    one_.found({{"params", {{"each", 9}}}});
    two_.code = one_.code;
    for (const char* name : {"Malik", "Zoé", "Ines"}) people_.emplace_back(one_.join(name), name);
    one_.awa->lose_line();
  }

  void live(int steps) {
    for (int i = 0; i < steps; ++i) {
      step();
      if (chance_.below(3) == 0) settle();
    }
  }

  /// Nothing fails any more, and everybody is back.
  void rest() {
    calm();
    if (log_ == Log::torn) visit_both();
    for (int round = 0; round < 40; ++round) {
      for (Person& person : people_) {
        if (!person.phone().is_open()) person.come_back(server());
        person.phone().be_slow(false);
        person.phone().say({{"t", "ping"}});
      }
      pass(1'000);
      for (Person& person : people_) person.go_on();
    }
  }

  void check() {
    std::map<std::string, int> stored;
    std::map<std::string, std::string> last;
    for (const auto& logged : records_->rooms.begin()->second.entries) {
      const auto& entry = logged.entry;
      const auto read = wire::decode_entry({entry.header, entry.facts, entry.words});
      REQUIRE(read);
      for (const auto& event : read->events) {
        if (event.record.type == "set_aside/1" && event.record.words.contains("words"))
          ++stored[event.record.words.at("words")];
        if (event.record.type.rfind("item_", 0) != 0 || !event.record.words.contains("text"))
          continue;
        const std::string text = event.record.words.at("text");
        ++stored[text];
        // Their own order: numbers only grow, unless a server that knew nothing of a
        // fork's other side took what was said next.
        std::string& before = last[text.substr(0, text.find(' '))];
        CHECK(
            (log_ == Log::torn || before.empty() ||
             std::stoi(before.substr(before.find(' '))) < std::stoi(text.substr(text.find(' ')))));
        before = text;
      }
    }
    for (Person& person : people_) {
      CHECK(person.is_done());
      for (const std::string& text : person.acked()) {
        INFO(text);
        CHECK(stored[text] == 1);
      }
      CHECK(person.phone().room() == people_[0].phone().room());
    }
    for (const auto& [text, times] : stored) CHECK(times == 1);
  }

 private:
  Hall& server_hall() { return chance_.below(2) == 0 ? one_ : two_; }
  app::Application& server() { return *server_hall().gateway; }
  Person& anybody() { return people_[chance_.below(people_.size())]; }

  std::shared_ptr<store::JournalRecords> journal() const {
    return log_ == Log::torn ? std::make_shared<store::JournalRecords>() : nullptr;
  }

  void step() {
    switch (chance_.below(log_ == Log::torn ? 14 : 12)) {
      case 12: tear(); break;
      case 13:
        if (tear()) go_on_otherwise();
        break;
      case 0:
      case 1:
      case 2:
      case 3: anybody().write(); break;
      case 4: anybody().lose_line(); break;
      case 5: anybody().come_back(server()); break;
      case 6: server_hall().log.refuse_next(1 + chance_.below(3)); break;
      case 7: server_hall().log.lose_next_answer(); break;
      case 8: server_hall().log.hold(); break;
      case 9: calm(); break;
      case 10: anybody().phone().be_slow(chance_.below(2) == 0); break;
      case 11:
        if (chance_.below(4) == 0) kill();
        pass(static_cast<Duration>(chance_.below(3'000)));
        break;
      default: break;
    }
    for (Person& person : people_) person.go_on();
  }

  // A server that was killed learns that the log lost what it knows when somebody comes to it.
  void visit_both() {
    people_[0].come_back(*one_.gateway);
    people_[1].come_back(*two_.gateway);
    pass(20'000);
  }
  // All that is acknowledged is journaled by then: only what is lost with its server is lost.
  bool tear() {
    calm();
    auto& room = records_->rooms.begin()->second;
    const std::size_t lost = 1 + chance_.below(3);
    if (room.entries.size() < lost + 8) return false;
    room.entries.resize(room.entries.size() - lost);
    room.head.seq = room.entries.size();
    room.head.hash = room.entries.back().hash;
    return true;
  }
  void go_on_otherwise() {
    one_.log.append_elsewhere(
        records_->rooms.begin()->first,
        {R"({"at":1760000000000,"cseq":0,"nonce":"00000000000000ff","sid":""})",
         R"({"events":[{"facts":{"by":"s1"},"type":"frame_recalled/1"}]})",
         ""});
  }

  void calm() {
    for (Hall* hall : {&one_, &two_}) {
      hall->log.refuse_next(0);
      hall->log.release();
    }
    settle();
  }

  void kill() {
    for (Person& person : people_) person.lose_line();
    server_hall().restart();
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

  Random chance_;
  Log log_;
  std::shared_ptr<store::MemoryRecords> records_;
  Hall one_, two_;
  std::deque<Person> people_;
};

}  // namespace

TEST_CASE("[G1] [G2] [G3] [G5] whatever fails: what was acknowledged is there once", "[app]") {
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    INFO("seed " << seed);
    World world(seed);
    world.live(60);
    world.rest();
    world.check();
  }
}

TEST_CASE("[G1] [G2] [G6] whatever fails and is torn: once there, or set aside in sight", "[app]") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    INFO("seed " << seed);
    World world(seed, Log::torn);
    world.live(60);
    world.rest();
    world.check();
  }
}
