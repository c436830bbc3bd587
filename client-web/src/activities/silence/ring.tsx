// SPDX-License-Identifier: AGPL-3.0-or-later
// Time in silence as a ring of light that empties.
import { t } from '../../i18n/t';
import type { Silence } from '../../protocol/gathering';
import { useSecond } from '../../ui/timer';

const radius = 100;
const round = 2 * Math.PI * radius;

/** How much of the silence is left, from 1 to 0; while the palabre is paused it stands still. */
export function stillLeft(view: Silence, now: number): number {
  if (view.over) return 0;
  const whole = (view.s ?? 0) * 1000;
  if (view.until === undefined || whole <= 0) return 1;
  const length = view.started_at === undefined ? whole : Math.max(whole, view.until - view.started_at);
  return Math.min(1, Math.max(0, (view.until - now) / length));
}

export function StillRing({ view }: { view: Silence }) {
  const left = stillLeft(view, useSecond());
  return (
    <svg
      class="still"
      viewBox="-124 -124 248 248"
      role="img"
      aria-label={left > 0 ? t('silence.ring') : t('silence.over')}
    >
      <circle class="still-rim" r={radius} />
      <circle
        class="still-light"
        r={radius}
        transform="rotate(-90)"
        stroke-dasharray={round.toFixed(1)}
        style={{ strokeDashoffset: (round * (1 - left)).toFixed(1) }}
      />
      <circle class="still-glow" r="64" style={{ opacity: 0.15 + 0.6 * left }} />
    </svg>
  );
}
