// SPDX-License-Identifier: AGPL-3.0-or-later
// Points to spread: each of us puts so many where it matters most, one by one, blind.
import { t } from '../../i18n/t';
import type { Score } from '../../protocol/gathering';
import type { ActivityId, Own } from '../../protocol/view';
import { type Room, useRoom } from '../../room/room';
import { gesture, stateInstruction } from '../../room/sentences';
import { Button } from '../../ui/button';
import { Moment } from '../../ui/moment';
import { wordsBy } from '../ideas';
import type { PanelProps } from '../panel';

/** As many as are told apart at a glance; more are said in digits. */
const drawn_max = 12;

export function dotsLeft({ view, own }: Pick<PanelProps<Score>, 'view' | 'own'>): number {
  const given = Object.values(own.scores ?? {}).reduce((sum, { value }) => sum + value, 0);
  return own.left ?? Math.max(0, (view.dots ?? 0) - given);
}

/** What this person has given, with what is still on its way: a second press counts from the first. */
function given(room: Room, id: ActivityId, own: Own): Record<string, number> {
  const points: Record<string, number> = {};
  for (const [option, { value }] of Object.entries(own.scores ?? {})) points[option] = value;
  for (const { frame } of room.pending.value)
    if (frame.on === id && frame.body.type === 'rate') points[frame.body.option] = frame.body.value;
  return points;
}

const sum = (points: Record<string, number>) => Object.values(points).reduce((all, one) => all + one, 0);

export function Stones({ n, of = n }: { n: number; of?: number }) {
  if (of > drawn_max) return <strong aria-hidden="true">{n}</strong>;
  return (
    <span class="stones" aria-hidden="true">
      {Array.from({ length: of }, (_, index) => (
        <i key={index} class={index < n ? 'full' : ''} />
      ))}
    </span>
  );
}

export function Dots({ id, view, own, submit, question }: PanelProps<Score> & { question: string }) {
  const room = useRoom();
  const words = wordsBy(room, view.of);
  const points = given(room, id, own);
  const recorded = Object.values(own.scores ?? {}).reduce((all, { value }) => all + value, 0);
  const left = dotsLeft({ view, own }) + recorded - sum(points);
  const highest = Math.min(view.max ?? view.dots ?? 0, view.dots ?? 0);
  return (
    <Moment
      moment={`${id}/dots`}
      heading={question}
      lead={stateInstruction(room) ?? t('score.dots_lead', { n: view.dots ?? 0 })}
    >
      <p class="dots-left" role="status">
        <span>{t('score.dots_left', { n: left })}</span>
        <Stones n={left} of={view.dots ?? 0} />
      </p>
      <ul class="cards">
        {(view.options ?? []).map((option) => {
          const n = points[option] ?? 0;
          const name = words(option);
          return (
            <li key={option} class="card dotted">
              <p>{name}</p>
              <div class="stepper">
                <button
                  type="button"
                  class="button second"
                  aria-label={t('score.dot_less', { words: name })}
                  aria-disabled={n === 0 || undefined}
                  onClick={() => n > 0 && submit({ type: 'rate', option, value: n - 1 })}
                >
                  −
                </button>
                <output aria-label={t('score.dots_here', { n })}>{n === 0 ? '0' : <Stones n={n} />}</output>
                <button
                  type="button"
                  class="button second"
                  aria-label={t('score.dot_more', { words: name })}
                  aria-disabled={left === 0 || n >= highest || undefined}
                  onClick={() => left > 0 && n < highest && submit({ type: 'rate', option, value: n + 1 })}
                >
                  +
                </button>
              </div>
            </li>
          );
        })}
      </ul>
      <div class="gestures">
        <Button look="gesture" onPress={() => submit({ type: 'finish' })}>
          {gesture(room, 'finish') ?? t('score.finish')}
        </Button>
      </div>
      <p class="promise">{t('score.promise')}</p>
    </Moment>
  );
}
