// SPDX-License-Identifier: AGPL-3.0-or-later
// Chromium with a context for each device; what each face looks like in a state, for axe-core and for the eye.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { shots } from './server.mjs';
import { expect } from './tally.mjs';

/// Pages run on a name, over plain http: what a hall's own network gives. Nothing that needs a secure context may be needed.
export const host = 'palabre.test';
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  `--host-resolver-rules=MAP ${host} 127.0.0.1`,
];

export const devices = {
  phone: { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true },
  desk: { viewport: { width: 1280, height: 800 } },
  screen: { viewport: { width: 1920, height: 1080 } },
};

const axe_source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const grave = new Set(['serious', 'critical']);

export class Browser {
  pages = new Map(); // name → page
  broken = []; // errors that a page threw and did not catch
  faults = []; // what axe-core found
  looked_at = new Set(); // "state × face × language"
  #browser;
  #name;
  #tongue;
  #shot = 0;

  /// `name` stands in the names of pictures, `tongue` is what the devices speak; `settings` are Chromium's own.
  static async open(name, tongue, settings = []) {
    const browser = new Browser();
    browser.#name = name;
    browser.#tongue = tongue;
    browser.#browser = await chromium.launch({
      executablePath: process.env.PALABRE_CHROMIUM ?? '/usr/bin/chromium',
      headless: true,
      args: [...flags, ...settings],
    });
    return browser;
  }

  /// A device of its own: nothing is shared with the others.
  async device(name, device, options = {}) {
    const context = await this.#browser.newContext({
      ...devices[device],
      locale: this.#tongue === 'fr' ? 'fr-FR' : 'en-GB',
      timezoneId: 'Europe/Paris',
      reducedMotion: 'reduce',
      acceptDownloads: true,
      ...options,
    });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.broken.push(`${name}: ${error.stack ?? error}`));
    // [S7] A view that is not the server's says so, and mends itself: here it must not happen.
    page.on('console', (line) => line.text().startsWith('palabre:') && this.broken.push(`${name}: ${line.text()}`));
    this.pages.set(name, page);
    return page;
  }

  /// The device is switched off.
  async off(name) {
    const page = this.pages.get(name);
    this.pages.delete(name);
    await page.context().close();
  }

  /// A page that is wrong on purpose: what looks for faults must find it.
  async finds_faults() {
    const page = await this.#browser.newPage();
    await page.setContent('<html lang="fr"><title>x</title><p style="color:#ddd;background:#fff">Presque blanc</p></html>');
    await this.look(page, 'wrong on purpose', 'none');
    const found = this.faults.splice(0).filter((fault) => fault.includes('color-contrast')).length;
    this.looked_at.clear();
    await page.close();
    expect(found === 1, 'axe-core finds nothing wrong with nearly white words on white');
  }

  /// Looks at a state on a face: axe-core always, a picture where E2E_SHOTS=1.
  async look(page, state, face) {
    const what = `${state} × ${face} × ${this.#tongue}`;
    if (this.looked_at.has(what)) return;
    this.looked_at.add(what);
    if (process.env.E2E_SHOTS === '1') await this.picture(page, `${state}-${face}`);
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe_source);
    const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    for (const { id, impact, nodes } of found.violations) {
      if (!grave.has(impact)) continue;
      const where = nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 160)} (${brief(failureSummary)})`);
      this.faults.push(`${what}: ${id}, ${impact}: ${where.join(' | ')}`);
    }
  }

  async picture(page, name) {
    this.#shot += 1;
    const safe = name.replace(/[^\p{L}\p{N}]+/gu, '_').slice(0, 80);
    const file = `${this.#name}-${String(this.#shot).padStart(3, '0')}-${safe}.png`;
    await page.screenshot({ path: join(shots, file), timeout: 10_000 });
  }

  /// One picture of every device: for a step that failed.
  async pictures(name) {
    for (const [device, page] of this.pages) await this.picture(page, `${name} ${device}`);
    for (const error of new Set(this.broken)) console.log(`     thrown by ${error}`);
    console.log(`     pictures: build/e2e/${this.#name}-*.png`);
  }

  /// The two counts that every walk ends with.
  report(tally) {
    for (const fault of new Set(this.faults)) console.log(`axe  ${fault}`);
    const count = (at) => new Set([...this.looked_at].map((what) => what.split(' × ')[at])).size;
    console.log(
      `axe: ${this.looked_at.size} states × faces × languages checked ` +
        `(${count(0)} states, ${count(1)} faces, ${count(2)} language)`,
    );
    tally.see('nothing serious or critical for axe-core', this.faults.length === 0, `${this.faults.length} found`);
    tally.see('no page threw an error', this.broken.length === 0, this.broken.join('\n'));
  }

  close() {
    return this.#browser.close();
  }
}

const brief = (summary = '') => summary.replace(/\s+/g, ' ').slice(0, 200);
