// SPDX-License-Identifier: AGPL-3.0-or-later
// Every kind of activity that this build knows.
#pragma once

#include <vector>

#include "activities/any_activity.hpp"

namespace palabre::activities {

/// All kinds, in alphabetical order. A new activity is one line in registry.cpp.
const std::vector<Kind>& registry();

/// The kind of that name, or null.
const Kind* find_kind(std::string_view kind);

}  // namespace palabre::activities
