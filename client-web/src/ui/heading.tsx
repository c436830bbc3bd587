// SPDX-License-Identifier: AGPL-3.0-or-later
// The heading of the moment: when the moment changes it takes the focus, so that a screen reader begins there.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { announce } from './live';

/** Longer headings are set smaller, so that the gesture stays on the first screen. */
const long_from = 56;

let shown = '';

/** `moment` names what the heading stands for; a new one takes the focus, unless a person is writing. */
export function Heading({ moment, children }: { moment: string; children: ComponentChildren }) {
  const place = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const first = shown === '';
    if (shown === moment) return;
    shown = moment;
    const at = document.activeElement;
    const busy = at instanceof HTMLElement && at.closest('dialog, textarea, input') !== null;
    if (!first && !busy) place.current?.focus({ preventScroll: true });
    else if (!first) announce(place.current?.textContent ?? '');
    if (!first) scrollTo({ top: 0 });
  }, [moment]);
  return (
    <h1
      ref={place}
      tabIndex={-1}
      class={typeof children === 'string' && children.length > long_from ? 'long' : ''}
    >
      {children}
    </h1>
  );
}
