// SPDX-License-Identifier: AGPL-3.0-or-later
// Founding: four questions, a method that follows from the answers, and what is still missing always said.
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FoundPage } from '../src/faces/found/found';
import { fits, offered, suggested } from '../src/faces/found/moments';
import { speakMore } from '../src/i18n/t';
import type { ScenarioCard } from '../src/protocol/http';

const card = (id: string, moments: readonly string[], min: number, max: number): ScenarioCard => ({
  id,
  version: '1.0.0',
  seats: { min, max },
  minutes: 45,
  moments,
  texts: { fr: { title: `La méthode ${id}`, why: `Pourquoi ${id}`, about: `Comment ${id} se passe` } },
});
const cards = [
  card('small', ['talk'], 3, 20),
  card('large', ['many', 'talk'], 12, 1000),
  card('own', [], 3, 20),
  card('consent', ['consent'], 3, 20),
];

describe('the method', () => {
  it('is suggested from what the group wants, and for how many', () => {
    const ids = (...asked: Parameters<typeof suggested>) => suggested(...asked).map(({ id }) => id);
    expect(ids(cards, 'talk', undefined)).toEqual(['small', 'large']);
    expect(ids(cards, 'talk', [61, 1000])).toEqual(['large', 'small']);
    expect(ids(cards, undefined, [2, 5])).toEqual([]);
    expect(ids(cards, 'lead', undefined)).toEqual([]);
  });

  it('is asked for only among moments that some method here is made for', () => {
    expect(offered(cards)).toEqual(['talk', 'consent', 'many']);
  });

  it('fits where its people and the group overlap', () => {
    expect(fits(card('x', [], 3, 20), [2, 5])).toBe(true);
    expect(fits(card('x', [], 6, 20), [2, 5])).toBe(false);
    expect(fits(card('x', [], 6, 20), undefined)).toBe(true);
  });
});

const place = document.createElement('div');
document.body.append(place);
let sent: unknown[] = [];

beforeEach(async () => {
  await speakMore();
  sent = [];
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    if (path === '/api/scenarios') return new Response(JSON.stringify({ scenarios: cards }));
    sent.push(JSON.parse(String(init?.body)));
    const founded = {
      code: 'KATA-27XB',
      join_url: '/p/KATA-27XB',
      desk_url: '/p/KATA-27XB#f=x',
      screen_url: '/s/KATA-27XB#k=y',
    };
    return new Response(JSON.stringify({ ...founded, founder_secret: 'x' }), { status: 201 });
  });
  vi.stubGlobal('navigator', { ...navigator, language: 'fr-FR' });
});

afterEach(() => {
  render(null, place);
  vi.unstubAllGlobals();
});

const find = (selector: string, words: string) =>
  [...place.querySelectorAll<HTMLElement>(selector)].find((one) => one.textContent?.startsWith(words));

async function press(words: string) {
  const found = find('button', words) ?? find('label', words)?.querySelector('input');
  if (!found) throw new Error(`no « ${words} » in ${place.textContent}`);
  await act(() => found.click());
}

async function open() {
  await act(() => render(<FoundPage />, place));
  await vi.waitFor(() => expect(place.textContent).toContain('Ouvrir une palabre'));
  await press('Ouvrir une palabre');
  await vi.waitFor(() => expect(place.textContent).toContain('Pourquoi vous réunissez\u2011vous'));
}

/** All four on one page. */
async function openAtOnce() {
  await open();
  await press('Voir les quatre questions');
  await vi.waitFor(() => expect(place.textContent).toContain('Décider d’une proposition'));
}

async function write(id: string, words: string) {
  const field = place.querySelector<HTMLInputElement>(`#${id}`);
  await act(() => {
    if (!field) return;
    field.value = words;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

const lacks = () => place.querySelector('#found-lacks')?.textContent;

describe('the four questions', () => {
  it('say what is missing, suggest a method, and found with what was answered', async () => {
    await openAtOnce();
    expect(lacks()).toContain('de quoi on parle');
    await write('title', 'x'.repeat(121));
    expect(lacks()).toContain('120');
    await write('title', ' Ouvrir le samedi ');
    expect(lacks()).toContain('ce que veut faire');
    await press('Décider d’une proposition');
    expect(lacks()).toBeUndefined();
    expect(place.textContent).toContain('Pourquoi consent');
    expect(place.textContent).toMatch(/Méthode.: La méthode consent/);
    await press('plus de 60');
    expect(place.textContent).toContain('faite pour un autre nombre');
    await press('vous');
    await act(() => place.querySelector('form')?.requestSubmit());
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({
      scenario: 'consent',
      title: 'Ouvrir le samedi',
      address: 'vous',
      conducted: true,
    });
    await vi.waitFor(() => expect(place.textContent).toContain('KATA-27XB'));
  });

  it('sends nothing while something is missing', async () => {
    await openAtOnce();
    await act(() => place.querySelector('form')?.requestSubmit());
    expect(sent).toEqual([]);
  });

  it('leaves every method within reach, also one that names no moment', async () => {
    await openAtOnce();
    await write('title', 'Une question');
    await press('La méthode own');
    expect(place.textContent).toMatch(/Méthode.: La méthode own/);
  });

  it('come one at a time, and the next opens once this one is answered', async () => {
    await open();
    const next = () => act(() => place.querySelector('form')?.requestSubmit());
    const heading = () => place.querySelector('h1')?.textContent;
    await next();
    expect(heading()).toContain('Pourquoi');
    await write('title', 'Une question');
    await next();
    expect(heading()).toContain('Que veut faire');
    await next();
    expect(lacks()).toContain('ce que veut faire');
    await press('Parler');
    await next();
    expect(heading()).toContain('Combien');
    await press('Revenir');
    expect(heading()).toContain('Que veut faire');
    await next();
    await next();
    expect(heading()).toContain('Comment');
    expect(sent).toEqual([]);
    await next();
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ scenario: 'small', title: 'Une question' });
  });
});
