// SPDX-License-Identifier: AGPL-3.0-or-later
// [S7] The sum of a layer: what the server holds and what this page has merged must be the same.
import type { Layers } from '../protocol/view';
import { blake2b } from './blake2b';

/** JSON with sorted keys and without spaces, as the server writes it. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const rows = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${rows.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join()}}`;
}

export function sumOf(layer: unknown): string {
  return blake2b(new TextEncoder().encode(canonical(layer)), 16).slice(0, 16);
}

/** The names of the layers that are not as the server has them. */
export function wrongLayers(layers: Layers, sums: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(sums).flatMap(([name, sum]) => (sumOf(layers[name]) === sum ? [] : [name]));
}
