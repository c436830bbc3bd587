// SPDX-License-Identifier: AGPL-3.0-or-later
// Many ideas as a ring of points, the oldest within: how many there are, what links them, and where the newest came.
import { language } from '../../i18n/say';
import { t } from '../../i18n/t';
import type { CollectItem } from '../../protocol/view';

/** As many points as are still points on a projector; beyond that one stands for several ideas. */
export const points_max = 2000;
/** The golden angle: every new point finds its own place. */
const turn = Math.PI * (3 - Math.sqrt(5));
const outer = 112;
const inner = 46;

interface CloudProps {
  readonly rows: readonly (readonly [string, CollectItem])[];
  readonly count: number;
  /** So many of the newest are lit. */
  readonly lit: number;
}

type Place = readonly [number, number];

/** For how many ideas one point stands. */
export const eachOf = (count: number) => Math.ceil(count / points_max);

export function placesOf(n: number): readonly Place[] {
  // The hole in the middle holds as many points as the ring leaves out.
  const skipped = (n * inner ** 2) / (outer ** 2 - inner ** 2);
  const step = outer / Math.sqrt(n + skipped);
  return Array.from({ length: n }, (_, index) => {
    const radius = step * Math.sqrt(index + 0.5 + skipped);
    return [radius * Math.cos(index * turn), radius * Math.sin(index * turn)];
  });
}

const dotted = (places: readonly Place[]) =>
  places.map(([x, y]) => `M${x.toFixed(1)} ${y.toFixed(1)}h0`).join('');

/** A link bends round the middle, where the number stands. */
function arc(from: Place, to: Place): string {
  const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const near = Math.max(1, Math.hypot(x, y));
  const out = (Math.hypot(...from) + Math.hypot(...to) - near) / near;
  const at = [from[0], from[1], x * out, y * out, to[0], to[1]].map((one) => one.toFixed(1));
  return `M${at[0]} ${at[1]}Q${at[2]} ${at[3]} ${at[4]} ${at[5]}`;
}

export function Cloud({ rows, count, lit }: CloudProps) {
  const each = eachOf(count);
  const n = Math.ceil(count / each);
  const places = placesOf(n);
  const size = Math.min(15, (1.45 * (outer - inner)) / Math.sqrt(n));
  const at = new Map(rows.map(([id], index) => [id, places[Math.floor(index / each)]]));
  const links = rows.flatMap(([id, item]) =>
    (item.on ?? []).flatMap((on) => {
      const [from, to] = [at.get(id), at.get(on)];
      return from && to ? [arc(from, to)] : [];
    }),
  );
  const bright = Math.max(1, Math.ceil(lit / each));
  const newest = dotted(places.slice(n - bright));
  return (
    <figure class="cloud">
      <svg viewBox="-124 -124 248 248" role="img" aria-label={t('screen.wall', { n: count })}>
        {links.length > 0 && <path class="links" d={links.join('')} />}
        <path class="old" d={dotted(places.slice(0, n - bright))} stroke-width={size} />
        <path class="edge" d={newest} stroke-width={Math.max(size * 1.5, 7)} />
        <path class="new" d={newest} stroke-width={Math.max(size * 1.15, 5)} />
      </svg>
      <figcaption>
        <strong>{new Intl.NumberFormat(language.value).format(count)}</strong>
        <span>{t('screen.ideas_word', { n: count })}</span>
      </figcaption>
    </figure>
  );
}
