// SPDX-License-Identifier: AGPL-3.0-or-later
// Cleans what people type.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.hpp"
#include "base/types.hpp"

namespace palabre {

/// `raw` as a Text: valid UTF-8 in NFC, trimmed of spaces and of what nobody can see, '\r' and
/// other control characters gone (tab → space), at most two line breaks in a row. Lengths count
/// code points. Refuses with `text_not_utf8`, `text_too_short` {min}, `text_too_long` {max,
/// length}.
Result<Text> clean_text(std::string_view raw, std::int64_t length_min, std::int64_t length_max);

}  // namespace palabre
