// SPDX-License-Identifier: AGPL-3.0-or-later
// What the program carries inside itself, in the shapes that its parts take.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "net/static_files.hpp"
#include "room/minutes.hpp"

namespace palabre {

net::StaticFiles embedded_pages();
std::map<std::string, std::string_view> embedded_scenarios();
room::Catalogue embedded_catalogue();

}  // namespace palabre
