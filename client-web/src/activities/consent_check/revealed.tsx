// SPDX-License-Identifier: AGPL-3.0-or-later
// The reveal: the circle lights all at once; shapes and words say what the colours say.
import { t } from '../../i18n/t';
import type { ConsentCheck } from '../../protocol/view';
import { rowsOf, useRoom } from '../../room/room';
import { enteredBy, stateInstruction } from '../../room/sentences';
import { Moment } from '../../ui/moment';
import { Ring } from '../../ui/ring';
import { TextCard } from '../../ui/text_card';
import { circle, total } from '../circle';
import { ChangeAfterAll } from '../edit/the_text';
import type { PanelProps } from '../panel';
import { textInQuestion } from '../text_in_question';
import { revealHeading, tallySentence } from './answers';
import { Saying } from './saying';
import { TallyLine } from './tally_line';
import { WithWords } from './with_words';
import { WordsGiven } from './words';

export function Revealed({ id, view, own, submit }: PanelProps<ConsentCheck>) {
  const room = useRoom();
  const answers = view.answers ?? {};
  const concerns = rowsOf(answers).filter(([, answer]) => answer.choice === 'concern');
  const text = textInQuestion(room.room.value);
  // An answer counts for the text that was read: a newer one has to be asked about again.
  const changed = text !== undefined && view.version !== undefined && text.version > view.version;
  // The sense of the meeting has no picture of who said what.
  const counts = view.counts !== false;
  // While answers are said, what to do with the concerns comes later.
  const quiet = changed || concerns.length === 0 || view.floor !== undefined;
  const mine = own.choice ?? answers[room.acting.value ?? '']?.choice;
  return (
    <Moment
      moment={`${id}/revealed`}
      heading={revealHeading(view)}
      lead={counts && <TallyLine view={view} />}
      first={changed && <p class="banner plain">{t('consent.changed')}</p>}
      picture={
        counts && (
          <Ring
            seats={circle(room, (seat) => answers[seat]?.choice ?? 'idle')}
            me={room.acting.value}
            total={total(room)}
            label={tallySentence(view)}
          />
        )
      }
      calm={quiet ? undefined : stateInstruction(room)}
    >
      <Saying view={view} submit={submit} />
      {text && <TextCard text={text} changes={changed} />}
      {mine === 'concern' && (
        <WithWords
          needed
          field={`${id}/${room.acting.value}/concern`}
          summary={t('consent.word_concern')}
          label={t('consent.concern_label')}
          send={t('keep')}
          onSend={(text, draft) =>
            submit({ type: 'word_concern', text }, { version: view.version ?? 0, draft })
          }
        />
      )}
      {concerns.some(([, answer]) => answer.text) && (
        <section>
          <h2>{t('consent.concerns')}</h2>
          <ul class="cards">
            {concerns
              .filter(([, answer]) => answer.text)
              .map(([seat, answer]) => (
                <li key={seat} class="card">
                  <p>{answer.text}</p>
                  <small>
                    {room.name(seat)} {enteredBy(room, answer.entered_by)}
                  </small>
                </li>
              ))}
          </ul>
        </section>
      )}
      <WordsGiven view={view} />
      <ChangeAfterAll />
    </Moment>
  );
}
