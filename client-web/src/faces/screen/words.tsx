// SPDX-License-Identifier: AGPL-3.0-or-later
// Words as large as their length allows.
import type { ComponentChildren } from 'preact';

/** A size step for a text by its length, smaller where it shares its place; none below 1/20 of the height. */
export function sizeOf(text: string, shares = false): 'huge' | 'large' | 'middle' | 'small' {
  const n = [...text].length * (shares ? 1.8 : 1);
  if (n <= 70) return 'huge';
  if (n <= 150) return 'large';
  return n <= 280 ? 'middle' : 'small';
}

export function Words({ heading, lead }: { heading: string; lead?: ComponentChildren }) {
  return (
    <section class="words-only">
      <h1 class={sizeOf(heading)}>{heading}</h1>
      {lead && <p>{lead}</p>}
    </section>
  );
}
