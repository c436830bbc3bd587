// SPDX-License-Identifier: AGPL-3.0-or-later
// The circle of seats: where I sit, whose turn it is. Nobody sits at the top; the light moves round.
import type { ComponentChildren } from 'preact';

export type SeatMark =
  | 'idle'
  | 'done'
  | 'floor'
  | 'off'
  | 'lit'
  | 'consent'
  | 'concern'
  | 'objection'
  | 'silent';

export interface RingSeat {
  readonly id: string;
  readonly name: string;
  readonly mark: SeatMark;
  readonly role?: string | undefined;
}

export interface RingProps {
  readonly seats: readonly RingSeat[];
  /** Whose seat stands at the bottom. */
  readonly me?: string | undefined;
  /** How many there are, also where not all are listed. */
  readonly total: number;
  readonly label: string;
  /** How much of the speaker's soft time is left: the light is as large. */
  readonly light?: number | undefined;
  /** On the screen: letters large enough for ten metres, or none. */
  readonly big?: boolean;
  /** A few round a table: larger, closer together. */
  readonly small?: boolean;
  readonly children?: ComponentChildren;
}

/** One ring up to so many, two rings up to so many; beyond that, a ring of light. */
const one_ring_max = 24;
const two_rings_max = 60;

interface Placed extends RingSeat {
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly angle: number;
}

function onRing(seats: readonly RingSeat[], radius: number, r: number, me: string | undefined): Placed[] {
  const at = Math.max(
    0,
    seats.findIndex((seat) => seat.id === me),
  );
  // Without a "me" the gap between two seats stands at the top: nobody presides.
  const turn = me === undefined || !seats.some((seat) => seat.id === me) ? 0.5 : 0;
  return seats.map((seat, index) => {
    const angle = Math.PI / 2 + ((index - at + turn) / Math.max(seats.length, 1)) * 2 * Math.PI;
    return { ...seat, x: radius * Math.cos(angle), y: radius * Math.sin(angle), r, angle };
  });
}

export function placeSeats(
  seats: readonly RingSeat[],
  me: string | undefined,
  small = false,
): readonly Placed[] {
  const n = seats.length;
  if (small) return onRing(seats, n < 4 ? 58 : 78, n < 6 ? 40 : 30, me);
  if (n <= one_ring_max) {
    const r = Math.min(22, Math.max(8.5, (Math.PI * 100) / Math.max(n, 6) - 9));
    return onRing(seats, 100, r, me);
  }
  const inner = seats.filter((_, index) => index % 5 < 2);
  const outer = seats.filter((_, index) => index % 5 >= 2);
  return [...onRing(inner, 76, 6.4, me), ...onRing(outer, 102, 6.4, me)];
}

function initials(name: string): string {
  const words = name.split(/[\s-]+/).filter(Boolean);
  const first = [...(words[0] ?? '')][0] ?? '';
  const second = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ([...(words[0] ?? '')][1] ?? '');
  return `${first.toUpperCase()}${words.length > 1 ? second.toUpperCase() : second.toLowerCase()}`;
}

function Shape({ mark, r }: { mark: SeatMark; r: number }) {
  switch (mark) {
    case 'objection':
      return (
        <rect class="disc" x={-r} y={-r} width={2 * r} height={2 * r} transform="rotate(45) scale(0.86)" />
      );
    case 'concern':
      return (
        <>
          <circle class="disc" r={r} />
          <path class="half" d={`M0 ${-r} A${r} ${r} 0 0 1 0 ${r} Z`} />
        </>
      );
    default:
      return <circle class="disc" r={r} />;
  }
}

function SeatDisc({ seat, me, big }: { seat: Placed; me: boolean; big: boolean }) {
  const r = seat.mark === 'floor' ? seat.r * 1.16 : seat.r;
  return (
    <g
      class={`seat ${seat.mark}${me ? ' me' : ''}`}
      transform={`translate(${seat.x.toFixed(1)} ${seat.y.toFixed(1)})`}
    >
      {me && <circle class="mine" r={r + 3.4} />}
      <Shape mark={seat.mark} r={r} />
      {r >= (big ? 16 : 8) && (
        <text class="initials" dy="0.36em" font-size={r * (big ? 1.05 : 0.82)}>
          {initials(seat.name)}
        </text>
      )}
    </g>
  );
}

function Light({ at, share }: { at: Placed; share: number }) {
  const size = Math.min(at.r * (1.5 + 1.7 * share), at.r + 14 + 14 * share);
  return (
    <g class="light" style={{ transform: `translate(${at.x.toFixed(1)}px, ${at.y.toFixed(1)}px)` }}>
      <circle class="halo" r={size} />
      <circle class="halo inner" r={(size + at.r) / 2} />
    </g>
  );
}

export function Ring(props: RingProps) {
  const { seats, me, total, label, light = 1, big = false, small = false, children } = props;
  const soft = total > two_rings_max || seats.length === 0;
  const placed = soft ? [] : placeSeats(seats, me, small);
  const floor = placed.find((seat) => seat.mark === 'floor');
  return (
    <figure class={`ring${soft ? ' soft' : placed.length > one_ring_max ? ' two' : ''}`}>
      <svg viewBox="-132 -132 264 264" role="img" aria-label={label}>
        <circle
          class="path"
          r={small ? (placed.length < 4 ? 58 : 78) : placed.length > one_ring_max ? 89 : 100}
        />
        {soft && <circle class="glow" r="100" />}
        {floor && <Light at={floor} share={light} />}
        {placed.map((seat) => (
          <SeatDisc key={seat.id} seat={seat} me={seat.id === me} big={big} />
        ))}
      </svg>
      {children && <figcaption>{children}</figcaption>}
    </figure>
  );
}
