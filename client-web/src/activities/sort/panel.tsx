// SPDX-License-Identifier: AGPL-3.0-or-later
// Ideas put together by hand: tap a card, tap where it goes. Anybody may, at any time; nobody needs to talk.
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../i18n/t';
import type { SortBody } from '../../protocol/commands';
import type { Sort } from '../../protocol/gathering';
import type { ItemId } from '../../protocol/view';
import { useRoom } from '../../room/room';
import { stateInstruction, stateQuestion } from '../../room/sentences';
import { useGlide } from '../../ui/glide';
import { announce } from '../../ui/live';
import { Moment } from '../../ui/moment';
import type { PanelProps } from '../panel';
import { type Hand, SortCard } from './card';
import { type Card, groupName, type Sorted, sorted } from './cards';
import { Dock } from './dock';
import { SortedGroup } from './group';

/** After a card has gone, the keyboard stands at the next one. */
function nextOf(all: Sorted, card: Card, from: string | undefined): ItemId | undefined {
  const row = from === undefined ? all.loose : (all.groups.find((group) => group.id === from)?.cards ?? []);
  const at = row.findIndex((one) => one.id === card.id);
  return (row[at + 1] ?? row[at - 1] ?? all.loose[0])?.id;
}

export function SortPanel({ id, view, submit }: PanelProps<Sort>) {
  const room = useRoom();
  const place = useRef<HTMLDivElement>(null);
  const focus = useRef<ItemId | undefined>(undefined);
  const [picked, setPicked] = useState<{ id: ItemId; from: string | undefined }>();
  useGlide(place);
  const all = sorted(room, view);
  const cards = [...all.loose, ...all.groups.flatMap((group) => group.cards)];
  const chosen = picked && cards.find((card) => card.id === picked.id);
  useEffect(() => {
    if (focus.current === undefined) return;
    place.current?.querySelector<HTMLElement>(`[data-card="${focus.current}"]`)?.focus();
    focus.current = undefined;
  });
  const done = (body: SortBody, said: string) => {
    if (chosen) focus.current = nextOf(all, chosen, picked?.from);
    setPicked(undefined);
    submit(body);
    announce(said);
  };
  const into = (group: string) => {
    const found = all.groups.find((one) => one.id === group);
    return found ? groupName(found) : '';
  };
  const put = (group: string) => {
    if (!chosen) return;
    const said = t('sort.moved', { words: chosen.words, group: into(group) });
    done({ type: 'move', items: [chosen.id], to: group }, said);
  };
  const hand: Hand = {
    chosen,
    from: picked?.from,
    // In a large hall a phone may not be told of its own seat: the room decides then.
    may: (room.seat(room.acting.value)?.attendance ?? 'counted') === 'counted',
    put,
    tap(card, group) {
      if (!chosen) return setPicked({ id: card.id, from: group });
      if (chosen.id === card.id) return setPicked(undefined);
      if (group !== undefined) return put(group);
      done({ type: 'group', items: [chosen.id, card.id] }, t('sort.together', { words: chosen.words }));
    },
  };
  return (
    <Moment
      moment={`${id}/sort`}
      heading={stateQuestion(room) ?? t('sort.question')}
      lead={stateInstruction(room) ?? t('sort.lead')}
    >
      <div class={`sort${chosen ? ' choosing' : ''}`} ref={place}>
        <section class="loose">
          <h2>{t('sort.loose', { n: all.loose.length })}</h2>
          <ul class="sort-cards">
            {all.loose.map((card) => (
              <SortCard key={card.id} card={card} hand={hand} />
            ))}
          </ul>
        </section>
        {all.groups.map((group) => (
          <SortedGroup key={group.id} id={id} group={group} hand={hand} submit={submit} />
        ))}
      </div>
      {chosen && (
        <Dock
          card={chosen}
          from={picked?.from}
          groups={all.groups}
          full={all.groups.length >= (view.groups_max ?? 64)}
          onDone={done}
          onPut={put}
          onCancel={() => setPicked(undefined)}
        />
      )}
    </Moment>
  );
}
