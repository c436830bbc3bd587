// SPDX-License-Identifier: AGPL-3.0-or-later
// A palabre led by the protocol alone to where everybody may promise something, many times over.
import { ask, open_session } from './server.mjs';
import { Session } from './seat.mjs';

/// Founds one with so many seats; the first conducts. The `activity` takes `propose` from all of them. They come in turn by
/// each of `bases`; `settings` are those of their sessions.
export async function reach_promises(server, seats_count, { bases = [server.base], settings = {} } = {}) {
  const { base } = server;
  const founding = {
    scenario: 'consent_decision',
    title: 'Coupures',
    why: '',
    language: 'fr',
    address: 'tu',
    time_zone: 'Europe/Paris',
  };
  const { code, founder_secret } = await ask(base, '/api/palabres', { body: founding });
  const seats = [];
  for (let at = 0; at < seats_count; at += 1) {
    const wish = { face: 'phone', name: `Voix ${at + 1}`, ...(at === 0 ? { secret: founder_secret } : {}) };
    const { secret } = await open_session(base, code, wish);
    const session = new Session(bases[at % bases.length], code, secret, settings);
    seats.push({ session, n: 0, said: [], refused: [] });
  }
  await Promise.all(seats.map(({ session }) => session.until('a view', (one) => one.room && one.seat)));
  const sessions = seats.map(({ session }) => session);
  await lead(sessions);
  return { code, founder_secret, seats, activity: sessions[0].activity('postponing').id };
}

async function lead(sessions) {
  const [first] = sessions;
  const act = (type, event, more = {}) => first.submit({ type, event, ...more }, { on: first.room.state.entry });
  const in_state = (key) => first.until(key, ({ room }) => room.state.key === key);
  await first.until('all are counted', ({ room }) => room.counted === sessions.length);
  await act('step', 'advance');
  await in_state('arrival');
  await act('override', 'advance', { reason: 'On se connaît.' });
  await in_state('context');
  const driver = first.activity('driver').id;
  await Promise.all(
    sessions.map(async (one) => {
      await one.until('the driver', ({ room }) => room.state.key === 'context');
      await one.submit({ type: 'submit', choice: 'clear' }, { on: driver });
    }),
  );
  const roles = first.activity('roles').id;
  await first.submit({ type: 'take', role: 'proposer' }, { on: roles });
  await first.until('all is clear', (one) => one.room.step.exits.advance.allowed);
  await act('step', 'advance');
  await in_state('presentation');
  await act('step', 'postpone');
  await Promise.all(sessions.map((one) => one.until('promises', ({ room }) => room.state.key === 'postponing')));
}
