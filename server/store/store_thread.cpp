// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/store_thread.hpp"

#include <chrono>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace palabre::store {
namespace {

namespace asio = boost::asio;

// A checkpoint copies the write-ahead log into the database: from 8 MB on when nothing waits, from
// 64 MB on in any case.
constexpr int log_pages_worth_tidying = 2000;
constexpr int log_pages_max = 16000;

// What is behind costs at most fifty transactions a second; the first after a rest goes at once.
constexpr std::chrono::milliseconds pause_behind{20};

Error error_of(const Sqlite::Failure& failure) {
  if (failure.kind == Sqlite::Failure::Kind::disk_full) return Error{"disk_full"};
  return Error{"unavailable", {{"reason", failure.sentence}}};
}

// What the database remembers as failed since the last time it was asked.
bool fail_if_failed(Sqlite& database, std::vector<Job>& jobs) {
  const std::optional<Sqlite::Failure> failure = database.take_failure();
  if (!failure) return false;
  for (const Job& job : jobs) job.fail(error_of(*failure));
  return true;
}

}  // namespace

StoreThread::StoreThread(asio::io_context& loop, std::unique_ptr<SqliteTables> tables)
    : loop_(loop),
      tables_(std::move(tables)),
      keep_(asio::make_work_guard(worker_)),
      thread_([this] { worker_.run(); }) {}

StoreThread::~StoreThread() {
  hand_over();
  keep_.reset();
  thread_.join();
}

app::Task<void> StoreThread::submit(Job job) {
  using Token = asio::use_awaitable_t<asio::io_context::executor_type>;
  auto initiate = [this](auto handler, Job asked) {
    auto kept = std::make_shared<decltype(handler)>(std::move(handler));
    asked.resume = [kept] { std::move (*kept)(); };
    enqueue(std::move(asked));
  };
  Token token;
  return asio::async_initiate<Token, void()>(initiate, token, std::move(job));
}

void StoreThread::enqueue(Job job) {
  waiting_->push_back(std::move(job));
  if (waiting_->size() > 1) return;
  // Later in this tick, so that all of the tick's jobs go together.
  asio::post(loop_, [this, waiting = waiting_] {
    if (!waiting->empty()) hand_over();
  });
}

void StoreThread::hand_over() {
  if (waiting_->empty()) return;
  asio::post(worker_,
             [this, jobs = std::exchange(*waiting_, {})]() mutable { take(std::move(jobs)); });
}

void StoreThread::take(Jobs jobs) {
  Jobs read;
  bool urgent = false;
  for (Job& job : jobs) {
    if (job.kind != Job::Kind::read) {
      urgent = urgent || job.kind != Job::Kind::behind;
      due_.push_back(std::move(job));
      continue;
    }
    job.perform(*tables_);
    Jobs one;
    one.push_back(std::move(job));
    fail_if_failed(tables_->database(), one);
    read.push_back(std::move(one.front()));
  }
  if (!read.empty()) answer(std::move(read));
  if (urgent)
    commit_soon();
  else if (!due_.empty())
    commit_in_time();
}

// Behind the hand-overs that already wait: they join the same transaction.
void StoreThread::commit_soon() {
  if (std::exchange(committing_, true)) return;
  asio::post(worker_, [this] { commit(); });
}

void StoreThread::commit_in_time() {
  if (committing_) return;
  if (pause_.expiry() <= std::chrono::steady_clock::now()) return commit_soon();
  // A wait that a commit ends has nothing to do: the commit took all that was due.
  pause_.async_wait([this](const boost::system::error_code& ended) {
    if (!ended && !due_.empty()) commit_soon();
  });
}

void StoreThread::commit() {
  committing_ = false;
  pause_.expires_after(pause_behind);
  Jobs jobs = std::exchange(due_, {});
  Sqlite& database = tables_->database();
  bool erases = false;
  database.run("BEGIN IMMEDIATE");
  for (Job& job : jobs) {
    job.perform(*tables_);
    erases = erases || job.kind == Job::Kind::erase;
  }
  database.run("COMMIT");
  if (fail_if_failed(database, jobs)) {
    database.run("ROLLBACK");
    database.take_failure();  // SQLite may have rolled back by itself
  } else {
    commits_.fetch_add(1, std::memory_order_relaxed);
    // The log still holds the pages as they were: erased means that these are gone too.
    if (erases) {
      database.run("PRAGMA wal_checkpoint(TRUNCATE)");
      fail_if_failed(database, jobs);
    }
  }
  answer(std::move(jobs));
  tidy_up_later();
}

void StoreThread::tidy_up_later() {
  if (tidying_ || tables_->database().log_pages() < log_pages_worth_tidying) return;
  tidying_ = true;
  asio::post(worker_, [this] {
    tidying_ = false;
    Sqlite& database = tables_->database();
    if (!due_.empty() && database.log_pages() < log_pages_max) return;
    database.run("PRAGMA wal_checkpoint(PASSIVE)");
    database.take_failure();  // tried again after the next commit
  });
}

void StoreThread::answer(Jobs jobs) {
  asio::post(loop_, [done = std::move(jobs)]() mutable {
    for (const Job& job : done) job.resume();
  });
}

}  // namespace palabre::store
