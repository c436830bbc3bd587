// SPDX-License-Identifier: AGPL-3.0-or-later
// The real binary: started on a free port with a folder of its own, killed without warning, started again there.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { started } from './children.mjs';

export const tree = fileURLToPath(new URL('../../..', import.meta.url));
export const shots = join(tree, 'build', 'e2e');
export const binary = process.env.PALABRE_BINARY ?? join(tree, 'build', 'dev', 'palabre');
const ready_within_ms = 20_000;

export class Server {
  folder = mkdtempSync(join(tmpdir(), 'palabre-e2e-'));
  port = 0;
  #child;
  #log;
  #more;

  /// `more` are further arguments of the command line.
  static async start(name, more = []) {
    mkdirSync(shots, { recursive: true });
    const server = new Server();
    server.#more = more;
    server.#log = openSync(join(shots, `${name}.server.log`), 'w');
    await server.restart();
    return server;
  }

  get base() {
    return `http://127.0.0.1:${this.port}`;
  }

  /// How long processors have worked for it, in seconds.
  get worked_s() {
    const fields = readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }

  /// Starts it where it was: same port, same folder. Resolves when it says that it is ready.
  async restart() {
    const pages = process.env.PALABRE_WEB ? ['--web', process.env.PALABRE_WEB] : [];
    const args = ['serve', '--listen', `127.0.0.1:${this.port}`, '--data', this.folder, ...this.#more, ...pages];
    const child = started(spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] }));
    this.#child = child;
    child.ended = new Promise((gone) => child.once('close', (code, signal) => gone(signal ?? code)));
    await new Promise((ready, failed) => {
      const timer = setTimeout(() => failed(new Error('the server does not get ready')), ready_within_ms);
      let heard = '';
      const hear = (bytes) => {
        writeSync(this.#log, bytes);
        if (heard === undefined) return;
        heard += bytes;
        const found = heard.match(/ready http:\/\/\S+?:(\d+)\b/);
        if (!found) return;
        heard = undefined;
        clearTimeout(timer);
        this.port = Number(found[1]);
        ready();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('error', failed);
      child.ended.then((code) => failed(new Error(`the server ended with ${code}: ${heard ?? ''}`)));
    });
  }

  /// As when the power goes: nothing is written any more, nobody is told.
  async kill() {
    this.#child.kill('SIGKILL');
    await this.#child.ended;
  }

  async stop() {
    if (this.#child?.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGTERM');
      const timer = setTimeout(() => this.#child.kill('SIGKILL'), 5_000);
      await this.#child.ended;
      clearTimeout(timer);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/// One request; the body of the answer where it is good, an error with its code where it is not.
export async function ask(base, path, { body, secret, text = false } = {}) {
  const answer = await fetch(base + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(secret === undefined ? {} : { Authorization: `Bearer ${secret}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (text && answer.ok) return answer.text();
  const given = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(`${path}: ${given.code}`), { code: given.code });
  return given;
}

export const open_session = (base, code, wish) => ask(base, `/api/palabres/${code}/sessions`, { body: wish });
