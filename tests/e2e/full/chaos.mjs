// SPDX-License-Identifier: AGPL-3.0-or-later
// Three servers, a Redis and its replica; two hundred people contribute while all of it fails, one after the other: what was
// acknowledged is there once, or set aside in sight, and everybody sees the same.
// usage: node chaos.mjs [SEED [PEOPLE [CONTRIBUTIONS A SECOND [PARTS OF THE NAMES OF FAULTS, PARTED BY |]]]]
import { Cluster } from '../chaos/cluster.mjs';
import { Crowd } from '../chaos/crowd.mjs';
import { faults_by } from '../chaos/faults.mjs';
import { each_in_order, once_or_set_aside, one_chain, same_minutes, same_views } from '../chaos/history.mjs';
import { dice } from '../support/dice.mjs';
import { expect, expect_equal, Tally, until } from '../support/tally.mjs';

const seed = Number(process.argv[2] ?? 1);
const people = Number(process.argv[3] ?? 200);
const per_s = Number(process.argv[4] ?? 20);
const parts = (process.argv[5] ?? '').split('|');
const between = 30; // contributions from one fault to the next

const tally = new Tally();
const rolled = dice(seed);
let cluster;
let crowd;

async function walk() {
  console.log(`seed ${seed}`);
  cluster = await tally.step('a Redis, its replica and three servers start', () => Cluster.start('chaos'));
  crowd = await tally.step(`${people} people come to their promises by all three`, () => Crowd.gather(cluster, people, rolled));
  crowd.begin(per_s);
  const faults = faults_by(rolled).filter(({ name }) => parts.some((part) => name.includes(part)));
  for (const fault of faults) {
    await crowd.acks(between);
    await tally.step(fault.name, async () => {
      console.log(`     ${await fault.befall(cluster, crowd)}`);
      await crowd.all_heard();
    });
  }
  await tally.step('everything that was said is judged, and nothing was refused', async () => {
    crowd.end();
    await until('nothing is unanswered', () => crowd.unanswered === 0, 30_000);
    expect_equal(crowd.refused, [], 'refused');
    expect_equal(crowd.acked.size, crowd.said, 'acknowledged');
    expect(crowd.acked.size > faults.length * between, `only ${crowd.acked.size} contributions`);
  });
  const seen = await tally.step('everybody sees the same, by whichever server', () => same_views(cluster, crowd));
  const { set_aside } = await tally.step('acknowledged is there once, or set aside in sight', () =>
    once_or_set_aside(crowd, seen),
  );
  const late = await tally.step('each one’s words are in the order in which they were said', () => each_in_order(crowd, seen));
  const { entries } = await tally.step('the log is one chain, and every journal has it', () => one_chain(cluster, crowd, seen));
  await tally.step('the minutes are the same everywhere, and hold it all', async () => {
    expect_equal(await same_minutes(cluster, crowd, seen), set_aside, 'acknowledged and not in the minutes');
  });
  if (late > 0) console.log(`     ${late} of the ${crowd.orphaned.size} whose server died in the fork found older words behind newer ones`);
  console.log(`     ${crowd.acked.size} acknowledged, ${set_aside} set aside, ${entries} entries, epoch ${seen.position.epoch}`);
}

await tally.run(walk, async () => {
  crowd?.close();
  await cluster?.stop();
});
