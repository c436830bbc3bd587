// SPDX-License-Identifier: AGPL-3.0-or-later
// A picture of a page in at most 256 colours: a quarter of the bytes, and nobody sees the difference (PNG, RFC 2083).
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const colours_max = 256;

/// The same picture with a palette. Reads what Chromium writes: 8 bits a channel, with or without alpha, not interlaced.
export function small_png(bytes) {
  const { width, height, channels, rows } = read(bytes);
  const palette = palette_of(rows, channels);
  const index = new Map();
  const out = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * channels;
      const bin = bin_of(rows, at);
      if (!index.has(bin)) index.set(bin, nearest(palette, rows, at));
      out[y * (width + 1) + 1 + x] = index.get(bin);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flat());
  const pixels = deflateSync(out, { level: 9 });
  return Buffer.concat([signature, chunk('IHDR', header), chunk('PLTE', colours), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type, body) {
  const whole = Buffer.alloc(12 + body.length);
  whole.writeUInt32BE(body.length, 0);
  whole.write(type, 4, 'latin1');
  whole.set(body, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + body.length)), 8 + body.length);
  return whole;
}

function read(bytes) {
  const found = { IDAT: [] };
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const body = bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at));
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') found.IDAT.push(body);
    else found[type] = body;
  }
  const [width, height] = [found.IHDR.readUInt32BE(0), found.IHDR.readUInt32BE(4)];
  const channels = found.IHDR[9] === 6 ? 4 : 3;
  return { width, height, channels, rows: unfilter(inflateSync(Buffer.concat(found.IDAT)), width * channels, height, channels) };
}

function unfilter(filtered, stride, height, channels) {
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = filtered[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const left = x >= channels ? rows[y * stride + x - channels] : 0;
      const up = y > 0 ? rows[(y - 1) * stride + x] : 0;
      const corner = y > 0 && x >= channels ? rows[(y - 1) * stride + x - channels] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      rows[y * stride + x] = filtered[y * (stride + 1) + 1 + x] + guess;
    }
  }
  return rows;
}

function paeth(left, up, corner) {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/// Colours that no eye tells apart fall into one bin of 5 bits a channel.
const bin_of = (rows, at) => ((rows[at] >> 3) << 10) | ((rows[at + 1] >> 3) << 5) | (rows[at + 2] >> 3);

/// The commonest bins, each by its commonest colour: plain grounds stay exactly what they are.
function palette_of(rows, channels) {
  const bins = new Map();
  for (let at = 0; at < rows.length; at += channels) {
    const bin = bin_of(rows, at);
    const colour = (rows[at] << 16) | (rows[at + 1] << 8) | rows[at + 2];
    const seen = bins.get(bin) ?? bins.set(bin, { n: 0, colours: new Map() }).get(bin);
    seen.n += 1;
    seen.colours.set(colour, (seen.colours.get(colour) ?? 0) + 1);
  }
  const common = [...bins.values()].sort((a, b) => b.n - a.n).slice(0, colours_max);
  return common.map(({ colours }) => {
    const [colour] = [...colours].sort((a, b) => b[1] - a[1])[0];
    return [colour >> 16, (colour >> 8) & 255, colour & 255];
  });
}

function nearest(palette, rows, at) {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const [index, [r, g, b]] of palette.entries()) {
    const far = (rows[at] - r) ** 2 + (rows[at + 1] - g) ** 2 + (rows[at + 2] - b) ** 2;
    if (far < least) [best, least] = [index, far];
  }
  return best;
}
