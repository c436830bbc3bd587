// SPDX-License-Identifier: AGPL-3.0-or-later
// Somebody presents; everybody else listens.
import { t } from '../../i18n/t';
import type { Present } from '../../protocol/view';
import { useRoom } from '../../room/room';
import { roleName, stateInstruction, stateQuestion } from '../../room/sentences';
import { Button } from '../../ui/button';
import { Moment } from '../../ui/moment';
import { Ring } from '../../ui/ring';
import { circle, total } from '../circle';
import type { PanelProps } from '../panel';

export function presenterOf(view: Present, roles: Readonly<Record<string, string>> | undefined) {
  return view.by ?? (view.role === undefined ? undefined : roles?.[view.role]);
}

export function PresentPanel({ id, view, submit }: PanelProps<Present>) {
  const room = useRoom();
  const by = presenterOf(view, room.room.value?.roles);
  const mine = by !== undefined && by === room.acting.value;
  const name = by === undefined ? roleName(room, view.role ?? 'facilitator') : room.name(by);
  const picture = (
    <Ring
      seats={circle(room, (seat) => (seat === by ? 'floor' : 'idle'))}
      me={room.acting.value}
      total={total(room)}
      label={t('ring.floor', { n: total(room), name })}
    >
      {!mine && (
        <>
          <strong>{name}</strong>
          <span>{t('present.presents')}</span>
        </>
      )}
    </Ring>
  );
  if (mine) {
    return (
      <Moment
        moment={`${id}/mine`}
        heading={t('round.mine', { name })}
        lead={stateInstruction(room) ?? t('present.mine_lead')}
        picture={picture}
        calm={stateQuestion(room)}
      >
        <div class="gestures">
          <Button look="gesture" onPress={() => submit({ type: 'finish' })}>
            {t('present.finish')}
          </Button>
        </div>
      </Moment>
    );
  }
  return (
    <Moment
      moment={`${id}/listen`}
      heading={stateQuestion(room) ?? t('present.listen', { name })}
      lead={stateInstruction(room)}
      picture={picture}
      calm={t('present.calm', { name })}
    />
  );
}
