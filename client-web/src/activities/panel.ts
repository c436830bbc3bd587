// SPDX-License-Identifier: AGPL-3.0-or-later
// What every activity's panel is given.
import type { Body } from '../protocol/commands';
import type { Activity, ActivityId, Own } from '../protocol/view';

export interface More {
  readonly version?: number;
  /** Where the words return to if the room refuses them. */
  readonly draft?: string;
}

export interface PanelProps<A extends Activity> {
  readonly id: ActivityId;
  readonly view: A;
  readonly own: Own;
  submit(body: Body, more?: More): void;
}
