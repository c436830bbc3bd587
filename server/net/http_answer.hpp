// SPDX-License-Identifier: AGPL-3.0-or-later
// From a request to the bytes of its answer: pages, or what the application says.
#pragma once

#include <optional>
#include <string>

#include "net/http_rules.hpp"
#include "net/site.hpp"
#include "net/socket.hpp"

namespace palabre::net {

struct HttpAnswer {
  app::HttpResponse response;
  std::string host;  ///< that it was asked from
  bool with_body = true;
  bool keep_alive = false;
};

/// Who asks: the other end, or whom a proxy speaks for.
Peer caller_of(const RequestHead& head, const Peer& peer);

/// The application's view of a request whose head passed check_head.
app::HttpRequest request_of(const RequestHead& head, const Peer& peer);

/// Pages, /metrics where it may be seen, and everything of /api and /health from the application;
/// 404 otherwise, 500 when the application throws.
app::Task<app::HttpResponse> make_response(Site& site, app::HttpRequest request);

app::HttpResponse response_of(const HttpRefusal& refusal);

/// The status line and headers, security headers included.
std::string head_text(const HttpAnswer& answer);

/// Whether a request that passed check_head may become a line; `unread` bytes came after it.
std::optional<HttpRefusal> check_upgrade(const RequestHead& head, std::size_t unread);

}  // namespace palabre::net
