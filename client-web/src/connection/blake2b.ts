// SPDX-License-Identifier: AGPL-3.0-or-later
// BLAKE2b without a key (RFC 7693), for the sums of [S7]. A 64-bit word is two numbers, the low half first.

const iv = Uint32Array.of(
  ...[0xf3bcc908, 0x6a09e667, 0x84caa73b, 0xbb67ae85, 0xfe94f82b, 0x3c6ef372, 0x5f1d36f1, 0xa54ff53a],
  ...[0xade682d1, 0x510e527f, 0x2b3e6c1f, 0x9b05688c, 0xfb41bd6b, 0x1f83d9ab, 0x137e2179, 0x5be0cd19],
);

/** Which word of the block goes where, round by round (RFC 7693, 2.7); the last two repeat the first two. */
const order = [
  '0123456789abcdef',
  'ea489fd61c02b753',
  'b8c052fdae367194',
  '7931dcbe265a40f8',
  '905724afe1bc683d',
  '2c6a0b834d75fe19',
  'c51fed4a0763928b',
  'db7ec13950f4862a',
  '6fe9b308c2d714a5',
  'a2847615fb9e3cd0',
].map((row) => [...row].map((digit) => Number.parseInt(digit, 16)));
const rounds = 12;
const block_bytes = 128;

type Words = Uint32Array;
const at = (words: Words, index: number) => words[index] ?? 0;

function add(v: Words, to: number, low: number, high: number): void {
  const sum = at(v, 2 * to) + low;
  v[2 * to] = sum;
  v[2 * to + 1] = at(v, 2 * to + 1) + high + (sum > 0xffffffff ? 1 : 0);
}

/** v[to] = (v[to] xor v[by]) turned right by `turn` bits. */
function mixIn(v: Words, to: number, by: number, turn: 16 | 24 | 32 | 63): void {
  const low = at(v, 2 * to) ^ at(v, 2 * by);
  const high = at(v, 2 * to + 1) ^ at(v, 2 * by + 1);
  if (turn === 32) {
    v[2 * to] = high;
    v[2 * to + 1] = low;
  } else if (turn === 63) {
    v[2 * to] = (low << 1) | (high >>> 31);
    v[2 * to + 1] = (high << 1) | (low >>> 31);
  } else {
    v[2 * to] = (low >>> turn) | (high << (32 - turn));
    v[2 * to + 1] = (high >>> turn) | (low << (32 - turn));
  }
}

function quarter(
  v: Words,
  m: Words,
  [a, b, c, d]: readonly [number, number, number, number],
  x: number,
  y: number,
) {
  add(v, a, at(v, 2 * b), at(v, 2 * b + 1));
  add(v, a, at(m, 2 * x), at(m, 2 * x + 1));
  mixIn(v, d, a, 32);
  add(v, c, at(v, 2 * d), at(v, 2 * d + 1));
  mixIn(v, b, c, 24);
  add(v, a, at(v, 2 * b), at(v, 2 * b + 1));
  add(v, a, at(m, 2 * y), at(m, 2 * y + 1));
  mixIn(v, d, a, 16);
  add(v, c, at(v, 2 * d), at(v, 2 * d + 1));
  mixIn(v, b, c, 63);
}

const columns = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

function compress(h: Words, block: DataView, count: number, last: boolean): void {
  const m = new Uint32Array(32).map((_, index) => block.getUint32(4 * index, true));
  const v = new Uint32Array(32);
  v.set(h);
  v.set(iv, 16);
  v[24] = at(v, 24) ^ count; // below 4 GiB: the high half of the count stays 0
  if (last) {
    v[28] = ~at(v, 28);
    v[29] = ~at(v, 29);
  }
  for (let round = 0; round < rounds; round += 1) {
    const words = order[round % 10] ?? [];
    columns.forEach((column, index) => {
      quarter(v, m, column, words[2 * index] ?? 0, words[2 * index + 1] ?? 0);
    });
  }
  for (let index = 0; index < 16; index += 1) h[index] = at(h, index) ^ at(v, index) ^ at(v, index + 16);
}

/** The hash of `bytes`, `length` bytes long, as hexadecimal digits. */
export function blake2b(bytes: Uint8Array, length: number): string {
  const h = iv.slice();
  h[0] = at(h, 0) ^ 0x01010000 ^ length;
  const padded = new Uint8Array(Math.max(1, Math.ceil(bytes.length / block_bytes)) * block_bytes);
  padded.set(bytes);
  for (let from = 0; from < padded.length; from += block_bytes) {
    const last = from + block_bytes === padded.length;
    compress(
      h,
      new DataView(padded.buffer, from, block_bytes),
      last ? bytes.length : from + block_bytes,
      last,
    );
  }
  const out = new DataView(new ArrayBuffer(64));
  h.forEach((half, index) => {
    out.setUint32(4 * index, half, true);
  });
  let digits = '';
  for (let index = 0; index < length; index += 1) digits += out.getUint8(index).toString(16).padStart(2, '0');
  return digits;
}
