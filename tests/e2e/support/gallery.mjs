// SPDX-License-Identifier: AGPL-3.0-or-later
// Every face in every moment, from hand-written views: built once, served from memory, shown without a server.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { build } from 'vite';
import { tree } from './server.mjs';

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };

const folder = join(tree, 'build', 'gallery');

function file(url) {
  const path = normalize(new URL(url, 'http://x').pathname);
  try {
    return { status: 200, type: types[extname(path)] ?? 'application/octet-stream', bytes: readFileSync(join(folder, path)) };
  } catch {
    return { status: 404, type: 'text/plain', bytes: '' };
  }
}

export class Gallery {
  #listener;
  #origin;

  static async open() {
    const gallery = new Gallery();
    const root = join(tree, 'client-web');
    const input = join(root, 'dev.html');
    await build({
      root,
      mode: 'gallery',
      logLevel: 'warn',
      build: { outDir: folder, emptyOutDir: true, target: 'es2022', rolldownOptions: { input } },
    });
    gallery.#listener = createServer((request, response) => {
      const { status, type, bytes } = file(request.url);
      response.writeHead(status, { 'Content-Type': type }).end(bytes);
    });
    await new Promise((ready) => gallery.#listener.listen(0, '127.0.0.1', ready));
    return gallery;
  }

  get address() {
    return `${this.#origin ?? `http://127.0.0.1:${this.#listener.address().port}`}/dev.html`;
  }

  /// The pages of `context` find the gallery under a name of its own: for pictures that are the same each time.
  async as(origin, context) {
    this.#origin = origin;
    await context.route(`${origin}/**`, (route) => {
      const { status, type, bytes } = file(route.request().url());
      return route.fulfill({ status, contentType: type, body: bytes });
    });
  }

  /// Shows one moment on a page that stays; resolves when it stands there.
  async show(page, asked) {
    const hash = `#${new URLSearchParams(asked)}`;
    if (!page.url().startsWith(this.address)) await page.goto(`${this.address}${hash}`);
    else await page.evaluate((to) => location.replace(to), hash);
    await page.waitForFunction((to) => document.documentElement.dataset.shown === to, hash);
  }

  /// The names of all moments.
  async moments(page) {
    await page.goto(this.address);
    const links = page.locator('a[href*="face=phone&moment="]');
    await links.first().waitFor();
    return links.allTextContents();
  }

  close() {
    this.#listener?.close();
  }
}
