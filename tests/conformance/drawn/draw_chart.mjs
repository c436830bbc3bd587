// SPDX-License-Identifier: AGPL-3.0-or-later
// Draws charts for the comparison with XState: the same seed, the same chart.

/// A stream of whole numbers below n (mulberry32).
export function dice(seed) {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  };
}

export const events = ['a', 'b', 'c', 'd', 'e'];

/// A scenario that both engines read as it stands.
export function draw_chart(below) {
  const keys = [];
  const root = draw_state(below, 0, '', keys);
  add_transitions(below, root, true, keys);
  return {
    id: 'drawn', version: '1.0.0', license: 'CC0-1.0', seats: { min: 1, max: 9 }, minutes: 5, ...root,
  };
}

function draw_state(below, depth, prefix, keys) {
  if (depth > 0 && (depth === 4 || below(3) === 0 || keys.length > 24)) return below(9) === 0 ? { type: 'final' } : {};
  const children = 1 + below(3);
  const state = below(3) === 0 ? { type: 'parallel' } : { initial: `${prefix}s${below(children)}` };
  state.states = {};
  for (let n = 0; n < children; n++) {
    const key = `${prefix}s${n}`;
    keys.push(key);
    state.states[key] = { id: key, ...draw_state(below, depth + 1, `${key}_`, keys) };
  }
  return state;
}

const draw_raise = (below) => ({ type: 'raise', params: { event: below(2) === 0 ? 'd' : 'e' } });

function draw_transition(below, root, keys) {
  const transition = {};
  const only_raises = below(8) === 0;
  if (!only_raises) transition.target = `#${keys[below(keys.length)]}`;
  if (only_raises || below(9) === 0) transition.actions = [draw_raise(below)];
  if (!root && below(4) === 0) transition.reenter = true;
  if (below(2) === 0) transition.guard = draw_guard(below, 2);
  return transition;
}

function draw_guard(below, depth) {
  const kind = depth === 0 ? 9 : below(10);
  const some = () => Array.from({ length: 1 + below(2) }, () => draw_guard(below, depth - 1));
  if (kind === 0) return { type: 'all', params: { law: some(), habit: some() } };
  if (kind === 1) return { type: 'any', params: { of: some() } };
  if (kind === 2) return { type: 'not', params: { guard: draw_guard(below, depth - 1) } };
  return { type: 'flag', params: { name: below(1000) } };
}

function add_transitions(below, state, root, keys) {
  if (state.type === 'final') return;
  for (const event of events) {
    const branches = Array.from({ length: Math.max(0, below(5) - 2) }, () => draw_transition(below, root, keys));
    if (branches.length > 0) state.on = { ...state.on, [event]: branches };
  }
  if (below(8) === 0) state.always = [draw_transition(below, root, keys)];
  if (below(12) === 0) state.entry = [draw_raise(below)];
  if (below(8) === 0) state.exit = [draw_raise(below)];
  if (state.states === undefined) return;
  if (!root && below(2) === 0) state.onDone = [draw_transition(below, false, keys)];
  for (const child of Object.values(state.states)) add_transitions(below, child, false, keys);
}
