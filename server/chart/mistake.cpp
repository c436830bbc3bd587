// SPDX-License-Identifier: AGPL-3.0-or-later
#include "chart/mistake.hpp"

namespace palabre::chart {

std::string under(std::string_view pointer, std::string_view key) {
  std::string longer(pointer);
  longer += '/';
  for (char c : key) {
    if (c == '~')
      longer += "~0";
    else if (c == '/')
      longer += "~1";
    else
      longer += c;
  }
  return longer;
}

std::string under(std::string_view pointer, std::size_t n) {
  return std::string(pointer) + "/" + std::to_string(n);
}

std::string line_of(const Mistake& mistake) {
  const std::string place = mistake.pointer.empty() ? "/" : mistake.pointer;
  return place + ": " + mistake.code + ". " + mistake.sentence + " " + mistake.mend;
}

}  // namespace palabre::chart
