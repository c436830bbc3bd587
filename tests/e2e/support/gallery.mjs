// SPDX-License-Identifier: AGPL-3.0-or-later
// Every face in every moment, from hand-written views: built once, served from memory, shown without a server.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { build } from 'vite';
import { tree } from './server.mjs';

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };

export class Gallery {
  #listener;

  static async open() {
    const gallery = new Gallery();
    const folder = join(tree, 'build', 'gallery');
    const root = join(tree, 'client-web');
    const input = join(root, 'dev.html');
    await build({
      root,
      mode: 'gallery',
      logLevel: 'warn',
      build: { outDir: folder, emptyOutDir: true, target: 'es2022', rolldownOptions: { input } },
    });
    gallery.#listener = createServer((request, response) => {
      const path = normalize(new URL(request.url, 'http://x').pathname);
      try {
        const bytes = readFileSync(join(folder, path));
        response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' }).end(bytes);
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise((ready) => gallery.#listener.listen(0, '127.0.0.1', ready));
    return gallery;
  }

  get address() {
    return `http://127.0.0.1:${this.#listener.address().port}/dev.html`;
  }

  /// Shows one moment on a page that stays; resolves when it stands there.
  async show(page, asked) {
    const hash = `#${new URLSearchParams(asked)}`;
    if (!page.url().startsWith(this.address)) await page.goto(`${this.address}${hash}`);
    else await page.evaluate((to) => location.replace(to), hash);
    await page.waitForFunction((to) => document.documentElement.dataset.shown === to, hash);
  }

  close() {
    this.#listener?.close();
  }
}
