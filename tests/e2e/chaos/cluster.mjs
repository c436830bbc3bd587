// SPDX-License-Identifier: AGPL-3.0-or-later
// Three servers on one Redis with a replica, and between each of them a network that may fail.
import { BadNetwork } from '../support/bad_network.mjs';
import { Redis } from '../support/redis.mjs';
import { Server } from '../support/server.mjs';
import { until } from '../support/tally.mjs';

export const letters = ['A', 'B', 'C'];

// A replica that is in step at once, where Redis would wait 5 s for others that might come too.
const settings = ['--repl-diskless-sync-delay', '0'];

export class Cluster {
  servers = [];
  lines = []; // from each server to Redis
  #leads_to = []; // which Redis each of them leads to

  /// Redis without `min-replicas-to-write`: what is acknowledged while the replica is cut off is what a promotion loses.
  static async start(name) {
    const cluster = new Cluster();
    cluster.primary = await Redis.start(settings);
    await cluster.follow();
    for (const [at, letter] of letters.entries()) {
      cluster.#leads_to[at] = cluster.primary;
      const line = await BadNetwork.to(() => cluster.#leads_to[at].port);
      cluster.lines.push(line);
      cluster.servers.push(await Server.start(`${name}_${letter}`, ['--redis', `redis://127.0.0.1:${line.port}`]));
    }
    return cluster;
  }

  get bases() {
    return this.servers.map(({ base }) => base);
  }

  /// A new replica of the primary, over a network of its own; comes back when it is in step.
  async follow() {
    const { primary } = this;
    this.replication = await BadNetwork.to(() => primary.port);
    const following = ['--replicaof', '127.0.0.1', `${this.replication.port}`];
    this.replica = await Redis.start([...settings, ...following]);
    await this.in_step();
  }

  in_step() {
    const online = async () => (await this.primary.told('replication', 'slave0'))?.includes('state=online');
    return until('the replica is in step', online, 20_000);
  }

  /// The replica hears nothing more, and the primary knows it.
  async cut_replication() {
    this.replication.cut();
    await until(
      'the primary has no replica',
      async () => (await this.primary.told('replication', 'connected_slaves')) === '0',
    );
  }

  /// The line of this server leads to that Redis from now on: what stood is torn.
  lead(at, redis) {
    this.#leads_to[at] = redis;
    this.lines[at].cut();
    this.lines[at].mend();
  }

  /// The replica is the primary now; whoever is not led there yet goes on with the one before.
  async promote() {
    await this.replica.say('REPLICAOF', 'NO', 'ONE');
    this.replica.settings = settings; // should it be started again
    const before = this.primary;
    this.primary = this.replica;
    this.replica = undefined;
    this.replication.close();
    return before;
  }

  async stop() {
    for (const line of this.lines) line.close();
    this.replication?.close();
    await Promise.all([...this.servers, this.replica, this.primary].map((one) => one?.stop()));
  }
}
