// SPDX-License-Identifier: AGPL-3.0-or-later
// One suite for every log.
#include <memory>

#include <spdlog/spdlog.h>

#include "contract/event_log_contract.hpp"
#include "contract/restoring_contract.hpp"
#include "redis/redis_event_log.hpp"
#include "store/memory_event_log.hpp"
#include "store/sqlite_event_log.hpp"
#include "support/redis_server.hpp"
#include "support/temporary_folder.hpp"

namespace palabre::test {
namespace {

class MemoryKit {
 public:
  explicit MemoryKit(boost::asio::io_context& loop) : loop_(loop) { reopen(); }
  app::EventLog& log() { return *log_; }
  void reopen() { log_ = std::make_unique<store::MemoryEventLog>(loop_, records_); }

 private:
  boost::asio::io_context& loop_;
  std::shared_ptr<store::MemoryRecords> records_ = std::make_shared<store::MemoryRecords>();
  std::unique_ptr<store::MemoryEventLog> log_;
};

class SqliteKit {
 public:
  explicit SqliteKit(boost::asio::io_context& loop) : loop_(loop) { reopen(); }
  app::EventLog& log() { return *log_; }
  void reopen() {
    log_.reset();
    log_ = store::SqliteEventLog::open(loop_, folder_.path()).value();
  }

 private:
  boost::asio::io_context& loop_;
  TemporaryFolder folder_;
  std::unique_ptr<store::SqliteEventLog> log_;
};

// A server of its own: a reopened log meets what the one before left there.
class RedisKit {
 public:
  explicit RedisKit(boost::asio::io_context& loop) : loop_(loop) {
    spdlog::set_level(spdlog::level::off);
    reopen();
  }
  app::EventLog& log() { return *log_; }
  void reopen() {
    log_.reset();
    log_ = run_task(loop_, redis::RedisEventLog::open(loop_, *redis::parse_address(redis_.url())))
               .value();
  }

 private:
  boost::asio::io_context& loop_;
  RedisServer redis_;
  std::unique_ptr<redis::RedisEventLog> log_;
};

}  // namespace

TEMPLATE_TEST_CASE(
    "a log keeps entries in order, chained", "[log]", MemoryKit, SqliteKit, RedisKit) {
  appends_in_order<TestType>();
}
TEMPLATE_TEST_CASE(
    "a late append conflicts and parks its commands", "[log]", MemoryKit, SqliteKit, RedisKit) {
  conflicts_park<TestType>();
}
TEMPLATE_TEST_CASE("[G3] an append from another side of a fork parks nothing",
                   "[log]",
                   MemoryKit,
                   SqliteKit,
                   RedisKit) {
  forks_park_nothing<TestType>();
}
TEMPLATE_TEST_CASE("what a log lost is put back", "[log]", MemoryKit, SqliteKit, RedisKit) {
  restores_what_was_lost<TestType>();
}
TEMPLATE_TEST_CASE(
    "parts of what a log lost are not seen", "[log]", MemoryKit, SqliteKit, RedisKit) {
  restores_unseen<TestType>();
}
TEMPLATE_TEST_CASE("a new epoch begins", "[log]", MemoryKit, SqliteKit, RedisKit) {
  begins_epochs<TestType>();
}
TEMPLATE_TEST_CASE("a room's inbox is bounded", "[log]", MemoryKit, SqliteKit, RedisKit) {
  inbox_is_bounded<TestType>();
}
TEMPLATE_TEST_CASE("what is too large is refused whole", "[log]", MemoryKit, SqliteKit, RedisKit) {
  refuses_what_is_too_large<TestType>();
}
TEMPLATE_TEST_CASE("blobs by content, codes by name", "[log]", MemoryKit, SqliteKit, RedisKit) {
  keeps_blobs_and_codes<TestType>();
}
TEMPLATE_TEST_CASE("words go, the chain still holds", "[log]", MemoryKit, SqliteKit, RedisKit) {
  erases_words<TestType>();
}
TEMPLATE_TEST_CASE("an erased room leaves a tombstone", "[log]", MemoryKit, SqliteKit, RedisKit) {
  erases_rooms<TestType>();
}
TEMPLATE_TEST_CASE("everything is there after reopening", "[log]", MemoryKit, SqliteKit, RedisKit) {
  survives_reopening<TestType>();
}
TEMPLATE_TEST_CASE("subscribers are told of appends", "[log]", MemoryKit, SqliteKit, RedisKit) {
  tells_subscribers<TestType>();
}
TEMPLATE_TEST_CASE("many rooms append in one tick", "[log]", MemoryKit, SqliteKit, RedisKit) {
  appends_of_one_tick<TestType>();
}

}  // namespace palabre::test
