// SPDX-License-Identifier: AGPL-3.0-or-later
// What, who, by when: somebody says it, the named seat takes it on upon its own phone.
import { t } from '../../i18n/t';
import type { Commitments } from '../../protocol/view';
import { rowsOf, useRoom } from '../../room/room';
import { stateInstruction, stateQuestion } from '../../room/sentences';
import { Button } from '../../ui/button';
import { Moment } from '../../ui/moment';
import { ideasOf, wordsBy } from '../ideas';
import type { PanelProps } from '../panel';
import { CommitmentList } from './list';
import { ProposeCommitment } from './propose';

export function CommitmentsPanel({ id, view, own, submit }: PanelProps<Commitments>) {
  const room = useRoom();
  const me = room.acting.value;
  const words = view.of === undefined ? undefined : wordsBy(room, view.of);
  const carried = new Set(rowsOf(view.items).map(([, item]) => item.state !== 'declined' && item.item));
  const free = ideasOf(room, view.of).filter((idea) => !carried.has(idea.id)).length;
  const asked = rowsOf(view.items).filter(([, item]) => item.state === 'asked' && item.seat === me);
  return (
    <Moment
      moment={`${id}/commitments`}
      heading={stateQuestion(room) ?? t('commitments.question')}
      lead={stateInstruction(room) ?? t('commitments.lead')}
    >
      {asked.map(([item, row]) => (
        <section key={item} class="card asked" aria-live="polite">
          <h2>{t('commitments.asked', { name: row.by === undefined ? '' : room.name(row.by) })}</h2>
          <CommitmentList mine rows={[[item, row]]} words={words} />
          <div class="row">
            <Button look="gesture" onPress={() => submit({ type: 'accept', item })}>
              {t('commitments.accept')}
            </Button>
            <Button onPress={() => submit({ type: 'decline', item })}>{t('commitments.decline')}</Button>
          </div>
        </section>
      ))}
      <CommitmentList
        rows={rowsOf(view.items).filter(([item]) => !asked.some(([one]) => one === item))}
        words={words}
        acts={(item, row) =>
          (row.by === me || room.conducts.value) && (
            <Button look="quiet" onPress={() => submit({ type: 'withdraw', item })}>
              {t('withdraw')}
            </Button>
          )
        }
      />
      {free > 0 && <p class="help">{t('commitments.free', { n: free })}</p>}
      <ProposeCommitment id={id} view={view} own={own} submit={submit} />
    </Moment>
  );
}
