// SPDX-License-Identifier: AGPL-3.0-or-later
// Walls: what was chosen, as bars; what was given, as ideas; who takes on what.
import { wordsBy } from '../../activities/ideas';
import { day } from '../../i18n/say';
import { t } from '../../i18n/t';
import type { Collect, Commitments } from '../../protocol/view';
import { rowsOf, useRoom } from '../../room/room';
import { choiceName, stateQuestion } from '../../room/sentences';
import { IdeaWall } from './idea_wall';

const rows_max = 6;

export function Wall({ view }: { view: Collect }) {
  const room = useRoom();
  const tally = Object.entries(view.tally ?? {});
  if (tally.length === 0) return <IdeaWall view={view} />;
  const most = Math.max(1, ...tally.map(([, n]) => n));
  const name = (choice: string) =>
    view.input === 'seat' ? room.name(choice) : view.input === 'number' ? choice : choiceName(room, choice);
  return (
    <section class="wall">
      <h1 class="small">{stateQuestion(room)}</h1>
      <ul class="bars">
        {tally.slice(0, rows_max).map(([choice, n]) => (
          <li key={choice}>
            <span>{name(choice)}</span>
            <meter min={0} max={most} value={n} aria-hidden="true" />
            <strong>{n}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function CommitmentWall({ view }: { view: Commitments }) {
  const room = useRoom();
  const rows = rowsOf(view.items).filter(([, row]) => row.state !== 'declined');
  const words = view.of === undefined ? undefined : wordsBy(room, view.of);
  return (
    <section class="wall">
      <h1 class="small">{stateQuestion(room) ?? t('commitments.question')}</h1>
      <ul class="promises">
        {rows.slice(-rows_max).map(([item, row]) => (
          <li key={item} class={row.state}>
            <strong>{room.name(row.seat)}</strong>
            <span>
              {row.what}
              {row.item && words && ` · ${t('commitments.carries', { words: words(row.item) })}`}
              {row.state === 'asked' && <em> ({t('commitments.asked_short')})</em>}
            </span>
            <span class="whole">{row.by_when && day(row.by_when)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
