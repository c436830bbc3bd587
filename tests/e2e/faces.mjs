// SPDX-License-Identifier: AGPL-3.0-or-later
// Every face in every moment, at the sizes it is made for: what must be in sight is, nothing runs over the edge.
import { Browser } from './support/browser.mjs';
import { Gallery } from './support/gallery.mjs';
import { expect, Tally } from './support/tally.mjs';
import { words_of } from './support/words.mjs';

let gallery;
let browser;
let page;
const tally = new Tally((name) => browser?.pictures(name));
const words = words_of('fr', 'tu', 'consent_decision');

/// Between the top of the phone and its bottom line, without scrolling.
async function in_sight(locator, what) {
  const box = await locator.boundingBox();
  const bottom = await page.locator('.bottom').boundingBox();
  expect(box, `${what} is not shown`);
  expect(box.y >= 0 && box.y + box.height <= bottom.y, `${what} ends at ${box.y + box.height}, the room at ${bottom.y}`);
}

async function question_stays_on_top() {
  await gallery.show(page, { face: 'phone', moment: 'objection_fresh', me: 's1' });
  await in_sight(page.locator('h1'), 'the question');
  for (const act of ['objections.still', 'objections.concern', 'objections.lift']) {
    await in_sight(page.getByRole('button', { name: words.t(act), exact: true }), words.t(act));
  }
  const reveal = page.locator('.happened').filter({ hasText: words.t('consent.revealed_objections', { n: 2 }) });
  expect((await reveal.count()) === 1, 'the answers of the check are gone');
}

/// Whoever weighs sees the option, every step of the scale and what comes next, all at once.
async function weighing_is_in_sight() {
  await gallery.show(page, { face: 'phone', moment: 'score' });
  await in_sight(page.locator('h1'), 'the question');
  await in_sight(page.locator('.option'), 'the option');
  const steps = page.locator('.steps-grid button');
  expect((await steps.count()) === 11, `the scale has ${await steps.count()} steps`);
  for (let at = 0; at < 11; at += 1) {
    const { width, height } = await steps.nth(at).boundingBox();
    expect(width >= 44 && height >= 44, `step ${at} is ${width} by ${height}`);
  }
  await in_sight(steps.nth(10), 'the last step');
  await in_sight(page.getByRole('button', { name: words.t('score.next'), exact: true }), 'the way on');
}

/// A card is put away by the keyboard alone: it, then its group; the next card is at hand.
async function sorting_by_keyboard() {
  await gallery.show(page, { face: 'phone', moment: 'sort' });
  await page.locator('.loose .sort-card').first().focus();
  await page.keyboard.press('Enter');
  const where = page.getByRole('region', { name: words.t('sort.where_label') });
  await where.waitFor();
  for (let tabs = 0; tabs < 40; tabs += 1) {
    await page.keyboard.press('Tab');
    if (await where.getByRole('button', { name: 'Tenir ensemble' }).evaluate((one) => one === document.activeElement)) break;
  }
  await page.keyboard.press('Enter');
  await where.waitFor({ state: 'detached' });
  const now = await page.evaluate(() => document.activeElement?.textContent);
  expect(now?.includes('Inviter le lycée'), `the keyboard stands at ${now}`);
}

await tally.run(
  async () => {
    await tally.step('the gallery is built', async () => {
      gallery = await Gallery.open();
      browser = await Browser.open('faces', 'fr');
      page = await browser.device('phone', 'phone');
    });
    await tally.step('after a reveal, the question of an objection’s author and its gestures stay on top', question_stays_on_top);
    await tally.step('an option, its scale and the way on are seen together', weighing_is_in_sight);
    await tally.step('ideas are sorted by the keyboard alone', sorting_by_keyboard);
    tally.see('no page threw an error', browser.broken.length === 0, browser.broken.join('\n'));
  },
  async () => {
    gallery?.close();
    await browser?.close();
  },
);
