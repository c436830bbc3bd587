// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import { backoffMs } from '../src/connection/backoff';
import { Line } from '../src/connection/line';
import * as box from '../src/connection/outbox';
import { heldElsewhere, hold } from '../src/connection/ownership';
import * as storage from '../src/connection/storage';

beforeEach(() => localStorage.clear());

describe('what this browser keeps', () => {
  it('finds a dead tab’s commands again, in order, with their numbers', () => {
    const secret = 'abcdefghijklmnop';
    const line = new Line({ code: 'KATA-27XB', secret }, storage.keptOutbox(secret));
    for (const text of ['un', 'deux']) {
      for (const effect of line.submit({ on: 'a1', body: { type: 'submit', text } })) {
        if (effect.do === 'store') storage.keepOutbox(secret, effect.outbox);
      }
    }
    const next = new Line({ code: 'KATA-27XB', secret }, storage.keptOutbox(secret));
    next.start(0);
    next.opened(0);
    const effects = next.received([{ t: 'welcome', now: 0, cseq: 0, seats: ['s1'] }], 1);
    const sent = effects.flatMap((effect) => (effect.do === 'send' ? effect.frames : []));
    expect(sent).toMatchObject([
      { cseq: 1, body: { text: 'un' } },
      { cseq: 2, body: { text: 'deux' } },
    ]);
    expect(next.state.outbox.next).toBe(3);
  });

  it('keeps no whole secret in the name of a key', () => {
    const secret = 'abcdefghijklmnopqrstuvwx';
    storage.keepOutbox(secret, { next: 1, entries: [] });
    for (let at = 0; at < localStorage.length; at += 1) expect(localStorage.key(at)).not.toContain(secret);
  });

  it('forgets a palabre whole, and only that one', () => {
    storage.keepSession('KATA-27XB', 'phone', { secret: 'a' });
    storage.keepSession('TATA-2222', 'phone', { secret: 'b' });
    storage.keepDraft('KATA-27XB', 'a1/item', 'mes mots');
    storage.forget('KATA-27XB');
    expect(storage.keptSession('KATA-27XB', 'phone')).toBeUndefined();
    expect(storage.keptDraft('KATA-27XB', 'a1/item')).toBe('');
    expect(storage.keptSession('TATA-2222', 'phone')).toEqual({ secret: 'b' });
  });

  it('works without a store until the page is closed', () => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = () => {
      throw new Error('full');
    };
    storage.keepDraft('KATA-27XB', 'a1/item', 'gardé');
    Storage.prototype.setItem = set;
    expect(storage.keptDraft('KATA-27XB', 'a1/item')).toBe('gardé');
  });
});

describe('a seat open in two tabs', () => {
  it('is held by one of them, and let go by it', () => {
    localStorage.setItem('palabre/alive/KATA-27XB/phone', JSON.stringify({ tab: 'other', at: Date.now() }));
    expect(heldElsewhere('KATA-27XB', 'phone')).toBe(true);
    const release = hold('KATA-27XB', 'phone', () => undefined);
    expect(heldElsewhere('KATA-27XB', 'phone')).toBe(false);
    release();
    expect(localStorage.getItem('palabre/alive/KATA-27XB/phone')).toBeNull();
  });

  it('is adopted from a tab that died', () => {
    localStorage.setItem(
      'palabre/alive/KATA-27XB/phone',
      JSON.stringify({ tab: 'other', at: Date.now() - 60_000 }),
    );
    expect(heldElsewhere('KATA-27XB', 'phone')).toBe(false);
  });

  it('tells the tab that another one took it over', () => {
    let taken = false;
    const release = hold('KATA-27XB', 'phone', () => {
      taken = true;
    });
    const value = JSON.stringify({ tab: 'other', at: Date.now() });
    localStorage.setItem('palabre/alive/KATA-27XB/phone', value);
    dispatchEvent(new StorageEvent('storage', { key: 'palabre/alive/KATA-27XB/phone', newValue: value }));
    expect(taken).toBe(true);
    release();
  });
});

describe('back-off', () => {
  it('stays between 0.25 and 2.5 s for five minutes, and below 15 s after', () => {
    for (let tries = 0; tries < 40; tries += 1) {
      for (const random of [0, 0.5, 0.999]) {
        expect(backoffMs(tries, 0, random)).toBeGreaterThanOrEqual(250);
        expect(backoffMs(tries, 299_000, random)).toBeLessThanOrEqual(2_500);
        expect(backoffMs(tries, 301_000, random)).toBeLessThanOrEqual(15_000);
      }
    }
    expect(backoffMs(20, 301_000, 0.999)).toBeGreaterThan(2_500);
  });
});

describe('a log that stands elsewhere', () => {
  it('lets go of what was acknowledged in another epoch, and sees no further than the view', () => {
    let outbox = box.put(box.empty_outbox, { seen: 12, on: 'a1', body: { type: 'finish' } });
    outbox = box.put(outbox, { seen: 12, on: 'a1', body: { type: 'finish' } });
    outbox = box.acked(outbox, 1, 13, 12);
    expect(box.whole(outbox, 9, false).entries.map((entry) => entry.acked)).toEqual([13, undefined]);
    const other = box.whole(outbox, 9, true);
    expect(other.entries.map((entry) => entry.frame.cseq)).toEqual([2]);
    expect(other.entries[0]?.frame.seen).toBe(9);
  });
});
