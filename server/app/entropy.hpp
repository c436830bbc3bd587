// SPDX-License-Identifier: AGPL-3.0-or-later
// Where chance comes from; handed in, so that a simulation can be played again.
#pragma once

#include <functional>
#include <string>

#include "base/random.hpp"

namespace palabre::app {

/// 32 fresh bytes each time.
using Entropy = std::function<Random::Seed()>;

/// The operating system's, through libsodium.
Entropy system_entropy();

/// A secret of 128 bits in 32 hexadecimal digits.
std::string draw_secret(const Entropy& entropy);

}  // namespace palabre::app
