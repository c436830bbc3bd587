// SPDX-License-Identifier: AGPL-3.0-or-later
// Shows where a card went: it glides from where it was to where it is, and stands still for those who ask for less.
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

const glide_ms = 260;
const least_px = 4;

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Everything under `place` with a `data-glide` name moves to its new place when it has one. */
export function useGlide(place: RefObject<HTMLElement | null>): void {
  const before = useRef(new Map<string, DOMRect>());
  useLayoutEffect(() => {
    const now = new Map<string, DOMRect>();
    for (const card of place.current?.querySelectorAll<HTMLElement>('[data-glide]') ?? []) {
      const name = card.dataset.glide ?? '';
      const at = card.getBoundingClientRect();
      now.set(name, at);
      const was = before.current.get(name);
      if (!was || still() || typeof card.animate !== 'function') continue;
      const x = was.left - at.left;
      const y = was.top - at.top;
      if (Math.abs(x) + Math.abs(y) < least_px) continue;
      card.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], {
        duration: glide_ms,
        easing: 'ease-out',
      });
    }
    before.current = now;
  });
}
