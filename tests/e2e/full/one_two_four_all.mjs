// SPDX-License-Identifier: AGPL-3.0-or-later
// Eight people, alone, in pairs, in fours, all together, with a round again; desk, screen, phones and one far away; in English.
import { Hall } from '../support/hall.mjs';
import { expect, expect_equal, Tally } from '../support/tally.mjs';
import { plain } from '../support/words.mjs';

const title = 'What works better here than we usually admit?';
const why = 'Let us begin with what holds.';
const names = ['Ama', 'Ben', 'Cleo', 'Dev', 'Eve', 'Finn', 'Gus', 'Hana'];
const note = 'We greet each other by name.';
const shared = (n) => `Idea of four number ${n}.`;

let hall;
const tally = new Tally((name) => hall?.browser.pictures(name));
const faces = () => ({ phone: hall.person('Ben'), 'phone dark': hall.person('Cleo'), desk: hall.desk, remote: hall.person('Dev') });

async function come_in() {
  const { doors } = hall;
  const founder = await hall.found('desk', 'desk', async (one) => {
    await one.fill(doors.t('found.title_label'), title);
    await one.fill(doors.t('found.why_label'), why);
    await one.page.getByRole('radio', { name: 'English' }).check();
  });
  await hall.open_screen();
  hall.people.set('Ama', await hall.sit_at_desk(founder, 'Ama'));
  await hall.arrive('Ben', 'phone');
  await hall.arrive('Cleo', 'phone', { options: { colorScheme: 'dark' } });
  await hall.arrive('Dev', 'desk', { remote: true });
  for (const name of names.slice(4)) await hall.arrive(name, 'phone');
}

async function arrive() {
  const { words } = hall;
  await hall.look('why', faces());
  await hall.go('why', 'advance', 'arrival');
  await hall.look('arrival', faces());
  await hall.each(names, async (one, name) => {
    if (name === 'Hana') return one.press(words.gesture('arrival', 'finish'));
    await one.fill(words.gesture('arrival', 'text'), `${name} is here`);
    await one.press(words.gesture('arrival', 'submit'));
  });
  await hall.screen.sees('Gus is here');
  await hall.go('arrival', 'advance', 'question');
  await hall.look('question', faces());
}

async function alone() {
  const { words, witness } = hall;
  const ben = hall.person('Ben');
  await hall.go('question', 'advance', 'alone');
  expect_equal(witness.room.timer.length, 60_000, 'one minute');
  expect_equal(witness.room.timer.on_elapsed, 'advance', 'at its end');
  await ben.fill(words.gesture('alone', 'text'), note);
  await ben.press(words.gesture('alone', 'submit'));
  await ben.sees(note);
  expect(!JSON.stringify(witness.view.layers).includes(note), 'a note is seen by others');
  await hall.look('alone', faces());
}

const groups_of = (activity) => Object.values(hall.witness.activity(activity).groups).map(({ seats }) => seats);

async function pairs_and_fours() {
  const { witness } = hall;
  await hall.go('alone', 'advance', 'pairs');
  await hall.look('pairs', faces());
  const pairs = groups_of('pairs');
  expect_equal(pairs.map((pair) => pair.length), [2, 2, 2, 2], 'the pairs');
  for (const pair of pairs) {
    const [one, other] = pair.map((seat) => hall.name_of(seat));
    await hall.person(one).sees(other);
  }
  await hall.go('pairs', 'advance', 'fours');
  await hall.look('fours', faces());
  const fours = groups_of('fours');
  expect_equal(fours.map((four) => four.length), [4, 4], 'the fours');
  for (const pair of pairs) expect(fours.some((four) => pair.every((seat) => four.includes(seat))), 'a pair was parted');
  expect(!JSON.stringify(witness.view.layers).includes(note), 'a note is seen by others');
}

async function all_together() {
  const { words } = hall;
  await hall.go('fours', 'advance', 'all');
  await hall.look('all', faces());
  await hall.desk.sees(words.refusal('all', 'groups_not_heard'));
  for (const [n, four] of groups_of('fours').entries()) {
    const one = hall.person(hall.name_of(four[0]));
    await one.fill(words.t('groups.share_label'), shared(n));
    await one.press(words.gesture('all', 'share'));
    await hall.screen.sees(shared(n));
  }
  await hall.go('all', 'advance', 'between');
  await hall.look('between', faces());
}

async function once_more() {
  const before = groups_of('fours');
  await hall.go('between', 'whole_again', 'alone');
  await hall.go('alone', 'advance', 'pairs');
  await hall.go('pairs', 'advance', 'fours');
  expect_equal(groups_of('fours').length, before.length, 'the fours');
  await hall.go('fours', 'advance', 'all');
  for (const four of groups_of('fours')) await hall.person(hall.name_of(four[1])).press(hall.words.gesture('all', 'pass'));
  await hall.go('all', 'advance', 'between');
}

async function end() {
  const { words } = hall;
  await hall.go('between', 'advance', 'last_word');
  await hall.look('last_word', faces());
  await hall.each(names, (one) => one.press(words.gesture('last_word', 'finish')));
  await hall.go('last_word', 'advance');
  await hall.witness.until('the end', ({ room }) => room.open === 'closed');
  await hall.look('closed', faces(), words.t('goodbye.closed'));
}

async function minutes() {
  const text = plain(await hall.minutes('Ben'));
  for (const piece of [title, why, 'Gus is here', shared(0), shared(1)]) expect(text.includes(plain(piece)), `${piece}\n${text}`);
  expect(!text.includes(note), `a note for oneself stands in the minutes\n${text}`);
}

await tally.run(
  async () => {
    hall = await tally.step('the server and the browser start', () =>
      Hall.open('one_two_four_all', { scenario: 'one_two_four_all', tongue: 'en', address: 'vous' }),
    );
    await tally.step('what is wrong on purpose is found', () => hall.browser.finds_faults());
    await tally.step('Ama founds and sits at the desk; seven come in, one from far', come_in);
    await tally.step('a written word each', arrive);
    await tally.step('a minute alone: what is noted stays with each', alone);
    await tally.step('pairs, and fours that are two of the pairs', pairs_and_fours);
    await tally.step('each four tells one idea', all_together);
    await tally.step('all the way round again, with other neighbours', once_more);
    await tally.step('the end', end);
    await tally.step('the minutes tell what was told, and no note', minutes);
    hall.browser.report(tally);
  },
  () => hall?.close(),
);
