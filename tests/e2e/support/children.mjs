// SPDX-License-Identifier: AGPL-3.0-or-later
// The processes that a test started: none outlives it, however it ends.
const running = new Set();

/// Gives `child` back. It is killed when this process ends before it, also by a signal.
export function started(child) {
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])
  process.once(signal, () => process.exit(code));
