// SPDX-License-Identifier: AGPL-3.0-or-later
// The interface's own strings and the catalogue's sentences, in the palabre's language.

import catalogueFr from 'virtual:catalogue/fr';
import { signal } from '@preact/signals';
import fr from './fr.json';
import { type Address, address, type Language, language, listed, say, type Values, type Word } from './say';

export type Key = keyof typeof fr;

export interface Catalogue {
  readonly refusals?: Readonly<Record<string, Word>>;
  readonly missing?: Readonly<Record<string, Word>>;
  readonly notices?: Readonly<Record<string, Word>>;
}

interface Book {
  readonly strings: Readonly<Record<string, Word>>;
  readonly catalogue: Catalogue;
}

const french: Book = { strings: fr, catalogue: catalogueFr };
const book = signal<Book>(french);

/** Speaks as the palabre does from here on. French is always at hand; English is fetched when first needed. */
export async function speak(to: Language, as: Address): Promise<void> {
  address.value = as;
  if (to === 'fr') {
    book.value = french;
  } else {
    const [strings, catalogue] = await Promise.all([import('./en.json'), import('virtual:catalogue/en')]);
    book.value = { strings: strings.default, catalogue: catalogue.default };
  }
  language.value = to;
  document.documentElement.lang = to;
}

export function t(key: Key, values: Values = {}): string {
  return say(book.value.strings[key] ?? french.strings[key] ?? key, values);
}

/** A string that may not exist, such as the name of a role that only a scenario knows. */
export function tMaybe(key: string, values: Values = {}): string | undefined {
  const word = book.value.strings[key] ?? french.strings[key];
  return word === undefined ? undefined : say(word, values);
}

/** « Awa, René et Léa ». */
export const names = (list: readonly string[], most?: number) => listed(list, t('and'), most);

export type Chapter = keyof Catalogue;

/** A sentence of the catalogue; absent when it holds none for this code. */
export function told(chapter: Chapter, code: string, values: Values = {}): string | undefined {
  const word = book.value.catalogue[chapter]?.[code] ?? french.catalogue[chapter]?.[code];
  return word === undefined ? undefined : say(word, values);
}
