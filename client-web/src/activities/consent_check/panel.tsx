// SPDX-License-Identifier: AGPL-3.0-or-later
// The consent check: everyone answers before anyone's answer shows; then all at once.
import { useState } from 'preact/hooks';
import { day } from '../../i18n/say';
import { t } from '../../i18n/t';
import type { Choice, ConsentCheck } from '../../protocol/view';
import { useRoom } from '../../room/room';
import { stateQuestion } from '../../room/sentences';
import { Button } from '../../ui/button';
import { Moment } from '../../ui/moment';
import { Ring } from '../../ui/ring';
import { TextCard } from '../../ui/text_card';
import { circle, total } from '../circle';
import type { PanelProps } from '../panel';
import { textInQuestion } from '../text_in_question';
import { waitingWords } from './answers';
import { Revealed } from './revealed';
import { WithWords } from './with_words';

export function ConsentPanel({ id, view, own, submit }: PanelProps<ConsentCheck>) {
  const room = useRoom();
  const text = textInQuestion(room.room.value);
  const [again, setAgain] = useState(false);
  const version = view.version ?? text?.version ?? 0;
  const question =
    stateQuestion(room) ??
    (text?.review_date
      ? t('consent.question_until', { date: day(text.review_date) })
      : t('consent.question'));
  const dated = text?.review_date !== undefined && question.includes(day(text.review_date));
  switch (view.phase) {
    case 'revealed':
      return <Revealed id={id} view={view} own={own} submit={submit} />;
    case 'void':
      return (
        <Moment moment={`${id}/void`} heading={t('consent.void')} lead={t('consent.void_lead')}>
          {text && <TextCard text={text} changes />}
        </Moment>
      );
    case 'asked':
      return (
        <Moment
          moment={`${id}/asked`}
          heading={t('consent.asked', { name: room.name(view.asked_by) })}
          lead={view.question ?? t('consent.asked_lead')}
        >
          {text && <TextCard text={text} />}
        </Moment>
      );
    case 'open':
      break;
  }
  const answer = (choice: Choice, words?: string, draft?: string) => {
    setAgain(false);
    submit(
      { type: 'answer', choice, ...(words ? { text: words } : {}) },
      { version, ...(draft ? { draft } : {}) },
    );
  };
  if (own.choice && !again) {
    return (
      <Moment
        moment={`${id}/answered`}
        heading={t(`consent.mine.${own.choice}`)}
        lead={waitingWords(view)}
        picture={
          <Ring
            seats={circle(room)}
            me={room.acting.value}
            total={total(room)}
            label={t('ring.plain', { n: total(room) })}
          >
            {view.counts !== false && (
              <>
                <strong>{t('consent.count', { n: view.answered ?? 0, total: view.total ?? 0 })}</strong>
                <span>{t('consent.have_answered')}</span>
              </>
            )}
          </Ring>
        }
      >
        <div class="gestures">
          <Button onPress={() => setAgain(true)}>{t('consent.change')}</Button>
        </div>
        <p class="promise">{t('consent.promise')}</p>
        {text && <TextCard text={text} />}
      </Moment>
    );
  }
  return (
    <Moment moment={`${id}/open`} heading={question}>
      {text && <TextCard text={text} dated={dated} />}
      <Answers id={id} view={view} own={own} answer={answer} />
      <p class="promise">{t('consent.promise')}</p>
      <WithWords
        field={`${id}/${room.acting.value}/question`}
        summary={t('consent.ask')}
        label={t('consent.ask_label')}
        send={t('consent.ask_send')}
        onSend={(words, draft) =>
          submit({ type: 'question', ...(words ? { text: words } : {}) }, { version, draft })
        }
      />
    </Moment>
  );
}

interface AnswersProps extends Pick<PanelProps<ConsentCheck>, 'id' | 'view' | 'own'> {
  answer(choice: Choice, words?: string, draft?: string): void;
}

function Answers({ id, view, own, answer }: AnswersProps) {
  const room = useRoom();
  const [wording, setWording] = useState(false);
  const field = `${id}/${room.acting.value}/concern`;
  return (
    <div class="gestures consent">
      <Button
        look="choice"
        mark="●"
        pressed={own.choice === 'consent'}
        hint={t('consent.yes_hint')}
        onPress={() => answer('consent')}
      >
        {t('consent.yes')}
      </Button>
      {view.concerns_allowed !== false && (
        <Button
          look="choice"
          mark="◐"
          pressed={own.choice === 'concern'}
          hint={t('consent.concern_hint')}
          onPress={() => setWording(true)}
        >
          {t('consent.concern')}
        </Button>
      )}
      {wording && (
        <WithWords
          open
          field={field}
          summary={t('consent.concern_words')}
          label={t('consent.concern_label')}
          send={t('consent.concern_send')}
          onSend={(words, draft) => answer('concern', words, draft)}
        />
      )}
      <Button
        look="choice"
        mark="◆"
        pressed={own.choice === 'objection'}
        hint={t('consent.objection_hint')}
        onPress={() => answer('objection')}
      >
        {t('consent.objection')}
      </Button>
    </div>
  );
}
