// SPDX-License-Identifier: AGPL-3.0-or-later
// Each gives something: blind, nobody sees anything before the end; live, it comes as it is given.
import { names, t } from '../../i18n/t';
import type { Collect } from '../../protocol/view';
import { type Room, rowsOf, useRoom } from '../../room/room';
import { gesture, stateInstruction, stateQuestion } from '../../room/sentences';
import { Button } from '../../ui/button';
import { Moment } from '../../ui/moment';
import { TextCard } from '../../ui/text_card';
import { activityNamed } from '../ideas';
import type { PanelProps } from '../panel';
import { textInQuestion } from '../text_in_question';
import { mayBuild } from './build';
import { Give } from './give';
import { Items } from './items';
import { MyItems } from './mine';
import { Tally } from './tally';

export function stillWriting(view: Collect): number {
  return view.missing?.still_writing ?? Math.max(0, (view.total ?? 0) - (view.finished ?? 0));
}

/** Where only those who gave an idea go on with it: am I one of them? */
function isAuthor(room: Room, view: Collect): boolean {
  const from = activityNamed(room, view.from)?.[0];
  return from !== undefined && rowsOf(room.ownOf(from).items).length > 0;
}

/** Who is asked, where the ideas say whose they are. */
function AuthorsNamed({ view }: { view: Collect }) {
  const room = useRoom();
  const from = activityNamed(room, view.from)?.[1];
  const seats = from?.kind === 'collect' ? Object.values(from.items ?? {}).map((item) => item.by) : [];
  const named = [...new Set(seats.filter((seat) => seat !== undefined))].map((seat) => room.name(seat));
  return named.length > 0 ? <p>{t('collect.authors_named', { names: names(named) })}</p> : null;
}

export function CollectPanel({ id, view, own, submit }: PanelProps<Collect>) {
  const room = useRoom();
  const question = stateQuestion(room) ?? t(`collect.question.${view.input ?? 'text'}`);
  if (view.phase === 'revealed') {
    return (
      <Moment
        moment={`${id}/revealed`}
        heading={question}
        lead={mayBuild(view) ? (stateInstruction(room) ?? t('collect.and_lead')) : t('collect.revealed')}
      >
        <Tally view={view} />
        {mayBuild(view) && rowsOf(own.items).some(([, item]) => (item.on ?? []).length > 0) && (
          <details class="fold">
            <summary>{t('collect.mine_built')}</summary>
            <MyItems id={id} view={view} own={own} submit={submit} />
          </details>
        )}
        {view.input === 'choice' && <AskedAbout />}
        {view.tally ? (
          <details class="fold">
            <summary>{t('collect.who')}</summary>
            <Items view={view} />
          </details>
        ) : (
          <Items id={id} view={view} submit={submit} />
        )}
      </Moment>
    );
  }
  const blind = view.visibility === 'blind';
  const forOneself = view.reveal === 'never';
  const left = stillWriting(view);
  const props = { id, view, own, submit };
  if (view.per_seat === 1 && view.input !== 'text') return <Single {...props} question={question} />;
  if (own.finished) {
    return (
      <Moment
        moment={`${id}/finished`}
        heading={question}
        lead={t('collect.finished')}
        calm={left > 0 ? t('collect.others_write', { n: left }) : t('collect.all_in')}
      >
        <MyItems {...props} />
        {view.per_seat !== 1 && (
          <div class="gestures">
            <Button onPress={() => submit({ type: 'reopen' })}>{t('collect.reopen')}</Button>
          </div>
        )}
        {!blind && <Items id={id} view={view} submit={submit} />}
      </Moment>
    );
  }
  if (view.only_authors && !isAuthor(room, view)) {
    return (
      <Moment
        moment={`${id}/authors`}
        heading={question}
        lead={t('collect.authors')}
        first={<AuthorsNamed view={view} />}
        calm={left > 0 ? t('collect.others_write', { n: left }) : t('collect.all_in')}
      >
        {!blind && <Items id={id} view={view} submit={submit} />}
      </Moment>
    );
  }
  const few = view.missing?.too_few_items ?? 0;
  const mine = rowsOf(own.items).length;
  return (
    <Moment
      moment={`${id}/open`}
      heading={question}
      lead={
        stateInstruction(room) ?? t(forOneself ? 'collect.notes' : blind ? 'collect.blind' : 'collect.live')
      }
    >
      <Give {...props} />
      <div class="gestures">
        <Button look={mine > 0 ? 'second' : 'quiet'} onPress={() => submit({ type: 'finish' })}>
          {mine > 0 ? t('collect.done') : (gesture(room, 'finish') ?? t('collect.nothing'))}
        </Button>
      </div>
      {blind && stateInstruction(room) && (
        <p class="promise">{t(forOneself ? 'collect.notes' : 'collect.blind_choice')}</p>
      )}
      {few > 0 && <p class="calm">{t('collect.too_few', { n: few })}</p>}
      <MyItems {...props} />
      {!blind && <Items id={id} view={view} submit={submit} />}
    </Moment>
  );
}

/** Where one answer is all there is to give, giving it is finishing. */
function Single({ question, ...props }: PanelProps<Collect> & { question: string }) {
  const room = useRoom();
  const given = rowsOf(props.own.items).length > 0;
  const left = stillWriting(props.view);
  return (
    <Moment
      moment={`${props.id}/one`}
      heading={question}
      lead={given ? t('collect.chosen') : stateInstruction(room)}
      calm={given ? (left > 0 ? t('collect.others_choose', { n: left }) : t('collect.all_in')) : undefined}
    >
      <AskedAbout />
      <Give {...props} />
      {props.view.visibility === 'blind' && <p class="promise">{t('collect.blind_choice')}</p>}
    </Moment>
  );
}

/** The text that the question is about, where one is being worked on. */
function AskedAbout() {
  const room = useRoom();
  const text = textInQuestion(room.room.value);
  return text && text.view.running !== false ? <TextCard text={text} /> : null;
}
