// SPDX-License-Identifier: AGPL-3.0-or-later
// Pairs, fours, tables: who I am with, as a small circle, and what our group tells the others.
import { names, t } from '../../i18n/t';
import type { Groups } from '../../protocol/gathering';
import type { SeatId } from '../../protocol/view';
import { activitiesOf, type Room, rowsOf, useRoom } from '../../room/room';
import { gesture, stateInstruction, stateQuestion } from '../../room/sentences';
import { Button } from '../../ui/button';
import { Field, useDraft } from '../../ui/field';
import { Moment } from '../../ui/moment';
import type { PanelProps } from '../panel';
import { SmallCircle } from './circle';
import { GroupItems } from './items';

/** The group a seat is in, and those with it. */
export function groupOf(room: Room, view: Groups, own: PanelProps<Groups>['own'], seat = room.acting.value) {
  const found = rowsOf(view.groups).find(([, group]) => group.seats?.includes(seat ?? ''));
  const id = own.group ?? found?.[0];
  const seats = found?.[1].seats ?? own.seats ?? [];
  return id === undefined
    ? undefined
    : { id, row: view.groups?.[id], mates: seats.filter((one) => one !== seat) };
}

export function withWhom(room: Room, mates: readonly SeatId[]): string {
  if (mates.length === 0) return t('groups.alone');
  return t('groups.with', {
    names: names(
      mates.map((seat) => room.name(seat)),
      7,
    ),
  });
}

export function notHeard(view: Groups): number {
  return view.missing?.groups_not_heard ?? Math.max(0, (view.count ?? 0) - (view.shared ?? 0));
}

export function GroupsPanel({ id, view, own, submit }: PanelProps<Groups>) {
  const room = useRoom();
  const mine = groupOf(room, view, own);
  if (!mine) {
    return (
      <Moment
        moment={`${id}/none`}
        heading={stateQuestion(room) ?? t('groups.question')}
        lead={t('groups.none')}
      >
        <JoinGroup view={view} mine={undefined} submit={submit} />
      </Moment>
    );
  }
  // Once every group was heard, what they told is what there is to read.
  const told = view.share !== false && view.items !== undefined && notHeard(view) === 0;
  const heard = (mine.row?.shared ?? 0) > 0 || mine.row?.passed === true;
  return (
    <Moment
      moment={`${id}/${told ? 'told' : 'groups'}`}
      heading={told ? (stateQuestion(room) ?? t('groups.question')) : withWhom(room, mine.mates)}
      lead={told ? withWhom(room, mine.mates) : (stateQuestion(room) ?? stateInstruction(room))}
      picture={
        !told && <SmallCircle seats={[...mine.mates, room.acting.value ?? '']} me={room.acting.value} />
      }
      calm={view.share === false ? t('groups.calm') : undefined}
    >
      {view.share !== false && (
        <>
          {heard && <p class="calm">{t('groups.heard', { n: notHeard(view) })}</p>}
          {own.may_share !== false && (
            <Share id={id} passed={mine.row?.passed === true} first={!heard} submit={submit} />
          )}
          <GroupItems view={view} mine={mine.id} id={id} submit={submit} />
        </>
      )}
      <MyNotes />
      <JoinGroup view={view} mine={mine.id} submit={submit} />
    </Moment>
  );
}

/** What I wrote for myself before we sat together. */
function MyNotes() {
  const room = useRoom();
  const notes = activitiesOf(room.room.value)
    .filter(([, activity]) => activity.kind === 'collect' && activity.reveal === 'never')
    .flatMap(([id]) => rowsOf(room.ownOf(id).items))
    .flatMap(([, item]) => item.text ?? []);
  if (notes.length === 0) return null;
  return (
    <details class="fold">
      <summary>{t('collect.my_notes')}</summary>
      <ul class="cards">
        {notes.map((note) => (
          <li key={note} class="card">
            {note}
          </li>
        ))}
      </ul>
    </details>
  );
}

type ShareProps = Pick<PanelProps<Groups>, 'id' | 'submit'> & {
  readonly passed: boolean;
  readonly first: boolean;
};

/** Anybody of the group may say it for all of them; one thing at a time. */
function Share({ id, passed, first, submit }: ShareProps) {
  const room = useRoom();
  const field = `${id}/${room.acting.value}/share`;
  const words = useDraft(field);
  const max = 280;
  const form = (
    <form
      class="give"
      onSubmit={(event) => {
        event.preventDefault();
        if (words.text === '' || [...words.text].length > max) return;
        submit({ type: 'share', text: words.text }, { draft: field });
        words.clear();
      }}
    >
      <Field field={field} label={t('groups.share_label')} rows={2} max={max} help={t('groups.share_help')} />
      <button
        type="submit"
        class={`button ${first ? 'gesture' : 'second'}`}
        aria-disabled={words.text === '' || undefined}
      >
        <span class="words">
          <span class="act">{gesture(room, 'share') ?? t('groups.share')}</span>
        </span>
      </button>
      {!passed && (
        <Button look="quiet" onPress={() => submit({ type: 'pass' })}>
          {gesture(room, 'pass') ?? t('groups.pass')}
        </Button>
      )}
    </form>
  );
  if (first) return form;
  return (
    <details class="fold">
      <summary>{t('groups.share_more')}</summary>
      {form}
    </details>
  );
}

type JoinProps = Pick<PanelProps<Groups>, 'view' | 'submit'> & { readonly mine: string | undefined };

/** Groups stay as they were made; a person may go and sit with another one. */
function JoinGroup({ view, mine, submit }: JoinProps) {
  const room = useRoom();
  const seat = room.acting.value;
  // Only groups whose people this phone can name: nobody sits down with strangers by a number.
  const others = rowsOf(view.groups).filter(
    ([group, { seats = [] }]) => group !== mine && seats.length > 0 && seats.every((one) => room.seat(one)),
  );
  if (others.length === 0 || seat === undefined) return null;
  return (
    <details class="fold" open={mine === undefined}>
      <summary>{mine === undefined ? t('groups.join') : t('groups.move')}</summary>
      <div class="choices">
        {others.map(([group, row]) => (
          <Button key={group} look="choice" onPress={() => submit({ type: 'move', seat, to: group })}>
            {names(
              (row.seats ?? []).map((one) => room.name(one)),
              7,
            )}
          </Button>
        ))}
      </div>
    </details>
  );
}
