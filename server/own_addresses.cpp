// SPDX-License-Identifier: AGPL-3.0-or-later
#include "own_addresses.hpp"

#include <memory>
#include <string_view>
#include <utility>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <qrencode.h>

namespace palabre {
namespace {

bool is_container(std::string_view name) {
  for (const std::string_view begin : {"docker", "br-", "veth", "virbr", "podman", "lxc"})
    if (name.starts_with(begin)) return true;
  return false;
}

}  // namespace

std::vector<std::string> local_network_addresses() {
  ifaddrs* first = nullptr;
  if (getifaddrs(&first) != 0) return {};
  const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> all(first, &freeifaddrs);
  std::vector<std::string> found;
  for (const ifaddrs* one = all.get(); one != nullptr; one = one->ifa_next) {
    if (one->ifa_addr == nullptr || one->ifa_addr->sa_family != AF_INET) continue;
    if ((one->ifa_flags & IFF_UP) == 0 || (one->ifa_flags & IFF_LOOPBACK) != 0) continue;
    if (is_container(one->ifa_name)) continue;
    char text[INET_ADDRSTRLEN] = "";
    const auto* address = reinterpret_cast<const sockaddr_in*>(one->ifa_addr);
    if (inet_ntop(AF_INET, &address->sin_addr, text, sizeof(text)) != nullptr)
      found.emplace_back(text);
  }
  return found;
}

std::string qr_code(const std::string& url) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString(url.c_str(), 0, QR_ECLEVEL_L, QR_MODE_8, 1), &QRcode_free);
  if (!code) return "";
  constexpr int quiet = 2;  // modules around it: half of the norm, enough on a terminal
  const auto is_dark = [&](int x, int y) {
    if (x < 0 || y < 0 || x >= code->width || y >= code->width) return false;
    return (code->data[y * code->width + x] & 1U) != 0;
  };
  // Two modules a character: the upper one in the colour of the letter, the lower one behind it.
  // Both colours are said, so that it reads alike on light and dark terminals.
  std::string text;
  for (int y = -quiet; y < code->width + quiet; y += 2) {
    std::string colours;
    for (int x = -quiet; x < code->width + quiet; ++x) {
      std::string wanted = is_dark(x, y) ? "\x1b[30;" : "\x1b[97;";
      wanted += is_dark(x, y + 1) ? "40m" : "107m";
      if (wanted != colours) text += wanted;
      colours = std::move(wanted);
      text += "▀";
    }
    text += "\x1b[0m\n";
  }
  return text;
}

}  // namespace palabre
