// SPDX-License-Identifier: AGPL-3.0-or-later
// Builds the pages: one small bundle, every file also as .br and .gz where that is smaller.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** The server sends bytes as they are in the build; nobody compresses while people wait. */
function precompressed(): Plugin {
  let folder = '';
  return {
    name: 'precompressed',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    closeBundle() {
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
      for (const name of files.filter((file) => /\.(html|js|css|svg|json|webmanifest)$/.test(file))) {
        const path = join(folder, name);
        if (!statSync(path).isFile()) continue;
        const plain = readFileSync(path);
        const brotli = brotliCompressSync(plain, {
          params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
        });
        const gzip = gzipSync(plain, { level: 9 });
        if (brotli.length < plain.length) writeFileSync(`${path}.br`, brotli);
        if (gzip.length < plain.length) writeFileSync(`${path}.gz`, gzip);
      }
    },
  };
}

/** The catalogue's chapters that faces read: the sentences of the minutes stay with the server. */
function catalogue(): Plugin {
  const prefix = 'virtual:catalogue/';
  return {
    name: 'catalogue',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const file = new URL(`../protocol/catalogue/${id.slice(prefix.length + 1)}.json`, import.meta.url);
      if (!existsSync(file)) return 'export default {}';
      this.addWatchFile(fileURLToPath(file));
      const { refusals, missing, notices } = JSON.parse(readFileSync(file, 'utf8'));
      return `export default JSON.parse(${JSON.stringify(JSON.stringify({ refusals, missing, notices }))})`;
    },
  };
}

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2021',
    outDir: '../build/web',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // Strict CSP: nothing inline, not even small pictures.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: { '/api': 'http://localhost:8080', '/ws': { target: 'ws://localhost:8080', ws: true } },
  },
  plugins: [catalogue(), precompressed()],
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}'] },
});
