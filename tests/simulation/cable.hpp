// SPDX-License-Identifier: AGPL-3.0-or-later
// A line between a phone and a server: takes time, may be cut at one end without the other's
// knowing.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "simulation/stage.hpp"

namespace palabre::sim {

/// The phone's end of a line.
class Far {
 public:
  virtual ~Far() = default;
  virtual void opened() = 0;
  virtual void received(const std::string& text) = 0;
  virtual void closed(int code) = 0;
};

class Cable final : public app::LineShell, public std::enable_shared_from_this<Cable> {
 public:
  Cable(Stage& stage, Server& server, Far& phone);

  /// Dials; the phone hears `opened`, or `closed` when nobody is there.
  void open();
  void send(std::string text);
  /// The phone lets go of it.
  void drop();
  /// Nothing comes through any more. Who hears of it: the server late or never; the phone at once,
  /// or it has to find out.
  void cut(bool phone_is_told);
  /// The world ends: cable and line hold each other no more.
  void end() { line_ = nullptr; }
  /// Each message takes so long to be written.
  void be_slow(Duration write_ms) { write_ms_ = write_ms; }
  const Server& server() const { return server_; }

  void wake() override;
  void close(std::uint16_t code, std::string reason) override;
  const std::string& peer() const override { return address_; }

 private:
  bool reaches_server() const;
  Instant down_at(Duration way);
  void accept();
  void hang_up();
  void take();
  void deliver_closed(int code, Duration way);

  Stage& stage_;
  Server& server_;
  Far* phone_;
  std::shared_ptr<app::Line> line_;
  std::size_t life_ = 0;  ///< the server's, that it leads to
  std::string address_ = "192.168.1.20";
  Random chance_;
  Duration way_ms_, write_ms_ = 1;
  Instant up_last_ = 0, down_last_ = 0;
  bool taking_ = false;
  bool cut_ = false;
};

}  // namespace palabre::sim
