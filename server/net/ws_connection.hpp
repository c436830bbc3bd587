// SPDX-License-Identifier: AGPL-3.0-or-later
// One WebSocket line: what the application gives goes out, one write at a time, made when it can
// be written; what comes in goes to the application. A slow phone costs one write in flight.
#pragma once

#include <string>

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include "net/site.hpp"
#include "net/stream.hpp"

namespace palabre::net {

using UpgradeRequest =
    boost::beast::http::request<boost::beast::http::string_body, boost::beast::http::fields>;

/// Answers the upgrade, which passed check_upgrade, and carries the line until it ends; it counts
/// in site.connections meanwhile.
void start_line(Stream stream, std::string peer, const UpgradeRequest& request, Site& site);

}  // namespace palabre::net
