// SPDX-License-Identifier: AGPL-3.0-or-later
// Lines to a Redis that is farther away, to the tenth of a millisecond, in a process of their own.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { started } from './children.mjs';
import { tree } from './server.mjs';

/// One line to `port` for each of these delays (milliseconds, each way); gives where they listen, and what ends them.
export async function far_lines(port, delays_ms) {
  const binary = process.env.PALABRE_FAR_LINE ?? join(tree, 'build', 'dev', 'tests', 'palabre_far_line');
  const delays_us = delays_ms.map((delay) => String(Math.round(1000 * delay)));
  const child = started(spawn(binary, [String(port), ...delays_us], { stdio: ['pipe', 'pipe', 'inherit'] }));
  const ports = await new Promise((told, failed) => {
    let heard = '';
    child.once('error', failed);
    child.once('close', (code) => failed(new Error(`the lines ended with ${code}`)));
    child.stdout.on('data', (bytes) => {
      heard += bytes;
      const said = heard.split('\n').slice(0, -1);
      if (said.length === delays_ms.length) told(said.map(Number));
    });
  });
  return { ports, close: () => child.stdin.end() };
}
