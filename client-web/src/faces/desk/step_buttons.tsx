// SPDX-License-Identifier: AGPL-3.0-or-later
// The buttons of several steps, where some are closed for one and the same reason.
import { useId } from 'preact/hooks';
import type { Exit } from '../../protocol/view';
import { useRoom } from '../../room/room';
import { missingSentence } from '../../room/sentences';
import { StepButton } from '../phone/steps';

/** Several steps; a reason that holds for some in a row is told once, under the last of them. */
export function StepButtons({ ways, first }: { ways: readonly (readonly [string, Exit])[]; first?: string }) {
  const room = useRoom();
  const base = useId();
  const reasons = ways.map(([, exit]) => (exit.allowed ? undefined : missingSentence(room, exit.missing)));
  const tells = (at: number): number =>
    reasons[at] !== undefined && reasons[at] === reasons[at + 1] ? tells(at + 1) : at;
  return (
    <>
      {ways.map(([event, exit], at) => (
        <StepButton
          key={event}
          event={event}
          exit={exit}
          first={event === first}
          id={`${base}${at}`}
          told={tells(at) === at ? undefined : `${base}${tells(at)}`}
        />
      ))}
    </>
  );
}
