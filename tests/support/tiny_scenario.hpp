// SPDX-License-Identifier: AGPL-3.0-or-later
// The smallest scenario with something of everything: gather ideas (live), guess (blind), done.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace palabre::support {

/// Its files, bytes by path.
std::map<std::string, std::string_view> tiny_scenario();

}  // namespace palabre::support
