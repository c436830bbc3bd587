// SPDX-License-Identifier: AGPL-3.0-or-later
// A network between one end and the other: it can be slow, swallow bytes without a word, break, and come back.
import { connect, createServer } from 'node:net';

export class BadNetwork {
  #listener;
  #ways = new Set(); // one each way of each connection
  #mode = 'good';
  #delay_ms = 0;

  /// Listens on a free port and leads to `port()`, which may change.
  static async to(port) {
    const network = new BadNetwork();
    network.#listener = createServer((near) => network.#take(near, port()));
    await new Promise((ready) => network.#listener.listen(0, '127.0.0.1', ready));
    return network;
  }

  get port() {
    return this.#listener.address().port;
  }

  /// Whatever comes from now on takes so much longer, each way.
  slow(delay_ms) {
    this.#delay_ms = delay_ms;
  }

  /// Half open: connections stand, new ones are accepted, no byte passes either way.
  stall() {
    this.#mode = 'stalled';
    for (const way of this.#ways) way.from.pause();
  }

  /// Gone: what stood is torn, what comes is turned away.
  cut() {
    this.#mode = 'cut';
    for (const way of this.#ways) way.from.resetAndDestroy();
  }

  mend() {
    this.#mode = 'good';
    for (const way of this.#ways) way.from.resume();
  }

  close() {
    this.cut();
    this.#listener.close();
  }

  #take(near, port) {
    if (this.#mode === 'cut') return near.resetAndDestroy();
    const far = connect(port, '127.0.0.1');
    this.#lead(near, far);
    this.#lead(far, near);
  }

  #lead(from, to) {
    const way = { from, to, late: [], free_at: 0 };
    this.#ways.add(way);
    from.setNoDelay(true);
    from.on('data', (bytes) => this.#pass(way, bytes));
    from.on('error', () => {});
    from.on('end', () => this.#pass(way, undefined));
    from.on('close', () => {
      this.#ways.delete(way);
      // What was on its way arrives all the same, unless the network is gone.
      if (way.late.length === 0 || this.#mode === 'cut') to.destroy();
    });
    if (this.#mode === 'stalled') from.pause();
  }

  // In order, also when the delay becomes shorter.
  #pass(way, bytes) {
    if (this.#delay_ms === 0 && way.late.length === 0) return put(way, bytes);
    way.free_at = Math.max(way.free_at, performance.now() + this.#delay_ms);
    way.late.push({ bytes, at: way.free_at });
    if (way.late.length === 1) this.#wait(way);
  }

  #wait(way) {
    setTimeout(() => {
      const now = performance.now();
      while (way.late.length > 0 && way.late[0].at <= now) put(way, way.late.shift().bytes);
      if (way.late.length > 0) this.#wait(way);
      else if (way.from.destroyed) way.to.destroy();
    }, way.late[0].at - performance.now());
  }
}

function put({ to }, bytes) {
  if (to.destroyed) return;
  if (bytes === undefined) to.end();
  else to.write(bytes);
}
