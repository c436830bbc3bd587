// SPDX-License-Identifier: AGPL-3.0-or-later
// How a log elsewhere is doing, for /health/ready and /metrics.
#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>

namespace palabre::app {

/// One number, for operators.
struct Figure {
  std::string name;  ///< as Prometheus has it: "palabre_redis_connected"
  std::string help;
  double value = 0;
};

struct LogCondition {
  bool takes_appends = true;  ///< as far as is known; nobody is to be sent to this server otherwise
  std::vector<Figure> figures;
};

/// The Prometheus text format.
inline std::string text_of(const std::vector<Figure>& figures) {
  std::string text;
  for (const Figure& figure : figures)
    text += fmt::format(
        "# HELP {0} {1}\n# TYPE {0} gauge\n{0} {2}\n", figure.name, figure.help, figure.value);
  return text;
}

}  // namespace palabre::app
