// SPDX-License-Identifier: AGPL-3.0-or-later
// Three people who see nothing and touch nothing decide by consent: Tab, Enter, the bar, and what a screen reader is told.
import { Hall } from './support/hall.mjs';
import { KeyboardPerson } from './support/keyboard_person.mjs';
import { expect_equal, Tally } from './support/tally.mjs';
import { plain } from './support/words.mjs';

const title = 'Ouvrir l’atelier le samedi';
const why = 'L’atelier est plein le soir et vide le samedi.';
const first_text = 'Nous ouvrons l’atelier le samedi matin.';
const second_text = 'Nous ouvrons l’atelier le samedi matin, avec un covoiturage.';
const argument = 'Il n’y a pas de car le samedi.';
const review_date = '2027-03-20';
const names = ['Awa', 'René', 'Léa'];

let hall;
const tally = new Tally((name) => hall?.browser.pictures(name));
const everybody = () => names.map((name) => hall.person(name));

/// Each is told by itself that the state is another one, and finds it in order; `of` whose heading is the question.
async function everybody_reads(heading, people = everybody()) {
  for (const one of people) {
    await one.hears(heading);
    await one.reads_well(heading);
  }
}

async function come_in() {
  const { words } = hall;
  const founder = await hall.found('desk', 'desk', async (one) => {
    await one.fill(hall.doors.t('found.title_label'), title);
    await one.fill(hall.doors.t('found.why_label'), why);
  });
  await hall.open_screen();
  await hall.sit_at_desk(founder, 'Awa');
  hall.people.set('Awa', hall.desk);
  for (const name of ['René', 'Léa']) await hall.arrive(name, 'phone');
  await hall.person('Léa').reads_well(plain(why));
  await hall.go('why', 'advance', 'arrival');
  await everybody_reads(words.state('arrival', 'question'), [hall.person('René'), hall.person('Léa')].filter(waits));
}

/// Whoever has the floor reads « C'est à toi » instead.
const waits = (one) => hall.witness.activity('arrival')?.floor !== one.seat;

async function to_the_need() {
  const { words, witness } = hall;
  await hall.round('arrival', { Léa: (one) => one.press(words.t('round.pass')) });
  await hall.go('arrival', 'advance', 'context');
  await everybody_reads(words.state('context', 'question'));
  for (const one of everybody()) await one.press(words.gesture('context', 'clear'));
  await witness.until('all is shown', (one) => one.activity('driver').tally?.clear === 3);
}

async function proposal() {
  const { words, witness } = hall;
  const rene = hall.person('René');
  await rene.press(words.t('roles.take'));
  await witness.until('René proposes', ({ room }) => room.roles.proposer === rene.seat);
  await hall.go('context', 'advance', 'presentation');
  await rene.write_text(first_text, review_date);
  await witness.until('version 1', (one) => one.activity('text').version === 1);
  await hall.go('presentation', 'advance', 'clarification');
  const pass = (one) => one.press(words.t('round.pass'));
  await hall.round('questions', Object.fromEntries(names.map((name) => [name, pass])));
  await hall.go('clarification', 'advance', 'reactions');
  await hall.round('reactions');
  await hall.go('reactions', 'advance', 'amendment');
}

async function objection() {
  const { words, witness } = hall;
  await hall.go('amendment', 'advance', 'check');
  await everybody_reads(plain(words.state('check', 'question', { review_date: words.day(review_date) })));
  for (const [name, choice] of [['Awa', 'consent'], ['René', 'consent'], ['Léa', 'objection']]) {
    await hall.person(name).answer(choice);
  }
  await hall.in_state('integrate');
  const lea = hall.person('Léa');
  await lea.hears(words.t('objections.test.mine', { name: 'Léa' }));
  await lea.fill(words.t('objections.argue_label'), argument);
  await lea.press(words.t('objections.argue'));
  await lea.press(words.t('objections.still'));
  const state = (one) => Object.values(one.activity('objections')?.items ?? {})[0]?.state;
  await witness.until('it is held', (one) => state(one) === 'held');
  await hall.person('René').write_text(second_text);
  await witness.until('version 2', (one) => one.activity('text').version === 2);
  await lea.press(words.t('objections.lift'));
  await hall.in_state('check');
}

async function adoption() {
  const { words, witness } = hall;
  for (const one of everybody()) await one.answer('consent');
  await hall.in_state('concerns');
  await hall.go('concerns', 'adopt', 'adoption');
  expect_equal([witness.room.decision.outcome, witness.room.decision.version], ['adopted', 2], 'the decision');
  await everybody_reads(words.state('adoption', 'question'));
  const read = await hall.person('Léa').reading();
  const told = read.some(({ name }) => name.includes(plain(second_text)));
  expect_equal(told, true, 'the text adopted is read out');
}

async function end() {
  const { words, witness } = hall;
  await hall.go('adoption', 'advance', 'commitments');
  await hall.go('commitments', 'advance', 'last_word');
  await hall.round('last_word');
  await hall.go('last_word', 'advance');
  await witness.until('the end', ({ room }) => room.open === 'closed');
  await everybody_reads(words.t('goodbye.closed'));
  const text = plain(await hall.minutes('Léa'));
  for (const piece of [second_text, argument]) expect_equal(text.includes(plain(piece)), true, piece);
}

/// The sheets that are always there open, keep the focus within, and give it back.
async function sheets() {
  const { words } = hall;
  const lea = hall.person('Léa');
  for (const sheet of ['sign.open', 'where.open']) {
    await lea.sheet(words.t(sheet));
    await lea.reads_sheet(words.t(sheet));
    await lea.page.keyboard.press('Escape');
    await lea.page.getByRole('dialog').waitFor({ state: 'detached' });
    const { name } = await lea.stop();
    expect_equal(name, plain(words.t(sheet)), 'the stop after the sheet is closed');
  }
}

await tally.run(
  async () => {
    hall = await tally.step('the server and the browser start', () =>
      Hall.open('keyboard', { scenario: 'consent_decision', tongue: 'fr', address: 'tu', someone: KeyboardPerson }),
    );
    await tally.step('a palabre is founded, and three come in, by the keyboard alone', come_in);
    await tally.step('the sheets open, read well, close with Escape, and give the focus back', sheets);
    await tally.step('a word each; each says whether the need is clear', to_the_need);
    await tally.step('René takes the role, writes the text and its day; questions and reactions go round', proposal);
    await tally.step('Léa objects, says why, and lifts it once the text has changed', objection);
    await tally.step('everybody consents; the decision is read out by itself', adoption);
    await tally.step('a last word each, the end, and the minutes', end);
    for (const one of everybody()) {
      tally.see(`every stop of ${one.name} has a name and shows itself`, one.faults.size === 0, [...one.faults].join('\n'));
    }
    tally.see('no page threw an error', hall.browser.broken.length === 0, hall.browser.broken.join('\n'));
  },
  () => hall?.close(),
);
