// SPDX-License-Identifier: AGPL-3.0-or-later
// Groups as they are made: each with its name, a stone for every idea (of very many, a bar), and words where there is room.
import { useRef } from 'preact/hooks';
import { type Card, groupName, type SortGroup, sorted } from '../../activities/sort/cards';
import { t } from '../../i18n/t';
import type { Sort } from '../../protocol/gathering';
import { useRoom } from '../../room/room';
import { stateQuestion } from '../../room/sentences';
import { useGlide } from '../../ui/glide';

/** So many groups can be read with their names at ten metres. */
const groups_max = 12;
const stones_max = 24;

/** How many columns, and how many ideas in words each group has room for. */
function layout(n: number): { readonly columns: number; readonly words: number } {
  if (n <= 2) return { columns: 2, words: 4 };
  if (n === 3) return { columns: 3, words: 3 };
  if (n === 4) return { columns: 2, words: 1 };
  if (n <= 6) return { columns: 3, words: 1 };
  return { columns: n <= 9 ? 3 : 4, words: 0 };
}

export function SortWall({ view }: { view: Sort }) {
  const room = useRoom();
  const place = useRef<HTMLElement>(null);
  useGlide(place);
  const { groups, loose } = sorted(room, view);
  const shown = [...groups].sort((a, b) => b.cards.length - a.cards.length).slice(0, groups_max);
  // In the order they were made: a group that grows does not jump.
  const kept = groups.filter((group) => shown.includes(group));
  const { columns, words } = layout(kept.length);
  const left = groups.length - kept.length;
  const most = Math.max(0, ...kept.map((group) => group.cards.length));
  return (
    <section class="wall sorting" ref={place}>
      <h1 class="small">{stateQuestion(room) ?? t('sort.question')}</h1>
      {kept.length === 0 ? (
        <ul class="loose-words">
          {loose.slice(0, 6).map((card) => (
            <li key={card.id} data-glide={card.id}>
              {card.words}
            </li>
          ))}
        </ul>
      ) : (
        <ul class={`groups${kept.length > 9 ? ' tight' : ''}`} style={{ '--columns': columns }}>
          {kept.map((group) => (
            <GroupArea key={group.id} group={group} words={words} most={most} />
          ))}
        </ul>
      )}
      <p class="loose-line">
        {t('sort.loose', { n: loose.length })}
        {left > 0 && ` · ${t('screen.more', { n: left })}`}
        {kept.length > 0 && loose.length <= stones_max && <StoneRow cards={loose} />}
      </p>
    </section>
  );
}

interface GroupAreaProps {
  readonly group: SortGroup;
  readonly words: number;
  /** How many ideas the largest group has. */
  readonly most: number;
}

function GroupArea({ group, words, most }: GroupAreaProps) {
  const n = group.cards.length;
  return (
    <li class={group.name ? '' : 'unnamed'}>
      <h2>
        <span>{groupName(group)}</span> <small>{n}</small>
      </h2>
      {[...group.cards]
        .reverse()
        .slice(0, words)
        .map((card) => (
          <p key={card.id}>{card.words}</p>
        ))}
      {most > stones_max ? (
        <span class="heap" style={{ inlineSize: `${(100 * n) / most}%` }} />
      ) : (
        <StoneRow cards={group.cards} group={group.id} />
      )}
    </li>
  );
}

function StoneRow({ cards, group = '' }: { cards: readonly Card[]; group?: string }) {
  return (
    <span class="stone-row" aria-hidden="true">
      {cards.slice(-stones_max).map((card) => (
        <i key={card.id} data-glide={card.groups.length > 1 ? `${card.id}/${group}` : card.id} />
      ))}
    </span>
  );
}
