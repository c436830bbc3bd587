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

await tally.run(
  async () => {
    await tally.step('the gallery is built', async () => {
      gallery = await Gallery.open();
      browser = await Browser.open('faces', 'fr');
      page = await browser.device('phone', 'phone');
    });
    await tally.step('after a reveal, the question of an objection’s author and its gestures stay on top', question_stays_on_top);
    tally.see('no page threw an error', browser.broken.length === 0, browser.broken.join('\n'));
  },
  async () => {
    gallery?.close();
    await browser?.close();
  },
);
