// SPDX-License-Identifier: AGPL-3.0-or-later
// What the scores say: each option's resistance beside that of changing nothing; never who gave what.
import { names, t } from '../../i18n/t';
import type { Score, ScoreResult } from '../../protocol/gathering';
import type { Own } from '../../protocol/view';
import { type Room, useRoom } from '../../room/room';
import { passive, wordsBy } from '../ideas';

export interface Ranked {
  readonly option: string;
  readonly result: ScoreResult;
  readonly words: string;
}

/** The best first, as the room ranks them. */
export function ranked(room: Room, view: Score): readonly Ranked[] {
  const words = wordsBy(room, view.of);
  const rows = view.results ?? {};
  const known = Object.keys(rows).sort((a, b) => (rows[a]?.rank ?? 0) - (rows[b]?.rank ?? 0));
  const order = view.ranking ?? known;
  return order.flatMap((option) => {
    const result = rows[option];
    return result ? [{ option, result, words: words(option) }] : [];
  });
}

/** The largest total there could be: what a whole bar stands for. */
export function wholeOf(view: Score): number {
  const all = Object.values(view.results ?? {});
  const highest = Math.max(1, ...all.map((result) => result.total));
  if (view.dots) return highest;
  return Math.max(highest, (view.max ?? 10) * (view.scored ?? view.finished ?? 0));
}

export function resultHeading(room: Room, view: Score): string {
  const words = wordsBy(room, view.of);
  const best = ranked(room, view)[0];
  switch (view.outcome) {
    case 'tie':
      return t('score.tie', {
        names: names((view.tie ?? []).map((option) => t('quoted', { words: words(option) }))),
      });
    case 'passive':
      return t('score.passive_wins');
    case 'too_few':
    case 'too_many':
      return t(`score.${view.outcome}`);
    default:
      return best
        ? t(view.dots ? 'score.best_dots' : 'score.best', { words: best.words })
        : t('score.all_in');
  }
}

/** « résistance 12 · acceptation 88 % »: what the picture says, in words. */
export function resultWords(view: Score, result: ScoreResult): string {
  if (view.dots) return t('score.points', { n: result.total });
  const parts = [t('score.total', { n: result.total })];
  if (result.acceptance !== undefined) parts.push(t('score.acceptance', { percent: result.acceptance }));
  return parts.join(' · ');
}

export function worseThanPassive(view: Score, option: string): boolean {
  const nothing = view.results?.[passive]?.total;
  const total = view.results?.[option]?.total;
  return option !== passive && nothing !== undefined && total !== undefined && total >= nothing;
}

/** A bar with the passive solution as a line across it. */
export function Bar({ view, result }: { view: Score; result: ScoreResult }) {
  const whole = wholeOf(view);
  const nothing = view.dots ? undefined : view.results?.[passive]?.total;
  const percent = (n: number) => `${((100 * n) / whole).toFixed(1)}%`;
  return (
    <span class="weight-bar" aria-hidden="true">
      <i class="fill" style={{ inlineSize: percent(result.total) }} />
      {nothing !== undefined && <i class="nothing" style={{ insetInlineStart: percent(nothing) }} />}
    </span>
  );
}

export function Results({ view, own }: { view: Score; own?: Own }) {
  const room = useRoom();
  const rows = ranked(room, view);
  const loud = rows.filter(({ result }) => (result.loud ?? 0) > 0);
  if (rows.length === 0) return null;
  return (
    <>
      <ol class="weighed">
        {rows.map(({ option, result, words }) => {
          const mine = own?.scores?.[option]?.value;
          return (
            <li
              key={option}
              class={`${option === passive ? 'is-passive' : ''}${worseThanPassive(view, option) ? ' worse' : ''}`}
            >
              <p>{words}</p>
              <Bar view={view} result={result} />
              <small>
                {resultWords(view, result)}
                {mine !== undefined && ` · ${t('score.mine', { n: mine })}`}
              </small>
              {worseThanPassive(view, option) && <small class="worse-words">{t('score.worse')}</small>}
            </li>
          );
        })}
      </ol>
      {view.results?.[passive] && !view.dots && <p class="help">{t('score.line')}</p>}
      {loud.length > 0 && view.loud_at !== undefined && (
        <p class="calm">{t('score.loud', { n: view.loud_at })}</p>
      )}
      <details class="fold">
        <summary>{t('score.table')}</summary>
        <ScoreTable view={view} />
      </details>
    </>
  );
}

/** The same in a table, for those who do not see the bars. */
export function ScoreTable({ view }: { view: Score }) {
  const room = useRoom();
  const rows = ranked(room, view);
  return (
    <table class="tally figures">
      <thead>
        <tr>
          <th scope="col">{t('score.col_option')}</th>
          <th scope="col">{view.dots ? t('score.col_points') : t('score.col_total')}</th>
          {!view.dots && <th scope="col">{t('score.col_acceptance')}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ option, result, words }) => (
          <tr key={option}>
            <th scope="row">
              {words}
              {!view.dots && result.min !== undefined && result.max !== undefined && (
                <small> {t('score.range', { min: result.min, max: result.max })}</small>
              )}
            </th>
            <td class="number">{result.total}</td>
            {!view.dots && (
              <td class="number">{result.acceptance === undefined ? '–' : `${result.acceptance} %`}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
