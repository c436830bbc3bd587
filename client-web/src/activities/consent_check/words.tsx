// SPDX-License-Identifier: AGPL-3.0-or-later
// Words that were given without a name or a number: the sense of the meeting keeps them, and nothing else.
import { t } from '../../i18n/t';
import type { ConsentCheck } from '../../protocol/view';
import { rowsOf } from '../../room/room';

export function wordsGiven(view: ConsentCheck): readonly string[] {
  return rowsOf(view.words).map(([, { text }]) => text);
}

export function WordsGiven({ view }: { view: ConsentCheck }) {
  const words = wordsGiven(view);
  if (words.length === 0) return null;
  return (
    <section>
      <h2>{t('consent.concerns')}</h2>
      <ul class="cards">
        {rowsOf(view.words).map(([item, { text }]) => (
          <li key={item} class="card">
            {text}
          </li>
        ))}
      </ul>
    </section>
  );
}
