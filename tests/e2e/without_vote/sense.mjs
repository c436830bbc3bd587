// SPDX-License-Identifier: AGPL-3.0-or-later
// The sense of the meeting, in English: silence, few words, a minute that is asked about, worded again, and approved; no count anywhere.
import { expect, expect_equal } from '../support/tally.mjs';
import { plain } from '../support/words.mjs';

const title = 'How shall we keep the garden at night?';
const why = 'Some are afraid, some miss the evenings.';
const first_minute = 'We keep the garden open.';
const second_minute = 'We keep the garden open by day, and its gate closed at night.';
const concern = 'The keys worry me.';
const soon_ms = 40_000; // a silence of ten seconds, and a machine that is busy

const faces = (hall) => ({
  phone: hall.person('Ben'),
  'phone dark': hall.person('Cleo'),
  desk: hall.desk,
  remote: hall.person('Dev'),
});

async function come_in(hall) {
  const { doors } = hall;
  const founder = await hall.found('desk', 'desk', async (one) => {
    await one.fill(doors.t('found.title_label'), title);
    await one.fill(doors.t('found.why_label'), why);
    await one.page.getByRole('radio', { name: 'English' }).check();
    const rules = await one.unfold(doors.t('found.params'));
    await rules.getByLabel(doors.param('way')).selectOption('sense');
    await one.fill(doors.param('silence_s'), '10', rules);
    await one.fill(doors.param('between_s'), '5', rules);
  });
  await hall.open_screen();
  await hall.sit_at_desk(founder, 'Ama');
  hall.people.set('Ama', hall.desk);
  await hall.arrive('Ben', 'phone');
  await hall.arrive('Cleo', 'phone', { options: { colorScheme: 'dark' } });
  await hall.arrive('Dev', 'phone', { remote: true });
  await hall.go('why', 'advance', 'arrival');
  await hall.round('arrival');
}

async function silence_first(hall) {
  const { words, witness } = hall;
  await hall.go('arrival', 'advance', 'stillness');
  await hall.look('stillness', faces(hall));
  await hall.in_state('exposing', soon_ms);
  await hall.desk.sees(words.refusal('exposing', 'role_vacant'));
  const ben = hall.person('Ben');
  await ben.press(words.t('roles.take'));
  await witness.until('Ben brings the matter', ({ room }) => room.roles.proposer === ben.seat);
  await hall.look('exposing', { desk: hall.desk, 'phone dark': hall.person('Cleo'), 'phone, my turn': ben });
  await ben.press(words.t('present.finish'));
  await hall.in_state('ministry');
}

/// Asks, is recognised at the desk, speaks, and hands the word back.
async function speaks(hall, name) {
  const { words, witness } = hall;
  const one = hall.person(name);
  await one.press(words.t('queue.speak'));
  await witness.until(`${name} asks to speak`, (seen) => seen.activity('queue').hands?.[one.seat]);
  await hall.desk.press(words.t('desk.call_next'));
  await witness.until(`${name} has the floor`, (seen) => seen.activity('queue').floor === one.seat);
  await one.sees(words.t('round.mine', { name }));
  await one.press(words.t('round.finish'));
  await witness.until('the floor is free', (seen) => seen.activity('queue').floor === undefined);
}

async function ministry(hall) {
  const { words, witness } = hall;
  await hall.look('ministry', faces(hall));
  await speaks(hall, 'Cleo');
  await hall.go('ministry', 'quiet', 'quiet');
  await hall.look('quiet', faces(hall));
  await hall.in_state('ministry', soon_ms);
  await speaks(hall, 'Dev');
  await hall.desk.sees(words.refusal('ministry', 'role_vacant'));
  const cleo = hall.person('Cleo');
  await cleo.press(words.t('roles.take'));
  await witness.until('Cleo holds the pen', ({ room }) => room.roles.scribe === cleo.seat);
  await hall.go('ministry', 'advance', 'drafting');
}

async function draft(hall, text, version) {
  await hall.person('Cleo').write_text(text);
  await hall.witness.until('the minute', (one) => one.activity('minute').version === version);
  await hall.look('drafting', faces(hall));
  await hall.go('drafting', 'advance', 'approve');
}

/// Neither a count nor who has answered is anywhere: in no view, on no face.
async function uncounted(hall) {
  const view = hall.witness.activity('approving');
  for (const value of ['answered', 'total', 'tally', 'answers']) expect(view[value] === undefined, `${value} is in the view`);
  const said = [hall.person('Ben'), hall.person('Dev'), hall.screen];
  for (const one of said) {
    const text = plain(await one.page.locator('main').first().innerText());
    expect(!/\b[0-4]\s*(of|out of|\/)\s*4\b/.test(text), `a count on a face: ${text}`);
  }
}

async function not_at_one(hall) {
  await hall.look('approve', faces(hall));
  for (const name of ['Ama', 'Ben', 'Cleo']) await hall.person(name).answer('consent');
  await uncounted(hall);
  await hall.person('Dev').answer('objection');
  await hall.in_state('not_united');
  await uncounted(hall);
  await hall.look('not_united', faces(hall));
  await hall.go('not_united', 'rework', 'drafting');
}

async function approved(hall) {
  const { words, witness } = hall;
  await draft(hall, second_minute, 2);
  for (const name of ['Ama', 'Ben', 'Cleo']) await hall.person(name).answer('consent');
  await hall.person('Dev').answer('concern', concern);
  await hall.in_state('united');
  await uncounted(hall);
  await hall.look('united', faces(hall));
  await hall.go('united', 'adopt', 'approval');
  expect_equal([witness.room.decision.outcome, witness.room.decision.version], ['approved', 2], 'the decision');
  await hall.look('approval', faces(hall));
  await hall.person('Ben').sees(second_minute);
  await hall.go('approval', 'advance', 'commitments');
  await hall.go('commitments', 'advance', 'last_word');
  await hall.round('last_word');
  await hall.go('last_word', 'advance');
  await witness.until('the end', ({ room }) => room.state.key === 'approved' && room.open === 'closed');
  await hall.look('closed', faces(hall), words.t('goodbye.closed'));
}

async function minutes(hall) {
  const text = plain(await hall.minutes('Ben'));
  for (const piece of [title, why, second_minute]) expect(text.includes(plain(piece)), `${piece} is not in\n${text}`);
  expect(!/consent: \d|objection: \d|\d (people )?(consent|object)/i.test(text), `a count in the minutes\n${text}`);
}

export async function sense(hall, tally) {
  await tally.step('Ama founds it by the other way; three come in with phones', () => come_in(hall));
  await tally.step('it begins in silence; Ben brings the matter', () => silence_first(hall));
  await tally.step('Cleo and Dev speak when recognised, with silence between; Cleo takes the pen', () => ministry(hall));
  await tally.step('the minute is worded, asked about, and found wanting; nothing is counted', async () => {
    await draft(hall, first_minute, 1);
    await not_at_one(hall);
  });
  await tally.step('worded again, it is approved, with a concern beside it', () => approved(hall));
  await tally.step('the minutes keep the minute and no count', () => minutes(hall));
}
