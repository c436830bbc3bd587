// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/text.hpp"

#include <cstdlib>
#include <memory>

#include <utf8proc.h>

namespace palabre {
namespace {

// Spaces, and what nobody can see: at the edges it goes, so that a text of nothing else is empty.
bool is_blank(utf8proc_int32_t c) {
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return true;
    default: break;
  }
  return c == '\n' || c == 0xAD || c == 0x61C || c == 0x115F || c == 0x1160 || c == 0x180E ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x2060 && c <= 0x2064) || c == 0x2800 ||
         c == 0x3164 || c == 0xFEFF || c == 0xFFA0;
}

// Drops what has no place in a sentence; bidirectional overrides could make a text lie about
// itself.
bool is_dropped(utf8proc_int32_t c) {
  const bool bidi = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  return bidi || (c != '\n' && utf8proc_category(c) == UTF8PROC_CATEGORY_CC);
}

// Calls `visit(code point, its bytes)`; false when the bytes are no UTF-8.
template <class F>
bool each_point(std::string_view whole, F&& visit) {
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(whole.data());
  auto left = static_cast<utf8proc_ssize_t>(whole.size());
  while (left > 0) {
    utf8proc_int32_t c = 0;
    const auto step = utf8proc_iterate(at, left, &c);
    if (step <= 0) return false;
    visit(c, std::string_view(reinterpret_cast<const char*>(at), static_cast<std::size_t>(step)));
    at += step;
    left -= step;
  }
  return true;
}

std::string composed(std::string_view raw) {
  utf8proc_uint8_t* out = nullptr;
  const auto bytes = reinterpret_cast<const utf8proc_uint8_t*>(raw.data());
  const auto size =
      utf8proc_map(bytes,
                   static_cast<utf8proc_ssize_t>(raw.size()),
                   &out,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (size < 0) return {};
  std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(out, &std::free);
  return std::string(reinterpret_cast<const char*>(out), static_cast<std::size_t>(size));
}

}  // namespace

Result<Text> clean_text(std::string_view raw, std::int64_t length_min, std::int64_t length_max) {
  // Composition changes bytes at most threefold: this bounds the work before counting.
  if (raw.size() > static_cast<std::size_t>(length_max) * 16 + 64)
    return refuse("text_too_long", {{"max", length_max}, {"length", raw.size()}});
  // Dropping comes before composing: what stood between two points must not keep them apart.
  std::string kept;
  const bool readable = each_point(raw, [&](utf8proc_int32_t c, std::string_view bytes) {
    if (c == '\t')
      kept += ' ';
    else if (c == 0x2028 || c == 0x2029)
      kept += '\n';
    else if (!is_dropped(c))
      kept += bytes;
  });
  if (!readable) return refuse("text_not_utf8");
  Text text;
  int breaks = 0;
  std::string pending;  // blanks not yet known to be inside the text
  std::uint32_t pending_length = 0;
  each_point(composed(kept), [&](utf8proc_int32_t c, std::string_view bytes) {
    if (is_blank(c)) {
      breaks += c == '\n' ? 1 : 0;
      if (c == '\n' && breaks > 2) return;
      pending += bytes;
      ++pending_length;
      return;
    }
    if (text.length > 0) {
      text.value += pending;
      text.length += pending_length;
    }
    pending.clear();
    pending_length = 0;
    breaks = 0;
    text.value += bytes;
    ++text.length;
  });
  if (text.length < length_min) return refuse("text_too_short", {{"min", length_min}});
  if (text.length > length_max)
    return refuse("text_too_long", {{"max", length_max}, {"length", text.length}});
  return text;
}

}  // namespace palabre
