// SPDX-License-Identifier: AGPL-3.0-or-later
// What is now: the panel of the present activity, or the state's own words where nothing runs.
import { ActivityPanel, JustHappened, JustRevealed } from '../../activities';
import { circle, total } from '../../activities/circle';
import { textInQuestion } from '../../activities/text_in_question';
import { t } from '../../i18n/t';
import { activitiesOf, current, isCrossroads, latest, useRoom } from '../../room/room';
import { exitLabel, stateInstruction, stateQuestion, stateTitle } from '../../room/sentences';
import { Moment } from '../../ui/moment';
import { Ring } from '../../ui/ring';
import { TextCard } from '../../ui/text_card';
import { Decided } from './endings';

export function Now({ onForget }: { onForget(): void }) {
  const room = useRoom();
  const layer = room.room.value;
  const named = current(layer);
  const queue = latest(layer, 'queue');
  const ended = activitiesOf(layer).some(
    ([, view]) => view.kind === 'consent_check' && view.running === false,
  );
  if (layer?.state?.final || (layer?.decision && !named)) return <Decided onForget={onForget} />;
  if (named && !isCrossroads(layer)) {
    return (
      <>
        {ended && <JustHappened />}
        <ActivityPanel named={named} />
        {ended && <JustRevealed />}
      </>
    );
  }
  const talking = queue && (queue[1].floor !== undefined || (queue[1].waiting ?? 0) > 0);
  if (talking && !isCrossroads(layer)) return <ActivityPanel named={queue} />;
  return <Plain />;
}

/** A state without an activity of its own: a question, and people in a circle. */
function Plain() {
  const room = useRoom();
  const layer = room.room.value;
  const text = textInQuestion(layer);
  const ways = Object.entries(layer?.step?.exits ?? {});
  return (
    <Moment
      moment={`state/${layer?.state?.entry}`}
      heading={stateQuestion(room) ?? stateTitle(room) ?? t('now.together')}
      lead={stateInstruction(room)}
      picture={
        !text && (
          <Ring
            seats={circle(room)}
            me={room.me.value}
            total={total(room)}
            label={t('ring.plain', { n: total(room) })}
          >
            <strong>{total(room)}</strong>
            <span>{t('now.in_circle', { n: total(room) })}</span>
          </Ring>
        )
      }
    >
      {text && <TextCard text={text} />}
      {isCrossroads(layer) && !room.conducts.value && (
        <ul class="ways">
          {ways.map(([event, exit]) => (
            <li key={event}>{exitLabel(room, event, exit)}</li>
          ))}
        </ul>
      )}
    </Moment>
  );
}
