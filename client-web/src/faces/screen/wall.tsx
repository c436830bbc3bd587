// SPDX-License-Identifier: AGPL-3.0-or-later
// Walls: what was given, as cards that stay readable; of many, the newest and how many there are.
import { worded } from '../../activities/collect/items';
import { day } from '../../i18n/say';
import { t } from '../../i18n/t';
import type { Collect, Commitments } from '../../protocol/view';
import { rowsOf, useRoom } from '../../room/room';
import { choiceName, stateQuestion } from '../../room/sentences';

/** As many cards as stay readable at ten metres. */
const cards_max = 9;
const rows_max = 6;

export function Wall({ view }: { view: Collect }) {
  const room = useRoom();
  const tally = Object.entries(view.tally ?? {});
  const all = rowsOf(view.items)
    .filter(([, row]) => !row.hidden)
    .reverse();
  const rest = (view.count ?? all.length) - Math.min(all.length, cards_max);
  return (
    <section class="wall">
      <h1 class="small">{stateQuestion(room)}</h1>
      {tally.length > 0 ? (
        <ul class="bars">
          {tally.slice(0, rows_max).map(([choice, n]) => (
            <li key={choice}>
              <span>
                {view.input === 'seat'
                  ? room.name(choice)
                  : view.input === 'number'
                    ? choice
                    : choiceName(room, choice)}
              </span>
              <meter min={0} max={Math.max(1, ...tally.map(([, m]) => m))} value={n} aria-hidden="true" />
              <strong>{n}</strong>
            </li>
          ))}
        </ul>
      ) : (
        <ul class="cards">
          {all.slice(0, cards_max).map(([item, row]) => (
            <li key={item}>{worded(room, row)}</li>
          ))}
        </ul>
      )}
      {rest > 0 && tally.length === 0 && <p class="aside">{t('screen.more', { n: rest })}</p>}
    </section>
  );
}

export function CommitmentWall({ view }: { view: Commitments }) {
  const room = useRoom();
  const rows = rowsOf(view.items).filter(([, row]) => row.state !== 'declined');
  return (
    <section class="wall">
      <h1 class="small">{stateQuestion(room) ?? t('commitments.question')}</h1>
      <ul class="promises">
        {rows.slice(-rows_max).map(([item, row]) => (
          <li key={item} class={row.state}>
            <strong>{room.name(row.seat)}</strong> {row.what}
            {row.by_when && ` · ${day(row.by_when)}`}
            {row.state === 'asked' && ` (${t('commitments.asked_short')})`}
          </li>
        ))}
      </ul>
    </section>
  );
}
