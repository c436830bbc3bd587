// SPDX-License-Identifier: AGPL-3.0-or-later
// The interface's own strings and the catalogue's sentences, in the palabre's language.

import { signal } from '@preact/signals';
import fr from './fr.json';
import { type Address, address, type Language, language, listed, say, type Values, type Word } from './say';

export type Key = keyof typeof fr;

export interface Catalogue {
  readonly refusals?: Readonly<Record<string, Word>>;
  readonly missing?: Readonly<Record<string, Word>>;
  readonly notices?: Readonly<Record<string, Word>>;
}

type Strings = Readonly<Record<string, Word>>;

const strings = signal<Strings>(fr);
const catalogue = signal<Catalogue>({});

const catalogues = {
  fr: () => import('virtual:catalogue/fr'),
  en: () => import('virtual:catalogue/en'),
};

/** Speaks as the palabre does from here on. French strings are always at hand; the rest is fetched once. */
export async function speak(to: Language, as: Address): Promise<void> {
  address.value = as;
  const known = language.value === to && Object.keys(catalogue.value).length > 0;
  if (known) return;
  const sentences = catalogues[to]().then((book) => {
    if (language.value === to) catalogue.value = book.default;
  });
  const words: Strings = to === 'fr' ? fr : (await import('./en.json')).default;
  strings.value = words;
  language.value = to;
  document.documentElement.lang = to;
  // A sentence of the catalogue is wanted when something is refused; the faces need not wait for it.
  sentences.catch(() => undefined);
}

export function t(key: Key, values: Values = {}): string {
  return say(strings.value[key] ?? (fr as Strings)[key] ?? key, values);
}

/** A string that may not exist, such as the name of a role that only a scenario knows. */
export function tMaybe(key: string, values: Values = {}): string | undefined {
  const word = strings.value[key] ?? (fr as Strings)[key];
  return word === undefined ? undefined : say(word, values);
}

/** « Awa, René et Léa ». */
export const names = (list: readonly string[], most?: number) => listed(list, t('and'), most);

export type Chapter = keyof Catalogue;

/** A sentence of the catalogue; absent when it holds none for this code. */
export function told(chapter: Chapter, code: string, values: Values = {}): string | undefined {
  const word = catalogue.value[chapter]?.[code];
  return word === undefined ? undefined : say(word, values);
}
