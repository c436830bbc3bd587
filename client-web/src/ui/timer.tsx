// SPDX-License-Identifier: AGPL-3.0-or-later
// Time as a shrinking slice; digits only where nobody is speaking. It never punishes and never sounds.
import { useEffect, useRef } from 'preact/hooks';
import { minutesSeconds } from '../i18n/say';
import { t } from '../i18n/t';
import type { RoomTimer } from '../protocol/view';
import { lookAtClock, roomNow, second } from '../room/clock';
import { announce } from './live';

/** Renders again every second while it is shown. */
export function useSecond(): number {
  useEffect(lookAtClock, []);
  second.value;
  return roomNow();
}

export interface Left {
  readonly ms: number;
  readonly share: number;
  readonly paused: boolean;
}

export function leftOf(timer: RoomTimer | undefined, now: number): Left | undefined {
  if (!timer) return undefined;
  const paused = timer.left !== undefined;
  const ms = timer.left ?? (timer.deadline === undefined ? undefined : timer.deadline - now);
  if (ms === undefined) return undefined;
  const length = timer.length || Math.max(ms, 1);
  return { ms, share: Math.min(1, Math.max(0, ms / length)), paused };
}

const told_at_s = [60, 30, 10];

/** Says 60, 30 and 10 seconds once each. */
function useTold(ms: number | undefined): void {
  const before = useRef(Number.POSITIVE_INFINITY);
  useEffect(() => {
    if (ms === undefined) return;
    const s = Math.ceil(ms / 1000);
    const mark = told_at_s.find((at) => s <= at && before.current > at);
    before.current = s;
    if (mark !== undefined && s > mark - 5) announce(t('timer.left', { n: mark }));
  }, [ms]);
}

function slice(share: number): string {
  const angle = share * 2 * Math.PI;
  const x = 50 + 42 * Math.sin(-angle);
  const y = 50 - 42 * Math.cos(angle);
  return `M50 50 L50 8 A42 42 0 ${share > 0.5 ? 1 : 0} 0 ${x.toFixed(2)} ${y.toFixed(2)} Z`;
}

export function Pie({ share }: { share: number }) {
  return (
    <svg class="pie" viewBox="0 0 100 100" aria-hidden="true" focusable="false">
      <circle cx="50" cy="50" r="46" class="pie-rim" />
      {share > 0.995 ? (
        <circle cx="50" cy="50" r="42" class="pie-slice" />
      ) : (
        <path d={slice(share)} class="pie-slice" />
      )}
    </svg>
  );
}

export function Timer({ timer, digits = true }: { timer: RoomTimer; digits?: boolean }) {
  const left = leftOf(timer, useSecond());
  useTold(left?.ms);
  if (!left) return null;
  const over = left.ms <= 0;
  return (
    <p class={`timer${left.paused ? ' paused' : ''}${over ? ' over' : ''}`}>
      <Pie share={left.share} />
      <span>
        {over ? t('timer.over') : digits ? minutesSeconds(left.ms) : ''}
        {left.paused && ` ${t('timer.paused')}`}
      </span>
    </p>
  );
}
