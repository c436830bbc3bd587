// SPDX-License-Identifier: AGPL-3.0-or-later
// XState 5 as an oracle: drawn charts run step by step in both engines; configurations and the order of entries
// and exits must agree. usage: node chart_xstate.mjs [SEED [CHARTS]], with PALABRE_BINARY in the folder of the build.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMachine, enqueueActions, fromPromise, initialTransition, transition } from 'xstate';
import { dice, draw_chart, events } from './drawn/draw_chart.mjs';

const tree = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const binary = process.env.PALABRE_BINARY ?? join(tree, 'build', 'dev', 'palabre');
const seed = Number(process.argv[2] ?? 1);
const charts = Number(process.argv[3] ?? 3000);

// Where our engine comes to rest XState must too: ours gives up after 64 steps.
const iterations_max = 200;

let limit = 0;
const holds = {
  all: (params) => [...(params.of ?? []), ...(params.law ?? []), ...(params.habit ?? [])].every(judge),
  any: (params) => [...(params.of ?? []), ...(params.law ?? []), ...(params.habit ?? [])].some(judge),
  not: (params) => !judge(params.guard),
  flag: (params) => params.name < limit,
};
const judge = (guard) => holds[guard.type](guard.params);
const implementations = {
  guards: Object.fromEntries(Object.keys(holds).map((type) => [type, (_, params) => holds[type](params)])),
  actions: {
    raise: enqueueActions(({ enqueue }, params) => enqueue.raise({ type: params.event })),
    log: () => {},
  },
};

/// The chart as it stands, and beside its own actions one that tells of each entry and exit.
function logged(state, key) {
  const copy = { ...state };
  if (key !== undefined) {
    copy.exit = [{ type: 'log', params: { line: `-${key}` } }, ...(state.exit ?? [])];
    copy.entry = [{ type: 'log', params: { line: `+${key}` } }, ...(state.entry ?? [])];
  }
  if (state.states !== undefined)
    copy.states = Object.fromEntries(Object.entries(state.states).map(([name, child]) => [name, logged(child, name)]));
  return copy;
}

function turn_of([snapshot, actions]) {
  const active = snapshot._nodes.filter((node) => node.parent !== undefined).sort((a, b) => a.order - b.order);
  const log = actions.filter((action) => action.type === 'log').map((action) => action.params.line);
  return { active: active.map((node) => node.key), log, ended: snapshot.status === 'done' };
}

/// XState leaves every state when it has ended; a palabre stays at its end for all to read.
function same(ours, theirs) {
  const log = theirs.ended ? theirs.log.slice(0, ours.log.length) : theirs.log;
  return JSON.stringify([ours.active, ours.log, ours.ended]) === JSON.stringify([theirs.active, log, theirs.ended]);
}

function compare(question, answer) {
  if (answer.mistakes !== undefined) return `refused: ${answer.mistakes.join(' ')}`;
  if (!answer.turns[0].settled) return undefined;
  limit = question.limit;
  const file = { ...logged(question.chart), options: { maxIterations: iterations_max } };
  const machine = createMachine(file, implementations);
  let next = initialTransition(machine);
  for (let n = 0; ; n++) {
    const theirs = turn_of(next);
    const ours = answer.turns[n];
    if (!same(ours, theirs))
      return `turn ${n} (${question.events[n - 1] ?? 'beginning'}):\n  ours   ${JSON.stringify(ours)}\n  XState ${JSON.stringify(theirs)}`;
    if (theirs.ended || n + 1 >= answer.turns.length || !answer.turns[n + 1].settled) return undefined;
    compared += 1;
    next = transition(machine, next[0], { type: question.events[n] });
  }
}

/// The shipped scenarios are read by XState as they stand, given names for guards and activities.
function read_shipped(name) {
  const file = JSON.parse(readFileSync(join(tree, 'scenarios', name, 'scenario.json'), 'utf8'));
  const actors = {};
  const guards = {};
  JSON.stringify(file, (key, value) => {
    if (key === 'src') actors[value] = fromPromise(async () => undefined);
    if (typeof value?.type === 'string') guards[value.type] = () => true;
    return value;
  });
  const machine = createMachine(file, { actors, guards, actions: implementations.actions });
  const [snapshot] = initialTransition(machine);
  const visit = (node) => {
    for (const child of Object.values(node.states)) visit(child);
    return node.transitions.size;
  };
  visit(machine.root);
  if (snapshot.status !== 'active') throw new Error('it does not begin');
}

let compared = 0;
let passed = 0;
let failed = 0;
const below = dice(seed);
const questions = Array.from({ length: charts }, () => ({
  chart: draw_chart(below),
  limit: below(1001),
  events: Array.from({ length: 12 }, () => events[below(events.length)]),
}));
const run = spawnSync(join(dirname(binary), 'palabre_chart_steps'), {
  input: `${questions.map((question) => JSON.stringify(question)).join('\n')}\n`,
  encoding: 'utf8',
  maxBuffer: 1 << 30,
});
if (run.status !== 0) throw new Error(`palabre_chart_steps: ${run.error ?? run.signal ?? run.status} ${run.stderr}`);
const answers = run.stdout.trim().split('\n').map((line) => JSON.parse(line));
for (const [n, question] of questions.entries()) {
  let difference;
  try {
    difference = compare(question, answers[n]);
  } catch (error) {
    difference = `XState: ${error.message}`;
  }
  if (difference === undefined) {
    passed += 1;
    continue;
  }
  failed += 1;
  if (failed <= 3) console.log(`FAILED chart ${n} of seed ${seed}\n${JSON.stringify(question)}\n${difference}`);
}
for (const entry of readdirSync(join(tree, 'scenarios'), { withFileTypes: true })) {
  if (!entry.isDirectory()) continue;
  try {
    read_shipped(entry.name);
    passed += 1;
  } catch (error) {
    failed += 1;
    console.log(`FAILED XState does not read scenarios/${entry.name}: ${error.message}`);
  }
}
console.log(`${compared} turns of ${charts} charts compared with XState, seed ${seed}`);
// A comparison that compared nothing proves nothing.
if (compared < charts) failed += 1;
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed === 0 ? 0 : 1);
