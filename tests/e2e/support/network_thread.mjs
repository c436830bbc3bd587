// SPDX-License-Identifier: AGPL-3.0-or-later
// Bad networks in a thread of their own, so that what they carry does not wait for whoever measures it.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { BadNetwork } from './bad_network.mjs';

/// One network to `port` for each of these delays (milliseconds, each way); gives where they listen, and what ends them.
export async function networks_to(port, delays_ms) {
  const thread = new Worker(new URL(import.meta.url), { workerData: { port, delays_ms } });
  const ports = await new Promise((told, failed) => {
    thread.once('message', told);
    thread.once('error', failed);
  });
  return { ports, close: () => thread.terminate() };
}

if (!isMainThread && workerData?.delays_ms) {
  const ports = [];
  for (const delay_ms of workerData.delays_ms) {
    const network = await BadNetwork.to(() => workerData.port);
    network.slow(delay_ms);
    ports.push(network.port);
  }
  parentPort.postMessage(ports);
}
