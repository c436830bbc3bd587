// SPDX-License-Identifier: AGPL-3.0-or-later
// Somebody who has a keyboard and a screen reader: goes from stop to stop with Tab, knows names and roles, sees nothing.
import { Person } from './person.mjs';
import { expect, until } from './tally.mjs';
import { exactly, named, plain } from './words.mjs';

const stops_max = 400; // far more than any page has: a search that finds nothing ends
const options_max = 100;
const acts = new Set(['button', 'link', 'radio', 'checkbox', 'summary', 'DisclosureTriangle']);
const fields = new Set(['textbox', 'searchbox', 'Date', 'spinbutton', 'combobox']);

export class KeyboardPerson extends Person {
  /// What was wrong at a stop: no name, or nothing that shows where one is.
  faults = new Set();
  #session;
  #keys = 0;

  /// The stop that has the focus, as a screen reader is told of it.
  async stop() {
    this.#session ??= await this.page.context().newCDPSession(this.page);
    const { result } = await this.#session.send('Runtime.evaluate', { expression: 'document.activeElement' });
    const { nodes } = await this.#session.send('Accessibility.getPartialAXTree', {
      objectId: result.objectId,
      fetchRelatives: false,
    });
    const node = nodes[0];
    return {
      role: node.role?.value ?? '',
      name: plain(node.name?.value ?? ''),
      // Between the last stop and the first; behind a sheet the page itself is nothing.
      nowhere: await this.page.evaluate(() => document.activeElement === document.body),
    };
  }

  /// Tab, until a stop of these roles has this name (and lies within `place`); the whole page twice over.
  async go_to(roles, name, place) {
    const met = new Set();
    for (let n = 0, rounds = 0; n < stops_max && rounds < 3; n += 1) {
      const at = await this.stop();
      if (at.nowhere) rounds += 1;
      else met.add(`${at.role} « ${at.name} »`);
      if (roles.has(at.role) && name.test(at.name) && (!place || (await within(place)))) return at;
      await this.page.keyboard.press('Tab');
      await this.#look();
    }
    throw new Error(`${this.name}: no ${name} among\n${[...met].join('\n')}`);
  }

  async press(words, place) {
    await until(`${this.name} can press « ${words} »`, async () => {
      const there = this.act(words, place ?? this.page).first();
      return (await there.count()) > 0 && (await there.getAttribute('aria-disabled')) !== 'true';
    });
    const { role } = await this.go_to(acts, named(words), place);
    this.#keys += 1;
    // Both keys press a button; a radio is chosen with the bar.
    await this.page.keyboard.press(role === 'radio' || this.#keys % 2 === 0 ? 'Space' : 'Enter');
  }

  act(words, place = this.page) {
    return super.act(words, place).or(place.getByRole('radio', { name: named(words) }));
  }

  async fill(label, text, place) {
    await (place ?? this.page).getByLabel(exactly(label)).filter({ visible: true }).first().waitFor();
    const { role } = await this.go_to(fields, exactly(label), place);
    if (role === 'Date') return this.#date(text);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
  }

  /// A date is typed part by part; which comes first depends on where the browser comes from.
  async #date(iso) {
    const [year, month, day] = iso.split('-');
    const value = () => this.page.evaluate(() => document.activeElement.value);
    for (const order of [day + month, month + day]) {
      await this.page.keyboard.type(order + year);
      if ((await value()) === iso) return;
      for (let part = 0; part < 2; part += 1) await this.page.keyboard.press('ArrowLeft');
    }
    expect(false, `the date field holds ${await value()} instead of ${iso}`);
  }

  async choose(label, option, place) {
    await this.go_to(fields, exactly(label), place);
    await this.page.keyboard.press('Home');
    for (let n = 0; n < options_max; n += 1) {
      const now = await this.page.evaluate(() => document.activeElement.selectedOptions?.[0]?.textContent);
      if (plain(now ?? '') === plain(option)) return;
      await this.page.keyboard.press('ArrowDown');
    }
    throw new Error(`${this.name}: no « ${option} » in « ${label} »`);
  }

  async unfold(words, place = this.page) {
    const summary = place.locator('summary').filter({ hasText: exactly(words), visible: true }).first();
    await summary.waitFor();
    const fold = summary.locator('xpath=..');
    if (!(await fold.evaluate((details) => details.open))) {
      await this.go_to(acts, exactly(words), place === this.page ? undefined : place);
      await this.page.keyboard.press('Enter');
    }
    return fold;
  }

  async write_text(text, date) {
    const { t } = this.words;
    // The panel may be on its way still: which of the two it has is known once one is there.
    await this.act(t('edit.propose')).or(this.act(t('edit.change'))).first().waitFor();
    const first = (await this.act(t('edit.propose')).count()) > 0;
    if (!first) await this.press(t('edit.change'));
    await this.fill(t('edit.label'), text);
    if (date) await this.fill(t('edit.date_required'), date);
    if (first) return this.press(t('edit.propose'));
    return this.press(t('edit.save', { n: 999 }).split('999')[0].trim());
  }

  /// The new moment is told by itself: its heading has the focus, or the polite region says it.
  hears(words) {
    return until(`${this.name} hears « ${words} »`, async () => {
      const at = await this.stop();
      if (at.role === 'heading' && at.name.includes(plain(words))) return true;
      const polite = await this.page.locator('[aria-live=polite]').allTextContents();
      return polite.some((said) => plain(said).includes(plain(words)));
    });
  }

  /// What a screen reader reads from top to bottom: role and name of all that is not passed over.
  async reading() {
    this.#session ??= await this.page.context().newCDPSession(this.page);
    const { nodes } = await this.#session.send('Accessibility.getFullAXTree');
    return nodes
      .filter(({ ignored }) => !ignored)
      .map(({ role, name, properties }) => ({
        role: role?.value ?? '',
        name: plain(name?.value ?? ''),
        level: properties?.find((one) => one.name === 'level')?.value.value,
      }));
  }

  /// Landmarks, one first heading, nothing to press or fill without a name.
  async reads_well(heading) {
    const read = await this.reading();
    const first = read.filter(({ role, level }) => role === 'heading' && level === 1);
    expect(first.length === 1, `${this.name}: ${first.length} first headings: ${first.map(({ name }) => name).join(', ')}`);
    if (heading) expect(first[0].name.includes(plain(heading)), `${this.name} reads « ${first[0].name} », not « ${heading} »`);
    expect(read.some(({ role }) => role === 'main'), `${this.name}: no main landmark`);
    this.#all_named(read);
    return read;
  }

  /// A sheet over the page: a dialog with a name and a heading; the page behind it is not there.
  async reads_sheet(words) {
    const read = await this.reading();
    const dialogs = read.filter(({ role }) => role === 'dialog');
    expect(dialogs.length === 1 && dialogs[0].name === plain(words), `${this.name}: ${JSON.stringify(dialogs)} is no « ${words} »`);
    expect(read.some(({ role }) => role === 'heading'), `${this.name}: no heading in « ${words} »`);
    expect(!read.some(({ role }) => role === 'main'), `${this.name}: the page is read behind « ${words} »`);
    this.#all_named(read);
  }

  #all_named(read) {
    const nameless = read.filter(({ role, name }) => (acts.has(role) || fields.has(role) || role === 'image') && name === '');
    expect(nameless.length === 0, `${this.name}: without a name: ${nameless.map(({ role }) => role).join(', ')}`);
  }

  async #look() {
    const at = await this.stop();
    if (at.nowhere) return;
    if (at.name === '') this.faults.add(`a stop without a name: ${at.role}`);
    const shows = await this.page.evaluate(() => {
      const drawn = getComputedStyle(document.activeElement);
      return drawn.outlineStyle !== 'none' || drawn.boxShadow !== 'none';
    });
    if (!shows) this.faults.add(`nothing shows that this has the focus: ${at.role} « ${at.name} »`);
  }
}

const within = (place) => place.evaluate((element) => element.contains(document.activeElement));
