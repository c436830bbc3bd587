// SPDX-License-Identifier: AGPL-3.0-or-later
// Each gives something: blind, nobody sees anything before the end; live, it comes as it is given.
import { names, t } from '../../i18n/t';
import type { Collect, SeatId } from '../../protocol/view';
import { type Room, rowsOf, useRoom } from '../../room/room';
import { gesture, missingSentence, stateInstruction, stateQuestion, stateTexts } from '../../room/sentences';
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

/** Above so many authors, or where ideas do not say whose they are, nobody is told who gave: everybody goes on. */
const authors_max = 64;

/** Those who gave an idea where this one comes from; absent where that is not told. */
function authorsOf(room: Room, view: Collect): readonly SeatId[] | undefined {
  const from = activityNamed(room, view.from)?.[1];
  if (from?.kind !== 'collect') return undefined;
  const seats = Object.values(from.items ?? {}).map((item) => item.by);
  const authors = [...new Set(seats.filter((seat) => seat !== undefined))];
  return seats.includes(undefined) || authors.length > authors_max ? undefined : authors;
}

/** How many are missing still: in the words of the step, where it has its own. */
function tooFew(room: Room, few: number): string {
  if (stateTexts(room)?.refusals?.too_few_items === undefined) return t('collect.too_few', { n: few });
  return missingSentence(room, { code: 'too_few_items', params: { count: few } });
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
  const authors = view.only_authors ? authorsOf(room, view) : undefined;
  if (authors && !authors.includes(room.acting.value ?? '')) {
    return (
      <Moment
        moment={`${id}/authors`}
        heading={
          authors.length > 0
            ? t('collect.authors_named', { names: names(authors.map((seat) => room.name(seat))) })
            : question
        }
        lead={t('collect.authors')}
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
      {few > 0 && <p class="calm">{tooFew(room, few)}</p>}
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
