// SPDX-License-Identifier: AGPL-3.0-or-later
// Who holds what: roles are proposed, accepted, declined and handed on; a declined one leaves no trace.
import { useState } from 'preact/hooks';
import { t } from '../../i18n/t';
import type { HeldRole, Roles, SeatId } from '../../protocol/view';
import { rowsOf, useRoom } from '../../room/room';
import { roleName, stateInstruction, stateQuestion } from '../../room/sentences';
import { Button } from '../../ui/button';
import { Moment } from '../../ui/moment';
import type { PanelProps } from '../panel';
import { Led, Rotate } from './rotation';

export function RolesPanel({ id, view, own, submit }: PanelProps<Roles>) {
  const room = useRoom();
  return (
    <Moment
      moment={`${id}/roles`}
      heading={stateQuestion(room) ?? t('roles.question')}
      lead={stateInstruction(room) ?? t('roles.lead')}
    >
      <Rotate view={view} submit={submit} />
      <RoleList id={id} view={view} own={own} submit={submit} />
      <Led view={view} />
    </Moment>
  );
}

export function RoleList({ view, submit }: PanelProps<Roles>) {
  const room = useRoom();
  const roles = Object.entries(view.roles ?? {});
  return (
    <ul class="cards">
      {roles.map(([role, held]) => (
        <li key={role} class="card">
          <h2 class="role">{roleName(room, role)}</h2>
          <p>{heldBy(held, (seat) => room.name(seat))}</p>
          <RoleActs role={role} held={held} submit={submit} />
        </li>
      ))}
    </ul>
  );
}

function heldBy(held: HeldRole, name: (seat: SeatId) => string): string {
  const holder = held.holder === undefined ? t('roles.vacant') : name(held.holder);
  if (held.rotating) return `${holder} · ${t('roles.rotating')}`;
  return held.proposed === undefined
    ? holder
    : `${holder} · ${t('roles.proposed', { name: name(held.proposed) })}`;
}

function RoleActs({
  role,
  held,
  submit,
}: { role: string; held: HeldRole } & Pick<PanelProps<Roles>, 'submit'>) {
  const room = useRoom();
  const [choosing, setChoosing] = useState(false);
  const mine = held.holder !== undefined && held.holder === room.me.value;
  const free = held.holder === undefined || held.relay;
  const may_propose = mine || free || room.conducts.value;
  return (
    <>
      <div class="row">
        {free && <Button onPress={() => submit({ type: 'take', role })}>{t('roles.take')}</Button>}
        {mine && (
          <Button look="quiet" onPress={() => submit({ type: 'give_back', role })}>
            {t('roles.give_back')}
          </Button>
        )}
        {held.rotating && room.conducts.value && (
          <Button look="quiet" onPress={() => submit({ type: 'ask_next', role })}>
            {t('roles.ask_next')}
          </Button>
        )}
        {may_propose && (
          <Button look="quiet" pressed={choosing} onPress={() => setChoosing(!choosing)}>
            {t('roles.propose')}
          </Button>
        )}
      </div>
      {choosing && (
        <SeatChoice
          label={t('roles.propose_to')}
          not={held.holder}
          onChoose={(seat) => {
            submit({ type: 'propose', role, seat });
            setChoosing(false);
          }}
        />
      )}
    </>
  );
}

export interface SeatChoiceProps {
  readonly label: string;
  readonly not?: SeatId | undefined;
  onChoose(seat: SeatId): void;
}

export function SeatChoice({ label, not, onChoose }: SeatChoiceProps) {
  const room = useRoom();
  return (
    <fieldset class="choices">
      <legend>{label}</legend>
      {rowsOf(room.seats.value)
        .filter(([id, seat]) => id !== not && seat.attendance === 'counted')
        .map(([id, seat]) => (
          <Button key={id} look="choice" onPress={() => onChoose(id)}>
            {seat.name}
          </Button>
        ))}
    </fieldset>
  );
}

/** « Léa te propose d'animer la suite »: shown over everything else, answered in private. */
export function AskedRole() {
  const room = useRoom();
  const own = room.own(room.me.value);
  const found = rowsOf(room.room.value?.activities).find(([, activity]) => activity.kind === 'roles');
  const asked = { ...own?.asked, ...(found ? own?.activities?.[found[0]]?.proposed : {}) };
  const [role, proposal] = Object.entries(asked)[0] ?? [];
  if (!role || !proposal || !found) return null;
  const name = room.name(proposal.by);
  const on = found[0];
  return (
    <section class="card asked" aria-live="polite">
      <p class="lead">
        {role === 'facilitator'
          ? t('roles.asked_facilitator', { name })
          : t('roles.asked', { name, role: roleName(room, role) })}
      </p>
      <div class="row">
        <Button look="gesture" onPress={() => room.submitMyself({ type: 'accept', role }, { on })}>
          {t('roles.accept')}
        </Button>
        <Button onPress={() => room.submitMyself({ type: 'decline', role }, { on })}>
          {t('roles.decline')}
        </Button>
      </div>
    </section>
  );
}
