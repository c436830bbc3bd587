// SPDX-License-Identifier: AGPL-3.0-or-later
// Each gives something: blind, nobody sees anything before the end; live, it comes as it is given.
import { t } from '../../i18n/t';
import type { Collect } from '../../protocol/view';
import { rowsOf, useRoom } from '../../room/room';
import { stateInstruction, stateQuestion } from '../../room/sentences';
import { Button } from '../../ui/button';
import { Moment } from '../../ui/moment';
import type { PanelProps } from '../panel';
import { Give } from './give';
import { Items, MyItems } from './items';
import { Tally } from './tally';

export function stillWriting(view: Collect): number {
  return view.missing?.still_writing ?? Math.max(0, (view.total ?? 0) - (view.finished ?? 0));
}

export function CollectPanel({ id, view, own, submit }: PanelProps<Collect>) {
  const room = useRoom();
  const question = stateQuestion(room) ?? t(`collect.question.${view.input ?? 'text'}`);
  if (view.phase === 'revealed') {
    return (
      <Moment moment={`${id}/revealed`} heading={question} lead={t('collect.revealed')}>
        <Tally view={view} />
        <Items view={view} />
      </Moment>
    );
  }
  const blind = view.visibility === 'blind';
  const left = stillWriting(view);
  if (own.finished) {
    return (
      <Moment
        moment={`${id}/finished`}
        heading={question}
        lead={t('collect.finished')}
        calm={left > 0 ? t('collect.others_write', { n: left }) : t('collect.all_in')}
      >
        <MyItems id={id} view={view} own={own} submit={submit} />
        <div class="gestures">
          <Button onPress={() => submit({ type: 'reopen' })}>{t('collect.reopen')}</Button>
        </div>
        {!blind && <Items view={view} />}
      </Moment>
    );
  }
  const mine = rowsOf(own.items).length;
  return (
    <Moment
      moment={`${id}/open`}
      heading={question}
      lead={stateInstruction(room) ?? (blind ? t('collect.blind') : t('collect.live'))}
    >
      <Give id={id} view={view} own={own} submit={submit} />
      <MyItems id={id} view={view} own={own} submit={submit} />
      <div class="gestures">
        <Button look={mine > 0 ? 'gesture' : 'quiet'} onPress={() => submit({ type: 'finish' })}>
          {mine > 0 ? t('collect.done') : t('collect.nothing')}
        </Button>
      </div>
      {blind && stateInstruction(room) && <p class="promise">{t('collect.blind_choice')}</p>}
      {!blind && <Items view={view} />}
    </Moment>
  );
}
