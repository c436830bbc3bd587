// SPDX-License-Identifier: AGPL-3.0-or-later
// First question: what it is about, and why people meet.
import { say, type Word } from '../../i18n/say';
import { t } from '../../i18n/t';
import { Button } from '../../ui/button';
import { textsOf } from './found';
import type { QuestionProps } from './wish';

export function WhyQuestion({ wish, cards, answer }: QuestionProps) {
  return (
    <>
      <div class="field">
        <label for="title">{t('found.title_label')}</label>
        <input
          id="title"
          type="text"
          value={wish.title}
          onInput={(event) => answer({ title: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label for="why">{t('found.why_label')}</label>
        <textarea
          id="why"
          rows={2}
          value={wish.why}
          aria-describedby="why-help"
          onInput={(event) => answer({ why: event.currentTarget.value })}
        />
        <p class="help" id="why-help">
          {t('found.why_help')}
        </p>
      </div>
      <Openings wish={wish} cards={cards} answer={answer} />
    </>
  );
}

/** Questions that others have opened with: one tap, and the words and the method stand there. */
function Openings({ wish, cards, answer }: QuestionProps) {
  const openings = cards.flatMap((card) =>
    (textsOf(card, wish.tongue).openings ?? []).map((opening) => ({ card, opening })),
  );
  if (openings.length === 0) return null;
  return (
    <details class="fold">
      <summary>{t('found.openings')}</summary>
      <div class="choices">
        {openings.map(({ card, opening }) => {
          const title = say(opening.title as Word);
          return (
            <Button
              key={`${card.id}/${title}`}
              look="choice"
              pressed={wish.title === title}
              onPress={() => answer({ title, why: say((opening.why ?? '') as Word), picked: card })}
            >
              {title}
            </Button>
          );
        })}
      </div>
    </details>
  );
}
