// SPDX-License-Identifier: AGPL-3.0-or-later
// A short consent, its texts and a small vocabulary: what the tests of charts begin from.
#pragma once

#include <string>
#include <string_view>

#include "chart/check_chart.hpp"
#include "chart/parse_chart.hpp"

namespace palabre::chart::sample {

/// A few activities, guards and roles; `edit` by somebody hangs on one person.
const Vocabulary& vocabulary();

/// A scenario without a mistake.
OrderedJson consent_short();
/// Its texts in French (tu and vous) and English.
Texts texts();

/// A whole scenario around `states` and `initial`, for tests of one thing.
OrderedJson scenario(std::string_view initial, std::string_view states);
/// Its chart; fails the test when it has mistakes.
Chart chart_of(const OrderedJson& file);
Chart chart_of(std::string_view initial, std::string_view states);

/// `value` with what stands at `pointer` replaced by `written` (JSON), or removed when that is
/// empty.
void put(OrderedJson& value, const std::string& pointer, std::string_view written);
void put(Json& value, const std::string& pointer, std::string_view written);

/// "code pointer" of each, one a line: what a failing test prints.
std::string listed(const Mistakes& mistakes);
bool has(const Mistakes& mistakes, std::string_view code, std::string_view pointer);

}  // namespace palabre::chart::sample
