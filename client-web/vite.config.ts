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
    apply: (_, { command, mode }) => command === 'build' && mode === 'production',
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

const asModule = (value: unknown) => `export default JSON.parse(${JSON.stringify(JSON.stringify(value))})`;

/** The catalogue's chapters that faces read: the sentences of the minutes stay with the server. */
function catalogue(): Plugin {
  const prefix = '\0virtual:catalogue/';
  return {
    name: 'catalogue',
    resolveId: (id) => (id.startsWith(prefix.slice(1)) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(prefix)) return undefined;
      const file = new URL(`../protocol/catalogue/${id.slice(prefix.length)}.json`, import.meta.url);
      if (!existsSync(file)) return asModule({});
      this.addWatchFile(fileURLToPath(file));
      const { refusals, missing, notices } = JSON.parse(readFileSync(file, 'utf8'));
      return asModule({ refusals, missing, notices });
    },
  };
}

/** Strings that a phone needs only when its person founds or facilitates. */
const later = /^(desk|do|found|founded|override)\./;
const at_once =
  /^(desk\.(open|together|run|people)|override\.by|(where|sign)\.open|sign\.frame|away\.forget_sure)$/;

/** Strings of the kinds that few palabres have: they come with those kinds' panels. */
const rare = /^(sort|score|groups|silence|celebrate|agenda)\./;

/** Strings of giving, of deciding and of the sheets: they come with them, once a phone has come in. */
const deciding =
  /^(collect|consent|objections?|edit|commitments?|map|add_seat|leave|seat|people|attendance|signal|where|sign|away|decided|aside)\./;

const partOf = (key: string) =>
  rare.test(key)
    ? 'rare'
    : deciding.test(key) && !at_once.test(key)
      ? 'deciding'
      : later.test(key) && !at_once.test(key)
        ? 'later'
        : 'first';

/** The strings in parts: `virtual:words/fr/first` for every phone, `…/deciding`, `…/later` and `…/rare` when wanted. */
function words(): Plugin {
  const prefix = '\0virtual:words/';
  return {
    name: 'words',
    resolveId: (id) => (id.startsWith(prefix.slice(1)) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(prefix)) return undefined;
      const [language, part] = id.slice(prefix.length).split('/');
      const file = new URL(`./src/i18n/${language}.json`, import.meta.url);
      this.addWatchFile(fileURLToPath(file));
      const all = Object.entries(JSON.parse(readFileSync(file, 'utf8')));
      return asModule(Object.fromEntries(all.filter(([key]) => partOf(key) === part)));
    },
  };
}

const phone_modules =
  /\/node_modules\/@?preact\/|words\/fr\/first$|\/src\/i18n\/\w+\.ts$|\/src\/(ui|room|connection|protocol|activities|faces\/(phone|join))\//;
const opened_later =
  /\/(activities\/(now|deciding|just_happened|ideas|collect\/.*|edit\/.*|commitments\/.*|roles\/.*|objections\/(panel|author)|consent_check\/.*|rare|rare_text|sort\/.*|score\/.*|groups\/.*|silence\/.*|celebrate\/.*|agenda\/(panel|list))|sums|blake2b|polled|phone\/(decided|goodbye|set_aside|take_away)|sign_sheet|where_sheet|screen_text|run_map|method_map|add_seat|path|screen_font|qr)\.tsx?$/;

/** One file for what every phone needs at once: fewer round trips, and it compresses better together. */
const onEveryPhone = (id: string) => phone_modules.test(id) && !opened_later.test(id);

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2021',
    outDir: '../build/web',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'phone', test: onEveryPhone }] } } },
    // Strict CSP: nothing inline, not even small pictures.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: { '/api': 'http://localhost:8080', '/ws': { target: 'ws://localhost:8080', ws: true } },
  },
  plugins: [catalogue(), words(), precompressed()],
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}'] },
});
