// SPDX-License-Identifier: AGPL-3.0-or-later
// Two objections, one at a time, while whoever facilitates has vanished; then nobody conducts.
import { expect, expect_equal } from '../support/tally.mjs';
import { answer } from './checks.mjs';
import { faces } from './circle.mjs';

export const arguments_by = {
  Mado: 'Il n’y a pas de car le samedi : je ne viendrais jamais.',
  Paul: 'Sans personne à l’accueil, le matériel va disparaître.',
};
export const third_text = 'Nous ouvrons l’atelier le samedi matin, à l’essai, avec un covoiturage.';
export const fourth_text = 'Nous ouvrons l’atelier le samedi matin, à l’essai, avec un covoiturage et deux personnes à l’accueil.';
const relay_within_ms = 130_000; // 90 s of the protocol, and a machine that is busy

export async function facilitator_is_switched_off(hall, tally) {
  await tally.step("Awa's laptop and phone are switched off", async () => {
    await hall.browser.off('desk');
    await hall.browser.off('Awa');
    hall.people.delete('Awa');
    hall.people.delete('Awa at the desk');
    hall.gone_at = performance.now();
  });
}

function current(hall) {
  const { items, current: item } = hall.witness.activity('objections');
  return { item, author: hall.name_of(items[item].seat) };
}

/// The author says what would happen, and that it stands.
async function argue(hall, author, item) {
  const { words } = hall;
  await hall.as(author, async (one) => {
    await one.sees(words.t('objections.test.mine', { name: author }));
    await one.fill(words.t('objections.argue_label'), arguments_by[author]);
    await one.press(words.t('objections.argue'));
    await one.page.locator('blockquote').filter({ hasText: arguments_by[author] }).first().waitFor();
    await one.press(words.t('objections.still'));
  });
  await hall.witness.until('it is held', (seen) => seen.activity('objections').items[item].state === 'held');
}

export async function first_objection(hall, tally) {
  const { words, witness } = hall;
  await tally.step('the first objection is heard and understood, with nobody at the desk', async () => {
    const { item, author } = current(hall);
    hall.first = author;
    await argue(hall, author, item);
    await hall.person('René').sees(words.t('objections.integrate.theirs', { name: author }));
    await hall.look('objection held', faces(hall), words.state('integrate', 'title'));
  });
  await tally.step('Zoé suggests, René takes it: a new version', async () => {
    await hall.person('Zoé').suggest(third_text);
    const rene = hall.person('René');
    await rene.sees(third_text);
    await hall.browser.look(rene.page, 'suggestion', 'phone');
    await rene.press(words.t('edit.take'));
    await witness.until('version 3', (one) => one.activity('text').version === 3);
  });
  await tally.step('the author alone says that it is lifted; the second is still heard', async () => {
    const { item, author } = current(hall);
    expect_equal(author, hall.first, 'whose objection is taken up');
    const other = hall.person('Zoé');
    await other.sees(words.t('objections.again.theirs', { name: author }));
    expect_equal(await other.act(words.t('objections.lift')).count(), 0, 'somebody else may lift it');
    await hall.as(author, async (one) => {
      await one.sees(words.t('objections.again.mine', { name: author }));
      await hall.browser.look(one.page, 'asked again', author === 'Paul' ? 'remote' : 'phone dark');
      await one.press(words.t('objections.lift'));
    });
    await witness.until('integrated', (one) => one.activity('objections').items[item].state === 'integrated');
    expect_equal(witness.room.state.key, 'integrate', 'the state');
    expect_equal(witness.activity('objections').pending, 1, 'objections to hear');
    hall.second = current(hall).author;
    expect(hall.second !== hall.first, 'the same objection again');
  });
}

export async function second_objection(hall, tally) {
  const { words, witness } = hall;
  await tally.step('the second objection is heard in its turn; René changes the text', async () => {
    const { item, author } = current(hall);
    // The text has changed since the check: this author is asked on the text that stands now.
    await hall.as(author, async (one) => {
      await one.fill(words.t('objections.argue_label'), arguments_by[author]);
      await one.press(words.t('objections.argue'));
      await one.page.locator('blockquote').filter({ hasText: arguments_by[author] }).first().waitFor();
      await one.press(words.t('objections.still'));
    });
    await witness.until('it is held', (one) => one.activity('objections').items[item].state === 'held');
    await hall.person('René').write_text(fourth_text);
    await witness.until('version 4', (one) => one.activity('text').version === 4);
  });
  await tally.step('its author makes it a concern: none is left, and the whole text is asked again', async () => {
    const { item, author } = current(hall);
    await hall.as(author, (one) => one.press(words.t('objections.concern')));
    await hall.in_state('check');
    const check = await witness.until('a new check', (one) => one.activity('check'));
    expect_equal([check.version, check.answered], [4, 0], 'the version asked, and the answers so far');
    expect_equal(witness.activity('objections')?.items[item].state ?? 'concern', 'concern', 'the second objection');
  });
}

export async function without_conductor(hall, tally) {
  const { words, witness } = hall;
  const lea = hall.person('Léa');
  await tally.step('90 s after Awa vanished, anyone may take the relay; the circle goes on without', async () => {
    await witness.until('a relay', ({ room }) => room.relay?.role === 'facilitator', relay_within_ms);
    const gone_s = (performance.now() - hall.gone_at) / 1000;
    expect(gone_s >= 85, `a relay after ${gone_s} s already`);
    await lea.sees(words.t('relay.lost', { name: 'Awa' }));
    await hall.look('relay', faces(hall), words.state('check', 'title'));
    await lea.press(words.t('relay.without'));
    await witness.until('nobody conducts', ({ room }) => room.conducted === false);
    await lea.sees_not(words.t('relay.lost', { name: 'Awa' }));
  });
  await tally.step("Zoé notes Awa's absence, so that the check does not wait for ever", async () => {
    const zoe = hall.person('Zoé');
    await zoe.sheet(words.t('where.open'));
    await hall.browser.look(zoe.page, 'where we are', 'phone');
    await zoe.close_sheet();
    await zoe.press(words.t('desk.together'));
    const drawer = zoe.page.getByRole('dialog');
    await drawer.waitFor();
    await hall.browser.look(zoe.page, 'moving on together', 'drawer');
    await zoe.press('Awa', drawer);
    await zoe.press(words.t('desk.away', { name: 'Awa' }), drawer);
    await zoe.press(words.t('desk.away_yes'), drawer);
    const awa = await hall.seat_of('Awa');
    await witness.until('Awa is away', ({ room }) => room.seats[awa].attendance === 'away');
    await zoe.close_sheet();
  });
  await tally.step('five answer on the whole text: nobody objects', async () => {
    await answer(hall, ['René', 'Léa', 'Mado', 'Zoé', 'Paul'], 'consent');
    await hall.in_state('concerns');
    expect_equal(witness.activity('check').tally, { consent: 5, concern: 0, objection: 0 }, 'the answers');
    await hall.look('concerns without conductor', faces(hall), words.state('concerns', 'title'));
  });
}
