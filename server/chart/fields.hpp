// SPDX-License-Identifier: AGPL-3.0-or-later
// A small language that says which fields an object may have; read by the checks of a scenario.
#pragma once

#include <vector>

#include "base/result.hpp"
#include "chart/vocabulary.hpp"

namespace palabre::chart {

/// Judges `value` against `fields`: `{name: spec}`, where a spec is one of
///   {"enum": ["a", "b"]}        one of these
///   {"integer": [min, max]}     a whole number, both ends included
///   {"boolean": true}
///   {"string": max}             at most so many bytes, not empty
///   {"list": spec, "max": n}    at most n (default 16) of the same
///   {"fields": {…}}             an object of its own
///   {"any": true}
/// and `"required": true` in it asks for the field's presence. A field not named is a fault.
std::vector<Fault> check_fields(const Json& fields, const Json& value);

}  // namespace palabre::chart
