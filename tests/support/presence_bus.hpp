// SPDX-License-Identifier: AGPL-3.0-or-later
// What servers in one process tell each other of who is connected, without a Redis between them.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "app/presence_channel.hpp"

namespace palabre::support {

class PresenceBus {
 public:
  explicit PresenceBus(std::function<Instant()> now) : now_(std::move(now)) {}

  /// One server's end of it.
  class End final : public app::PresenceChannel {
   public:
    End(std::shared_ptr<PresenceBus> bus, boost::asio::io_context& loop)
        : bus_(std::move(bus)),
          loop_(loop),
          name_("server " + std::to_string(++bus_->lives_)),
          joined_at_(bus_->now_()) {
      bus_->ends_.push_back(this);
    }
    ~End() override { std::erase(bus_->ends_, this); }
    End(const End&) = delete;
    End& operator=(const End&) = delete;

    void say(const app::RoomId& room, const std::string& words) override {
      ++bus_->said_;
      for (End* end : bus_->ends_)
        if (end != this && !cut_ && !end->cut_) end->deliver(room, name_, words);
    }
    void listen(const app::RoomId& room, Heard heard) override { heard_[room] = std::move(heard); }
    void stop_listening(const app::RoomId& room) override { heard_.erase(room); }
    app::Hearing hearing() const override {
      return {connection_, (cut_ ? cut_at_ : bus_->now_()) - joined_at_, !cut_};
    }

    /// Nothing gets through any more, in either direction.
    void cut() {
      cut_ = true;
      cut_at_ = bus_->now_();
    }
    void join() {
      cut_ = false;
      joined_at_ = bus_->now_();
      ++connection_;
    }

   private:
    void deliver(const app::RoomId& room, const std::string& from, const std::string& words) {
      const auto at = heard_.find(room);
      if (at == heard_.end()) return;
      boost::asio::post(loop_, [heard = at->second, from, words] { heard(from, words); });
    }

    std::shared_ptr<PresenceBus> bus_;
    boost::asio::io_context& loop_;
    std::string name_;
    std::map<app::RoomId, Heard> heard_;
    Instant joined_at_, cut_at_ = 0;
    std::uint64_t connection_ = 1;
    bool cut_ = false;
  };

  /// How often anything was said.
  std::size_t said() const { return said_; }

 private:
  std::function<Instant()> now_;
  std::vector<End*> ends_;
  std::size_t lives_ = 0, said_ = 0;
};

}  // namespace palabre::support
