// SPDX-License-Identifier: AGPL-3.0-or-later
// BLAKE2b (RFC 7693) through libsodium.
#pragma once

#include <string>
#include <string_view>

namespace palabre {

/// BLAKE2b-256 of the parts, each preceded by its length (so that no two lists of parts collide),
/// in 64 lower-case hexadecimal digits.
std::string hash_of(std::initializer_list<std::string_view> parts);

/// BLAKE2b-128 of one string, in 32 hexadecimal digits: session ids, content addresses, layer sums.
std::string short_hash_of(std::string_view bytes);

}  // namespace palabre
