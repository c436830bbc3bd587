// SPDX-License-Identifier: AGPL-3.0-or-later
// When no digits count: while somebody speaks, and while nobody does. The slice alone says that time goes.
import type { RoomLayer } from '../protocol/view';
import { activitiesOf } from '../room/room';

export function isQuiet(layer: RoomLayer | undefined): boolean {
  return activitiesOf(layer).some(([, activity]) => {
    if (activity.running === false) return false;
    if (activity.kind === 'silence') return activity.over !== true;
    return activity.kind === 'round' && activity.floor !== undefined && activity.phase !== 'closed';
  });
}
