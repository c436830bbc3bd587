// SPDX-License-Identifier: AGPL-3.0-or-later
// It is decided: the text, until when, what is noted beside it; and at the end, what to take away.

import { circle, total } from '../../activities/circle';
import { textInQuestion } from '../../activities/text_in_question';
import { day } from '../../i18n/say';
import { t } from '../../i18n/t';
import { isDecided, latest, useRoom } from '../../room/room';
import { outcomeSentence, stateInstruction, stateQuestion } from '../../room/sentences';
import { Moment } from '../../ui/moment';
import { Ring } from '../../ui/ring';
import { TextCard } from '../../ui/text_card';
import { TakeAway } from './take_away';

/** « 2 réserves notées. » */
export function concernsNoted(room: ReturnType<typeof useRoom>): number {
  const check = latest(room.room.value, 'consent_check');
  return check?.[1].tally?.concern ?? 0;
}

export interface DecidedProps {
  onForget(): void;
}

export function Decided({ onForget }: DecidedProps) {
  const room = useRoom();
  const layer = room.room.value;
  const decision = layer?.decision;
  const adopted = isDecided(decision?.outcome);
  const text = textInQuestion(layer);
  const concerns = concernsNoted(room);
  const until = text?.review_date;
  const lead =
    stateInstruction(room) ?? (adopted && until ? t('decided.until', { date: day(until) }) : undefined);
  const heading =
    stateQuestion(room) ?? (decision ? outcomeSentence(room, decision.outcome) : t('decided.over'));
  return (
    <Moment
      moment={`decided/${layer?.state?.entry}`}
      heading={heading}
      lead={lead}
      first={text && decision && <TextCard text={text} />}
      picture={
        adopted &&
        !layer?.state?.final && (
          <Ring
            seats={circle(room, () => 'lit')}
            me={room.me.value}
            total={total(room)}
            label={t('decided.all')}
          >
            <strong>{t('decided.word')}</strong>
          </Ring>
        )
      }
    >
      {concerns > 0 && <p class="calm">{t('decided.concerns', { n: concerns })}</p>}
      {layer?.state?.final && <TakeAway onForget={onForget} />}
    </Moment>
  );
}
