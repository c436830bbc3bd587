// SPDX-License-Identifier: AGPL-3.0-or-later
// How people in the room reach this machine.
#pragma once

#include <string>
#include <vector>

namespace palabre {

/// IPv4 addresses of this machine in its local networks, without those of containers.
std::vector<std::string> local_network_addresses();

/// A URL as a QR code for a terminal, with its quiet zone; empty when it does not fit.
std::string qr_code(const std::string& url);

}  // namespace palabre
