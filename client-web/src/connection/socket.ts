// SPDX-License-Identifier: AGPL-3.0-or-later
// The thin shell round a line: the WebSocket, the clock, the events of the page.
import { type FrameUp, readFrames } from '../protocol/frames';
import type { View } from '../protocol/view';
import type { Effect, Line, Told } from './line';
import { keepOutbox } from './storage';

const subprotocol = 'palabre.v1';
const tick_ms = 500;
const tag_gzip = 0x01;
/** So many WebSockets in a row without a word from the server, which answers otherwise: something blocks them. */
const silent_max = 2;

/** A WebSocket, or what stands in for it [W1]. */
type Wire = Pick<WebSocket, 'readyState' | 'binaryType' | 'send' | 'close'> & {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
};

export interface Listener {
  changed(line: Line): void;
  told(event: Told): void;
}

/** Unpacks a binary message [L5]: a tag byte, then gzip. */
async function unpack(bytes: ArrayBuffer): Promise<string> {
  if (new Uint8Array(bytes, 0, 1)[0] !== tag_gzip) throw new Error('not packed as agreed');
  const stream = new Blob([bytes.slice(1)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).text();
}

export class Socket {
  private readonly line: Line;
  private readonly secret: string;
  private readonly listener: Listener;
  private socket: Wire | undefined;
  private silent = 0;
  private polls = false;
  private readonly ends: (() => void)[] = [];

  constructor(line: Line, secret: string, listener: Listener) {
    this.line = line;
    this.secret = secret;
    this.listener = listener;
  }

  start(): void {
    const timer = setInterval(() => this.run(this.line.tick(Date.now())), tick_ms);
    this.ends.push(() => clearInterval(timer));
    this.on(document, 'visibilitychange', () => {
      this.run(this.line.setHidden(document.hidden));
      if (!document.hidden) this.run(this.line.woke(Date.now()));
    });
    this.on(window, 'pageshow', (event) => {
      if ((event as PageTransitionEvent).persisted) this.run(this.line.woke(Date.now()));
    });
    this.on(window, 'online', () => this.run(this.line.woke(Date.now())));
    this.run(this.line.start(Date.now()));
  }

  /** Runs a wish of the person against the line. */
  act(wish: (line: Line) => Effect[]): void {
    this.run(wish(this.line));
  }

  stop(): void {
    this.run(this.line.end());
    for (const end of this.ends.splice(0)) end();
  }

  private on(target: EventTarget, name: string, heard: (event: Event) => void): void {
    target.addEventListener(name, heard);
    this.ends.push(() => target.removeEventListener(name, heard));
  }

  private run(effects: readonly Effect[]): void {
    for (const effect of effects) this.one(effect);
    // A patch has no effect but on the view: whoever looks is told all the same.
    this.listener.changed(this.line);
  }

  private one(effect: Effect): void {
    switch (effect.do) {
      case 'connect':
        this.connect();
        return;
      case 'close':
        this.drop();
        return;
      case 'send':
        this.send(effect.frames);
        return;
      case 'check':
        void this.check(effect.view, effect.sums);
        return;
      case 'store':
        keepOutbox(this.secret, effect.outbox);
        return;
      case 'tell':
        this.listener.told(effect.event);
        return;
    }
  }

  private connect(): void {
    this.drop();
    if (this.polls || this.silent >= silent_max) void this.connectOtherwise();
    else this.connectBy(this.webSocket());
  }

  private webSocket(): WebSocket {
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    this.silent += 1;
    return new WebSocket(`${scheme}//${location.host}/ws`, subprotocol);
  }

  private async connectOtherwise(): Promise<void> {
    const { isThere, Polled } = await import('./polled');
    this.polls ||= await isThere();
    if (this.line.state.phase === 'connecting' && !this.socket) {
      this.connectBy(this.polls ? new Polled() : this.webSocket());
    }
  }

  private connectBy(socket: Wire): void {
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    // Messages are read one after the other, though unpacking one may take a moment.
    let reading = Promise.resolve();
    const mine = () => this.socket === socket;
    socket.onopen = () => mine() && this.run(this.line.opened(Date.now()));
    socket.onmessage = (event: { readonly data: string | ArrayBuffer }) => {
      const message = event.data;
      this.silent = 0;
      reading = reading.then(async () => {
        const text = typeof message === 'string' ? message : await unpack(message).catch(() => undefined);
        if (!mine()) return;
        if (text === undefined) this.run(this.line.unreadable(Date.now()));
        else this.run(this.line.received(readFrames(text), Date.now()));
      });
    };
    socket.onclose = (event: { readonly code: number }) => {
      void reading.then(() => {
        if (!mine()) return;
        this.socket = undefined;
        this.run(this.line.closed(event.code, Date.now()));
      });
    };
  }

  /** [S7] Later than what came meanwhile: a view that was wrong once stays wrong. */
  private async check(view: View, sums: Readonly<Record<string, string>>): Promise<void> {
    const socket = this.socket;
    const { wrongLayers } = await import('./sums');
    const wrong = wrongLayers(view.layers, sums);
    if (wrong.length === 0 || this.socket !== socket) return;
    console.warn('palabre: not the server’s view:', ...wrong);
    this.run(this.line.differs(Date.now()));
  }

  private send(frames: readonly FrameUp[]): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frames));
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = undefined;
    socket?.close();
  }
}
