// SPDX-License-Identifier: AGPL-3.0-or-later
// A hall: the server, a browser with a device for each person, a screen, and a witness who sees what the screen is sent.
import { BadNetwork } from './bad_network.mjs';
import { Browser, host } from './browser.mjs';
import { Person } from './person.mjs';
import { ask, open_session, Server } from './server.mjs';
import { Session } from './seat.mjs';
import { expect, expect_equal, until } from './tally.mjs';
import { words_of } from './words.mjs';

export class Hall {
  people = new Map();
  /// Who enters for whom: the neighbour's name by the name of a seat without a phone.
  voices = new Map();
  resumed_ms = [];

  /// `someone` is how people use their devices: by sight and touch, or by the keyboard alone. Without a `server` that runs
  /// already, one of the hall's own is started.
  static async open(name, { scenario, tongue, address, someone = Person, server }) {
    const hall = new Hall();
    hall.Someone = someone;
    hall.name = name;
    hall.words = words_of(tongue, address, scenario);
    hall.doors = words_of(tongue, 'vous', scenario); // pages before any palabre say vous
    hall.server = server ?? (await Server.start(name));
    hall.browser = await Browser.open(name, tongue);
    return hall;
  }

  get origin() {
    return this.#origin_of(this.server);
  }

  /// Founds through the first page, as whoever opens a palabre does; `fill` answers the form's questions.
  async found(device_name, device, fill, { through = this.server } = {}) {
    const page = await this.browser.device(device_name, device);
    const founder = new this.Someone('', page, this.doors);
    await page.goto(`${this.#origin_of(through)}/`);
    await founder.press(this.doors.t('found.open'));
    await founder.press(this.doors.t('found.at_once'));
    const all = await founder.unfold(this.doors.t('found.all_methods'));
    await founder.press(this.doors.scenario.title, all);
    await fill(founder);
    const answer = page.waitForResponse((one) => one.url().endsWith('/api/palabres'));
    await founder.press(this.doors.t('found.send'));
    this.founded = await (await answer).json();
    await founder.sees(this.doors.t('founded.code', { code: this.founded.code }));
    this.code = this.founded.code;
    return founder;
  }

  /// Whoever founded comes in by the page that founding ends with, and sits at the desk.
  async sit_at_desk(founder, name) {
    await founder.press(this.doors.t('founded.to_desk'));
    const page = founder.page;
    this.desk = new this.Someone(name, page, this.words);
    await page.getByLabel(this.words.t('join.name')).waitFor();
    expect(!page.url().includes('#'), 'the secret stays in the address bar [H10]');
    await this.desk.fill(this.words.t('join.name'), name);
    await this.desk.press(this.words.t('join.enter'));
    this.desk.seat = await this.seat_of(name);
    return this.desk;
  }

  /// The desk goes on by the words of a way out.
  async go(from, event, to) {
    await this.desk.press(this.words.gesture(from, event));
    if (to) await this.in_state(to);
  }

  /// Each of these people does the same, one after the other.
  async each(names, act) {
    for (const name of names) await this.as(name, (one) => act(one, name));
  }

  async minutes(name) {
    const secret = await this.person(name).secret(this.code);
    return ask(this.server.base, `/api/palabres/${this.code}/minutes.md`, { secret, text: true });
  }

  /// The screen, and a witness with the same right to look: neither can do anything.
  async open_screen({ by = this.server } = {}) {
    const page = await this.browser.device('screen', 'screen');
    await page.goto(this.#origin_of(by) + this.founded.screen_url);
    this.screen = new Person('screen', page, this.words);
    const token = this.founded.screen_url.split('#k=')[1];
    const { secret } = await open_session(by.base, this.code, { face: 'screen', secret: token });
    this.witness = new Session(by.base, this.code, secret, { watch: ['screen'] });
    await this.witness.until('the witness sees', ({ room }) => room);
  }

  /// Somebody comes in with a device; `through` is a network of their own or another server, `before` prepares the page.
  async arrive(name, device, { remote, through = this.server, address, options, before } = {}) {
    const page = await this.browser.device(name, device, options);
    await before?.(page);
    const person = new this.Someone(name, page, this.words);
    await person.join(this.#origin_of(through) + (address ?? this.founded.join_url), { remote });
    person.seat = await this.seat_of(name);
    this.people.set(name, person);
    return person;
  }

  /// Somebody comes in late: they read first, and have no line at the bottom yet.
  async arrive_late(name, device) {
    const page = await this.browser.device(name, device);
    const person = new this.Someone(name, page, this.words);
    await person.enter(this.origin + this.founded.join_url);
    person.seat = await this.seat_of(name);
    this.people.set(name, person);
    return person;
  }

  bad_network() {
    return BadNetwork.to(() => this.server.port);
  }

  person(name) {
    return this.people.get(name);
  }

  async seat_of(name) {
    const found = ({ room }) => Object.entries(room?.seats ?? {}).find(([, seat]) => seat.name === name);
    return (await this.witness.until(`a seat for ${name}`, found))[0];
  }

  name_of(seat) {
    return this.witness.room.seats[seat].name;
  }

  in_state(key, within_ms) {
    return this.witness.until(`the state ${key}`, ({ room }) => room.state?.key === key, within_ms);
  }

  /// Lets somebody act by name, through a neighbour's phone where they have none.
  as(name, act) {
    const voice = this.voices.get(name);
    if (voice === undefined) return act(this.person(name));
    return this.person(voice).speaking_for(name, act);
  }

  /// A whole round: whoever has the floor does what `acts` says for them, or says « J'ai fini ».
  async round(activity, acts = {}) {
    const finish = (person) => person.press(this.words.t('round.finish'));
    for (;;) {
      const now = await this.witness.until(`the round ${activity}`, (one) => one.activity(activity));
      if (now.phase === 'closed' || !now.running) return;
      const name = this.name_of(now.floor);
      await this.as(name, acts[name] ?? finish);
      await this.witness.until(`${name} hands the floor on`, (one) => {
        const then = one.activity(activity);
        return !then?.running || then.phase === 'closed' || then.floor !== now.floor || then.serving !== now.serving;
      });
    }
  }

  /// The screen, and the faces given here, in this state: each is awaited, then looked at.
  async look(state, faces, title = this.words.state(state, 'title')) {
    for (const [face, person] of Object.entries({ ...faces, screen: this.screen })) {
      await person.sees(title);
      await this.browser.look(person.page, state, face);
    }
  }

  /// From `state` to the end: a last word each, and the goodbye, looked at on these faces.
  async say_goodbye(state, faces) {
    await this.go(state, 'advance', 'last_word');
    await this.look('last_word', faces);
    await this.round('last_word');
    await this.go('last_word', 'advance');
    await this.witness.until('the end', ({ room }) => room.open === 'closed');
    await this.look('closed', faces, this.words.t('goodbye.closed'));
  }

  /// Power off and on again: how long until every device is back by itself, in milliseconds.
  async power_cut() {
    const before = this.witness.view;
    const phones = [...this.people.values()].filter(({ page }) => !page.isClosed());
    const lost = this.words.t('line.offline');
    const offline = this.screen.page.getByText(lost, { exact: true });
    await this.server.kill();
    await Promise.all([...phones.map((person) => person.line('line.offline')), offline.waitFor()]);
    await this.server.restart();
    const ready_at = performance.now();
    const back = phones.map(async (person) => {
      await person.line('line.live', 'line.heard', 'line.sending');
      return performance.now() - ready_at;
    });
    const screen = until('the screen is back', async () => (await offline.count()) === 0, 20_000, 25);
    const times = await Promise.all([...back, screen.then(() => performance.now() - ready_at)]);
    const after = await this.witness.until('the witness is back', ({ view, connections }) => connections > 1 && view);
    expect(after.position.seq >= before.position.seq, 'the log is shorter than what was seen');
    expect_equal(after.layers.room.state.entry, before.layers.room.state.entry, 'the state');
    const slowest = Math.round(Math.max(...times));
    this.resumed_ms.push(slowest);
    console.log(`     ${times.length} devices back by themselves within ${slowest} ms of the server's « ready »`);
    return slowest;
  }

  #origin_of({ port }) {
    return `http://${host}:${port}`;
  }

  async close() {
    this.witness?.close();
    await this.browser.close();
    await this.server.stop();
  }
}
