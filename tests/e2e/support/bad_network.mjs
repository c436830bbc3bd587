// SPDX-License-Identifier: AGPL-3.0-or-later
// A network between one phone and the server: it can swallow bytes without a word, break, and come back.
import { connect, createServer } from 'node:net';

export class BadNetwork {
  #listener;
  #pairs = new Set();
  #mode = 'good';

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

  /// Half open: connections stand, no byte passes either way.
  stall() {
    this.#mode = 'stalled';
    for (const pair of this.#pairs) for (const end of pair) end.pause();
  }

  /// Gone: what stood is torn, what comes is turned away.
  cut() {
    this.#mode = 'cut';
    for (const pair of this.#pairs) for (const end of pair) end.resetAndDestroy();
  }

  mend() {
    this.#mode = 'good';
    for (const pair of this.#pairs) for (const end of pair) end.resume();
  }

  close() {
    this.cut();
    this.#listener.close();
  }

  #take(near, port) {
    if (this.#mode === 'cut') return near.resetAndDestroy();
    const far = connect(port, '127.0.0.1');
    const pair = [near, far];
    this.#pairs.add(pair);
    for (const [from, to] of [pair, [far, near]]) {
      from.setNoDelay(true);
      from.on('data', (bytes) => to.write(bytes));
      from.on('error', () => {});
      from.on('end', () => to.end());
      from.on('close', () => {
        this.#pairs.delete(pair);
        to.destroy();
      });
    }
    if (this.#mode === 'stalled') for (const end of pair) end.pause();
  }
}
