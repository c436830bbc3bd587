// SPDX-License-Identifier: AGPL-3.0-or-later
// The shell round the line: from the socket's bytes to what a face reads, and back.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FrameDown, FrameUp } from '../src/protocol/frames';
import { draft } from '../src/room/drafts';
import { type OpenRoom, openRoom } from '../src/room/open_room';

const position = (seq: number) => ({ epoch: 1, seq, nonce: `n${seq}` });
const welcome: FrameDown = { t: 'welcome', seats: ['s1'], rights: [], now: 1_000_000, cseq: 0 };

/** A WebSocket whose other end is this test. */
class Wire {
  static readonly OPEN = 1;
  static all: Wire[] = [];
  binaryType = '';
  readyState = 0;
  sent: FrameUp[] = [];
  onopen: (() => void) | undefined;
  onmessage: ((event: { data: unknown }) => void) | undefined;
  onclose: ((event: { code: number }) => void) | undefined;

  constructor() {
    Wire.all.push(this);
  }

  static get last(): Wire {
    const last = Wire.all.at(-1);
    if (!last) throw new Error('no line was opened');
    return last;
  }

  send(text: string): void {
    this.sent.push(...(JSON.parse(text) as FrameUp[]));
  }

  close(): void {
    this.readyState = 3;
  }

  open(): void {
    this.readyState = Wire.OPEN;
    this.onopen?.();
  }

  async say(...frames: FrameDown[]): Promise<void> {
    await this.bytes(JSON.stringify(frames));
  }

  async bytes(data: unknown): Promise<void> {
    this.onmessage?.({ data });
    // Messages are read one after the other, each a promise: the next task is after them.
    await new Promise((then) => setTimeout(then));
  }
}

let opened: OpenRoom;

beforeEach(async () => {
  localStorage.clear();
  Wire.all = [];
  vi.stubGlobal('WebSocket', Wire);
  opened = openRoom('KATA-27XB', 'secret-of-this-tab');
  Wire.last.open();
  await Wire.last.say(welcome, { t: 'view', position: position(1), layers: { room: { title: 'Élire' } } });
});

afterEach(() => {
  opened.close();
  vi.unstubAllGlobals();
});

describe('an open room', () => {
  it('shows the view', () => {
    expect(opened.room.room.value?.title).toBe('Élire');
    expect(opened.room.contact.value).toBe('live');
    expect(opened.room.me.value).toBe('s1');
  });

  it('shows a patch that comes alone', async () => {
    await Wire.last.say({
      t: 'patch',
      from: position(1),
      to: position(2),
      layers: { room: { title: 'Élire notre trésorière' } },
    });
    expect(opened.room.room.value?.title).toBe('Élire notre trésorière');
  });

  it('[L5] unpacks a binary message, and reads what follows it after it', async () => {
    const text = JSON.stringify([{ t: 'view', position: position(5), layers: { room: { title: 'whole' } } }]);
    const packed = new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip')));
    const gzip = new Uint8Array(await packed.arrayBuffer());
    const bytes = new Uint8Array(gzip.length + 1);
    bytes[0] = 0x01;
    bytes.set(gzip, 1);
    void Wire.last.bytes(bytes.buffer);
    void Wire.last.say({ t: 'patch', from: position(5), to: position(6), layers: { room: { why: 'then' } } });
    await vi.waitFor(() => expect(opened.room.room.value?.why).toBe('then'));
    expect(opened.room.room.value?.title).toBe('whole');
    expect(Wire.all).toHaveLength(1);
  });

  it('keeps a command in the store before it is on the wire, and lets go of it when the view has it', async () => {
    opened.room.submit({ type: 'submit', text: 'un' }, { on: 'a1' });
    expect(localStorage.getItem('palabre/outbox/secret-o')).toContain('"un"');
    expect(Wire.last.sent.at(-1)).toMatchObject({ t: 'command', cseq: 1, seen: 1, on: 'a1' });
    expect(opened.room.pending.value).toHaveLength(1);
    await Wire.last.say(
      { t: 'ack', cseq: 1, seq: 2 },
      { t: 'patch', from: position(1), to: position(2), layers: { room: {} } },
    );
    expect(opened.room.pending.value).toHaveLength(0);
    expect(localStorage.getItem('palabre/outbox/secret-o')).not.toContain('"un"');
  });

  it('[C4] puts refused words back where they were written, before what was written since', async () => {
    opened.room.submit({ type: 'submit', text: 'avant' }, { on: 'a1' }, 'a1/s1/item');
    draft('KATA-27XB', 'a1/s1/item').value = 'depuis';
    await Wire.last.say({ t: 'refused', cseq: 1, code: 'stale', final: true });
    expect(draft('KATA-27XB', 'a1/s1/item').value).toBe('avant\ndepuis');
    expect(opened.room.returned.value?.code).toBe('stale');
  });

  it('says offline as soon as the line is gone, and is not confused by the old line', async () => {
    const old = Wire.last;
    old.onclose?.({ code: 1006 });
    await vi.waitFor(() => expect(opened.room.contact.value).toBe('offline'));
    expect(opened.room.room.value?.title).toBe('Élire');
    window.dispatchEvent(new Event('online'));
    expect(Wire.all).toHaveLength(2);
    await old.say({ t: 'view', position: position(9), layers: { room: { title: 'ghost' } } });
    expect(opened.room.room.value?.title).toBe('Élire');
    Wire.last.open();
    expect(Wire.last.sent[0]).toMatchObject({ t: 'hello', position: position(1) });
  });

  it('speaks for another seat by name', () => {
    opened.room.speaking_for.value = 's4';
    opened.room.submit({ type: 'pass' }, { on: 'a1' });
    opened.room.submitMyself({ type: 'recall_frame' });
    expect(Wire.last.sent.slice(-2)).toMatchObject([{ for: 's4' }, { body: { type: 'recall_frame' } }]);
    expect(Wire.last.sent.at(-1)).not.toHaveProperty('for');
  });
});
