// SPDX-License-Identifier: AGPL-3.0-or-later
// Second question: what the group wants to do; the method is suggested from it.
import { say, type Word } from '../../i18n/say';
import { t } from '../../i18n/t';
import type { ScenarioCard } from '../../protocol/http';
import { Button } from '../../ui/button';
import { facts, textsOf } from './found';
import { fits, offered, suggested } from './moments';
import { methodOf, type QuestionProps } from './wish';

export function MomentQuestion({ wish, cards, answer }: QuestionProps) {
  const method = methodOf(cards, wish);
  const fitting = suggested(cards, wish.moment, wish.size);
  const shown = method && !fitting.includes(method) ? [method, ...fitting] : fitting;
  return (
    <>
      <div class="moments">
        {offered(cards).map((moment) => (
          <Button
            key={moment}
            look="choice"
            pressed={wish.moment === moment}
            hint={t(`found.moment.${moment}_hint`)}
            onPress={() => answer({ moment, picked: undefined })}
          >
            {t(`found.moment.${moment}`)}
          </Button>
        ))}
      </div>
      {method && (
        <div class="methods" aria-live="polite">
          <h3>{shown.length > 1 ? t('found.methods') : t('found.method')}</h3>
          {shown.map((card) => (
            <Method
              key={card.id}
              card={card}
              wish={wish}
              chosen={card === method}
              alone={shown.length === 1}
              onChoose={() => answer({ picked: card })}
            />
          ))}
        </div>
      )}
      <details class="fold">
        <summary>{t('found.all_methods')}</summary>
        <div class="choices">
          {cards.map((card) => (
            <Button
              key={card.id}
              look="choice"
              pressed={card === method}
              hint={facts(card)}
              onPress={() => answer({ picked: card })}
            >
              {say(textsOf(card, wish.tongue).title as Word)}
            </Button>
          ))}
        </div>
      </details>
    </>
  );
}

interface MethodProps extends Pick<QuestionProps, 'wish'> {
  readonly card: ScenarioCard;
  readonly chosen: boolean;
  readonly alone: boolean;
  onChoose(): void;
}

/** A method: what it does, for how many, how long; and what follows when it is not made for so many. */
function Method({ card, wish, chosen, alone, onChoose }: MethodProps) {
  const texts = textsOf(card, wish.tongue);
  return (
    <article class={`method${chosen ? ' chosen' : ''}`}>
      <h4>{say(texts.title as Word)}</h4>
      <p class="help">{facts(card)}</p>
      {!fits(card, wish.size) && <p class="refusal">{t('found.other_size')}</p>}
      {texts.why && <p>{say(texts.why as Word)}</p>}
      {chosen && texts.about && (
        <details class="fold">
          <summary>{t('found.how_it_goes')}</summary>
          <p>{say(texts.about as Word)}</p>
        </details>
      )}
      {!alone && (
        <Button pressed={chosen} onPress={onChoose}>
          {chosen ? t('found.method_chosen') : t('found.method_choose')}
        </Button>
      )}
    </article>
  );
}
