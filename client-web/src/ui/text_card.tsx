// SPDX-License-Identifier: AGPL-3.0-or-later
// The text in question as a card: its version, its review date, and what has changed in it.
import { useState } from 'preact/hooks';
import type { TextInQuestion } from '../activities/text_in_question';
import { day } from '../i18n/say';
import { t } from '../i18n/t';
import { Button } from './button';
import { Difference } from './difference';

export interface TextCardProps {
  readonly text: TextInQuestion;
  /** Shows what changed from the start. */
  readonly changes?: boolean;
  /** The question above has named the day: the card does not again. */
  readonly dated?: boolean;
}

/** Another version, or another moment of it, is another card: nothing that was opened stays open. */
export function TextCard({ text, changes = false, dated = false }: TextCardProps) {
  return <Card key={`${text.version}/${changes}`} text={text} changes={changes} dated={dated} />;
}

function Card({ text, changes = false, dated = false }: TextCardProps) {
  const [shown, setShown] = useState(changes);
  const before = text.before;
  const new_date = shown && before && before.review_date !== text.review_date && text.review_date;
  return (
    <article class="text-card" aria-label={t('text.label', { n: text.version })}>
      <blockquote>
        {shown && before ? <Difference before={before.text} after={text.text} /> : text.text}
      </blockquote>
      <footer>
        <span class="version">{t('text.version', { n: text.version })}</span>
        {text.review_date && !dated && !new_date && (
          <span>{t('text.until', { date: day(text.review_date) })}</span>
        )}
        {before && (
          <Button look="quiet" onPress={() => setShown(!shown)}>
            {shown ? t('diff.hide') : t('diff.show')}
          </Button>
        )}
      </footer>
      {new_date && <p class="help">{t('diff.date', { date: day(new_date) })}</p>}
    </article>
  );
}
