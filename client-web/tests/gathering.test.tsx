// SPDX-License-Identifier: AGPL-3.0-or-later
// The panels of the kinds that gather: what they ask for, what they send, and that they need no mouse.
import { act } from 'preact/test-utils';
import { describe, expect, it } from 'vitest';
import { branches } from '../src/activities/collect/tree';
import { ScoreTable } from '../src/activities/score/results';
import { stillLeft } from '../src/activities/silence/ring';
import { placesOf } from '../src/faces/screen/cloud';
import { place, press, show, write } from './shown';

const all = (selector: string) => [...place.querySelectorAll<HTMLElement>(selector)];
const reading = (element: Element | null | undefined) => element?.textContent?.replace(/\s+/g, ' ').trim();

async function tap(selector: string, words: string) {
  const found = all(selector).find((one) => reading(one)?.includes(words));
  if (!found) throw new Error(`no ${selector} with « ${words} »`);
  await act(() => found.click());
  return found;
}

const submitForm = (at = 0) => act(() => place.querySelectorAll('form')[at]?.requestSubmit());

describe('ideas built on each other', () => {
  it('are sent with what they build on, « oui, et… »', async () => {
    const { sent } = await show('builds');
    await tap('.idea-foot .button', 'Oui, et');
    await write('et des gâteaux');
    await submitForm();
    expect(sent.at(-1)?.body).toEqual({ type: 'submit', text: 'et des gâteaux', on: ['i12'] });
  });

  it('may be linked to other ideas too, four in all', async () => {
    const { sent } = await show('builds');
    await tap('.idea-foot .button', 'Oui, et');
    await write('encore');
    for (const words of ['Tenir à deux', 'caisse à prix libre', 'Un carnet', 'Inviter'])
      await tap('.choose-from .button', words);
    await submitForm();
    expect(sent.at(-1)?.body).toMatchObject({ on: ['i12', 'i4', 'i3', 'i9'] });
  });

  it('stand once each, under the first idea that they build on', () => {
    const tree = branches([
      ['i1', { text: 'a' }],
      ['i2', { text: 'b', on: ['i9', 'i1'] }],
      ['i3', { text: 'c', on: ['i2', 'i1'] }],
    ]);
    expect(tree.map((branch) => branch.id)).toEqual(['i1']);
    expect(tree[0]?.builds[0]?.id).toBe('i2');
    expect(tree[0]?.builds[0]?.builds[0]).toMatchObject({ id: 'i3', also: ['i1'] });
  });

  it('wait for what they are about and of what kind they are', async () => {
    const { sent } = await show('about');
    await write('J’aime bien');
    await submitForm();
    expect(sent).toEqual([]);
    expect(place.textContent).toContain('Choisis d’abord une idée');
    await tap('.choose-from .button', 'Tenir à deux');
    await tap('.tags .button', 'wish');
    await submitForm();
    expect(sent.at(-1)?.body).toEqual({ type: 'submit', text: 'J’aime bien', about: ['i4'], tag: 'wish' });
  });

  it('asks only authors where only they go on', async () => {
    const { text } = await show('authors');
    expect(place.querySelector('h1')?.textContent).toBe('On laisse écrire Awa, René et Léa.');
    expect(text).toContain('Les personnes qui ont donné une idée la continuent');
    expect(text).toContain('On laisse écrire Awa, René et Léa.');
    expect(place.querySelector('textarea')).toBeNull();
  });
});

describe('sorting', () => {
  it('tells how large groups are: by a stone for each idea, or by bars where there are very many', async () => {
    await show('sorted', 's6', 'screen');
    expect(place.querySelectorAll('.groups .stone-row i')).toHaveLength(13);
    expect(place.querySelector('.heap')).toBeNull();
    await show('sort_many', 's6', 'screen');
    const bars = [...place.querySelectorAll<HTMLElement>('.heap')].map((bar) => bar.style.inlineSize);
    expect(bars.slice(0, 3)).toEqual(['100%', '50%', '34.375%']);
    expect(place.querySelector('.groups .stone-row')).toBeNull();
  });

  it('takes a tap on a card and a tap on a group', async () => {
    const { sent } = await show('sort');
    const card = await tap('.loose .sort-card', 'Un carnet');
    expect(card.getAttribute('aria-pressed')).toBe('true');
    await tap('.dock .button', 'Tenir ensemble');
    expect(sent.at(-1)).toEqual({ body: { type: 'move', items: ['i9'], to: 'g2' }, about: { on: 'a5' } });
    expect(place.querySelector('.dock')).toBeNull();
  });

  it('makes a group of two cards', async () => {
    const { sent } = await show('sort');
    await tap('.loose .sort-card', 'Un carnet');
    await tap('.loose .sort-card', 'Inviter');
    expect(sent.at(-1)?.body).toEqual({ type: 'group', items: ['i9', 'i10'] });
  });

  it('lets go of a card by a second tap, and by its word', async () => {
    const { sent } = await show('sort');
    await tap('.loose .sort-card', 'Un carnet');
    await tap('.loose .sort-card', 'Un carnet');
    expect(place.querySelector('.dock')).toBeNull();
    await tap('.loose .sort-card', 'Un carnet');
    await press('Annuler');
    expect(place.querySelector('.dock')).toBeNull();
    expect(sent).toEqual([]);
  });

  it('takes a card out, shows it elsewhere too, begins a group with it', async () => {
    const { sent } = await show('sort');
    await tap('.sort-group .sort-card', 'Tenir à deux');
    await press('La sortir du groupe');
    await tap('.sort-group .sort-card', 'Tenir à deux');
    await tap('.dock .fold .button', 'Ouvrir plus');
    await tap('.sort-group .sort-card', 'Tenir à deux');
    await press('Nouveau groupe');
    expect(sent.map(({ body }) => body)).toEqual([
      { type: 'alone', items: ['i4'] },
      { type: 'copy', item: 'i4', to: 'g1' },
      { type: 'group', items: ['i4'] },
    ]);
  });

  it('names a group in place', async () => {
    const { sent } = await show('sort');
    await press('Lui donner un nom');
    await write('De l’argent');
    await submitForm();
    expect(sent.at(-1)?.body).toEqual({ type: 'name', group: 'g3', text: 'De l’argent' });
  });

  it('is made of buttons all through: the keyboard gets everywhere, and on to the next card', async () => {
    await show('sort');
    for (const card of all('.sort-card')) expect(card.tagName).toBe('BUTTON');
    await tap('.loose .sort-card', 'Un carnet');
    await tap('.dock .button', 'Tenir ensemble');
    expect(reading(document.activeElement)).toContain('Inviter le lycée');
  });

  it('lets a seat that is not counted look only', async () => {
    const { room, sent } = await show('sort');
    const view = room.view.value;
    const layer = room.room.value;
    await act(() => {
      if (!view || !layer) return;
      const seats = { ...layer.seats, s6: { name: 'Idriss', attendance: 'aside' as const } };
      room.view.value = { ...view, layers: { ...view.layers, room: { ...layer, seats } } };
    });
    await tap('.loose .sort-card', 'Un carnet');
    expect(place.querySelector('.dock')).toBeNull();
    expect(sent).toEqual([]);
  });
});

describe('weighing', () => {
  it('asks one option at a time, with words at both ends', async () => {
    const { sent } = await show('score');
    expect(reading(place)).toContain('Option 2 sur 5');
    expect(reading(place)).toContain('0 : rien contre');
    expect(reading(place)).toContain('10 : inacceptable');
    expect(all('.steps-grid .button')).toHaveLength(11);
    await tap('.steps-grid .button', '7');
    expect(sent.at(-1)).toEqual({
      body: { type: 'rate', option: 'i2', value: 7 },
      about: { on: 'a5', version: 3 },
    });
  });

  it('looks everything over before it is finished', async () => {
    const { sent } = await show('score_review');
    expect(reading(place.querySelector('h1'))).toBe('Mes réponses');
    await tap('.given', 'Tenir à deux');
    expect(reading(place.querySelector('.option'))).toBe('Tenir à deux, toujours');
    for (let i = 0; i < 3; i += 1) await act(() => place.querySelector<HTMLElement>('.gesture')?.click());
    await press('J’ai fini');
    expect(sent.at(-1)?.body).toEqual({ type: 'finish' });
  });

  it('says what a chosen step means', async () => {
    await show('score_review');
    await tap('.given', 'Prêter');
    expect(reading(place.querySelector('.said'))).toBe('Une forte résistance.');
    expect(reading(place.querySelector('.steps-grid [aria-pressed="true"] .digit'))).toBe('8');
  });

  it('shows each option beside changing nothing, and says in a table what the bars show', async () => {
    await show('score_revealed');
    const best = 'La moindre résistance : « Ouvrir un samedi sur deux pour commencer »';
    expect(reading(place.querySelector('h1'))).toBe(best);
    expect(all('.weighed .nothing')).toHaveLength(5);
    expect(all('.weighed .worse')).toHaveLength(1);
    const rows = all('.figures tbody tr').map(reading);
    expect(rows[0]).toContain('Ouvrir un samedi sur deux pour commencer');
    expect(rows[0]).toContain('90 %');
    expect(ScoreTable).toBeTypeOf('function');
  });

  it('picks nothing where several are level', async () => {
    const { text } = await show('score_tie');
    expect(text).toContain('À égalité');
    expect(text).toContain('Rien n’est choisi d’office');
  });

  it('spreads points one by one, no more than there are', async () => {
    const { sent, text } = await show('score_dots');
    expect(text).toContain('Restent deux gommettes.');
    const more = place.querySelector<HTMLElement>('[aria-label*="un samedi sur deux"][aria-label*="plus"]');
    await act(() => more?.click());
    expect(sent.at(-1)?.body).toEqual({ type: 'rate', option: 'i2', value: 3 });
    // A second press before the first is answered counts from the first.
    await act(() => more?.click());
    expect(sent.at(-1)?.body).toEqual({ type: 'rate', option: 'i2', value: 4 });
    expect(place.textContent).toContain('Toutes les gommettes sont posées.');
    const less = place.querySelector<HTMLElement>('[aria-label*="Tenir à deux"][aria-label*="moins"]');
    expect(less?.getAttribute('aria-disabled')).toBe('true');
    await act(() => less?.click());
    expect(sent).toHaveLength(2);
  });
});

describe('small groups', () => {
  it('say with whom I am, and send what we tell the others', async () => {
    const { sent, text } = await show('groups');
    expect(text).toContain('Tu es avec Léa, Fatou et Ousmane.');
    await write('Commencer petit');
    await submitForm();
    expect(sent.at(-1)?.body).toEqual({ type: 'share', text: 'Commencer petit' });
    await press('notre groupe passe');
    expect(sent.at(-1)?.body).toEqual({ type: 'pass' });
  });

  it('let a person without a group choose one', async () => {
    const { sent } = await show('groups_out');
    await press('Moussa et Jeanne');
    expect(sent.at(-1)?.body).toEqual({ type: 'move', seat: 's6', to: 'g2' });
  });
});

describe('silence', () => {
  it.each(['phone', 'screen'])(
    'shows a ring that empties, no digit and no second clock (%s)',
    async (face) => {
      await show('silence', 's6', face);
      const shown = place.querySelector(face === 'phone' ? '.phone' : '.screen > main');
      expect(shown?.textContent).not.toMatch(/\d/);
      expect(place.querySelectorAll('.still')).toHaveLength(1);
      expect(place.querySelector('.timer')).toBeNull();
    },
  );

  it('empties from one to nothing, and stands still while the palabre is paused', () => {
    const view = { kind: 'silence', s: 60, started_at: 0, until: 60_000 } as const;
    expect(stillLeft(view, 0)).toBe(1);
    expect(stillLeft(view, 45_000)).toBe(0.25);
    expect(stillLeft(view, 90_000)).toBe(0);
    expect(stillLeft({ kind: 'silence', s: 60, started_at: 0 }, 45_000)).toBe(1);
  });
});

describe('joy', () => {
  it('is joined once, and thanks are said to somebody by name', async () => {
    const { sent } = await show('celebrate', 's9');
    await press('Je m’en réjouis');
    expect(sent.at(-1)?.body).toEqual({ type: 'join_in' });
    await press('Léa');
    await write('Tu as tenu le fil');
    await submitForm();
    expect(sent.at(-1)?.body).toEqual({ type: 'thank', seat: 's3', text: 'Tu as tenu le fil' });
    await show('celebrate_joined');
    expect(place.textContent).toContain('Ta lumière est allumée.');
    expect(place.textContent).not.toContain('Je m’en réjouis');
  });
});

describe('an agenda', () => {
  it('takes a point with its time', async () => {
    const { sent } = await show('agenda');
    await write('Le jardin');
    const time = place.querySelector('select');
    await act(() => {
      if (!time) return;
      time.value = '10';
      time.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await submitForm();
    expect(sent.at(-1)?.body).toEqual({ type: 'propose', text: 'Le jardin', minutes: 10 });
  });

  it('leaves a point to its author and to whoever conducts, until it is taken up', async () => {
    await show('agenda', 's4');
    expect(all('.point .button').map(reading)).toEqual(['Modifier', 'Retirer']);
    await show('agenda_taken', 's6');
    expect(all('.point .button')).toEqual([]);
    expect(reading(place.querySelector('[aria-current="step"] p'))).toBe('Ouvrir l’atelier le samedi');
  });
});

describe('a point of the agenda', () => {
  it('is said wherever it is treated, and set down at the desk', async () => {
    await show('agenda_beside');
    expect(reading(place.querySelector('.top'))).toContain('Point : Ouvrir l’atelier le samedi');
    await show('agenda_beside', 's6', 'screen');
    expect(reading(place.querySelector('header'))).toContain('Ouvrir l’atelier le samedi');
  });
});

describe('commitments', () => {
  it('may carry an idea, and say which are carried by nobody yet', async () => {
    const { sent, text } = await show('carried');
    expect(reading(place)).toContain('porte « Tenir à deux, toujours »');
    expect(text).toContain('Quatre idées que personne ne porte encore.');
    const item = place.querySelector<HTMLSelectElement>('#item');
    await act(() => {
      if (!item) return;
      item.value = 'i3';
      item.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await write('Fabriquer la caisse');
    await submitForm();
    expect(sent.at(-1)?.body).toMatchObject({ type: 'propose', what: 'Fabriquer la caisse', item: 'i3' });
  });
});

describe('the sense of the meeting', () => {
  it('keeps what was said as words, without a name or a number', async () => {
    await show('sense_revealed');
    const said = all('.card').filter((card) => reading(card)?.includes('toujours les mêmes'));
    expect(said).toHaveLength(1);
    expect(place.querySelector('main')?.textContent).not.toContain('Jeanne');
  });

  it('waits for everybody without saying how many', async () => {
    await show('sense', 's3');
    expect(place.textContent).toContain('On attend que tout le monde ait répondu.');
  });

  it('counts nobody, before or after', async () => {
    for (const moment of ['sense', 'sense_revealed']) {
      for (const face of ['phone', 'screen']) {
        await show(moment, 's6', face);
        expect(place.textContent, `${moment} ${face}`).not.toMatch(/\d+ sur \d+|\d+ (oui|réserve|objection)/);
        expect(place.querySelectorAll('.seat.consent, .seat.concern')).toHaveLength(0);
      }
    }
  });
});

describe('the screen', () => {
  it('shows two thousand ideas as a ring of points with the newest in words', async () => {
    await show('ideas_many', 's6', 'screen');
    expect(reading(place.querySelector('.cloud figcaption'))).toMatch(/^2.000idées$/);
    expect(all('.newest li')).toHaveLength(4);
    const points = place.querySelector('.cloud .old')?.getAttribute('d')?.split('M').length ?? 0;
    expect(points - 1 + 4).toBe(2000);
  });

  it('leaves the middle of the ring to the number', () => {
    for (const [x, y] of placesOf(300)) {
      expect(Math.hypot(x, y)).toBeGreaterThan(45);
      expect(Math.hypot(x, y)).toBeLessThan(114);
    }
  });

  it('draws a link for every « oui, et… », also to a second idea', async () => {
    await show('builds', 's6', 'screen');
    expect(place.querySelector('.cloud .links')?.getAttribute('d')?.match(/M/g)).toHaveLength(6);
  });

  it('keeps changing nothing in the picture, however it ranks', async () => {
    await show('score_revealed', 's6', 'screen');
    expect(all('.weighed .is-passive')).toHaveLength(1);
  });
});
