// SPDX-License-Identifier: AGPL-3.0-or-later
// What the last step ended stays seen on the new one: the answers all at once, a question, a changed text.
import { t } from '../i18n/t';
import type { ConsentCheck } from '../protocol/view';
import { roomNow } from '../room/clock';
import { activitiesOf, type Room, useRoom } from '../room/room';
import { Ring } from '../ui/ring';
import { circle, total } from './circle';
import { revealHeading, tallySentence } from './consent_check/answers';
import { TallyLine } from './consent_check/tally_line';
import { WordsGiven } from './consent_check/words';

/** The circle is shown lit for a while after the reveal; then one line stays. */
const fresh_ms = 15_000;

export function justEnded(room: Room): ConsentCheck | undefined {
  const ended = activitiesOf(room.room.value)
    .map(([, activity]) => activity)
    .filter((activity) => activity.kind === 'consent_check' && activity.running === false);
  return ended.at(-1) as ConsentCheck | undefined;
}

/** Why we are here again, in a line above the question. */
export function JustHappened() {
  const room = useRoom();
  const view = justEnded(room);
  if (!view || room.room.value?.decision) return null;
  switch (view.phase) {
    case 'open':
    case 'revealed':
      return null;
    case 'void':
      return <p class="card happened">{t('consent.void')}</p>;
    case 'asked':
      return (
        <article class="card happened">
          <h2>{t('consent.asked', { name: room.name(view.asked_by) })}</h2>
          {view.question && <p>{view.question}</p>}
        </article>
      );
  }
}

/** The answers of the check that has just ended, below the question that they led to: it keeps its place. */
export function JustRevealed() {
  const room = useRoom();
  const view = justEnded(room);
  if (view?.phase !== 'revealed' || room.room.value?.decision) return null;
  if (view.counts === false) {
    return (
      <article class="card happened">
        <p>{revealHeading(view)}</p>
        <WordsGiven view={view} />
      </article>
    );
  }
  const since = room.room.value?.state?.since;
  const fresh = since !== undefined && roomNow() - since < fresh_ms;
  return (
    <details class="fold happened" open={fresh}>
      <summary>{revealHeading(view)}</summary>
      <Ring
        seats={circle(room, (seat) => view.answers?.[seat]?.choice ?? 'idle')}
        me={room.acting.value}
        total={total(room)}
        label={tallySentence(view)}
      />
      <p>
        <TallyLine view={view} />
      </p>
    </details>
  );
}
