// SPDX-License-Identifier: AGPL-3.0-or-later
// One session's line to the server as a state machine without I/O: instants, frames and wishes in, effects out.
import type { Closing, FrameDown, FrameUp, Welcome } from '../protocol/frames';
import { closingOf, samePosition } from '../protocol/frames';
import { mergeLayers } from '../protocol/merge';
import type { Params, Position, View } from '../protocol/view';
import { backoffMs } from './backoff';
import * as box from './outbox';

const ping_every_ms = 25_000;
const pong_within_ms = 8_000;
/** A woken phone wants to know soon whether its line still lives. */
const test_within_ms = 4_000;
const connect_within_ms = 10_000;
const retry_refused_ms = 1_000;

export type Effect =
  | { do: 'connect' }
  | { do: 'close' }
  | { do: 'send'; frames: readonly FrameUp[] }
  | { do: 'store'; outbox: box.Outbox }
  | { do: 'check'; view: View; sums: Readonly<Record<string, string>> }
  | { do: 'tell'; event: Told };

/** What the faces are told beside the view. */
export type Told =
  | { is: 'welcome'; welcome: Welcome }
  | { is: 'time'; now: number; trip_ms: number }
  | { is: 'presence'; here: number; awaited: readonly string[] }
  | { is: 'notice'; code: string; params: Params }
  | { is: 'returned'; returned: box.Returned }
  | { is: 'ended'; why: Closing };

export type Phase = 'connecting' | 'greeting' | 'live' | 'waiting' | 'ended';

export interface LineState {
  readonly phase: Phase;
  readonly view: View | undefined;
  readonly outbox: box.Outbox;
  /** How often a sum of the server's was not that of the view here [S7]. */
  readonly mistaken: number;
}

export interface Greeting {
  readonly code: string;
  readonly secret: string;
  readonly watch?: readonly string[];
}

export class Line {
  private phase_: Phase = 'waiting';
  private view_: View | undefined;
  private outbox_: box.Outbox;
  private readonly random: () => number;
  private greeting: Greeting;
  private tries = 0;
  private lost_at: number | undefined;
  private due_at = 0;
  private heard_at = 0;
  private pinged_at: number | undefined;
  private pong_by: number | undefined;
  private release_at: number | undefined;
  private hidden = false;
  private mistaken = 0;
  private patched = false;
  private unpacks = typeof DecompressionStream !== 'undefined';

  constructor(greeting: Greeting, outbox: box.Outbox, random: () => number = Math.random) {
    this.greeting = greeting;
    this.outbox_ = box.freshLine(outbox);
    this.random = random;
  }

  get state(): LineState {
    return { phase: this.phase_, view: this.view_, outbox: this.outbox_, mistaken: this.mistaken };
  }

  start(now: number): Effect[] {
    return this.connect(now);
  }

  opened(now: number): Effect[] {
    if (this.phase_ !== 'connecting') return [];
    this.phase_ = 'greeting';
    this.due_at = now + connect_within_ms;
    this.pinged_at = now;
    const { code, secret, watch } = this.greeting;
    const hello: FrameUp = {
      t: 'hello',
      code,
      secret,
      ...(this.view_ ? { position: this.view_.position } : {}),
      ...(watch?.length ? { watch } : {}),
      ...(this.unpacks ? { gzip: true } : {}),
    };
    return [{ do: 'send', frames: [hello] }];
  }

  received(frames: readonly FrameDown[], now: number): Effect[] {
    if (this.phase_ !== 'greeting' && this.phase_ !== 'live') return [];
    this.heard_at = now;
    this.pong_by = undefined;
    const effects: Effect[] = [];
    for (const frame of frames) {
      effects.push(...this.one(frame, now));
      if (this.phase_ !== 'greeting' && this.phase_ !== 'live') return effects;
    }
    return [...effects, ...this.flush()];
  }

  /** [L5] A packed message could not be read: again, without packing. */
  unreadable(now: number): Effect[] {
    if (this.phase_ !== 'greeting' && this.phase_ !== 'live') return [];
    this.unpacks = false;
    return [{ do: 'close' }, ...this.lost(now)];
  }

  closed(code: number, now: number): Effect[] {
    if (this.phase_ === 'ended' || this.phase_ === 'waiting') return [];
    const why = closingOf(code);
    if (why) {
      this.phase_ = 'ended';
      return [{ do: 'tell', event: { is: 'ended', why } }];
    }
    return this.lost(now);
  }

  /** To be called about once a second. */
  tick(now: number): Effect[] {
    switch (this.phase_) {
      case 'waiting':
        return now >= this.due_at ? this.connect(now) : [];
      case 'connecting':
      case 'greeting':
        return now >= this.due_at ? this.drop(now) : [];
      case 'live':
        return this.tickLive(now);
      case 'ended':
        return [];
    }
  }

  /** The page is seen again, or the network is back: test the line, or try at once. */
  woke(now: number): Effect[] {
    if (this.phase_ === 'waiting') return this.connect(now);
    if (this.phase_ !== 'live') return [];
    this.pong_by = now + test_within_ms;
    this.pinged_at = now;
    return [{ do: 'send', frames: [{ t: 'ping' }] }];
  }

  setHidden(hidden: boolean): Effect[] {
    this.hidden = hidden;
    return this.phase_ === 'live' ? [{ do: 'send', frames: [{ t: 'visible', hidden }] }] : [];
  }

  watch(layers: readonly string[]): Effect[] {
    this.greeting = { ...this.greeting, watch: layers };
    return this.phase_ === 'live' ? [{ do: 'send', frames: [{ t: 'watch', layers }] }] : [];
  }

  submit(command: Omit<box.Unnumbered, 'seen'>, draft?: string): Effect[] {
    const seen = this.view_?.position.seq ?? 0;
    this.outbox_ = box.put(this.outbox_, { seen, ...command }, draft);
    return [this.store(), ...this.flush()];
  }

  /** The view held here is not the server's [S7]: the whole is asked for, unless it came whole. */
  differs(now: number): Effect[] {
    this.mistaken += 1;
    return this.phase_ === 'live' && this.patched ? this.again(now) : [];
  }

  /** The session ends here by the person's own wish. */
  end(): Effect[] {
    this.phase_ = 'ended';
    return [{ do: 'close' }];
  }

  private one(frame: FrameDown, now: number): Effect[] {
    switch (frame.t) {
      case 'welcome':
        return this.welcomed(frame, now);
      case 'view':
        this.patched = false;
        return this.whole({ position: frame.position, layers: frame.layers });
      case 'patch':
        return this.patch(frame.from, frame.to, frame.layers, now);
      case 'ack':
        this.outbox_ = box.acked(this.outbox_, frame.cseq, frame.seq, this.shown);
        return [this.store()];
      case 'refused':
        return this.refused(frame.cseq, frame.code, frame.params ?? {}, frame.final, now);
      case 'time':
        return [{ do: 'tell', event: { is: 'time', now: frame.now, trip_ms: this.trip(now) } }];
      case 'presence':
        return [{ do: 'tell', event: { is: 'presence', here: frame.here, awaited: frame.awaited ?? [] } }];
      case 'notice':
        return [{ do: 'tell', event: { is: 'notice', code: frame.code, params: frame.params ?? {} } }];
      case 'go':
        return this.go(frame.after_ms, now);
      case 'sum':
        return this.view_ && samePosition(this.view_.position, frame.position)
          ? [{ do: 'check', view: this.view_, sums: frame.layers }]
          : [];
    }
  }

  private welcomed(welcome: Welcome, now: number): Effect[] {
    const first = this.phase_ === 'greeting';
    this.phase_ = 'live';
    if (welcome.cseq !== undefined) this.outbox_ = box.above(this.outbox_, welcome.cseq);
    const effects: Effect[] = [{ do: 'tell', event: { is: 'welcome', welcome } }];
    if (!first) return effects;
    effects.push({ do: 'tell', event: { is: 'time', now: welcome.now, trip_ms: this.trip(now) } });
    this.tries = 0;
    this.lost_at = undefined;
    this.outbox_ = box.freshLine(this.outbox_);
    if (this.hidden) effects.push({ do: 'send', frames: [{ t: 'visible', hidden: true }] });
    return effects;
  }

  private whole(view: View): Effect[] {
    const other = this.view_ !== undefined && this.view_.position.epoch !== view.position.epoch;
    this.outbox_ = box.whole(this.outbox_, view.position.seq, other);
    return [...this.show(view), this.store()];
  }

  private show(view: View): Effect[] {
    this.view_ = view;
    const before = this.outbox_.entries.length;
    this.outbox_ = box.seen(this.outbox_, view.position.seq);
    return this.outbox_.entries.length === before ? [] : [this.store()];
  }

  private patch(from: Position, to: Position, layers: View['layers'], now: number): Effect[] {
    const view = this.view_;
    if (!view || !samePosition(view.position, from)) return this.again(now);
    this.patched = true;
    return this.show({ position: to, layers: mergeLayers(view.layers, layers) });
  }

  /** A gap: ask for the whole view on a new line [S3]. */
  private again(now: number): Effect[] {
    this.view_ = undefined;
    return [{ do: 'close' }, ...this.connect(now)];
  }

  private refused(cseq: number, code: string, params: Params, final: boolean, now: number): Effect[] {
    const { outbox, gone } = box.refused(this.outbox_, cseq, final);
    this.outbox_ = outbox;
    if (!final) this.release_at = now + retry_refused_ms * (0.5 + this.random());
    const effects: Effect[] = [this.store()];
    if (gone)
      effects.push({ do: 'tell', event: { is: 'returned', returned: { entry: gone, code, params } } });
    else if (!final) effects.push({ do: 'tell', event: { is: 'notice', code, params } });
    return effects;
  }

  private go(after_ms: number, now: number): Effect[] {
    this.phase_ = 'waiting';
    this.due_at = now + after_ms;
    this.lost_at ??= now;
    return [{ do: 'close' }];
  }

  private tickLive(now: number): Effect[] {
    if (this.pong_by !== undefined && now >= this.pong_by) return this.drop(now);
    const effects: Effect[] = [];
    if (this.release_at !== undefined && now >= this.release_at) {
      this.release_at = undefined;
      this.outbox_ = box.release(this.outbox_);
      effects.push(...this.flush());
    }
    if (this.pong_by === undefined && now - this.heard_at >= ping_every_ms) {
      this.pong_by = now + pong_within_ms;
      this.pinged_at = now;
      effects.push({ do: 'send', frames: [{ t: 'ping' }] });
    }
    return effects;
  }

  private connect(now: number): Effect[] {
    this.phase_ = 'connecting';
    this.due_at = now + connect_within_ms;
    this.pong_by = undefined;
    return [{ do: 'connect' }];
  }

  private drop(now: number): Effect[] {
    return [{ do: 'close' }, ...this.lost(now)];
  }

  private lost(now: number): Effect[] {
    this.lost_at ??= now;
    this.phase_ = 'waiting';
    this.due_at = now + backoffMs(this.tries, now - this.lost_at, this.random());
    this.tries += 1;
    this.pong_by = undefined;
    return [];
  }

  private flush(): Effect[] {
    if (this.phase_ !== 'live') return [];
    const { outbox, frames } = box.take(this.outbox_);
    this.outbox_ = outbox;
    // One command a message: eight long texts together would pass the 16 KiB of [L4].
    return frames.map((frame) => ({ do: 'send', frames: [frame] }));
  }

  private store(): Effect {
    return { do: 'store', outbox: this.outbox_ };
  }

  private trip(now: number): number {
    const trip = this.pinged_at === undefined ? 0 : now - this.pinged_at;
    this.pinged_at = undefined;
    return trip;
  }

  private get shown(): number {
    return this.view_?.position.seq ?? -1;
  }
}
