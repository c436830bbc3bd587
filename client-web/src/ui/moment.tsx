// SPDX-License-Identifier: AGPL-3.0-or-later
// One state, one screen: a heading, a sentence, a picture, a gesture.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Heading } from './heading';
import { announce } from './live';

export interface MomentProps {
  /** What the heading stands for; a new one takes the focus. */
  readonly moment: string;
  readonly heading: ComponentChildren;
  readonly lead?: ComponentChildren;
  /** What comes before everything else: why the rest has changed. */
  readonly first?: ComponentChildren;
  readonly picture?: ComponentChildren;
  /** Words under the picture: what is awaited, what may be put down. */
  readonly calm?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** Says what changes under a heading that stays: how many are awaited, how long yet. */
function useAnnounced(moment: string, words: ComponentChildren): void {
  const before = useRef({ moment, words });
  useEffect(() => {
    const same = before.current.moment === moment;
    if (same && typeof words === 'string' && words !== before.current.words) announce(words);
    before.current = { moment, words };
  }, [moment, words]);
}

export function Moment({ moment, heading, lead, first, picture, calm, children }: MomentProps) {
  useAnnounced(moment, calm ?? lead);
  return (
    <section class="moment">
      <Heading moment={moment}>{heading}</Heading>
      {lead && <p class="lead">{lead}</p>}
      {first}
      {picture && <div class="picture">{picture}</div>}
      {calm && <p class="calm">{calm}</p>}
      {children}
    </section>
  );
}
