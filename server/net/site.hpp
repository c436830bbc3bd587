// SPDX-License-Identifier: AGPL-3.0-or-later
// What every session serves.
#pragma once

#include <boost/asio/ssl/context.hpp>

#include "app/ports.hpp"
#include "net/connections.hpp"
#include "net/http_rules.hpp"
#include "net/long_poll.hpp"
#include "net/static_files.hpp"

namespace palabre::net {

/// Outlives every session and line.
struct Site {
  app::Application& application;
  const StaticFiles& pages;
  Connections& connections;
  HttpRules rules;
  boost::asio::ssl::context* tls = nullptr;  ///< null: plain HTTP
  PolledLines polled_lines = {};
};

}  // namespace palabre::net
