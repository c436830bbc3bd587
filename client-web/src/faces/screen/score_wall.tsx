// SPDX-License-Identifier: AGPL-3.0-or-later
// Options as they weigh: while it is blind their words and a count, then a bar each, beside changing nothing.
import { passive, wordsBy } from '../../activities/ideas';
import { Bar, ranked, resultHeading, worseThanPassive } from '../../activities/score/results';
import { t } from '../../i18n/t';
import type { Score } from '../../protocol/gathering';
import { useRoom } from '../../room/room';
import { stateQuestion } from '../../room/sentences';
import { sizeOf } from './words';

/** So many bars stay readable at ten metres. */
const rows_max = 6;

export function ScoreWall({ view }: { view: Score }) {
  const room = useRoom();
  if (view.phase === 'open') return <OpenScore view={view} />;
  const all = ranked(room, view);
  const best = all.slice(0, rows_max);
  const nothing = all.find(({ option }) => option === passive);
  // What changes nothing is always in the picture: the others are read against it.
  const rows = nothing && !best.includes(nothing) ? [...best.slice(0, rows_max - 1), nothing] : best;
  const rest = all.length - rows.length;
  const heading = resultHeading(room, view);
  return (
    <section class="wall">
      <h1 class="small">{heading}</h1>
      <ol class="weighed">
        {rows.map(({ option, result, words }) => (
          <li
            key={option}
            class={`${option === passive ? 'is-passive' : ''}${worseThanPassive(view, option) ? ' worse' : ''}`}
          >
            <p>{words}</p>
            <Bar view={view} result={result} />
            <strong>{result.total}</strong>
          </li>
        ))}
      </ol>
      {rest > 0 ? (
        <p class="aside">{t('screen.more', { n: rest })}</p>
      ) : (
        nothing && !view.dots && <p class="aside key-line">{t('score.line_short')}</p>
      )}
    </section>
  );
}

function OpenScore({ view }: { view: Score }) {
  const room = useRoom();
  const words = wordsBy(room, view.of);
  const options = view.options ?? [];
  const question = stateQuestion(room) ?? t(view.dots ? 'score.question_all_dots' : 'score.question_all');
  return (
    <section class="wall">
      <h1 class={sizeOf(question, true)}>{question}</h1>
      <ol class={`options${options.length > 6 ? ' two' : ''}`}>
        {options.slice(0, 12).map((option) => (
          <li key={option} class={option === passive ? 'is-passive' : ''}>
            {words(option)}
          </li>
        ))}
      </ol>
      <p class="aside count-line">
        <strong>{t('screen.count', { n: view.finished ?? 0, total: view.total ?? 0 })}</strong>{' '}
        {t('screen.have_finished')}
        {!view.dots &&
          ` · ${t('score.least', { n: view.min ?? 0 })}, ${t('score.most', { n: view.max ?? 10 })}`}
      </p>
    </section>
  );
}
