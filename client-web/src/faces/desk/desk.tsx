// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk of whoever facilitates now: what to do, the next step, and why not yet. One column on a phone, three on a laptop.
import { nowSentence } from '../../activities/now';
import { t } from '../../i18n/t';
import { useRoom } from '../../room/room';
import { useSecond } from '../../ui/timer';
import { RunMap } from '../phone/run_map';
import { Hands } from './hands';
import { NextStep } from './next_step';
import { Outage } from './outage';
import { People } from './people';
import { RolesAtDesk } from './roles';
import '../../styles/desk.css';
import { RoomActs } from './room_acts';

/** The one sentence, for the phone's way to the desk. */
export function NowWords() {
  const room = useRoom();
  useSecond();
  return <>{nowSentence(room)}</>;
}

/** What to do now, always first. */
export function DoNow() {
  const room = useRoom();
  useSecond();
  return (
    <section class="do-now" aria-label={t('desk.now')}>
      <p class="do" role="status">
        {nowSentence(room)}
      </p>
      <NextStep />
      <Outage />
    </section>
  );
}

export function Run() {
  return (
    <section>
      <h2>{t('desk.run')}</h2>
      <RunMap />
    </section>
  );
}

export function Circle() {
  return (
    <>
      <Hands />
      <People />
      <RolesAtDesk />
      <RoomActs />
    </>
  );
}

/** The whole desk in one column: what the drawer « Animer » of a phone holds. */
export function DeskColumn() {
  return (
    <div class="desk-column">
      <DoNow />
      <Circle />
      <Run />
    </div>
  );
}
