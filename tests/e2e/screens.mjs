// SPDX-License-Identifier: AGPL-3.0-or-later
// The pictures of docs/screens. With --write it makes them anew; else it tells whether they are all there, and no more.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pictures } from './support/pictures.mjs';
import { Browser } from './support/browser.mjs';
import { Gallery } from './support/gallery.mjs';
import { tree } from './support/server.mjs';
import { small_png } from './support/small_png.mjs';
import { expect, expect_equal, Tally } from './support/tally.mjs';

const folder = join(tree, 'docs', 'screens');
const bytes_max = 4_000_000;
const origin = 'http://palabre.example';
const then = new Date('2026-09-12T10:00:00+02:00');

/// Sizes of the picture files: a projector's picture need not be carried around whole.
const devices = {
  phone: { viewport: { width: 360, height: 640 }, deviceScaleFactor: 1 },
  desk: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 0.75 },
  screen: { viewport: { width: 1920, height: 1080 }, deviceScaleFactor: 0.5 },
};

async function write() {
  const gallery = await Gallery.open();
  const pages = new Map();
  const browsers = [];
  for (const { name, device, dark = false, lang = 'fr', ask, press = [] } of pictures) {
    const kind = `${device} ${dark} ${lang}`;
    if (!pages.has(kind)) {
      const browser = await Browser.open('screens', lang);
      browsers.push(browser);
      const options = { ...devices[device], isMobile: false, hasTouch: false, colorScheme: dark ? 'dark' : 'light' };
      const page = await browser.device(kind, device, options);
      await gallery.as(origin, page.context());
      await page.clock.setFixedTime(then);
      pages.set(kind, page);
    }
    const page = pages.get(kind);
    await gallery.show(page, { ...ask, lang, picture: name });
    for (const [role, words] of press) await page.getByRole(role, { name: words }).first().click();
    await page.evaluate(() => document.fonts.ready);
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.activeElement?.blur());
    // A lazy part of the page may still be on its way.
    await page.waitForLoadState('networkidle');
    writeFileSync(join(folder, `${name}.png`), small_png(await page.screenshot({ animations: 'disabled' })));
  }
  for (const browser of browsers) await browser.close();
  gallery.close();
}

const named = () => pictures.map(({ name }) => `${name}.png`).sort();
const there = () => readdirSync(folder).filter((name) => name.endsWith('.png')).sort();

const tally = new Tally();
await tally.run(async () => {
  if (process.argv.includes('--write')) {
    await tally.step(`${pictures.length} pictures`, async () => {
      mkdirSync(folder, { recursive: true });
      for (const name of there()) rmSync(join(folder, name));
      await write();
    });
  }
  await tally.step('every picture is there, and no other', () => expect_equal(there(), named(), 'docs/screens'));
  await tally.step('they are small enough to be carried along', () => {
    const bytes = there().reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    console.log(`     ${Math.round(bytes / 1000)} kB`);
    expect(bytes <= bytes_max, `${bytes} bytes in docs/screens`);
  });
  await tally.step('what the documents show is among them', () => {
    const documents = ['README.md', ...readdirSync(join(tree, 'docs')).map((name) => `docs/${name}`)];
    for (const document of documents.filter((name) => name.endsWith('.md'))) {
      const shown = readFileSync(join(tree, document), 'utf8').matchAll(/screens\/([\w-]+\.png)/g);
      for (const [, name] of shown) expect(existsSync(join(folder, name)), `${document} shows ${name}, which is not there`);
    }
  });
});
