// SPDX-License-Identifier: AGPL-3.0-or-later
// A line without a WebSocket [W1]: what a WebSocket would carry, by requests. Any that fails ends it, as a lost
// socket would; the next line goes on from the position.

const poll_within_ms = 40_000; // the server answers after 25 s
const send_within_ms = 10_000;
const lost = 1006;
// As of a WebSocket.
const connecting = 0;
const open = 1;
const closed = 3;

interface Answer {
  readonly status: number;
  readonly text: string;
}

export class Polled {
  readyState: WebSocket['readyState'] = connecting;
  binaryType: BinaryType = 'arraybuffer';
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: string }) => void) | null = null;
  onclose: ((event: { readonly code: number }) => void) | null = null;
  private readonly ends = new AbortController();
  private address: string | undefined;
  private sending: Promise<void>;

  constructor() {
    this.sending = Promise.resolve().then(() => {
      if (this.over) return;
      this.readyState = open;
      this.onopen?.();
    });
  }

  /** One message after the other, in order; the first opens the line. */
  send(message: string): void {
    this.sending = this.sending.then(async () => {
      if (this.over) return;
      const answer = await this.ask(this.address ?? '/api/lines', send_within_ms, message);
      if (this.over) return;
      if (answer?.status === 201) {
        this.address = `/api/lines/${(JSON.parse(answer.text) as { line: string }).line}`;
        void this.poll();
      } else if (answer?.status !== 200) this.lose(lost);
    });
  }

  close(): void {
    this.readyState = closed;
    this.ends.abort();
  }

  private get over(): boolean {
    return this.readyState === closed;
  }

  private async poll(): Promise<void> {
    while (this.address && !this.over) {
      const answer = await this.ask(this.address, poll_within_ms);
      if (this.over) return;
      if (answer?.status !== 200) return this.lose(answer ? closeCode(answer) : lost);
      this.onmessage?.({ data: answer.text });
    }
  }

  private lose(code: number): void {
    if (this.over) return;
    this.close();
    this.onclose?.({ code });
  }

  private async ask(address: string, within_ms: number, body?: string): Promise<Answer | undefined> {
    const late = setTimeout(() => this.lose(lost), within_ms);
    try {
      const response = await fetch(address, {
        signal: this.ends.signal,
        ...(body === undefined
          ? {}
          : { method: 'POST', body, headers: { 'Content-Type': 'application/json' } }),
      });
      return { status: response.status, text: await response.text() };
    } catch {
      return undefined;
    } finally {
      clearTimeout(late);
    }
  }
}

/** What a WebSocket's closing would have said. */
function closeCode(answer: Answer): number {
  try {
    const { params } = JSON.parse(answer.text) as { params?: { close?: number } };
    return answer.status === 410 ? (params?.close ?? lost) : lost;
  } catch {
    return lost;
  }
}

/** Whether the server answers although its lines do not. */
export async function isThere(): Promise<boolean> {
  try {
    return (await fetch('/health/live', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}
