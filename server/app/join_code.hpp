// SPDX-License-Identifier: AGPL-3.0-or-later
// The short code by which people find a palabre [H11].
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/random.hpp"

namespace palabre::app {

/// Eight letters without those that look or sound alike: 39 bits. Without the hyphen.
std::string draw_code(Random& random);

/// What was typed, as it is stored: the hyphen, spaces and the case do not matter; nothing when it
/// cannot be a code.
std::optional<std::string> read_code(std::string_view typed);

/// "KATA-27XB".
std::string shown_code(const std::string& code);

}  // namespace palabre::app
