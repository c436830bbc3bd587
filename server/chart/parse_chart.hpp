// SPDX-License-Identifier: AGPL-3.0-or-later
// From a scenario file to a chart, or to everything that is wrong with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include "chart/chart.hpp"
#include "chart/mistake.hpp"
#include "chart/vocabulary.hpp"

namespace palabre::chart {

/// JSON whose objects keep the order of the file: that order is the chart's document order.
using OrderedJson = nlohmann::ordered_json;

inline constexpr std::size_t file_bytes_max = 256 * 1024;  // a blob of 1 MiB holds file and texts
inline constexpr std::size_t json_depth_max = 40;  // 8 levels of states, with room for guards
inline constexpr std::size_t states_max = 200;     // a map that a wall can still show
inline constexpr std::size_t state_depth_max = 8;  // deeper than anybody can explain
inline constexpr std::size_t transitions_max = 1000;
inline constexpr std::size_t params_max = 32;  // what a founding page can ask
inline constexpr std::size_t guard_depth_max = 8;
inline constexpr std::int64_t timer_seconds_max =
    4 * 60 * 60;  // as long as a timer may be set by hand
inline constexpr std::size_t id_bytes_max = 64;
inline constexpr std::size_t mistakes_max = 200;  // more than anybody reads; bounds hostile files
inline constexpr std::size_t prose_bytes_max = 2000;  // descriptions

/// Reads a scenario and checks everything that needs no other state's content: shapes, names, the
/// vocabulary, parameters. All mistakes at once. `check_chart` goes on from there.
/// Given a `Json`, whose objects are sorted, document order is the alphabet's.
tl::expected<Chart, Mistakes> parse_chart(const OrderedJson& file, const Vocabulary& vocabulary);

/// The same from the bytes of a file; also refuses what is no JSON, too large, too deep, or has a
/// key twice in one object.
tl::expected<Chart, Mistakes> parse_chart_text(std::string_view bytes,
                                               const Vocabulary& vocabulary);

/// Reads the bytes of a JSON file as written, for texts too.
tl::expected<OrderedJson, Mistakes> read_json(std::string_view bytes);

}  // namespace palabre::chart
