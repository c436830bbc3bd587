// SPDX-License-Identifier: AGPL-3.0-or-later
// Who comes in, how, and who goes: a founder at a desk and a phone, neighbours, one without a phone, one remote, one late.
import { expect, expect_equal } from '../support/tally.mjs';

export const title = 'Ouvrir l’atelier le samedi';
export const why = 'L’atelier est plein le soir et vide le samedi.';
export const last_word = 'Je file, je vous fais confiance.';

export async function come_in(hall, tally) {
  const { words } = hall;
  await tally.step('Awa founds through the first page and sits at the desk', async () => {
    const founder = await hall.found('desk', 'desk', async (one) => {
      await hall.browser.look(one.page, 'founding', 'desk');
      await one.fill(hall.doors.t('found.title_label'), title);
      await one.fill(hall.doors.t('found.why_label'), why);
      await hall.browser.look(one.page, 'founding form', 'desk');
    });
    await hall.browser.look(founder.page, 'founded', 'desk');
    await hall.open_screen();
    await hall.sit_at_desk(founder, 'Awa');
    await hall.desk.act(words.gesture('why', 'advance')).first().waitFor();
    hall.people.set('Awa at the desk', hall.desk);
  });
  await tally.step('Awa opens her phone by the same link: one seat, two devices', async () => {
    await hall.arrive('Awa', 'phone', { address: hall.founded.desk_url });
    expect_equal(hall.witness.room.seat_count, 1, 'seats');
  });
  await tally.step('René and Léa come in by the code, Paul from far, Ali', async () => {
    hall.network = await hall.bad_network();
    const page = await hall.browser.device('at the door', 'phone');
    await page.goto(hall.origin + hall.founded.join_url);
    await page.getByLabel(words.t('join.name')).waitFor();
    await hall.browser.look(page, 'door', 'phone');
    await hall.browser.off('at the door');
    await hall.arrive('René', 'phone', { through: hall.network });
    await hall.arrive('Léa', 'phone', { options: { colorScheme: 'dark' } });
    await hall.arrive('Paul', 'desk', { remote: true });
    await hall.arrive('Ali', 'phone');
    expect_equal(hall.witness.room.seats[hall.person('Paul').seat].place, 'remote', "Paul's place");
  });
  await tally.step('Léa gives a place to Mado, who has no phone', async () => {
    const lea = hall.person('Léa');
    const sheet = await lea.sheet(words.t('sign.open'));
    await hall.browser.look(lea.page, 'sign sheet', 'phone dark');
    const fold = await lea.unfold(words.t('add_seat.open'), sheet);
    await lea.fill(words.t('add_seat.label'), 'Mado', fold);
    await lea.press(words.t('add_seat.send'), fold);
    const seat = await hall.seat_of('Mado');
    expect_equal(hall.witness.room.seats[seat].voice, lea.seat, "Mado's voice");
    await lea.close_sheet();
    hall.voices.set('Mado', 'Léa');
  });
  await tally.step('everybody sees why we are here; the desk is also in a drawer on the phone', async () => {
    await hall.look('why', faces(hall));
    const awa = hall.person('Awa');
    await awa.press(words.t('desk.open'));
    await awa.page.getByRole('dialog').waitFor();
    await hall.browser.look(awa.page, 'why', 'drawer');
    await awa.press(words.gesture('why', 'advance'), awa.page.getByRole('dialog'));
    await hall.in_state('arrival');
    await awa.close_sheet();
  });
}

/// One of each face; whoever is switched off is left out.
export function faces(hall) {
  const all = {
    phone: hall.person('René'),
    'phone dark': hall.person('Léa'),
    desk: hall.desk,
    remote: hall.person('Paul'),
  };
  return Object.fromEntries(Object.entries(all).filter(([, person]) => !person.page.isClosed()));
}

export async function late_one(hall, tally) {
  const { words } = hall;
  await tally.step('Zoé comes late and reads where we are before joining in', async () => {
    const zoe = await hall.arrive_late('Zoé', 'phone');
    await zoe.sees(words.t('late.heading'));
    await zoe.sees(hall.text);
    await hall.browser.look(zoe.page, 'catching up', 'phone');
    await zoe.press(words.t('late.join'));
    await zoe.sees(words.state('clarification', 'title'));
    expect(hall.witness.room.seats[zoe.seat].late, 'Zoé is not known to be late');
  });
}

export async function somebody_leaves(hall, tally) {
  const { words } = hall;
  await tally.step('Ali leaves with a last word; nobody waits for Ali any more', async () => {
    const ali = hall.person('Ali');
    const sheet = await ali.sheet(words.t('sign.open'));
    const lead = words.t('leave.lead');
    await ali.with_words(words.t('leave.open'), lead, last_word, words.t('leave.send'), sheet);
    await hall.witness.until('Ali has left', ({ room }) => room.seats[ali.seat].attendance === 'left');
    expect_equal(hall.witness.room.counted, 6, 'counted');
    hall.people.delete('Ali');
    await hall.browser.off('Ali');
  });
}
