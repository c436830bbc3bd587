// SPDX-License-Identifier: AGPL-3.0-or-later
import { createServer } from 'node:net';

/// A port of 127.0.0.1 that nobody listened on a moment ago.
export const free_port = () =>
  new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
