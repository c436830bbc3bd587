// SPDX-License-Identifier: AGPL-3.0-or-later
// Who sits with whom, as small circles with their names; then what the groups tell.
import { SmallCircle } from '../../activities/groups/circle';
import { names, t } from '../../i18n/t';
import type { Groups } from '../../protocol/gathering';
import { rowsOf, useRoom } from '../../room/room';
import { stateQuestion } from '../../room/sentences';

/** So many groups, and people in them, can be read by name; beyond that every phone says with whom. */
const groups_max = 12;
const names_max = 24;
const drawn_max = 48;
const told_max = 6;

export function GroupWall({ view }: { view: Groups }) {
  const room = useRoom();
  const question = stateQuestion(room) ?? t('groups.question');
  const groups = rowsOf(view.groups);
  const told = [...rowsOf(view.items)].reverse();
  const called = (group: string) =>
    names(
      (view.groups?.[group]?.seats ?? []).map((seat) => room.name(seat)),
      4,
    );
  if (told.length > 0) {
    return (
      <section class="wall">
        <h1 class="small">{question}</h1>
        <ul class={`cards${told.length <= 4 ? ' few told' : ''}`}>
          {told.slice(0, told_max).map(([item, row]) => (
            <li key={item}>
              <p>{row.text}</p>
              {told.length <= 4 && <p class="who">{called(row.group)}</p>}
            </li>
          ))}
        </ul>
        <p class="aside">
          {told.length > told_max && `${t('screen.more', { n: told.length - told_max })} · `}
          {t('groups.count_heard', { n: view.shared ?? 0, total: view.count ?? groups.length })}
        </p>
      </section>
    );
  }
  const seats = groups.reduce((sum, [, group]) => sum + (group.seats?.length ?? 0), 0);
  if (groups.length > groups_max || seats > names_max || groups.length < (view.count ?? 0)) {
    return (
      <section class="wall">
        <h1 class="large">{question}</h1>
        <p>{`${t('groups.many', { n: view.count ?? groups.length })} ${t('groups.look')}`}</p>
        <ul class="crowd">
          {groups.slice(0, drawn_max).map(([id, group]) => (
            <li key={id}>
              <SmallCircle lit seats={group.seats ?? []} />
            </li>
          ))}
        </ul>
      </section>
    );
  }
  // A few stand side by side, the names under each circle; more of them in rows.
  const side_by_side = groups.length <= 4;
  const columns = side_by_side ? Math.max(groups.length, 2) : 3;
  const look = side_by_side ? ' side' : groups.length > 6 ? ' tight' : '';
  return (
    <section class="wall">
      <h1 class="small">{question}</h1>
      <ul class={`tables${look}`} style={{ '--columns': columns }}>
        {groups.map(([id, group]) => (
          <li key={id}>
            <SmallCircle lit seats={group.seats ?? []} />
            <p>
              {(group.seats ?? []).map((seat) => (
                <span key={seat}>{room.name(seat)}</span>
              ))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
