// SPDX-License-Identifier: AGPL-3.0-or-later
// A text and its versions: one role writes, everybody reads, anyone may suggest.
import { t } from '../../i18n/t';
import type { Edit } from '../../protocol/view';
import { useRoom } from '../../room/room';
import { roleName, stateInstruction, stateQuestion } from '../../room/sentences';
import { Moment } from '../../ui/moment';
import { Ring } from '../../ui/ring';
import { TextCard } from '../../ui/text_card';
import { circle, total } from '../circle';
import type { PanelProps } from '../panel';
import { textInQuestion } from '../text_in_question';
import { Suggest, Suggestions } from './suggestions';
import { Withdraw, Write } from './write';

export function writes(view: Edit, holds: (role: string) => boolean): boolean {
  return holds(view.role ?? 'proposer');
}

export function EditPanel({ id, view, own, submit }: PanelProps<Edit>) {
  const room = useRoom();
  const mine = writes(view, (role) => room.holds(role));
  const text = textInQuestion(room.room.value);
  const holder = room.room.value?.roles?.[view.role ?? 'proposer'];
  const name = holder ? room.name(holder) : roleName(room, view.role ?? 'proposer');
  const props = { id, view, own, submit };
  if (mine) {
    return (
      <Moment
        moment={`${id}/write/${view.version ?? 0}`}
        heading={stateQuestion(room) ?? t('edit.mine')}
        lead={stateInstruction(room) ?? (text ? t('edit.mine_again') : t('edit.mine_lead'))}
      >
        {text && <TextCard text={text} />}
        <Write key={view.version} {...props} />
        <Suggestions {...props} mine />
        {text && <Withdraw submit={submit} />}
      </Moment>
    );
  }
  return (
    <Moment
      moment={`${id}/read`}
      heading={text ? (stateQuestion(room) ?? t('edit.read')) : t('edit.wait', { name })}
      lead={text ? stateInstruction(room) : t('edit.wait_lead')}
      calm={text && t('edit.decides', { name })}
      picture={
        !text && (
          <Ring
            seats={circle(room, (seat) => (seat === holder ? 'floor' : 'idle'))}
            me={room.acting.value}
            total={total(room)}
            label={t('ring.floor', { n: total(room), name })}
          >
            <strong>{name}</strong>
            <span>{t('edit.writes')}</span>
          </Ring>
        )
      }
    >
      {text && <TextCard text={text} changes={text.version > 1} />}
      <Suggestions {...props} />
      {text && <Suggest {...props} />}
    </Moment>
  );
}
