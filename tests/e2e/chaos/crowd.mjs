// SPDX-License-Identifier: AGPL-3.0-or-later
// Many seats of one palabre, each by one of the servers, who promise things at a bounded rate and remember what was acknowledged.
import { reach_promises } from '../support/promises.mjs';
import { until } from '../support/tally.mjs';

const per_seat_max = 50; // items_per_proposer of commitments
const all_max = 1950; // items_max of commitments
const unanswered_max = 8;

export class Crowd {
  acked = new Map(); // words → {one, said_at, at}
  members = [];
  log_key; // the palabre's stream in Redis
  orphaned = new Set(); // members who may have been acknowledged by a server that died before a fork was settled
  #cluster;
  #rolled;
  #heard = []; // by server: when the words that it acknowledged were said, and when it did
  #said = 0;
  #timer;

  static async gather(cluster, count, rolled) {
    const crowd = new Crowd();
    crowd.#cluster = cluster;
    crowd.#rolled = rolled;
    crowd.#heard = cluster.servers.map(() => []);
    const { bases } = cluster;
    crowd.room = await reach_promises(cluster.servers[0], count, { bases, settings: { in_place: true } });
    [crowd.log_key] = await cluster.primary.ask('KEYS', 'palabre:{*}:log');
    crowd.members = crowd.room.seats.map((seat, at) => ({ ...seat, by: at % bases.length, home: at % bases.length }));
    return crowd;
  }

  get said() {
    return this.#said;
  }
  get unanswered() {
    return this.members.reduce((sum, { session }) => sum + session.unanswered, 0);
  }
  get refused() {
    return this.members.flatMap(({ refused }) => refused);
  }

  /// Somebody promises something, whoever it is, so often.
  begin(per_s) {
    this.#timer = setInterval(() => this.#speak(this.members[this.#rolled(this.members.length)]), 1000 / per_s);
  }
  end() {
    clearInterval(this.#timer);
  }

  /// One seat of each of these servers promises something now.
  speak_up(servers) {
    for (const at of servers) this.#speak(this.members.filter(({ by, n }) => by === at && n < per_seat_max)[this.#rolled(10)]);
  }

  /// How long after `since` each of these servers first acknowledged what was said after it, in milliseconds.
  async heard_since(since, servers, within_ms = 30_000) {
    this.speak_up(servers);
    const first = (at) => this.#heard[at].find(({ said_at }) => said_at >= since);
    await until('each server acknowledges', () => servers.every(first), within_ms, 2);
    return servers.map((at) => Math.round(first(at).at - since));
  }

  /// So many more are acknowledged.
  acks(count, within_ms = 30_000) {
    const wanted = this.acked.size + count;
    return until(`${count} more are acknowledged`, () => this.acked.size >= wanted, within_ms, 5);
  }

  /// All that was said until now is judged.
  async all_heard(within_ms = 30_000) {
    const waiting = this.members.flatMap(({ said, session }) => (session.unanswered > 0 ? [said.at(-1)] : []));
    await until('what was said is judged', () => waiting.every((what) => this.acked.has(what)), within_ms, 10);
  }

  /// Those who came by this server go on by others: every second of them, when only `some`.
  leave(server, { some = false } = {}) {
    const there = this.members.filter(({ by }) => by === server);
    for (const [nth, one] of there.entries()) if (!some || nth % 2 === 0) this.#move(one, (server + 1 + (nth % 4 < 2)) % 3);
  }
  orphan(server) {
    for (const one of this.members) if (one.by === server) this.orphaned.add(one);
  }
  return_home() {
    for (const one of this.members) if (one.by !== one.home) this.#move(one, one.home);
  }

  close() {
    this.end();
    for (const { session } of this.members) session.close();
  }

  #move(one, server) {
    one.by = server;
    one.session.move_to(this.#cluster.servers[server].base);
  }

  // Words that nobody else says; `n` counts each one's own.
  #speak(one) {
    if (!one || one.n === per_seat_max || this.#said === all_max || one.session.unanswered >= unanswered_max) return;
    one.n += 1;
    this.#said += 1;
    const what = `${one.session.seat} #${one.n}`;
    const said_at = performance.now();
    one.said.push(what);
    one.session.submit({ type: 'propose', what, seat: one.session.seat }, { on: this.room.activity }).then(
      () => {
        const at = performance.now();
        this.acked.set(what, { one, said_at, at });
        this.#heard[one.by].push({ said_at, at });
      },
      (refusal) => one.refused.push(`${what}: ${refusal.message}`),
    );
  }
}
