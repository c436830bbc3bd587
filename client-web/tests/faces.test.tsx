// SPDX-License-Identifier: AGPL-3.0-or-later
// Every face in every moment: one heading, no sentence unfinished, nobody's secret on another's phone.
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { now, seatsOf } from '../src/dev/fixture_parts';
import { moments } from '../src/dev/fixtures';
import type { Scenario, ScenarioTexts } from '../src/protocol/http';
import { place, press, show, textsIn, write } from './shown';

/** The clock goes on while the test runs. */
const timeless = (text: string | null) => text?.replace(/\d+:\d\d/g, '') ?? '';

describe.each(Object.keys(moments))('%s', (moment) => {
  it.each([
    ['phone', 's6', 'fr'],
    ['phone', 's6', 'en'],
    ['desk on a phone', 's3', 'fr'],
    ['screen', 's6', 'fr'],
    ['screen', 's6', 'en'],
  ] as const)('is whole on the %s (%s, %s)', async (face, me, language) => {
    const { text } = await show(moment, me, face === 'screen' ? 'screen' : 'phone', language);
    expect(text).not.toMatch(/\{\w+\}|undefined|\[object|NaN/);
    for (const words of textsIn(place)) expect(words).not.toMatch(/^[a-z_]+\.[a-z_.]+$/);
    expect(place.querySelectorAll('h1').length).toBeLessThanOrEqual(1);
    if (face !== 'screen') expect(place.querySelectorAll('h1')).toHaveLength(1);
    for (const button of place.querySelectorAll('button')) expect(button.textContent?.trim()).not.toBe('');
    for (const field of place.querySelectorAll('textarea, input, select')) {
      const named = field.closest('label') ?? place.querySelector(`label[for="${field.id}"]`);
      expect(named?.textContent, field.outerHTML).toBeTruthy();
    }
  });
});

describe('a room that moves on', () => {
  // Time stands still: what is compared is not how long the test took.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const layersOf = (moment: string, me: string) => {
    const made = moments[moment]?.(12, me);
    return {
      room: { ...made?.room, seats: seatsOf(12), state: { ...made?.room.state, entry: `c-${moment}` } },
      [`own_${me}`]: made?.own ?? {},
    };
  };

  it.each([
    ['phone', 's6'],
    ['phone', 's3'],
    ['screen', 's6'],
  ])(
    'shows each moment as if it had been opened there (%s of %s)',
    async (face, me) => {
      const fresh = new Map<string, string>();
      for (const moment of Object.keys(moments)) {
        fresh.set(moment, timeless((await show(moment, me, face)).text));
        render(null, place);
      }
      const { room } = await show('why', me, face);
      let seq = 50;
      for (const moment of [...Object.keys(moments), ...Object.keys(moments).reverse()]) {
        if (moment === 'offline' || moment === 'unconducted' || moment === 'asked' || moment === 'busy')
          continue;
        seq += 1;
        await act(() => {
          room.view.value = { position: { epoch: 1, seq, nonce: `${seq}` }, layers: layersOf(moment, me) };
        });
        expect(timeless(place.textContent), moment).toBe(fresh.get(moment));
      }
      // Every moment twice, on a machine that may be busy.
    },
    30_000,
  );
});

describe('the phone', () => {
  it('makes the whole ground ochre on my turn, and only then', async () => {
    await show('round_mine');
    expect(place.querySelector('.phone.turn')).not.toBeNull();
    await show('round_wait');
    expect(place.querySelector('.phone.turn')).toBeNull();
  });

  it('says how long yet, and that the phone may be put down', async () => {
    const { text } = await show('round_wait');
    expect(text).toContain('Encore deux personnes, puis c’est à toi. Tu peux poser ton téléphone.');
  });

  it.each([
    ['fr', 'Exercice · Tour'],
    ['en', 'Exercise · Tour'],
  ] as const)('marks an exercise in the line of the step, without a banner (%s)', async (language, line) => {
    const { room } = await show('practice', 's6', 'phone', language);
    const texts = { states: { reactions: { title: 'Tour' } } } as unknown as ScenarioTexts;
    await act(() => {
      room.scenario.value = { scenario: {}, texts: { fr: texts, en: texts } } as unknown as Scenario;
    });
    expect(place.querySelector('.state-title')?.textContent).toBe(line);
    expect(place.querySelector('.banner')).toBeNull();
  });

  it('tells who plays in an exercise where one looks for where we are', async () => {
    await show('practice');
    await press('Où on en est');
    await vi.waitFor(() => expect(place.textContent).toContain('d’autres sièges sont joués par la machine'));
  });

  it('finishes the turn about the activity it sees', async () => {
    const { sent } = await show('round_mine');
    await press('J’ai fini');
    expect(sent).toEqual([{ body: { type: 'finish' }, about: { on: 'a5' } }]);
  });

  it('answers on the version that was read', async () => {
    const { sent } = await show('consent');
    await press('Oui');
    expect(sent).toEqual([{ body: { type: 'answer', choice: 'consent' }, about: { on: 'a5', version: 2 } }]);
  });

  it('promises that nobody sees the answer, and shows a count only', async () => {
    const { text } = await show('consent_answered');
    expect(text).toContain('Personne ne voit ta réponse avant que tout le monde ait répondu.');
    expect(text).toContain('9 sur 12');
    for (const shape of ['consent', 'concern', 'objection']) {
      expect(place.querySelector(`.seat.${shape}`)).toBeNull();
    }
  });

  it('lights the whole circle at the reveal, by shapes as well as colours', async () => {
    const { text } = await show('concerns');
    expect(place.querySelectorAll('.seat.concern')).toHaveLength(2);
    expect(place.querySelectorAll('.seat.consent').length).toBeGreaterThan(5);
    expect(text).toContain('2 réserves');
  });

  it('keeps the draft on every keystroke and empties the field once it is sent', async () => {
    const { sent } = await show('blind');
    await write('Prévenir les voisins');
    expect(localStorage.getItem('palabre/draft/KATA-27XB/a5/s6/item')).toBe('Prévenir les voisins');
    await act(() => place.querySelector('form')?.requestSubmit());
    expect(sent[0]?.body).toEqual({ type: 'submit', text: 'Prévenir les voisins' });
    expect(localStorage.getItem('palabre/draft/KATA-27XB/a5/s6/item')).toBeNull();
  });

  it('offline says that the words are kept, and does not lie at the bottom', async () => {
    const { room } = await show('offline');
    room.offline_since.value = Date.now() - 5_000;
    room.pending.value = [
      { frame: { t: 'command', cseq: 1, seen: 1, on: 'a5', body: { type: 'submit', text: 'x' } } },
    ];
    await act(() => undefined);
    expect(place.textContent).toContain('il partira tout seul');
    expect(place.querySelector('.line')?.textContent).toContain('hors ligne');
  });

  it('leaves the acts on an objection to its author alone', async () => {
    const lifts = () =>
      [...place.querySelectorAll('.act')].some((one) => one.textContent === 'C’est levé pour moi');
    await show('objection_mine');
    expect(lifts()).toBe(true);
    await show('objection');
    expect(lifts()).toBe(false);
  });

  it('lets whoever proposes change the text after the answers, and says what follows', async () => {
    const { sent, text } = await show('concerns');
    expect(text).toContain('on repose la question');
    await press('Changer le texte');
    await write('Un samedi sur deux.');
    await act(() => place.querySelector<HTMLFormElement>('form.give')?.requestSubmit());
    expect(sent).toEqual([
      {
        body: { type: 'write', text: 'Un samedi sur deux.', review_date: '2026-12-20' },
        about: { on: 'a3', version: 2 },
      },
    ]);
    expect((await show('concerns', 's2')).text).not.toContain('Changer le texte');
  });

  it('asks privately whether a proposed role is accepted', async () => {
    const { sent } = await show('asked');
    await press('J’accepte');
    expect(sent).toEqual([{ body: { type: 'accept', role: 'facilitator' }, about: { on: 'a1' } }]);
  });

  it('speaks for another seat only with its name in sight, and says so to the server', async () => {
    const { room, sent } = await show('round_mine', 's1');
    await act(() => {
      room.speaking_for.value = 's6';
    });
    expect(place.querySelector('.proxy')?.textContent).toContain('Je parle pour Idriss');
    await press('J’ai fini');
    expect(sent).toEqual([{ body: { type: 'finish' }, about: { on: 'a5', for: 's6' } }]);
  });

  it('lets anyone hold a step that somebody called', async () => {
    const { sent } = await show('unconducted');
    await press('Attends');
    expect(sent).toEqual([{ body: { type: 'hold_step' }, about: { on: 'c7' } }]);
  });

  it('says who ends a pause, and gives that to them alone', async () => {
    const { text } = await show('paused', 's6');
    expect(text).toContain('Pour reprendre\u00a0: René ou Léa.');
    expect(text).not.toContain('On reprend');
    const { sent } = await show('paused', 's2');
    await press('On reprend');
    expect(sent).toEqual([{ body: { type: 'unpause' }, about: { on: 'a2' } }]);
  });

  it('shows nothing but the pause while it is paused', async () => {
    const { text } = await show('paused');
    expect(text).toContain('On fait une pause.');
    expect(text).not.toContain('j’ai une objection');
  });
});

describe('the desk', () => {
  // The speaker's time must not run out while a busy machine gets here.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  it('says in its first words what to do now, and opens from the phone', { timeout: 20_000 }, async () => {
    await show('round_wait', 's3');
    await vi.waitFor(
      () => expect(place.querySelector('.desk-door')?.textContent).toContain('On écoute Moussa'),
      { timeout: 10_000 },
    );
  });
});
