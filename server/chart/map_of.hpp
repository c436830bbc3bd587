// SPDX-License-Identifier: AGPL-3.0-or-later
// The map of the method: a chart as a picture can be drawn from it.
#pragma once

#include "chart/chart.hpp"

namespace palabre::chart {

/// `{id, version, minutes, kind, initial?, states: […], ways?: […]}`. A state is `{key, kind,
/// text?, initial?, activities?: [kind], states?: […], ways?: […]}`, in document order; a way is
/// `{how, event?, after?, to: [key], guarded}` with `how` one of `call`, `raised`, `settled` (an
/// activity), `done` (the states inside), `after`, `always`. Texts are keys; no value is null.
Json map_of(const Chart& chart);

}  // namespace palabre::chart
