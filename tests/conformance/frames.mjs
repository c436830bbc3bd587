// SPDX-License-Identifier: AGPL-3.0-or-later
// What goes over the line is what protocol/frames.schema.json and protocol/activities say: the examples, and what the real
// server and a session written from SPEC.md say to each other.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import { Session } from '../e2e/support/seat.mjs';
import { ask, open_session, Server, tree } from '../e2e/support/server.mjs';
import { expect, expect_equal, Tally } from '../e2e/support/tally.mjs';

const read = (...path) => JSON.parse(readFileSync(join(tree, 'protocol', ...path), 'utf8'));
const ajv = new Ajv2020({ strict: true, allErrors: true });
ajv.addSchema(read('frames.schema.json'));
const messages = {
  up: ajv.getSchema('palabre:frames#/$defs/from_phone'),
  down: ajv.getSchema('palabre:frames#/$defs/from_server'),
};
const kinds = readdirSync(join(tree, 'protocol', 'activities')).map((file) => file.replace('.schema.json', ''));
const bodies = new Map(kinds.map((kind) => [kind, ajv.compile(read('activities', `${kind}.schema.json`))]));

const unfit = [];
const seen = new Set();

/// Remembers what does not fit, rather than throw in a socket's handler.
function overheard(side, frames) {
  for (const frame of frames) seen.add(`${side} ${frame.t}`);
  const fits = messages[side];
  if (!fits(frames)) unfit.push({ side, frames, errors: fits.errors });
}

const of_kind = (session, kind) => {
  const found = Object.entries(session.room.activities).find(([, one]) => one.kind === kind && one.running);
  return found === undefined ? undefined : found[0];
};

const tally = new Tally();
const server = await Server.start('frames');
const sessions = [];

async function sit_down(code, wish) {
  const { secret } = await open_session(server.base, code, { face: 'phone', ...wish });
  const session = new Session(server.base, code, secret, { overheard });
  sessions.push(session);
  await session.until('its view', (one) => one.room && one.seat);
  return session;
}

await tally.run(
  async () => {
    await tally.step('the examples fit', async () => {
      for (const side of ['up', 'down'])
        for (const { rule, frame, refused } of read('examples', `frames_${side}.json`)) {
          const fits = messages[side]([frame]);
          const why = ajv.errorsText(messages[side].errors);
          expect_equal(fits, refused === undefined, `${rule} ${JSON.stringify(frame)} (${why})`);
        }
      expect(kinds.length >= 15, `${kinds.length} kinds of activity have a schema`);
    });
    await tally.step('what is no frame does not fit', async () => {
      for (const frame of [{ t: 'hello' }, { t: 'ping', more: 1 }, { t: 'ack', cseq: 1, seq: 2 }])
        expect(!messages.up([frame]), JSON.stringify(frame));
      expect(!bodies.get('collect')({ type: 'submit', number: 'three' }), 'a number in letters');
    });
    await tally.step('a brainstorm of a hundred ideas: every message fits', async () => {
      const founded = await ask(server.base, '/api/palabres', {
        body: {
          scenario: 'palabre',
          title: 'Comment décider sans voter ?',
          why: 'Pour essayer.',
          language: 'fr',
          address: 'tu',
          time_zone: 'Europe/Paris',
        },
      });
      const awa = await sit_down(founded.code, { name: 'Awa', secret: founded.founder_secret });
      const malik = await sit_down(founded.code, { name: 'Malik' });
      const said = { type: 'raise', kind: 'speak' };
      expect(bodies.get('queue')(said), ajv.errorsText(bodies.get('queue').errors));
      await malik.submit(said, { on: of_kind(malik, 'queue') });
      await malik.submit({ type: 'rename', name: 'Malik B.' });
      await malik.submit({ type: 'rename', name: 'Awa' }).then(
        () => expect(false, 'two of one name'),
        (refusal) => expect_equal(refusal.code, 'name_taken', 'the refusal'),
      );
      for (let n = 1; n <= 40; ++n) await open_session(server.base, founded.code, { face: 'phone', name: `Personne ${n}` });
      await awa.until('everybody', (one) => one.room.seat_count === 42);
      const late = await sit_down(founded.code, { name: 'En retard' });
      expect_equal(unfit, [], 'messages that do not fit');
      expect_equal(late.view.position.seq >= awa.view.position.seq, true, 'its view');
    });
    await tally.step('the frames that were met', async () => {
      for (const one of ['up hello', 'up command', 'down welcome', 'down view', 'down patch', 'down ack', 'down refused'])
        expect(seen.has(one), `never met: ${one}`);
    });
  },
  async () => {
    for (const session of sessions) session.close();
    await server.stop();
  },
);
