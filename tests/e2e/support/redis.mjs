// SPDX-License-Identifier: AGPL-3.0-or-later
// A redis-server of a test's own: on a free port, with a folder of its own, stopped by its process.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { started } from './children.mjs';
import { free_port } from './free_port.mjs';
import { until } from './tally.mjs';

const run = promisify(execFile);

const listens = (port) =>
  new Promise((told) => {
    const line = connect(port, '127.0.0.1');
    line.once('error', () => told(false));
    line.once('connect', () => {
      line.destroy();
      told(true);
    });
  });

export class Redis {
  folder = mkdtempSync(join(tmpdir(), 'palabre-redis-'));
  port = 0;
  #child;

  /// Nothing that it acknowledges is lost, unless `settings` say otherwise: ['--appendfsync', 'no'].
  static async start(settings = []) {
    const redis = new Redis();
    redis.settings = settings;
    redis.port = await free_port();
    await redis.restart();
    return redis;
  }

  get url() {
    return `redis://127.0.0.1:${this.port}`;
  }

  /// On the same port, with the same files.
  async restart() {
    const always = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', ''];
    const args = ['--bind', '127.0.0.1', '--port', `${this.port}`, '--dir', this.folder, ...always, ...this.settings];
    this.#child = started(spawn('redis-server', args, { stdio: 'ignore' }));
    this.#child.ended = new Promise((gone) => this.#child.once('close', gone));
    await until('Redis listens', () => listens(this.port), 10_000, 20);
  }

  /// One command; its answer as text.
  async say(...command) {
    const { stdout } = await run('redis-cli', ['-p', `${this.port}`, ...command], { maxBuffer: 1 << 28 });
    return stdout;
  }

  /// One command; its answer as JSON has it.
  async ask(...command) {
    return JSON.parse(await this.say('--json', ...command));
  }

  /// What INFO says of this.
  async told(section, name) {
    return (await this.say('INFO', section)).match(new RegExp(`^${name}:([^\\r\\n]*)`, 'm'))?.[1];
  }

  /// Stands still, its connections open, until go_on().
  stand_still() {
    this.#child.kill('SIGSTOP');
  }

  go_on() {
    this.#child.kill('SIGCONT');
  }

  async kill() {
    this.#child.kill('SIGKILL');
    await this.#child.ended;
  }

  async stop() {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
