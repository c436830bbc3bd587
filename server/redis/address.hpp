// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a Redis is, as operators write it.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.hpp"

namespace palabre::redis {

struct Address {
  std::string host;
  std::uint16_t port = 6379;
  std::string user, password;
  int database = 0;
  bool tls = false;
  bool operator==(const Address&) const = default;

  /// For the log: without user and password.
  std::string shown() const;
};

/// redis://[[user]:password@]host[:port][/database], or rediss:// for TLS; an IPv6 host stands in
/// brackets; user and password may be percent-encoded. Refuses with `bad_address` {sentence}.
Result<Address> parse_address(const std::string& written);

}  // namespace palabre::redis
