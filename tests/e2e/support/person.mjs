// SPDX-License-Identifier: AGPL-3.0-or-later
// Somebody at a device: reads words, presses acts by their names, fills fields by their labels.
import { expect, until } from './tally.mjs';
import { exactly, named, within } from './words.mjs';

export class Person {
  seat;

  constructor(name, page, words) {
    this.name = name;
    this.page = page;
    this.words = words;
  }

  t(key, values) {
    return this.words.t(key, values);
  }

  /// Through the door: a name, and in.
  async enter(address, { remote = false } = {}) {
    await this.page.goto(address);
    await this.fill(this.t('join.name'), this.name);
    if (remote) await this.page.getByRole('radio', { name: this.t('place.remote') }).check();
    await this.press(this.t('join.enter'));
  }

  async join(address, options) {
    await this.enter(address, options);
    await this.page.getByRole('navigation', { name: this.t('phone.always') }).waitFor();
  }

  act(words, place = this.page) {
    return place.getByRole('button', { name: named(words) }).filter({ visible: true });
  }

  /// Presses an act; waits while it is not there or not possible yet.
  async press(words, place = this.page) {
    await this.act(words, place).first().click();
  }

  async fill(label, text, place = this.page) {
    await place.getByLabel(exactly(label)).filter({ visible: true }).first().fill(text);
  }

  /// One of a list, by its words.
  async choose(label, option, place = this.page) {
    await place.getByLabel(exactly(label)).filter({ visible: true }).first().selectOption({ label: option });
  }

  /// Opens what is folded away under these words, if it is not open.
  async unfold(words, place = this.page) {
    const summary = place.locator('summary').filter({ hasText: exactly(words), visible: true }).first();
    await summary.waitFor();
    const fold = summary.locator('xpath=..');
    if (!(await fold.evaluate((details) => details.open))) await summary.click();
    return fold;
  }

  /// An act with words of its own: unfold, write, send.
  async with_words(summary, label, text, send, place = this.page) {
    const fold = await this.unfold(summary, place);
    if (text) await this.fill(label, text, fold);
    await this.press(send, fold);
  }

  async sees(words) {
    await this.page.getByText(within(words)).filter({ visible: true }).first().waitFor();
  }

  async sees_not(words) {
    await until(`« ${words} » is gone`, async () => (await this.page.getByText(within(words)).count()) === 0);
  }

  async sheet(words) {
    await this.press(words, this.page.getByRole('navigation', { name: this.t('phone.always') }));
    const sheet = this.page.getByRole('dialog');
    await sheet.waitFor();
    return sheet;
  }

  async close_sheet() {
    await this.press(this.t('close'), this.page.getByRole('dialog'));
    await this.page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  /// Does something on behalf of a neighbour, under the band that says so.
  async speaking_for(other, act) {
    await this.press(other, await this.sheet(this.t('sign.open')));
    await this.sees(this.t('proxy.now', { name: other }));
    const result = await act(this);
    await this.press(this.t('proxy.end'));
    await this.sees_not(this.t('proxy.now', { name: other }));
    return result;
  }

  async write_text(text, date) {
    const { t } = this.words;
    const first = t('edit.propose');
    const change = this.act(t('edit.change'));
    await this.page.getByLabel(exactly(t('edit.label'))).or(change).first().waitFor();
    if (await change.count()) await change.first().click();
    await this.fill(t('edit.label'), text);
    if (date) await this.fill(t('edit.date_required'), date);
    if (await this.act(first).count()) return this.press(first);
    const next = this.page.getByRole('button', { name: /\d/ }).filter({ hasText: saving(t), visible: true });
    await next.first().click();
  }

  async suggest(text) {
    const { t } = this.words;
    await this.with_words(t('edit.suggest'), t('edit.suggest_label'), text, t('edit.suggest_send'));
  }

  async answer(choice, text) {
    const { t } = this.words;
    const names = { consent: 'consent.yes', concern: 'consent.concern', objection: 'consent.objection' };
    const hint = t(`${names[choice]}_hint`);
    await this.press(`${t(names[choice])} ${hint}`);
    if (choice === 'concern') {
      await this.with_words(t('consent.concern_words'), t('consent.concern_label'), text, t('consent.concern_send'));
    }
  }

  /// The line at the bottom says this.
  line(...keys) {
    const words = keys.map((key) => exactly(this.t(key)));
    const status = this.page.getByRole('status');
    return until(
      `${this.name}'s line: ${keys.join(' or ')}`,
      async () => {
        for (const one of words) if (await status.filter({ hasText: one }).count()) return true;
        return false;
      },
      20_000,
      25,
    );
  }

  async secret(code) {
    const kept = await this.page.evaluate((key) => localStorage.getItem(key), `palabre/session/${code}/phone`);
    expect(kept, `${this.name}'s browser keeps no session`);
    return JSON.parse(kept).secret;
  }
}

/// « Garder comme version 3 », whatever the number.
const saving = (t) => within(t('edit.save', { n: 999 }).split('999')[0]);
