// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a chosen card goes: every group within reach of the thumb, a new one, or by itself.
import { t } from '../../i18n/t';
import type { SortBody } from '../../protocol/commands';
import { Button } from '../../ui/button';
import { type Card, copies_max, groupName, type SortGroup } from './cards';

interface DockProps {
  readonly card: Card;
  readonly from: string | undefined;
  readonly groups: readonly SortGroup[];
  readonly full: boolean;
  onDone(body: SortBody, said: string): void;
  onPut(group: string): void;
  onCancel(): void;
}

/** A long idea is known by its beginning. */
function shortened(words: string, most = 70): string {
  const all = [...words];
  return all.length > most ? `${all.slice(0, most - 1).join('')}…` : words;
}

export function Dock({ card, from, groups, full, onDone, onPut, onCancel }: DockProps) {
  const others = groups.filter((group) => !card.groups.includes(group.id));
  const copies = from !== undefined && card.groups.length < copies_max && others.length > 0;
  return (
    <section class="dock" aria-label={t('sort.where_label')}>
      <div class="dock-head">
        <p>{t('sort.where', { words: shortened(card.words) })}</p>
        <Button look="quiet" onPress={onCancel}>
          {t('sort.cancel')}
        </Button>
      </div>
      <div class="dock-groups">
        {others.map((group) => (
          <Button key={group.id} onPress={() => onPut(group.id)}>
            {groupName(group)} <small>({group.cards.length})</small>
          </Button>
        ))}
        {!full && (
          <Button
            mark="+"
            onPress={() =>
              onDone({ type: 'group', items: [card.id] }, t('sort.new_done', { words: card.words }))
            }
          >
            {t('sort.new')}
          </Button>
        )}
      </div>
      {copies && (
        <details class="fold">
          <summary>{t('sort.copy')}</summary>
          <div class="dock-groups">
            {others.map((group) => (
              <Button
                key={group.id}
                onPress={() =>
                  onDone(
                    { type: 'copy', item: card.id, to: group.id },
                    t('sort.copied', { words: card.words, group: groupName(group) }),
                  )
                }
              >
                {groupName(group)}
              </Button>
            ))}
          </div>
        </details>
      )}
      {from !== undefined && (
        <Button
          look="quiet"
          onPress={() =>
            onDone({ type: 'alone', items: [card.id] }, t('sort.alone_done', { words: card.words }))
          }
        >
          {t('sort.alone')}
        </Button>
      )}
    </section>
  );
}
