// SPDX-License-Identifier: AGPL-3.0-or-later
// Lines for phones whose WebSockets are blocked [W1]: the same messages by requests that wait.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "app/ports.hpp"

namespace palabre::net {

struct Site;
class PolledLine;

/// By name: 128 random bits, which whoever opened the line alone knows.
using PolledLines = std::map<std::string, std::shared_ptr<PolledLine>>;

/// Whether this path is `/api/lines` or below it.
bool is_polled_line(const std::string& path);

/// Answers `POST /api/lines`, and `POST` and `GET` of `/api/lines/{line}`; the last waits.
app::Task<app::HttpResponse> serve_polled_line(Site& site, app::HttpRequest request);

}  // namespace palabre::net
