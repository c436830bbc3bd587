// SPDX-License-Identifier: AGPL-3.0-or-later
// Steps that are closed: each button says why, one reason is read once.
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, it } from 'vitest';
import { NextStep } from '../src/faces/desk/next_step';
import { StepButtons } from '../src/faces/desk/step_buttons';
import type { Scenario } from '../src/protocol/http';
import type { Exit } from '../src/protocol/view';
import { RoomProvider } from '../src/room/room';
import { place, show } from './shown';

const closed = (code: string): Exit => ({
  target: 'x',
  law: true,
  allowed: false,
  missing: { guard: 'nothing_missing', code, params: { count: 2 } },
});

it('tells a reason once, under the last of the buttons that it closes', async () => {
  const { room } = await show('why', 's3');
  await act(() => {
    render(
      <RoomProvider value={room}>
        <StepButtons
          ways={[
            ['advance', closed('not_heard')],
            ['postpone', { target: 'y', law: false, allowed: true }],
            ['back', closed('not_scored')],
            ['onward', closed('not_scored')],
          ]}
        />
      </RoomProvider>,
      place,
    );
  });
  const reasons = [...place.querySelectorAll('.why')];
  expect(reasons).toHaveLength(2);
  const buttons = [...place.querySelectorAll('button')];
  const described = buttons.map((one) => one.getAttribute('aria-describedby'));
  expect(described).toEqual([reasons[0]?.id, null, reasons[1]?.id, reasons[1]?.id]);
});

it('makes a way back no large button while the way on waits for somebody', async () => {
  const { room } = await show('why', 's3');
  const states = { a: { on: { advance: 'b' } }, b: { on: { advance: 'c', regroup: 'a' } }, c: {} };
  room.scenario.value = { scenario: { initial: 'a', states }, texts: {} } as unknown as Scenario;
  const largest = async (advance: Exit) => {
    const layer = room.room.value;
    if (!layer?.state) throw new Error('no state');
    const exits = { advance, regroup: { target: 'a', law: false, allowed: true } };
    await act(() => {
      room.view.value = {
        position: { epoch: 1, seq: 43, nonce: '0' },
        layers: { room: { ...layer, state: { ...layer.state, key: 'b' }, step: { exits } } },
      };
      render(
        <RoomProvider value={room}>
          <NextStep />
        </RoomProvider>,
        place,
      );
    });
    return [...place.querySelectorAll('.step .gesture')].map((one) => one.textContent);
  };
  expect(await largest({ ...closed('groups_unnamed'), target: 'c' })).toEqual([]);
  expect(await largest({ target: 'c', law: true, allowed: true })).toHaveLength(1);
});
