// SPDX-License-Identifier: AGPL-3.0-or-later
#include "support/redis_server.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace palabre::test {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

std::uint16_t free_port() {
  const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof(address);
  auto* const raw = reinterpret_cast<sockaddr*>(&address);
  const bool bound = bind(probe, raw, size) == 0 && getsockname(probe, raw, &size) == 0;
  close(probe);
  if (!bound) throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}

bool answers(std::uint16_t port) {
  const int line = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  const bool connected =
      connect(line, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
  close(line);
  return connected;
}

}  // namespace

RedisServer::RedisServer(std::vector<std::string> settings)
    : settings_(std::move(settings)), port_(free_port()) {
  start();
}

RedisServer::~RedisServer() { kill(); }

std::string RedisServer::url() const { return "redis://127.0.0.1:" + std::to_string(port_); }

void RedisServer::start() {
  std::vector<std::string> words{"redis-server",
                                 "--bind",
                                 "127.0.0.1",
                                 "--port",
                                 std::to_string(port_),
                                 "--dir",
                                 folder_.path(),
                                 "--logfile",
                                 folder_ / "redis.log",
                                 "--save",
                                 "",
                                 "--appendonly",
                                 "yes",
                                 "--appendfsync",
                                 "always"};
  words.insert(words.end(), settings_.begin(), settings_.end());
  std::replace(words.begin(), words.end(), std::string("PORT"), std::to_string(port_));
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  process_ = fork();
  if (process_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    execvp(arguments[0], arguments.data());
    _exit(127);
  }
  // Whether it listens is asked again and again, for ten seconds.
  for (int asked = 0; asked < 1'000; ++asked) {
    if (answers(port_)) return;
    int ended = 0;
    if (waitpid(process_, &ended, WNOHANG) == process_) break;
    poll(nullptr, 0, 10);
  }
  throw std::runtime_error("redis-server does not start: " + folder_.read("redis.log"));
}

void RedisServer::kill() {
  if (process_ <= 0) return;
  ::kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  process_ = 0;
}

void RedisServer::freeze() { ::kill(process_, SIGSTOP); }
void RedisServer::thaw() { ::kill(process_, SIGCONT); }

}  // namespace palabre::test
