// SPDX-License-Identifier: AGPL-3.0-or-later
// The door: a name and in; a name that is taken may be oneself; secrets leave the address bar at once.
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Kept } from '../src/connection/storage';
import { FoundPage } from '../src/faces/found/found';
import { takeSecret } from '../src/faces/join/address';
import { Join } from '../src/faces/join/join';
import en from '../src/i18n/en.json';
import fr from '../src/i18n/fr.json';
import { readCode } from '../src/protocol/http';

const place = document.createElement('div');
document.body.append(place);

interface Asked {
  readonly path: string;
  readonly body: unknown;
}

let asked: Asked[] = [];
let joined: Kept[] = [];
let answers: Record<string, () => Response>;
const json = (status: number, body: object) => new Response(JSON.stringify(body), { status });
const seen = { title: 'Élire', language: 'fr', address: 'tu', open: 'open', seats: 3 };
const door = () => json(200, seen);

beforeEach(() => {
  asked = [];
  joined = [];
  answers = { '/api/palabres/KATA-27XB': door };
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    asked.push({ path, body: init?.body ? JSON.parse(String(init.body)) : undefined });
    const answer = answers[path];
    if (!answer) throw new Error(`no network for ${path}`);
    return answer();
  });
});

afterEach(() => {
  render(null, place);
  vi.unstubAllGlobals();
});

async function open(founder?: string) {
  await act(() =>
    render(<Join code="KATA-27XB" founder={founder} onJoined={(kept) => joined.push(kept)} />, place),
  );
  await vi.waitFor(() => expect(place.querySelector('input[type=text]')).not.toBeNull());
}

async function enter(name: string) {
  const field = place.querySelector<HTMLInputElement>('input[type=text]');
  await act(() => {
    if (!field) return;
    field.value = name;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await act(() => place.querySelector('form')?.requestSubmit());
}

async function press(words: string) {
  const button = [...place.querySelectorAll('button')].find((one) => one.textContent === words);
  await act(() => button?.click());
}

describe('the door', () => {
  it('asks for a name and nothing else', async () => {
    answers['/api/palabres/KATA-27XB/sessions'] = () => json(201, { secret: 'mine', seat: 's4' });
    await open();
    expect(place.textContent).toContain('Ni compte, ni application.');
    await enter('  Awa ');
    await vi.waitFor(() => expect(joined).toEqual([{ secret: 'mine', name: 'Awa' }]));
    expect(asked.at(-1)?.body).toEqual({ face: 'phone', name: 'Awa', place: 'room' });
  });

  it('[H9] carries the founder’s secret in the body alone', async () => {
    answers['/api/palabres/KATA-27XB/sessions'] = () => json(201, { secret: 'mine', seat: 's1' });
    await open('founders-secret');
    await enter('Léa');
    await vi.waitFor(() => expect(joined).toHaveLength(1));
    expect(asked.every(({ path }) => !path.includes('founders-secret'))).toBe(true);
    expect(asked.at(-1)?.body).toMatchObject({ secret: 'founders-secret' });
  });

  it('asks whether a taken name is oneself, and claims that seat', async () => {
    const taken = { code: 'name_taken', params: { seat: 's2' } };
    answers['/api/palabres/KATA-27XB/sessions'] = () => json(409, taken);
    await open();
    await enter('Awa');
    await vi.waitFor(() => expect(place.textContent).toContain('Awa a déjà une place ici. C’est toi'));
    answers['/api/palabres/KATA-27XB/sessions'] = () => json(201, { secret: 'again' });
    await press('Oui, je reprends ma place');
    await vi.waitFor(() => expect(joined).toEqual([{ secret: 'again', name: 'Awa', claiming: 's2' }]));
    expect(asked.at(-1)?.body).toEqual({ face: 'phone', claim: 's2', name: 'Awa' });
  });

  it('[H9] behind a closed door says before one asks that one’s own name still opens it', async () => {
    answers['/api/palabres/KATA-27XB'] = () => json(200, { ...seen, open: 'locked' });
    await open();
    expect(place.querySelector('.lead')?.textContent).toContain('entrez avec le même nom');
    answers['/api/palabres/KATA-27XB/sessions'] = () =>
      json(409, { code: 'name_taken', params: { seat: 's2' } });
    await enter('Awa');
    await vi.waitFor(() => expect(place.textContent).toContain('Awa a déjà une place ici. C’est toi'));
  });

  it('says what to do when the door is closed, and keeps the name', async () => {
    answers['/api/palabres/KATA-27XB/sessions'] = () => json(403, { code: 'locked', params: {} });
    await open();
    await enter('Awa');
    await vi.waitFor(() =>
      expect(place.querySelector('[role=alert]')?.textContent).toContain('La porte est fermée'),
    );
    expect(place.querySelector<HTMLInputElement>('input[type=text]')?.value).toBe('Awa');
    expect(joined).toEqual([]);
  });

  it('says that no palabre has this code', async () => {
    answers['/api/palabres/KATA-27XB'] = () => json(404, { code: 'no_such_palabre' });
    await act(() => render(<Join code="KATA-27XB" onJoined={() => undefined} />, place));
    await vi.waitFor(() => expect(place.textContent).toContain('Aucune palabre'));
  });
});

describe('[H10] a secret behind the #', () => {
  it('leaves the address bar as it is read', () => {
    history.replaceState(null, '', '/p/KATA-27XB#f=secret');
    expect(takeSecret('f')).toBe('secret');
    expect(location.href).not.toContain('secret');
    expect(takeSecret('f')).toBeUndefined();
  });
});

describe('[H11] a code', () => {
  it('is one wherever a page gives an example', async () => {
    const looks_like_one = /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/g;
    const said = [...JSON.stringify([fr, en]).matchAll(looks_like_one)].map(([code]) => code);
    expect(said).toHaveLength(2);
    answers['/api/scenarios'] = () => json(200, { scenarios: [] });
    await act(() => render(<FoundPage />, place));
    await vi.waitFor(() => expect(place.querySelector('#code')).not.toBeNull());
    said.push(place.querySelector('#code')?.getAttribute('placeholder') ?? '');
    for (const code of said) expect(readCode(code)).toBe(code);
  });
});
