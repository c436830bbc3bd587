// SPDX-License-Identifier: AGPL-3.0-or-later
// Every face in every moment, at the sizes it is made for: what must be in sight is, nothing runs over the edge.
import { Browser } from './support/browser.mjs';
import { Gallery } from './support/gallery.mjs';
import { beyond_the_screen, over_the_edge } from './support/overflow.mjs';
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
  await gallery.show(page, { face: 'phone', moment: 'objection_fresh', me: 's2' });
  await in_sight(page.locator('h1'), 'the question');
  for (const act of ['objections.still', 'objections.concern', 'objections.lift']) {
    await in_sight(page.getByRole('button', { name: words.t(act), exact: true }), words.t(act));
  }
  const reveal = page.locator('.happened').filter({ hasText: words.t('consent.revealed_objections', { n: 2 }) });
  expect((await reveal.count()) === 1, 'the answers of the check are gone');
}

/// An exercise is told in a line that stands there anyway: what is to be pressed stays in sight.
async function exercise_takes_no_room() {
  await gallery.show(page, { face: 'phone', moment: 'practice', me: 's6' });
  await in_sight(page.getByText(`${words.t('practice.mark')} · `), 'the mark');
  await in_sight(page.getByRole('button', { name: words.t('round.finish'), exact: true }), 'the gesture');
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

const tongues = [
  { lang: 'fr', address: 'tu' },
  { lang: 'fr', address: 'vous' },
  { lang: 'en', address: 'vous' },
];

/// Shows every moment so, and tells what is wrong with any.
async function all_moments(asked, wrong, on = page, in_tongues = tongues) {
  const faults = [];
  for (const moment of await gallery.moments(on)) {
    for (const tongue of in_tongues) {
      await gallery.show(on, { ...asked, ...tongue, moment });
      for (const fault of await wrong(on)) faults.push(`${moment}, ${tongue.lang} ${tongue.address}: ${fault}`);
    }
  }
  expect(faults.length === 0, `${faults.length} in all:\n${faults.slice(0, 25).join('\n')}`);
}

/// What looks for faults must find one.
async function finds_faults() {
  await gallery.show(page, { face: 'phone', moment: 'why' });
  await page.evaluate(() => {
    document.querySelector('h1').style.inlineSize = '400px';
  });
  expect((await over_the_edge(page)).some((fault) => fault.startsWith('h1')), 'a heading of 400 px is not found');
  const screen = await browser.device('screen', 'screen');
  await gallery.show(screen, { face: 'screen', moment: 'why' });
  await screen.evaluate(() => {
    document.querySelector('.screen h1').textContent = 'Un samedi sur deux. '.repeat(60);
  });
  expect((await beyond_the_screen(screen)).length > 0, 'words that do not fit the screen are not found');
  await browser.off('screen');
}

async function nothing_over_the_edge() {
  await all_moments({ face: 'phone', me: 's6' }, over_the_edge);
  await all_moments({ face: 'phone', me: 's3' }, over_the_edge);
}

async function names_of_every_length() {
  for (const names of ['long', 'short']) await all_moments({ face: 'phone', me: 's6', [names]: '' }, over_the_edge);
}

/// The phone's own setting of 200 %: words wrap, nothing is cut.
async function text_twice_as_large() {
  const faults = [];
  for (const moment of await gallery.moments(page)) {
    await gallery.show(page, { face: 'phone', me: 's6', moment });
    await page.addStyleTag({ content: 'html { font-size: 200% }' });
    for (const fault of await over_the_edge(page)) faults.push(`${moment}: ${fault}`);
  }
  expect(faults.length === 0, `${faults.length} in all:\n${faults.slice(0, 25).join('\n')}`);
}

/// The browser's own setting of 200 %, on a phone, at the desk and beside the screen: columns give way to one another.
async function text_set_twice_as_large() {
  const large = await Browser.open('faces-large', 'fr', ['--blink-settings=defaultFontSize=32']);
  try {
    for (const [device, me] of [['phone', 's6'], ['desk', 's3'], ['desk', 's8']]) {
      const on = await large.device(`${device} ${me}`, device);
      await all_moments({ face: 'phone', me }, over_the_edge, on, [{ lang: 'fr', address: 'vous' }]);
    }
  } finally {
    await large.close();
  }
}

async function circles_of_every_size() {
  for (const n of [3, 12, 24, 60, 1000]) {
    for (const moment of ['why', 'round_wait', 'consent_answered', 'concerns']) {
      await gallery.show(page, { face: 'phone', me: 's2', moment, n });
      const faults = await over_the_edge(page);
      expect(faults.length === 0, `${moment} of ${n}: ${faults.join('\n')}`);
      const seats = await page.locator('.ring .seat').count();
      expect(n > 60 ? seats === 0 : seats === n, `${seats} seats are drawn of ${n} in ${moment}`);
    }
  }
}

async function nothing_beyond_the_screen() {
  const screen = await browser.device('screen', 'screen');
  await all_moments({ face: 'screen' }, beyond_the_screen, screen);
  await all_moments({ face: 'screen', n: 1000, long: '' }, beyond_the_screen, screen, [{ lang: 'fr', address: 'vous' }]);
}

await tally.run(
  async () => {
    await tally.step('the gallery is built', async () => {
      gallery = await Gallery.open();
      browser = await Browser.open('faces', 'fr');
      page = await browser.device('phone', 'phone');
    });
    await tally.step('after a reveal, the question of an objection’s author and its gestures stay on top', question_stays_on_top);
    await tally.step('an exercise is marked, and its gesture in sight', exercise_takes_no_room);
    await tally.step('an option, its scale and the way on are seen together', weighing_is_in_sight);
    await tally.step('ideas are sorted by the keyboard alone', sorting_by_keyboard);
    await tally.step('what is wrong on purpose is found', finds_faults);
    await tally.step('at 360 px nothing runs over the edge, in both languages and both forms', nothing_over_the_edge);
    await tally.step('names of 2 and of 40 letters', names_of_every_length);
    await tally.step('text of 200 %', text_twice_as_large);
    await tally.step('the browser’s own text size of 200 %', text_set_twice_as_large);
    await tally.step('circles of 3, 12, 24, 60 and 1 000', circles_of_every_size);
    await tally.step('nothing is beyond the screen', nothing_beyond_the_screen);
    tally.see('no page threw an error', browser.broken.length === 0, browser.broken.join('\n'));
  },
  async () => {
    gallery?.close();
    await browser?.close();
  },
);
