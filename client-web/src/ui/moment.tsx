// SPDX-License-Identifier: AGPL-3.0-or-later
// One state, one screen: a heading, a sentence, a picture, a gesture.
import type { ComponentChildren } from 'preact';
import { Heading } from './heading';

export interface MomentProps {
  /** What the heading stands for; a new one takes the focus. */
  readonly moment: string;
  readonly heading: ComponentChildren;
  readonly lead?: ComponentChildren;
  readonly picture?: ComponentChildren;
  /** Words under the picture: what is awaited, what may be put down. */
  readonly calm?: ComponentChildren;
  readonly children?: ComponentChildren;
}

export function Moment({ moment, heading, lead, picture, calm, children }: MomentProps) {
  return (
    <section class="moment">
      <Heading moment={moment}>{heading}</Heading>
      {lead && <p class="lead">{lead}</p>}
      {picture && <div class="picture">{picture}</div>}
      {calm && <p class="calm">{calm}</p>}
      {children}
    </section>
  );
}
