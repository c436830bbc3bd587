// SPDX-License-Identifier: AGPL-3.0-or-later
// A real redis-server of a test's own, on a free port of this machine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <sys/types.h>

#include "support/temporary_folder.hpp"

namespace palabre::test {

class RedisServer {
 public:
  /// Starts it, appendonly and appendfsync always, with further settings: {"--maxmemory", "2mb"};
  /// PORT among them stands for its port.
  explicit RedisServer(std::vector<std::string> settings = {});
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;
  ~RedisServer();

  std::uint16_t port() const { return port_; }
  /// redis://127.0.0.1:port
  std::string url() const;
  const TemporaryFolder& folder() const { return folder_; }

  /// SIGKILL; what was fsynced is in folder().
  void kill();
  /// On the same port, with the same settings and files.
  void start();
  /// SIGSTOP and SIGCONT: its connections stay, and nothing answers.
  void freeze();
  void thaw();

 private:
  TemporaryFolder folder_;
  std::vector<std::string> settings_;
  std::uint16_t port_ = 0;
  pid_t process_ = 0;
};

}  // namespace palabre::test
