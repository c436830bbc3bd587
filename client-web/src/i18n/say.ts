// SPDX-License-Identifier: AGPL-3.0-or-later
// Sentences from their pieces: form of address, number, parameters, French spaces.
import { signal } from '@preact/signals';

export type Language = 'fr' | 'en';
export type Address = 'tu' | 'vous';

/** A sentence, or its forms: by address, by number, one inside the other in any order. */
export type Word = string | { readonly [form: string]: Word };
export type Values = Readonly<Record<string, string | number>>;

export const language = signal<Language>('fr');
export const address = signal<Address>('vous');

function form(word: { readonly [form: string]: Word }, n: number): Word {
  if ('tu' in word || 'vous' in word) return word[address.value] ?? word.vous ?? word.tu ?? '';
  const one = language.value === 'fr' ? Math.abs(n) < 2 : n === 1;
  if (n === 0 && word.zero !== undefined) return word.zero;
  return (one ? word.one : word.other) ?? word.other ?? word.one ?? '';
}

const pronouns = 'je|tu|ils?|elles?|on|nous|vous|ce|ci|moi|toi|l[aeà]|les|lui|leur';
const inverted = new RegExp(`-(?=(?:${pronouns})(?![\\p{L}]))`, 'giu');

/**
 * In French what stands before a question mark stays with it, and « veux-tu » on one line; for people's own words
 * too.
 */
export function spaced(sentence: string): string {
  if (language.value !== 'fr') return sentence;
  return sentence
    .replace(/ ([?!;:»])/g, '\u00a0$1')
    .replace(/« /g, '«\u00a0')
    .replace(/-t-(?=[eio])/g, '\u2011t\u2011')
    .replace(inverted, '\u2011');
}

/** A French sentence as it is printed: curved apostrophes; « d’Awa » and « qu’Awa » before a vowel. */
function printed(sentence: string, values: Values): string {
  if (language.value !== 'fr') return sentence;
  return sentence
    .replace(/\b(d|qu)e \{(\w+)\}/gi, (whole, stem: string, name: string) =>
      /^[aeiouàáâäãåæèéêëìíîïòóôöøùúûüœ]/i.test(String(values[name] ?? '')) ? `${stem}’{${name}}` : whole,
    )
    .replaceAll("'", '’');
}

/** The number that decides between one and other: `n`, `count`, or the first number given. */
function numberOf(values: Values): number {
  const named = values.n ?? values.count;
  if (typeof named === 'number') return named;
  return Object.values(values).find((value): value is number => typeof value === 'number') ?? 0;
}

const spelled: Readonly<Record<Language, readonly string[]>> = {
  fr: ['zéro', 'une', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix'],
  en: ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
};

/** Small numbers are said, not counted. */
const inWords = (n: number) => spelled[language.value][n] ?? String(n);

export function say(word: Word | undefined, values: Values = {}): string {
  let chosen: Word = word ?? '';
  while (typeof chosen !== 'string') chosen = form(chosen, numberOf(values));
  const filled = printed(chosen, values).replace(
    /\{(\w+)\}/g,
    (whole, name: string, at: number, text: string) => {
      if (name !== 'many') return String(values[name] ?? whole);
      const many = inWords(numberOf(values));
      const first = at === 0 || /[.!?] $/.test(text.slice(0, at));
      return first ? `${many.charAt(0).toUpperCase()}${many.slice(1)}` : many;
    },
  );
  return spaced(filled);
}

/** « Awa, René et Léa », with what is too many counted. */
export function listed(names: readonly string[], and: string, most = 5): string {
  const shown = names.length > most + 1 ? names.slice(0, most) : names;
  const rest = names.length - shown.length;
  const parts = rest > 0 ? [...shown, `+${rest}`] : shown;
  const last = parts.at(-1);
  if (last === undefined) return '';
  return parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')} ${and} ${last}`;
}

/** Dates and hours as the sentences beside them are written: 20 March, 14:05. */
const locale = () => (language.value === 'en' ? 'en-GB' : language.value);

/** A plain date (2026-12-20) as people say it; the year only when it is another one. */
export function day(iso: string | undefined): string {
  if (!iso || !/^\d{4}-\d{2}-\d{2}/.test(iso)) return iso ?? '';
  const at = new Date(`${iso.slice(0, 10)}T12:00:00Z`);
  const other = at.getUTCFullYear() !== new Date().getUTCFullYear();
  return new Intl.DateTimeFormat(locale(), {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
    ...(other ? { year: 'numeric' } : {}),
  }).format(at);
}

export function clockTime(at: number): string {
  return new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** Minutes and seconds left: 3:20. */
export function minutesSeconds(ms: number): string {
  const s = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')}`;
}
