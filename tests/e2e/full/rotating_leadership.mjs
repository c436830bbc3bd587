// SPDX-License-Identifier: AGPL-3.0-or-later
// Five people take turns at leading: an agenda, two points, roles that go round in between, one declined in private; in French.
import { Hall } from '../support/hall.mjs';
import { expect, expect_equal, Tally } from '../support/tally.mjs';
import { plain } from '../support/words.mjs';

const title = 'Notre réunion de novembre';
const why = 'Toujours les mêmes qui mènent : essayons de faire tourner.';
const keys = 'Les clés de la salle';
const hens = 'Qui nourrit les poules en août ?';
const kept = 'Zoé garde un double des clés.';
const feedback = 'René, tes silences nous ont fait avancer.';
const names = ['Awa', 'René', 'Léa', 'Mado', 'Paul'];

let hall;
const tally = new Tally((name) => hall?.browser.pictures(name));
const faces = () => ({
  phone: hall.person('René'),
  'phone dark': hall.person('Léa'),
  desk: hall.desk,
  remote: hall.person('Paul'),
});
const roles = () => hall.witness.activity('roles').roles;

/// Whoever leads presses here: at the desk, or in the drawer of their phone.
async function leading(act) {
  const { facilitator } = hall.witness.room.roles;
  if (facilitator === hall.desk.seat) return act(hall.desk, undefined);
  const one = hall.person(hall.name_of(facilitator));
  await one.press(hall.words.t('desk.open'));
  const drawer = one.page.getByRole('dialog');
  await drawer.waitFor();
  await act(one, drawer);
  return one.close_sheet();
}

async function lead_on(from, event, to) {
  await leading((one, place) => one.press(hall.words.gesture(from, event), place));
  if (to) await hall.in_state(to);
}

async function come_in() {
  const { doors } = hall;
  const founder = await hall.found('desk', 'desk', async (one) => {
    await one.fill(doors.t('found.title_label'), title);
    await one.fill(doors.t('found.why_label'), why);
  });
  await hall.open_screen();
  await hall.sit_at_desk(founder, 'Awa');
  hall.people.set('Awa', hall.desk);
  await hall.arrive('René', 'phone');
  await hall.arrive('Léa', 'phone', { options: { colorScheme: 'dark' } });
  await hall.arrive('Mado', 'phone');
  await hall.arrive('Paul', 'desk', { remote: true });
  await hall.look('why', faces());
  await lead_on('why', 'advance', 'arrival');
  await hall.look('arrival', faces());
  await hall.round('arrival');
}

async function share_out() {
  const { words, witness } = hall;
  await lead_on('arrival', 'advance', 'sharing');
  await hall.desk.sees(words.refusal('sharing', 'role_vacant'));
  await hall.look('sharing', faces());
  for (const [name, role] of [['René', 'timekeeper'], ['Léa', 'scribe'], ['Mado', 'guardian']]) {
    const one = hall.person(name);
    const card = one.page.locator('li').filter({ hasText: words.t(`role.${role}`) });
    await one.press(words.t('roles.take'), card);
    await witness.until(`${name} holds it`, ({ room }) => room.roles[role] === one.seat);
  }
  await lead_on('sharing', 'advance', 'points');
}

async function agenda() {
  const { words, witness } = hall;
  for (const [name, text, minutes] of [['Mado', hens, 15], ['Paul', keys, 10]]) {
    const one = hall.person(name);
    await one.fill(words.t('agenda.label'), text);
    await one.page.getByLabel(words.t('agenda.minutes_label')).first().selectOption(String(minutes));
    await one.press(words.t('agenda.send'));
    await witness.until(text, (seen) => JSON.stringify(seen.activity('agenda').items).includes(text));
  }
  await hall.look('points', faces());
  const fold = await hall.desk.unfold(words.t('desk.agenda'));
  await hall.desk.press(words.t('desk.earlier'), fold);
  await witness.until('the keys come first', (one) => one.activity('agenda').items.i2.place === 1);
  await lead_on('points', 'advance', 'choosing');
}

async function first_point() {
  const { words, witness } = hall;
  await hall.look('choosing', faces());
  await hall.desk.sees(words.refusal('choosing', 'none_taken_up'));
  await hall.desk.press(words.t('desk.point_next', { words: keys }));
  await lead_on('choosing', 'advance', 'talking');
  await hall.look('talking', faces(), keys);
  const rene = hall.person('René');
  await rene.press(words.t('queue.speak'));
  await witness.until('René asks to speak', (one) => one.activity('queue').hands?.[rene.seat]);
  await hall.desk.press(words.t('desk.call_next'));
  await rene.sees(words.t('round.mine', { name: 'René' }));
  await hall.browser.look(rene.page, 'talking, my turn', 'phone');
  await rene.press(words.t('round.finish'));
  await witness.until('the floor is free', (one) => one.activity('queue').floor === undefined);
  await lead_on('talking', 'go_round', 'circle');
  await hall.look('circle', faces(), keys);
  await hall.round('circle', { Mado: (one) => one.press(words.t('round.pass')) });
  await hall.in_state('talking');
  await lead_on('talking', 'advance', 'settling');
  await hall.look('settling', faces(), keys);
  await hall.person('Léa').write_text(kept);
  await witness.until('what is kept', (one) => one.activity('kept').version === 1);
  await hall.desk.sees(words.refusal('settling', 'point_taken_up'));
  await hall.desk.press(words.t('desk.point_done'));
  await lead_on('settling', 'advance', 'turning');
}

async function turn() {
  const { words, witness } = hall;
  const paul = hall.person('Paul');
  await hall.desk.press(words.t('roles.rotate'));
  await witness.until('the roles go round', () => roles().facilitator.rotating);
  await hall.look('turning', faces());
  await paul.press(words.t('roles.decline'));
  await hall.person('René').sees(words.t('roles.asked_facilitator', { name: 'Awa' }));
  // A decline is nobody's to know: neither who was asked nor that somebody said no.
  const shown = JSON.stringify([witness.activity('roles'), witness.view.layers.screen ?? {}]);
  expect(!shown.includes(`"proposed":"${paul.seat}"`), 'it shows who was asked');
  for (const [name, role] of [['René', 'facilitator'], ['Léa', 'timekeeper'], ['Mado', 'scribe'], ['Awa', 'guardian']]) {
    const one = hall.person(name);
    await one.press(words.t('roles.accept'));
    await witness.until(`${name} takes ${role}`, () => roles()[role].holder === one.seat);
  }
  await hall.person('René').sees(words.t('roles.mine'));
  await hall.desk.sees(words.t('roles.moved', { name: 'René' }));
  await hall.look('turned', faces(), words.state('turning', 'title'));
  expect_equal(await hall.desk.act(words.gesture('turning', 'advance')).count(), 0, 'the way on is still at the desk');
}

async function second_point() {
  const { words } = hall;
  await lead_on('turning', 'advance', 'choosing');
  await leading((one, place) => one.press(words.t('desk.point_next', { words: hens }), place));
  await lead_on('choosing', 'advance', 'talking');
  await lead_on('talking', 'advance', 'settling');
  await leading((one, place) => one.press(words.t('desk.point_off'), place));
  await lead_on('settling', 'advance', 'any_other');
  await hall.look('any_other', faces());
  await lead_on('any_other', 'advance', 'commitments');
  await hall.look('commitments', faces());
}

async function end() {
  const { words, witness } = hall;
  await lead_on('commitments', 'advance', 'feedback');
  await hall.look('feedback', faces());
  await hall.round('feedback');
  const lea = hall.person('Léa');
  await lea.with_words(words.t('round.write_note'), words.t('round.note_label'), feedback, words.t('keep'));
  await witness.until('the note', (one) => one.activity('feedback').notes?.[lea.seat]);
  await lead_on('feedback', 'advance', 'last_word');
  await hall.round('last_word');
  // The drawer is gone with the palabre: nothing is left to close.
  const rene = hall.person('René');
  await rene.press(words.t('desk.open'));
  await rene.press(words.gesture('last_word', 'advance'), rene.page.getByRole('dialog'));
  await witness.until('the end', ({ room }) => room.state.key === 'covered' && room.open === 'closed');
  await hall.look('closed', faces(), words.t('goodbye.closed'));
}

async function minutes() {
  const text = plain(await hall.minutes('Léa'));
  for (const piece of [title, keys, hens, kept, feedback, ...names]) expect(text.includes(plain(piece)), `${piece}\n${text}`);
  const handed = /Awa a passé le rôle à René/;
  expect(handed.test(text), `nothing tells that the facilitation passed on\n${text}`);
  expect(!/Paul (refuse|décline)/.test(text), `the minutes name who declined\n${text}`);
}

await tally.run(
  async () => {
    hall = await tally.step('the server and the browser start', () =>
      Hall.open('rotating_leadership', { scenario: 'rotating_leadership', tongue: 'fr', address: 'tu' }),
    );
    await tally.step('what is wrong on purpose is found', () => hall.browser.finds_faults());
    await tally.step('Awa founds at the desk; four come in', come_in);
    await tally.step('time, pen and frame are taken', share_out);
    await tally.step('two points are brought and put in order', agenda);
    await tally.step('a point: hands, a round, what is kept', first_point);
    await tally.step('the roles go round; Paul declines and nobody knows; the desk moves to a phone', turn);
    await tally.step('René leads the second point from a phone; it is put off', second_point);
    await tally.step('feedback on the roles, a last word each, the end', end);
    await tally.step('the minutes tell who led', minutes);
    hall.browser.report(tally);
  },
  () => hall?.close(),
);
