// SPDX-License-Identifier: AGPL-3.0-or-later
// One card of a sort: tapped to be taken, or to be where another one goes.
import { t } from '../../i18n/t';
import type { Card } from './cards';

/** What was tapped, and what a tap on a card or a group then does. */
export interface Hand {
  readonly chosen: Card | undefined;
  readonly from: string | undefined;
  readonly may: boolean;
  tap(card: Card, group: string | undefined): void;
  put(group: string): void;
}

export function SortCard({ card, group, hand }: { card: Card; group?: string; hand: Hand }) {
  const chosen = hand.chosen?.id === card.id && hand.from === group;
  const target = hand.chosen !== undefined && hand.chosen.id !== card.id;
  return (
    <li>
      <button
        type="button"
        class="sort-card"
        data-card={card.id}
        data-glide={`${card.id}/${card.groups.length > 1 ? group : ''}`}
        aria-pressed={hand.may ? chosen : undefined}
        draggable={hand.may}
        onDragStart={() => !chosen && !hand.chosen && hand.tap(card, group)}
        onClick={() => hand.may && hand.tap(card, group)}
      >
        {target && <span class="unseen">{t('sort.with')} </span>}
        {card.words}
        {card.builds.map((build) => (
          <small key={build.id}>
            {t('collect.and')} {build.words}
          </small>
        ))}
        {card.groups.length > 1 && <small>{t('sort.also')}</small>}
      </button>
    </li>
  );
}
