// SPDX-License-Identifier: AGPL-3.0-or-later
// The text that the palabre decides on: the latest `edit`, its versions in order.
import type { Edit, RoomLayer, TextVersion } from '../protocol/view';
import { latest, type Named, rowsOf } from '../room/room';

export interface TextInQuestion {
  readonly id: string;
  readonly view: Edit;
  readonly version: number;
  readonly text: string;
  readonly review_date: string | undefined;
  /** The version before, where it is still shown. */
  readonly before: TextVersion | undefined;
}

export function textInQuestion(room: RoomLayer | undefined): TextInQuestion | undefined {
  const found: Named<Edit> | undefined = latest(room, 'edit');
  if (!found) return undefined;
  const [id, view] = found;
  if (!view.version || view.text === undefined) return undefined;
  const versions = rowsOf(view.versions).map(([, version]) => version);
  return {
    id,
    view,
    version: view.version,
    text: view.text,
    review_date: view.review_date,
    before: versions.at(-2),
  };
}
