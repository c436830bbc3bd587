// SPDX-License-Identifier: AGPL-3.0-or-later
// The interface's own strings and the catalogue's sentences, in the palabre's language.

import french from 'virtual:words/fr/first';
import { type Signal, signal } from '@preact/signals';
import type fr from './fr.json';
import { type Address, address, type Language, language, listed, say, type Values, type Word } from './say';

export type Key = keyof typeof fr;
type Strings = Readonly<Record<string, Word>>;

export interface Catalogue {
  readonly refusals?: Strings;
  readonly missing?: Strings;
  readonly notices?: Strings;
}

const parts = {
  fr: {
    first: async () => french,
    deciding: () => import('virtual:words/fr/deciding').then((part) => part.default),
    later: () => import('virtual:words/fr/later').then((part) => part.default),
    rare: () => import('virtual:words/fr/rare').then((part) => part.default),
    catalogue: () => import('virtual:catalogue/fr').then((part) => part.default),
  },
  en: {
    first: () => import('virtual:words/en/first').then((part) => part.default),
    deciding: () => import('virtual:words/en/deciding').then((part) => part.default),
    later: () => import('virtual:words/en/later').then((part) => part.default),
    rare: () => import('virtual:words/en/rare').then((part) => part.default),
    catalogue: () => import('virtual:catalogue/en').then((part) => part.default),
  },
};

/** Fetched with what needs them: deciding; founding and the desk; the kinds that few palabres have. */
export type Part = 'deciding' | 'later' | 'rare';

const first = signal<Strings>(french);
const more: Readonly<Record<Part, Signal<Strings>>> = {
  deciding: signal({}),
  later: signal({}),
  rare: signal({}),
};
const wanted = new Set<Part>();
const catalogue = signal<Catalogue | undefined>(undefined);
let wants_catalogue = false;

/** Speaks as the palabre does from here on. French is always at hand; the rest is fetched when it is needed. */
export async function speak(to: Language, as: Address): Promise<void> {
  address.value = as;
  if (language.value === to) return;
  const [strings, deciding, later, rare, sentences] = await Promise.all([
    parts[to].first(),
    wanted.has('deciding') ? parts[to].deciding() : {},
    wanted.has('later') ? parts[to].later() : {},
    wanted.has('rare') ? parts[to].rare() : {},
    wants_catalogue ? parts[to].catalogue() : undefined,
  ]);
  first.value = strings;
  more.deciding.value = deciding;
  more.later.value = later;
  more.rare.value = rare;
  catalogue.value = sentences;
  language.value = to;
  document.documentElement.lang = to;
}

/** The strings of a part, fetched with what it says. */
export async function speakMore(part: Part = 'later'): Promise<void> {
  wanted.add(part);
  const to = language.value;
  const strings = await parts[to][part]();
  if (language.value === to) more[part].value = strings;
}

/** The sentences of refusals: wanted rarely, and then the line is there. */
function fetchCatalogue(): void {
  if (wants_catalogue) return;
  wants_catalogue = true;
  const to = language.value;
  parts[to].catalogue().then(
    (sentences) => {
      if (language.value === to) catalogue.value = sentences;
    },
    () => {
      wants_catalogue = false;
    },
  );
}

const wordOf = (key: string) =>
  first.value[key] ??
  more.deciding.value[key] ??
  more.later.value[key] ??
  more.rare.value[key] ??
  french[key];

export function t(key: Key, values: Values = {}): string {
  return say(wordOf(key) ?? key, values);
}

/** A string that may not exist, such as the name of a role that only a scenario knows. */
export function tMaybe(key: string, values: Values = {}): string | undefined {
  const word = wordOf(key);
  return word === undefined ? undefined : say(word, values);
}

/** « Awa, René et Léa ». */
export const names = (list: readonly string[], most?: number) => listed(list, t('and'), most);

export type Chapter = keyof Catalogue;

/** A sentence of the catalogue; absent when it holds none for this code. */
export function told(chapter: Chapter, code: string, values: Values = {}): string | undefined {
  if (!catalogue.value) fetchCatalogue();
  const word = catalogue.value?.[chapter]?.[code];
  return word === undefined ? undefined : say(word, values);
}
