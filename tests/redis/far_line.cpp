// SPDX-License-Identifier: AGPL-3.0-or-later
// Lines to a Redis that is farther away: for each delay a port, said on a line of its own. Ends
// with its input. usage: palabre_far_line PORT MICROSECONDS_EACH_WAY...
#include <array>
#include <cstdlib>
#include <iostream>
#include <list>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <unistd.h>

#include "redis/proxy.hpp"

int main(int count, char** given) {
  if (count < 3) {
    std::cerr << "usage: palabre_far_line PORT MICROSECONDS_EACH_WAY...\n";
    return 2;
  }
  boost::asio::io_context loop;
  const auto to = static_cast<std::uint16_t>(std::atoi(given[1]));
  std::list<palabre::test::Proxy> lines;
  for (int i = 2; i < count; ++i) {
    lines.emplace_back(loop, to, std::chrono::microseconds(std::atoi(given[i])));
    std::cout << lines.back().port() << std::endl;
  }
  boost::asio::posix::stream_descriptor input(loop, dup(STDIN_FILENO));
  std::array<char, 1> byte{};
  input.async_read_some(boost::asio::buffer(byte), [&](const auto&, std::size_t) { loop.stop(); });
  loop.run();
  return 0;
}
