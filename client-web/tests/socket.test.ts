// SPDX-License-Identifier: AGPL-3.0-or-later
// The shell round a line, with a socket that the test holds.
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Line } from '../src/connection/line';
import { empty_outbox } from '../src/connection/outbox';
import { Socket } from '../src/connection/socket';
import { sumOf } from '../src/connection/sums';

class HeldSocket {
  static readonly OPEN = 1;
  static all: HeldSocket[] = [];
  readyState = 1;
  sent: unknown[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: (event: { code: number }) => void;
  constructor() {
    HeldSocket.all.push(this);
  }
  send(text: string) {
    this.sent.push(...JSON.parse(text));
  }
  close() {
    this.readyState = 3;
  }
  gets(...frames: object[]) {
    this.onmessage?.({ data: JSON.stringify(frames) });
  }
}

const position = (seq: number) => ({ epoch: 1, seq, nonce: `n${seq}` });
const welcome = { t: 'welcome', seats: ['s1'], rights: [], now: 0, cseq: 0 };
const patch = (title: string) => ({
  t: 'patch',
  from: position(1),
  to: position(2),
  layers: { room: { title } },
});
const sum = (title: string) => ({ t: 'sum', position: position(2), layers: { room: sumOf({ title }) } });

let socket: Socket;
let line: Line;
let shown: unknown[];
const newest = () => HeldSocket.all.at(-1) as HeldSocket;

beforeEach(() => {
  HeldSocket.all = [];
  shown = [];
  vi.stubGlobal('WebSocket', HeldSocket);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  line = new Line({ code: 'KXRA-27XB', secret: 'abc' }, empty_outbox);
  socket = new Socket(line, 'abc', {
    changed: (of) => shown.push(of.state.view?.layers.room),
    told: () => undefined,
  });
  socket.start();
  newest().onopen?.();
  newest().gets(welcome, { t: 'view', position: position(1), layers: { room: { title: 'Avant' } } });
});

afterEach(() => {
  socket.stop();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('[W1] where WebSockets are blocked', () => {
  const asked: string[] = [];
  let answer: (path: string) => Promise<Response>;
  const json = (status: number, body: object) => new Response(JSON.stringify(body), { status });
  const never = () => new Promise<Response>(() => undefined);

  beforeEach(() => {
    asked.length = 0;
    answer = never;
    vi.stubGlobal('fetch', (path: string, init?: RequestInit) => {
      asked.push(`${init?.method ?? 'GET'} ${path}`);
      return answer(path);
    });
    socket.stop();
    HeldSocket.all = [];
    line = new Line({ code: 'KXRA-27XB', secret: 'abc' }, empty_outbox, () => 0);
    socket = new Socket(line, 'abc', {
      changed: (of) => shown.push(of.state.view?.layers.room),
      told: () => undefined,
    });
    socket.start();
  });

  const fail = () => {
    newest().onclose?.({ code: 1006 });
  };
  async function failTwice() {
    fail();
    await vi.waitFor(() => expect(HeldSocket.all).toHaveLength(2), 5_000);
    fail();
  }

  it('the line goes on by requests once two have failed and the server is there', async () => {
    let polls = 0;
    answer = async (path) => {
      if (path === '/health/live') return json(200, {});
      if (path === '/api/lines') return json(201, { line: 'l1' });
      polls += 1;
      if (polls > 1) return never();
      return json(200, [
        welcome,
        { t: 'view', position: position(7), layers: { room: { title: 'Par requêtes' } } },
      ]);
    };
    await failTwice();
    await vi.waitFor(() => expect(shown.at(-1)).toEqual({ title: 'Par requêtes' }), 5_000);
    expect(HeldSocket.all).toHaveLength(2);
    expect(line.state.phase).toBe('live');
    expect(asked).toEqual(['GET /health/live', 'POST /api/lines', 'GET /api/lines/l1', 'GET /api/lines/l1']);
    socket.act((to) => to.submit({ body: { type: 'leave' } }));
    await vi.waitFor(() => expect(asked.at(-1)).toBe('POST /api/lines/l1'));
  });

  it('a WebSocket is tried again when the server does not answer either', async () => {
    answer = async () => {
      throw new Error('no network');
    };
    await failTwice();
    await vi.waitFor(() => expect(HeldSocket.all).toHaveLength(3), 10_000);
    expect(asked).toEqual(['GET /health/live']);
  });

  it('its closing says why, as a WebSocket’s does', async () => {
    answer = async (path) => {
      if (path === '/health/live') return json(200, {});
      if (path === '/api/lines') return json(201, { line: 'l1' });
      return json(410, { code: 'line_closed', params: { close: 4004 } });
    };
    await failTwice();
    await vi.waitFor(() => expect(line.state.phase).toBe('ended'), 5_000);
  });
});

describe('[L5] a large whole view comes packed', () => {
  const packed = (...frames: object[]) => {
    const bytes = gzipSync(JSON.stringify(frames));
    return new Uint8Array([0x01, ...bytes]).buffer;
  };
  const view = (title: string) => ({ t: 'view', position: position(5), layers: { room: { title } } });
  const gets = (data: unknown) => newest().onmessage?.({ data } as never);

  it('and is read before what comes after it', async () => {
    expect(newest().sent[0]).toEqual({ t: 'hello', code: 'KXRA-27XB', secret: 'abc', gzip: true });
    gets(packed(view('Une longue vue')));
    newest().gets({ t: 'patch', from: position(5), to: position(6), layers: { room: { title: 'Après' } } });
    await vi.waitFor(() => expect(shown.at(-1)).toEqual({ title: 'Après' }));
    expect(HeldSocket.all).toHaveLength(1);
  });

  it('is asked for unpacked where it cannot be read', async () => {
    gets(new Uint8Array([0x01, 0x1f, 0x8b, 0x00]).buffer);
    await vi.waitFor(() => expect(HeldSocket.all).toHaveLength(2), 5_000);
    newest().onopen?.();
    expect(newest().sent[0]).toEqual({ t: 'hello', code: 'KXRA-27XB', secret: 'abc', position: position(1) });
  });
});

describe('the shell of a line', () => {
  it('shows a patch that comes alone, without an answer to anything', async () => {
    await vi.waitFor(() => expect(shown.at(-1)).toEqual({ title: 'Avant' }));
    newest().gets(patch('Après'));
    await vi.waitFor(() => expect(shown.at(-1)).toEqual({ title: 'Après' }));
  });

  it('[S7] goes on when the sum is that of its view', async () => {
    newest().gets(patch('Après'), sum('Après'));
    newest().gets({ t: 'time', now: 1 });
    await vi.waitFor(() => expect(shown.at(-1)).toEqual({ title: 'Après' }));
    await vi.dynamicImportSettled();
    expect(HeldSocket.all).toHaveLength(1);
    expect(line.state.mistaken).toBe(0);
  });

  it('[S7] asks for the whole view on a new line when it is not, and counts it', async () => {
    newest().gets(patch('Après'), sum('Autre'));
    await vi.waitFor(() => expect(HeldSocket.all).toHaveLength(2));
    expect(line.state.mistaken).toBe(1);
    newest().onopen?.();
    expect(newest().sent[0]).toEqual({ t: 'hello', code: 'KXRA-27XB', secret: 'abc', gzip: true });
    newest().gets(welcome, { t: 'view', position: position(2), layers: { room: { title: 'Autre' } } });
    await vi.waitFor(() => expect(shown.at(-1)).toEqual({ title: 'Autre' }));
  });
});
