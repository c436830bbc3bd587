// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redis/address.hpp"

#include <charconv>
#include <optional>
#include <string_view>

#include <fmt/format.h>

namespace palabre::redis {
namespace {

constexpr int databases_max = 1024;  // Redis itself has 16 unless it is told otherwise

// Never shows what was written: it may hold a password.
tl::unexpected<Error> wrong(std::string_view why) {
  return refuse("bad_address",
                {{"sentence",
                  fmt::format("the address of Redis {}; it is written "
                              "redis://[user:password@]host:port[/db], or rediss://… for TLS",
                              why)}});
}

template <class Number>
std::optional<Number> number_of(std::string_view written, Number max) {
  Number number = 0;
  const auto [end, error] =
      std::from_chars(written.data(), written.data() + written.size(), number);
  if (error != std::errc() || end != written.data() + written.size() || number < 0 || number > max)
    return std::nullopt;
  return number;
}

std::optional<std::string> percent_decoded(std::string_view written) {
  std::string plain;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] != '%') {
      plain += written[i];
      continue;
    }
    int code = 0;
    if (i + 2 >= written.size()) return std::nullopt;
    const char* const begin = written.data() + i + 1;
    const auto [stopped, error] = std::from_chars(begin, begin + 2, code, 16);
    if (error != std::errc() || stopped != begin + 2) return std::nullopt;
    plain += static_cast<char>(code);
    i += 2;
  }
  return plain;
}

bool read_scheme(std::string_view& rest, Address& address) {
  for (const std::string_view scheme : {"redis://", "rediss://"}) {
    if (!rest.starts_with(scheme)) continue;
    rest.remove_prefix(scheme.size());
    address.tls = scheme == "rediss://";
    return true;
  }
  return false;
}

// "user:password@": a password alone is written ":password@".
bool read_credentials(std::string_view& rest, Address& address) {
  const std::size_t at = rest.rfind('@');
  if (at == std::string_view::npos) return true;
  const std::string_view written = rest.substr(0, at);
  rest.remove_prefix(at + 1);
  const std::size_t colon = written.find(':');
  if (colon == std::string_view::npos) return false;
  auto user = percent_decoded(written.substr(0, colon));
  auto password = percent_decoded(written.substr(colon + 1));
  if (!user || !password || password->empty()) return false;
  address.user = std::move(*user);
  address.password = std::move(*password);
  return true;
}

bool read_database(std::string_view& rest, Address& address) {
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return true;
  const std::string_view written = rest.substr(slash + 1);
  rest = rest.substr(0, slash);
  if (written.empty()) return true;
  const auto number = number_of<int>(written, databases_max);
  if (number) address.database = *number;
  return number.has_value();
}

bool read_host_and_port(std::string_view rest, Address& address) {
  std::string_view port;
  if (rest.starts_with('[')) {
    const std::size_t end = rest.find(']');
    if (end == std::string_view::npos) return false;
    address.host = rest.substr(1, end - 1);
    port = rest.substr(end + 1);
  } else {
    const std::size_t colon = std::min(rest.find(':'), rest.size());
    address.host = rest.substr(0, colon);
    port = rest.substr(colon);
  }
  if (address.host.empty() || address.host.find_first_of(" ?#/\\") != std::string::npos)
    return false;
  if (port.empty()) return true;
  const auto number = number_of<std::uint32_t>(port.substr(1), 65'535);
  if (port[0] != ':' || !number || *number == 0) return false;
  address.port = static_cast<std::uint16_t>(*number);
  return true;
}

}  // namespace

std::string Address::shown() const {
  const bool is_v6 = host.find(':') != std::string::npos;
  return fmt::format("redis{}://{}{}{}:{}/{}",
                     tls ? "s" : "",
                     is_v6 ? "[" : "",
                     host,
                     is_v6 ? "]" : "",
                     port,
                     database);
}

Result<Address> parse_address(const std::string& written) {
  Address address;
  std::string_view rest = written;
  if (!read_scheme(rest, address)) return wrong("begins with neither redis:// nor rediss://");
  if (!read_credentials(rest, address)) return wrong("has no password before its @");
  if (!read_database(rest, address)) return wrong("does not end with the number of a database");
  if (!read_host_and_port(rest, address)) return wrong("has no host and port that can be read");
  return address;
}

}  // namespace palabre::redis
