// SPDX-License-Identifier: AGPL-3.0-or-later
// What an operator is given beside the program: the image, the compose file, the unit, the settings of Redis. Each says
// something about the program, and is asked here whether it is so.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, normalize } from 'node:path';
import { started } from '../e2e/support/children.mjs';
import { free_port } from '../e2e/support/free_port.mjs';
import { binary, tree } from '../e2e/support/server.mjs';
import { expect, expect_equal, Tally, until } from '../e2e/support/tally.mjs';

const text_of = (path) => readFileSync(join(tree, path), 'utf8');
const lines_of = (command, ...args) => {
  const { stdout, stderr, status } = spawnSync(command, args, { encoding: 'utf8', timeout: 60_000 });
  expect_equal(status, 0, `${command} ${args.join(' ')}: ${stderr}`);
  return stdout.split('\n').filter(Boolean);
};
const sorted = (words) => [...new Set(words)].sort();

/// The package of a file, which may know it by where it was before /lib became /usr/lib.
function owner_of(path) {
  const { stdout } = spawnSync('dpkg-query', ['-S', path, path.replace(/^\/usr/, '')], { encoding: 'utf8' });
  const [owner] = stdout.split(':');
  expect(owner !== '', `${path} is of no package`);
  return owner;
}

/// The instructions of the Dockerfile, each on one line, by stage.
function stages() {
  const found = [];
  const whole = text_of('Dockerfile').replace(/^#.*\n/gm, '').replace(/\\\n\s*/g, ' ');
  for (const [, word, rest] of whole.matchAll(/^([A-Z]+) (.*)$/gm)) {
    if (word === 'FROM') found.push([]);
    else found.at(-1).push({ word, rest: rest.trim() });
  }
  return found;
}
const [build, image] = stages();
const all_of = (stage, word) => stage.filter((one) => one.word === word).map(({ rest }) => rest);
const only = (word) => {
  const [rest, ...more] = all_of(image, word);
  expect(rest !== undefined && more.length === 0, `the image has not exactly one ${word}`);
  return rest;
};
const copied = (stage) => all_of(stage, 'COPY').filter((rest) => !rest.startsWith('--from')).flatMap((rest) => rest.split(/\s+/).slice(0, -1));

/// The options that the words of a command line use, which `palabre serve --help` must know.
const help = spawnSync(binary, ['serve', '--help'], { encoding: 'utf8' }).stdout;
function knows_options(words, where) {
  const options = words.filter((word) => word.startsWith('--'));
  expect(options.length > 0, `${where} uses no option`);
  for (const option of options) expect(new RegExp(`^ *${option}\\b`, 'm').test(help), `${where} uses ${option}`);
}

/// The lists written in brackets after `key:`, one for each time that it stands there.
const lists_after = (key, text) => [...text.matchAll(new RegExp(`^ *${key}: (\\[".*\\])$`, 'gm'))].map(([, list]) => JSON.parse(list));

const compose = text_of('deploy/compose.yaml');
const unit = text_of('deploy/palabre.service');
const guide = text_of('docs/operating.md');
const tally = new Tally();
const folder = mkdtempSync(join(tmpdir(), 'palabre-shipped-'));

/// Starts the program with these words; resolves with what is needed to ask it.
async function start(words, env = {}) {
  const child = started(spawn(binary, words, { env: { ...process.env, ...env } }));
  const server = { child, out: '', err: '' };
  child.stdout.on('data', (bytes) => {
    server.out += bytes;
  });
  child.stderr.on('data', (bytes) => {
    server.err += bytes;
  });
  server.ended = new Promise((gone) => child.once('close', gone));
  await until(`ready: ${words.join(' ')}`, () => /^ready /m.test(server.out) || child.exitCode !== null);
  expect_equal(child.exitCode, null, `it ended: ${server.err}`);
  return server;
}

/// A redis-server with the settings of a file and nothing but these; resolves with its port.
async function start_redis(file, settings = []) {
  const port = await free_port();
  const own = ['--bind', '127.0.0.1', '--port', `${port}`, '--dir', mkdtempSync(join(folder, 'redis-'))];
  const child = started(spawn('redis-server', [file, ...own, ...settings], { stdio: ['ignore', 'pipe', 'ignore'] }));
  let said = '';
  child.stdout.on('data', (bytes) => {
    said += bytes;
  });
  await until(`Redis with ${file}`, () => /Ready to accept connections|MASTER <-> REPLICA sync started/.test(said) || child.exitCode !== null);
  expect_equal(child.exitCode, null, said);
  return port;
}

/// A palabre can be founded there, of which Redis refuses nothing.
async function keeps_palabres(server) {
  const base = /^ready (\S+)$/m.exec(server.out)[1];
  const wish = { scenario: 'palabre', title: 'La salle', why: '', language: 'fr', address: 'tu', time_zone: 'Europe/Paris' };
  const headers = { 'Content-Type': 'application/json', Authorization: 'Bearer a-token' };
  const answer = await fetch(`${base}/api/palabres`, { method: 'POST', headers, body: JSON.stringify(wish) });
  expect_equal(answer.status, 201, `founding (${server.err})`);
  const figures = await (await fetch(`${base}/metrics`)).text();
  expect(/^palabre_redis_refusals 0$/m.test(figures) && /^palabre_redis_durable 1$/m.test(figures), `${server.err}${figures}`);
  expect(!/warn|NOPERM/.test(server.err), server.err);
  return figures;
}

async function stop(server) {
  server.child.kill('SIGTERM');
  expect_equal(await server.ended, 0, 'exit code after SIGTERM');
}

async function walk() {
  await tally.step('the image is given the packages of every library that the program is linked with, and no others', () => {
    const wanted = lines_of('ldd', binary).flatMap((line) => /=> (\/\S+)/.exec(line)?.[1] ?? []);
    const needed = lines_of('objdump', '-p', binary).flatMap((line) => /NEEDED\s+(\S+)/.exec(line)?.[1] ?? []);
    const paths = wanted.filter((path) => needed.some((name) => path.endsWith(`/${name}`))).map((path) => realpathSync(path));
    expect(paths.length > 10, 'ldd says hardly anything');
    const owners = paths.map(owner_of);
    const base = ['libc6', 'libgcc-s1'];
    const beside = ['ca-certificates', 'tzdata'];
    const installs = all_of(image, 'RUN').join(' && ');
    const named = /apt-get install -y --no-install-recommends ([^&]*)&&/.exec(installs)[1].trim().split(/\s+/);
    expect_equal(sorted(named), sorted([...owners, ...beside]).filter((name) => !base.includes(name)), 'packages');
    for (const name of beside) expect(lines_of('dpkg-query', '-W', name).length === 1, `${name} is no package of Debian`);
  });

  await tally.step('it is built from what is there, and from all that the build asks for', () => {
    const sent = text_of('.dockerignore').split('\n').flatMap((line) => /^!(\S+)$/.exec(line)?.[1] ?? []);
    const used = sorted([...copied(build), ...copied(image)]);
    for (const path of used) {
      expect(existsSync(join(tree, path)), `COPY ${path}: it is not there`);
      expect(sent.some((one) => path === one || path.startsWith(`${one}/`)), `COPY ${path}: .dockerignore holds it back`);
    }
    const lists = ['CMakeLists.txt', 'server/CMakeLists.txt', 'cmake/embed.cmake', 'cmake/targets.cmake', 'cmake/compiler.cmake'];
    const asked = lists.flatMap((path) => [...text_of(path).matchAll(/\$\{PROJECT_SOURCE_DIR\}\/([\w-]+)/g)].map(([, name]) => name));
    // The preset `release` builds no tests.
    for (const name of sorted(asked).filter((one) => one !== 'tests')) expect(used.includes(name), `the build asks for ${name}, which is not copied`);
    const variables = [...all_of(build, 'RUN').join(' ').matchAll(/-D(\w+)=/g)].map(([, name]) => name);
    for (const name of variables) expect(text_of('CMakeLists.txt').includes(`set(${name} `), `CMake knows no ${name}`);
    expect(variables.length > 0, 'nothing is said to CMake');
  });

  await tally.step('it runs without rights, and all that the program writes is in its volume', () => {
    const [id, group] = only('USER').split(':').map(Number);
    expect(id > 999 && group > 999, 'the image runs as root');
    const data = /--data DIR=(\S+)/.exec(help)[1];
    const place = normalize(join(only('WORKDIR'), data));
    expect(place.startsWith(`${only('VOLUME')}/`), `${place} is outside of the volume`);
    expect_equal(only('EXPOSE'), /--listen HOST:PORT=\S+:(\d+)/.exec(help)[1], 'port');
  });

  await tally.step('its command serves, its health check tells', async () => {
    const [entry] = JSON.parse(only('ENTRYPOINT'));
    const command = JSON.parse(only('CMD'));
    expect_equal(entry, 'palabre', 'entry point');
    knows_options(command, 'CMD');
    const check = JSON.parse(/CMD (\[.*\])$/.exec(only('HEALTHCHECK'))[1]);
    expect_equal([check[0], new URL(check.at(-1)).port], [entry, only('EXPOSE')], 'health check');
    const port = await free_port();
    const asked = () => spawnSync(binary, [...check.slice(1, -1), `http://127.0.0.1:${port}`], { encoding: 'utf8' });
    expect_equal(asked().status, 1, 'health before it serves');
    const server = await start([...command, '--listen', `127.0.0.1:${port}`, '--data', join(folder, 'image')]);
    const { status, stdout } = await until('healthy', asked);
    expect_equal([status, stdout], [0, 'ready\n'], 'health');
    await stop(server);
  });

  await tally.step('the compose file: what it says to Redis is durable, what it says to the servers they know', async () => {
    const commands = lists_after('command', compose);
    const serving = commands.filter(([word]) => word === 'serve');
    const [primary, ...replicas] = commands.filter(([word]) => word === 'redis-server');
    expect_equal([serving.length, replicas.length], [1, 1], 'commands');
    knows_options(serving[0], 'deploy/compose.yaml');
    for (const name of compose.match(/\bPALABRE_(REDIS|FOUNDING_TOKEN)\b(?=:)/g)) expect(help.includes(name), `${name} says nothing`);
    const conf = join(tree, 'deploy/redis.conf');
    const port = await start_redis(conf, own_settings(primary));
    await start_redis(conf, own_settings(replicas[0]).map((word) => ({ redis: '127.0.0.1', 6379: `${port}` })[word] ?? word));
    const words = serving[0].map((word) => word.replace(/\$\{PALABRE_NAME[^}]*\}/, 'palabre.example'));
    await until('the replica follows', () => /state=online/.test(lines_of('redis-cli', '-p', port, 'info', 'replication').join()));
    const env = { PALABRE_REDIS: `redis://127.0.0.1:${port}/0`, PALABRE_FOUNDING_TOKEN: 'a-token' };
    const server = await start([...words, '--listen', '127.0.0.1:0', '--data', join(folder, 'compose')], env);
    const figures = await keeps_palabres(server);
    // Refusals have a figure once there was one; palabre_v1 is the library of functions.
    for (const [name] of guide.matchAll(/\bpalabre_(?!refused_total|v1)[a-z_0-9]+/g))
      expect(new RegExp(`^${name}[ {]`, 'm').test(figures), `docs/operating.md names ${name}, which /metrics does not`);
    await stop(server);
  });

  await tally.step('the documented commands are understood', () => {
    const commands = [...guide.matchAll(/^ {4}(?:\S*\/)?palabre (\w+) ([^#\n]*)/gm)].map(([, word, rest]) => [word, ...rest.trim().split(/\s+/)]);
    expect(commands.length >= 5, 'hardly any command is documented');
    for (const [word, ...rest] of commands) {
      const known = spawnSync(binary, [word, '--help'], { encoding: 'utf8' });
      expect_equal(known.status, 0, `palabre ${word} --help`);
      for (const option of rest.filter((one) => one.startsWith('--')))
        expect(new RegExp(`^ *${option}\\b`, 'm').test(known.stdout), `palabre ${word} knows no ${option}`);
    }
    for (const [setting] of text_of('deploy/redis.conf').matchAll(/^[a-z].*$/gm))
      expect(guide.includes(`| \`${setting}\` |`), `docs/operating.md does not say why: ${setting}`);
    for (const [, path] of guide.matchAll(/\b(deploy\/[\w.]+)/g)) expect(existsSync(join(tree, path)), `${path} is not there`);
  });

  await tally.step('the documented account of Redis is enough, with deploy/redis.conf alone', async () => {
    const [, rules] = /ACL SETUSER palabre (on [\s\S]*?)\n\n/.exec(guide);
    writeFileSync(join(folder, 'redis.conf'), `include ${join(tree, 'deploy/redis.conf')}\nuser default off\nuser palabre ${rules.replace(/\s+/g, ' ')}\n`);
    const port = await start_redis(join(folder, 'redis.conf'));
    const env = { PALABRE_REDIS: `redis://palabre:PASSWORD@127.0.0.1:${port}/0` };
    const server = await start(['serve', '--require-durable', '--listen', '127.0.0.1:0', '--data', join(folder, 'account')], env);
    await keeps_palabres(server);
    await stop(server);
  });

  await tally.step('the unit: its options are known, its time to stop is longer than what is promised', () => {
    const command = /^ExecStart=(.*)$/m.exec(unit)[1].split(' ');
    expect_equal(command.slice(0, 2), ['/usr/local/bin/palabre', 'serve'], 'ExecStart');
    knows_options(command, 'ExecStart');
    knows_options(/PALABRE_OPTIONS=(.*)$/m.exec(unit)[1].split(' '), 'PALABRE_OPTIONS');
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)[1]) > 10, 'killed before it is done');
    expect(Number(/stop_grace_period: (\d+)s/.exec(compose)[1]) > 10, 'compose kills before it is done');
    if (spawnSync('systemd-analyze', ['--version']).status !== 0) return;
    const copy = join(folder, 'palabre.service');
    writeFileSync(copy, unit.replace('/usr/local/bin/palabre', binary));
    const verified = spawnSync('systemd-analyze', ['verify', '--man=no', copy], { encoding: 'utf8' });
    expect_equal([verified.status, verified.stderr], [0, ''], 'systemd-analyze verify');
  });
}

/// The settings of a redis-server of the compose file, where its configuration file is here.
function own_settings([, file, ...more]) {
  expect_equal(file, '/etc/palabre/redis.conf', 'the configuration of Redis');
  return more;
}

await tally.run(walk, async () => {
  rmSync(folder, { recursive: true, force: true });
});
