// SPDX-License-Identifier: AGPL-3.0-or-later
// A session without a browser, written from protocol/SPEC.md alone: hello, views, commands exactly once, back after every cut.
import { gunzipSync } from 'node:zlib';

const unanswered_max = 8; // [C1]
const closed_for_good = new Set([4001, 4002, 4003, 4004]);

export class Session {
  view;
  welcome;
  presence;
  ended;
  connections = 0;
  whole_views = 0;
  packed = 0;
  #base;
  #overheard;
  #merge;
  #hello;
  #socket;
  #wanted = true;
  #retry;
  #live = false;
  #held = false;
  #outbox = []; // {frame, answer(), sent}
  #next = 1;
  #waiting = new Set();

  /// `base` is http://host:port, `secret` what opening the session gave. `overheard` is given each message, the server's
  /// as `down` and what is said to it as `up`, as it went over the line. `in_place`: views that were seen before change
  /// with the newest, which costs less where much is shown to many.
  constructor(base, code, secret, { watch, overheard = () => {}, in_place = false } = {}) {
    this.#base = base;
    this.#overheard = overheard;
    this.#merge = in_place ? merge_into : merge;
    this.#hello = { t: 'hello', code, secret, gzip: true, ...(watch ? { watch } : {}) };
    this.#connect();
  }

  get room() {
    return this.view?.layers.room;
  }
  get seat() {
    return this.welcome?.seats?.[0];
  }
  get own() {
    return this.view?.layers[`own_${this.seat}`];
  }
  get unanswered() {
    return this.#outbox.length;
  }

  /// The activity that the scenario invokes by this name, running if one runs, else the latest.
  activity(name) {
    const found = Object.entries(this.room?.activities ?? {})
      .filter(([, one]) => one.name === name)
      .sort(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1)));
    const running = found.filter(([, one]) => one.running);
    const [id, view] = running.at(-1) ?? found.at(-1) ?? [];
    return id === undefined ? undefined : { id, ...view };
  }

  /// Resolves to the ack's `seq`, or throws the refusal with its `code`, once it is judged for good.
  submit(body, about = {}) {
    const frame = { t: 'command', cseq: this.#next++, seen: this.view?.position.seq ?? 0, ...about, body };
    return new Promise((heard, refused) => {
      this.#outbox.push({ frame, heard, refused, sent: false });
      this.#flush();
    });
  }

  /// Resolves once `look(this)` is truthy, looked at after every message.
  until(what, look, within_ms = 20_000) {
    const now = look(this);
    if (now) return Promise.resolve(now);
    return new Promise((found, failed) => {
      const one = { look, found };
      one.timer = setTimeout(() => {
        this.#waiting.delete(one);
        failed(new Error(`not within ${within_ms} ms: ${what}; the state is ${this.room?.state?.key}`));
      }, within_ms);
      this.#waiting.add(one);
    });
  }

  /// Goes on with another server, from the position that it has; its line to the one before is gone.
  move_to(base) {
    this.#base = base;
    clearTimeout(this.#retry);
    this.#socket?.close();
    this.#socket = undefined;
    this.#connect();
  }

  /// As a page that nobody looks at: what is new comes seldom, answers at once.
  hide() {
    this.#say(this.#socket, [{ t: 'visible', hidden: true }]);
  }

  close() {
    this.#wanted = false;
    clearTimeout(this.#retry);
    this.#socket?.close();
  }

  #connect() {
    this.#live = false;
    const socket = new WebSocket(`${this.#base.replace('http', 'ws')}/ws`, 'palabre.v1');
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    socket.onopen = () => {
      const position = this.view ? { position: this.view.position } : {};
      this.#say(socket, [{ ...this.#hello, ...position }]);
    };
    socket.onmessage = ({ data: message }) => {
      if (this.#socket !== socket) return;
      if (typeof message !== 'string') this.packed += 1;
      const frames = JSON.parse(text_of(message));
      this.#overheard('down', frames);
      for (const frame of frames) this.#hear(frame);
      this.#flush();
      this.#look();
    };
    socket.onclose = ({ code }) => this.#lost(socket, code);
    // A handshake that fails has an error, and not always a close.
    socket.onerror = () => this.#lost(socket);
  }

  #say(socket, frames) {
    this.#overheard('up', frames);
    socket.send(JSON.stringify(frames));
  }

  #lost(socket, code) {
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    if (closed_for_good.has(code)) this.ended = code;
    this.#live = false;
    if (!this.#wanted || this.ended) return this.#look();
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), 20 + Math.random() * 60);
  }

  #hear(frame) {
    switch (frame.t) {
      case 'welcome':
        if (!this.#live) this.connections += 1;
        if (!this.#live) for (const one of this.#outbox) one.sent = false;
        if (frame.cseq >= this.#next) this.#next = frame.cseq + 1;
        this.#live = true;
        this.welcome = frame;
        return;
      case 'view':
        this.whole_views += 1;
        this.view = { position: frame.position, layers: frame.layers };
        return;
      case 'patch':
        if (!same_position(this.view?.position, frame.from)) {
          this.view = undefined; // [S3]
          this.#socket?.close();
          return;
        }
        this.view = { position: frame.to, layers: this.#merge(this.view.layers, frame.layers) };
        return;
      case 'presence':
        this.presence = frame;
        return;
      case 'ack':
        this.#take_out(frame.cseq)?.heard(frame.seq);
        return;
      case 'refused':
        return this.#refused(frame);
      case 'go':
        this.#socket?.close();
        return;
    }
  }

  #refused({ cseq, code, params, final }) {
    if (final) {
      const refusal = Object.assign(new Error(`refused: ${code} ${JSON.stringify(params ?? {})}`), { code, params });
      this.#take_out(cseq)?.refused(refusal);
      return;
    }
    // [C3] all later ones wait until this one has come again
    for (const one of this.#outbox) if (one.frame.cseq >= cseq) one.sent = false;
    if (this.#held) return;
    this.#held = true;
    setTimeout(() => {
      this.#held = false;
      this.#flush();
    }, 300);
  }

  #take_out(cseq) {
    const at = this.#outbox.findIndex(({ frame }) => frame.cseq === cseq);
    return at < 0 ? undefined : this.#outbox.splice(at, 1)[0];
  }

  #flush() {
    if (!this.#live || this.#held || this.#socket?.readyState !== WebSocket.OPEN) return;
    for (const one of this.#outbox.slice(0, unanswered_max)) {
      if (one.sent) continue;
      one.sent = true;
      this.#say(this.#socket, [one.frame]);
    }
  }

  #look() {
    for (const one of this.#waiting) {
      const found = one.look(this);
      if (!found) continue;
      clearTimeout(one.timer);
      this.#waiting.delete(one);
      one.found(found);
    }
  }
}

const text_of = (message) => {
  if (typeof message === 'string') return message;
  const bytes = Buffer.from(message);
  return bytes[0] === 0x01 ? gunzipSync(bytes.subarray(1)).toString('utf8') : '[]'; // [L5]
};

const same_position = (a, b) => a !== undefined && a.epoch === b.epoch && a.seq === b.seq && a.nonce === b.nonce;

const is_object = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/// RFC 7396.
function merge(target, patch) {
  if (!is_object(patch)) return patch;
  const out = is_object(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete out[key];
    else out[key] = merge(out[key], value);
  }
  return out;
}

/// The same, without a copy.
function merge_into(target, patch) {
  if (!is_object(patch)) return patch;
  const out = is_object(target) ? target : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete out[key];
    else out[key] = merge_into(out[key], value);
  }
  return out;
}
