// SPDX-License-Identifier: AGPL-3.0-or-later
// Whoever comes late reads one screen before joining in.
import { textInQuestion } from '../../activities/text_in_question';
import { t } from '../../i18n/t';
import { draft, setDraft } from '../../room/drafts';
import { type Room, useRoom } from '../../room/room';
import { stateQuestion, stateTitle } from '../../room/sentences';
import { Button } from '../../ui/button';
import { Heading } from '../../ui/heading';
import { TextCard } from '../../ui/text_card';

const field = 'caught_up';

export function needsCatchUp(room: Room): boolean {
  const late = room.seat(room.me.value)?.late === true;
  return late && draft(room.code, field).value === '';
}

export function CatchUp() {
  const room = useRoom();
  const layer = room.room.value;
  const text = textInQuestion(layer);
  return (
    <div class="phone">
      <header class="top">
        <p class="palabre-title">{layer?.title}</p>
      </header>
      <main>
        <section class="moment">
          <Heading moment="late">{t('late.heading')}</Heading>
          {layer?.why && (
            <>
              <h2>{t('late.why')}</h2>
              <p>{layer.why}</p>
            </>
          )}
          <h2>{t('late.now')}</h2>
          <p>{[stateTitle(room) ?? t('now.together'), stateQuestion(room)].filter(Boolean).join(' · ')}</p>
          {text && (
            <>
              <h2>{t('late.text')}</h2>
              <TextCard text={text} />
            </>
          )}
          <div class="gestures">
            <Button look="gesture" onPress={() => setDraft(room.code, field, 'yes')}>
              {t('late.join')}
            </Button>
          </div>
        </section>
      </main>
    </div>
  );
}
