// SPDX-License-Identifier: AGPL-3.0-or-later
// The one thread that touches the database. What the loop asked for in one tick, and whatever else
// waits, becomes one transaction: one fsync, however many palabres.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "app/task.hpp"
#include "base/result.hpp"
#include "store/sqlite_tables.hpp"

namespace palabre::store {

/// Something for the thread to do. Its outcome lies with whoever made it.
struct Job {
  enum class Kind {
    read,    ///< at once, outside any transaction
    write,   ///< in the next transaction
    behind,  ///< a write that nobody waits for: many of a busy moment go in one transaction
    erase    ///< a write whose traces are gone from all files before it is answered
  };
  using Perform = std::function<void(SqliteTables&)>;
  using Fail = std::function<void(const Error&)>;

  Job(Kind what, Perform how, Fail when_failed)
      : kind(what), perform(std::move(how)), fail(std::move(when_failed)) {}

  Kind kind;
  Perform perform;
  Fail fail;                     ///< replaces the outcome, when the transaction was rolled back
  std::function<void()> resume;  ///< runs on the loop
};

class StoreThread {
 public:
  /// Completions run on `loop`, which outlives this.
  StoreThread(boost::asio::io_context& loop, std::unique_ptr<SqliteTables> tables);
  /// Finishes what was asked for, then closes the database.
  ~StoreThread();

  /// Done when the job is: for a write that is when it is on the disk. From the loop's thread.
  app::Task<void> submit(Job job);

  /// Transactions that were committed.
  std::uint64_t commits() const { return commits_.load(std::memory_order_relaxed); }

 private:
  using Jobs = std::vector<Job>;
  void enqueue(Job job);
  void hand_over();
  void take(Jobs jobs);
  void commit_soon();
  void commit_in_time();
  void commit();
  void tidy_up_later();
  void answer(Jobs jobs);

  boost::asio::io_context& loop_;
  // Of the loop's thread; outlives this in a hand-over that is still posted.
  std::shared_ptr<Jobs> waiting_ = std::make_shared<Jobs>();

  // Of the store's thread.
  std::unique_ptr<SqliteTables> tables_;
  Jobs due_;
  bool committing_ = false;  ///< posted
  bool tidying_ = false;

  std::atomic<std::uint64_t> commits_ = 0;
  boost::asio::io_context worker_{1};
  boost::asio::steady_timer pause_{worker_};  ///< runs out when what is behind may be committed
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> keep_;
  std::thread thread_;
};

}  // namespace palabre::store
