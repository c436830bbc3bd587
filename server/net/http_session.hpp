// SPDX-License-Identifier: AGPL-3.0-or-later
// One HTTP/1.1 connection: requests one after the other, until it becomes a line or ends.
#pragma once

#include "net/site.hpp"
#include "net/socket.hpp"

namespace palabre::net {

/// Serves `socket` until it ends; it counts in site.connections meanwhile.
void start_http_session(Socket socket, Peer peer, Site& site);

}  // namespace palabre::net
