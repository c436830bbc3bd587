// SPDX-License-Identifier: AGPL-3.0-or-later
// The parameters of a scenario: what may be chosen at founding, and the values put in their places.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/types.hpp"
#include "chart/chart.hpp"

namespace palabre::chart {

/// The whole set of parameters, defaults filled in, from those that were chosen.
/// Refuses with `unknown_param {name}`, `bad_param {name}` or, for an integer, `bad_param {name,
/// min, max}`.
Result<Json> check_params(const Chart& chart, const Json& chosen);

/// `value` with every `{"param": name}` in it replaced by what was chosen. `chosen` comes from
/// `check_params` of the chart that `value` stands in.
Json resolve(const Json& value, const Json& chosen);

/// How long a state waits before it raises the event of `after`, in milliseconds.
Duration delay_of(const After& after, const Json& chosen);

/// The names of the parameters that `value` uses.
std::set<std::string> params_in(const Json& value);

/// `value` resolved with the defaults, and with each used parameter at each of its extremes: what
/// holds of all of these is taken to hold of every choice.
std::vector<Json> samples_of(const Json& value, const std::vector<Param>& params);

/// True when `value` may be chosen for `param`.
bool accepts(const Param& param, const Json& value);

/// Milliseconds in the unit that a delay's parameter ends in (_ms, _s, _min); 0 when in none.
Duration unit_of(std::string_view param_name);

}  // namespace palabre::chart
