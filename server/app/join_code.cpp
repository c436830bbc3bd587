// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/join_code.hpp"

namespace palabre::app {
namespace {

constexpr std::string_view letters = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
constexpr std::size_t code_length = 8;

}  // namespace

std::string draw_code(Random& random) {
  std::string code;
  for (std::size_t i = 0; i < code_length; ++i) code += letters[random.below(letters.size())];
  return code;
}

std::optional<std::string> read_code(std::string_view typed) {
  std::string code;
  for (char c : typed) {
    if (c == '-' || c == ' ') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (letters.find(c) == std::string_view::npos || code.size() == code_length)
      return std::nullopt;
    code += c;
  }
  if (code.size() != code_length) return std::nullopt;
  return code;
}

std::string shown_code(const std::string& code) {
  return code.substr(0, code_length / 2) + "-" + code.substr(code_length / 2);
}

}  // namespace palabre::app
