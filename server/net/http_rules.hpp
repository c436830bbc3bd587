// SPDX-License-Identifier: AGPL-3.0-or-later
// What a request must be before anybody reads its body. Whatever two programs could read in two
// ways (RFC 9112, 11.2) is refused, and its connection closed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/ports.hpp"
#include "net/network.hpp"

namespace palabre::net {

inline constexpr std::size_t header_bytes_max = 8 * 1024;
inline constexpr std::size_t body_bytes_max = 64 * 1024;     // [SPEC 2]
inline constexpr std::size_t message_bytes_max = 16 * 1024;  // [L4]
inline constexpr std::size_t target_bytes_max = 2048;        // longer than any link of ours

/// A request's first line and headers.
struct RequestHead {
  struct Field {
    std::string_view name, value;
  };
  std::string_view method, target;
  unsigned version = 0;  ///< 11 is HTTP/1.1
  std::vector<Field> fields;

  std::size_t count(std::string_view name) const;
  std::string_view value(std::string_view name) const;  ///< the first; empty when absent
};

struct HttpRefusal {
  HttpRefusal(unsigned with, std::string named, std::string because = {})
      : status(with), code(std::move(named)), reason(std::move(because)) {}

  unsigned status;
  std::string code;
  std::string reason;  ///< for whoever wrote the program at the other end
};

/// Which hosts a page may come from to write here: the one it was asked from, and the public one.
/// Who may read the figures, and who is believed about whom it asks for.
struct HttpRules {
  std::string public_host;  ///< host[:port] of --public-url; empty: none
  enum class Metrics { loopback, all, off };
  Metrics metrics = Metrics::loopback;
  std::vector<Network> proxies = {};  ///< beside those on this machine
};

/// Nothing when the request may be read further.
std::optional<HttpRefusal> check_head(const RequestHead& head, const HttpRules& rules);

/// Whether a page of `origin` ("https://host:port") may use this server, asked as `host`.
bool is_own_origin(std::string_view origin, std::string_view host, const HttpRules& rules);

/// "localhost", 127.x.x.x or [::1], with or without a port: no name that another page could have
/// pointed here.
bool names_loopback(std::string_view host);

/// What a browser may load and run, for a page that was asked from `host`.
std::string content_security_policy(std::string_view host);

/// A reason phrase for the status codes that we use.
std::string_view reason_of(unsigned status);

/// Compares ASCII letters without case.
bool same_letters(std::string_view a, std::string_view b);

}  // namespace palabre::net
