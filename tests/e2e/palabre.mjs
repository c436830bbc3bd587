// SPDX-License-Identifier: AGPL-3.0-or-later
// Four seats hold a conversation that nobody conducts, on two phones, a tablet's width and a laptop; in English.
import { Hall } from './support/hall.mjs';
import { expect, expect_equal, Tally } from './support/tally.mjs';
import { plain } from './support/words.mjs';

const title = 'How can we decide without voting?';
const why = 'A vote leaves people behind.';
const synthesis = 'We can decide without voting when everybody has been heard.';
const opens_within_ms = 40_000; // 15 s of the protocol, and a machine that is busy
const names = ['Ama', 'Ben', 'Cleo', 'Dev'];
const kept = (name) => `${name} keeps that silence helps.`;

let hall;
const tally = new Tally((name) => hall?.browser.pictures(name));
const faces = () => ({ phone: hall.person('Ama'), 'phone dark': hall.person('Ben'), remote: hall.person('Cleo') });

async function call(name, from, event, to) {
  const person = hall.person(name);
  const fold = await person.unfold(hall.words.t('step.next'));
  await person.press(hall.words.gesture(from, event), fold);
  await hall.witness.until('a step is called', ({ room }) => room.step.called?.event === event || room.state.key === to);
  if (to) await hall.in_state(to, opens_within_ms);
}

async function come_in() {
  const { doors } = hall;
  const founder = await hall.found('founding laptop', 'desk', async (one) => {
    await hall.browser.look(one.page, 'founding', 'desk');
    await one.fill(doors.t('found.title_label'), title);
    await one.fill(doors.t('found.why_label'), why);
    await one.page.getByRole('radio', { name: 'English' }).check();
    await one.page.getByRole('radio', { name: doors.t('found.conducted_no') }).check();
    const fold = await one.unfold(doors.t('found.params'));
    await one.fill(doors.param('silence_s'), '10', fold);
    await hall.browser.look(one.page, 'founding form', 'desk');
  });
  await hall.browser.look(founder.page, 'founded', 'desk');
  await hall.open_screen();
  await hall.browser.off('founding laptop');
  await hall.arrive('Ama', 'phone', { address: hall.founded.desk_url });
  await hall.arrive('Ben', 'phone', { options: { colorScheme: 'dark' } });
  await hall.arrive('Cleo', 'desk', { remote: true });
  await hall.arrive('Dev', 'phone');
  expect_equal(hall.witness.room.conducted, false, 'conducted');
  expect_equal(hall.witness.room.roles?.facilitator, undefined, 'whoever facilitates');
}

async function wait_said() {
  const { words, witness } = hall;
  await call('Ama', 'why', 'advance');
  await hall.person('Dev').press(words.t('step.hold'));
  await witness.until('it is held', ({ room }) => room.step.called === undefined);
  expect_equal(witness.room.state.key, 'why', 'the state');
  await call('Ben', 'why', 'advance', 'arrival');
}

async function two_rounds() {
  const { words, witness } = hall;
  await hall.look('arrival', faces());
  await hall.round('arrival');
  await call('Cleo', 'arrival', 'advance', 'question');
  await hall.look('question', faces());
  await hall.in_state('circle', opens_within_ms);
  await hall.look('circle', faces());
  const pass = (one) => one.press(words.t('round.pass'));
  await hall.round('circle', Object.fromEntries(names.map((name) => [name, pass])));
  await hall.in_state('keep');
  expect_equal(witness.room.state.key, 'keep', 'a whole round of silence ends the conversation');
}

async function keep() {
  const { words, witness } = hall;
  await hall.look('keep', faces());
  for (const name of names) {
    const person = hall.person(name);
    await person.fill(words.t('collect.text_label'), kept(name));
    await person.press(words.gesture('keep', 'submit'));
    await person.sees(kept(name));
    expect(!JSON.stringify(witness.view.layers).includes('silence helps'), 'it shows before the end');
    await person.press(words.t('collect.done'));
  }
  await witness.until('all is shown', (one) => one.activity('kept').phase === 'revealed');
  for (const name of names) await hall.person('Ama').sees(kept(name));
  await hall.look('kept', faces(), words.state('keep', 'title'));
}

async function tell_back() {
  const { words, witness } = hall;
  const ben = hall.person('Ben');
  await ben.press(words.t('roles.take'));
  await witness.until('Ben holds the pen', ({ room }) => room.roles.scribe === ben.seat);
  await call('Dev', 'keep', 'advance', 'synthesis');
  await hall.look('synthesis', faces());
  await ben.write_text(synthesis);
  await witness.until('a synthesis', (one) => one.activity('synthesis').version === 1);
  await call('Ama', 'synthesis', 'advance', 'mirror');
  await hall.look('mirror', faces());
  for (const name of names) await hall.person(name).press(words.gesture('mirror', 'recognise'));
  await witness.until('all answered', (one) => one.activity('mirror').tally?.recognise === names.length);
  await call('Cleo', 'mirror', 'advance', 'commitments');
  expect_equal(witness.room.decision.outcome, 'told_back', 'the outcome');
}

async function end() {
  const { words, witness } = hall;
  await hall.look('commitments', faces());
  await call('Ama', 'commitments', 'advance', 'last_word');
  await hall.look('last_word', faces());
  await hall.round('last_word');
  await call('Dev', 'last_word', 'advance');
  await witness.until('the end', ({ room }) => room.open === 'closed', opens_within_ms);
  await hall.look('closed', faces(), words.t('goodbye.closed'));
}

async function minutes() {
  const text = plain(await hall.minutes('Ama'));
  for (const piece of [title, why, synthesis, ...names.map(kept)]) expect(text.includes(plain(piece)), `${piece}\n${text}`);
}

await tally.run(
  async () => {
    hall = await tally.step('the server and the browser start', () =>
      Hall.open('palabre', { scenario: 'palabre', tongue: 'en', address: 'vous' }),
    );
    await tally.step('what is wrong on purpose is found', () => hall.browser.finds_faults());
    await tally.step('a palabre without a conductor is founded in English; four come in', come_in);
    await tally.step('a step is called, held, called again, and opens by itself', wait_said);
    await tally.step('a word each, a silence, and a round that nobody fills', two_rounds);
    await tally.step('each writes what they keep; it shows when all have', keep);
    await tally.step('Ben holds the pen; everybody finds themselves in the synthesis', tell_back);
    await tally.step('a last word each, and the end', end);
    await tally.step('the minutes tell it', minutes);
    hall.browser.report(tally);
  },
  () => hall?.close(),
);
