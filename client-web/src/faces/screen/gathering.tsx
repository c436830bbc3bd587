// SPDX-License-Identifier: AGPL-3.0-or-later
// What the screen shows of the kinds that gather.
import { circle, total } from '../../activities/circle';
import { StillRing } from '../../activities/silence/ring';
import { textInQuestion } from '../../activities/text_in_question';
import { t } from '../../i18n/t';
import type { Celebrate, Gathering, Silence } from '../../protocol/gathering';
import { rowsOf, useRoom } from '../../room/room';
import { stateInstruction, stateQuestion } from '../../room/sentences';
import { Ring } from '../../ui/ring';
import { AgendaWall } from './agenda_wall';
import { GroupWall } from './group_wall';
import { ScoreWall } from './score_wall';
import { SortWall } from './sort_wall';
import { sizeOf } from './words';

export function GatheringStage({ view }: { view: Gathering }) {
  switch (view.kind) {
    case 'sort':
      return <SortWall view={view} />;
    case 'score':
      return <ScoreWall view={view} />;
    case 'groups':
      return <GroupWall view={view} />;
    case 'agenda':
      return rowsOf(view.items).length > 0 ? <AgendaWall view={view} /> : <EmptyAgenda />;
    case 'silence':
      return <SilenceStage view={view} />;
    case 'celebrate':
      return <CelebrateStage view={view} />;
  }
}

/** No point yet: what is asked, of whom, and the circle that is asked. */
function EmptyAgenda() {
  const room = useRoom();
  const question = stateQuestion(room) ?? t('agenda.question');
  return (
    <div class="beside">
      <div class="left">
        <h1 class={sizeOf(question, true)}>{question}</h1>
        <p class="under">{stateInstruction(room) ?? t('agenda.lead')}</p>
      </div>
      <Ring
        big
        seats={circle(room, () => 'idle')}
        total={total(room)}
        label={t('ring.plain', { n: total(room) })}
      />
    </div>
  );
}

function SilenceStage({ view }: { view: Silence }) {
  const room = useRoom();
  const words = view.over ? t('silence.over') : (stateQuestion(room) ?? t('silence.question'));
  return (
    <div class="still-stage">
      <StillRing view={view} />
      <h1 class={sizeOf(words, true)}>{words}</h1>
    </div>
  );
}

const thanks_max = 2;

function CelebrateStage({ view }: { view: Celebrate }) {
  const room = useRoom();
  const question = stateQuestion(room) ?? t('celebrate.question');
  const text = textInQuestion(room.room.value);
  const thanks = [...rowsOf(view.thanks)].reverse().slice(0, thanks_max);
  const n = view.joined ?? 0;
  return (
    <div class="beside joy">
      <div class="left">
        <h1 class={sizeOf(question, true)}>{question}</h1>
        {text && thanks.length === 0 && <p class="under">{text.text}</p>}
        <ul class="thanks-wall">
          {thanks.map(([id, row]) => (
            <li key={id}>
              <strong>{t('celebrate.said', { by: room.name(row.by), to: room.name(row.to) })}</strong>
              {row.text && ` ${t('quoted', { words: row.text })}`}
            </li>
          ))}
        </ul>
      </div>
      <Ring
        big
        seats={circle(room, (seat) => (view.seats?.[seat] ? 'lit' : 'idle'))}
        total={total(room)}
        label={t('celebrate.joined', { n })}
      >
        {n > 0 && (
          <>
            <strong class="count">{n}</strong>
            <span>{t('celebrate.rejoice', { n })}</span>
          </>
        )}
      </Ring>
    </div>
  );
}
