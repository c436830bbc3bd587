// SPDX-License-Identifier: AGPL-3.0-or-later
// Counts what held; a walk ends at its first step that did not, since all later ones stand on it.
export class Tally {
  passed = 0;
  failed = 0;
  skipped = 0;
  #begun = performance.now();
  #on_failure;

  /// `on_failure` is called once for each failed step: the place for pictures.
  constructor(on_failure = async () => {}) {
    this.#on_failure = on_failure;
  }

  /// One promise: it holds, or the walk ends here.
  async step(name, act) {
    const begun = performance.now();
    try {
      const result = await act();
      this.passed += 1;
      console.log(`ok   ${name} (${seconds(begun)})`);
      return result;
    } catch (cause) {
      this.failed += 1;
      console.log(`FAIL ${name} (${seconds(begun)})\n${String(cause?.stack ?? cause).replace(/^/gm, '     ')}`);
      await Promise.resolve(this.#on_failure(name)).catch((second) => console.log(`     no picture: ${second.message}`));
      throw new Ended();
    }
  }

  /// Something looked at beside the walk: it is counted, and the walk goes on.
  see(name, holds, why = '') {
    if (holds) this.passed += 1;
    else this.failed += 1;
    if (!holds) console.log(`FAIL ${name}${why ? `: ${why}` : ''}`);
  }

  /// Runs a walk to its end, prints the count and ends the process.
  async run(walk, clean = async () => {}) {
    let timer;
    try {
      await walk();
    } catch (cause) {
      if (!(cause instanceof Ended)) {
        this.failed += 1;
        console.log(`FAIL outside of any step\n${cause?.stack ?? cause}`);
      }
    } finally {
      // A browser that will not close must not hold up the count.
      const late = new Promise((go) => {
        timer = setTimeout(go, 10_000);
      });
      await Promise.race([Promise.resolve(clean()).catch((cause) => console.log(cause)), late]);
      clearTimeout(timer);
    }
    console.log(`in ${seconds(this.#begun)}`);
    console.log(`${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped`);
    process.exit(this.failed === 0 ? 0 : 1);
  }
}

class Ended extends Error {}

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

export function expect(holds, sentence) {
  if (!holds) throw new Error(sentence);
}

export function expect_equal(found, wanted, of) {
  const [a, b] = [written(found), written(wanted)];
  if (a !== b) throw new Error(`${of}: ${a} instead of ${b}`);
}

/// The order of keys says nothing.
const written = (value) =>
  JSON.stringify(value, (_, one) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return one;
    return Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)));
  });

/// Resolves to what `look` gives once it is truthy, looked at again and again until `within_ms` have passed.
export async function until(what, look, within_ms = 20_000, every_ms = 50) {
  const end = performance.now() + within_ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`not within ${within_ms} ms: ${what}`);
    await new Promise((go) => setTimeout(go, every_ms));
  }
}
