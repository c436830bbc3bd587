// SPDX-License-Identifier: AGPL-3.0-or-later
// Every sentence in both languages and both forms, and how they are put together.
import { afterEach, describe, expect, it } from 'vitest';
import en from '../src/i18n/en.json';
import fr from '../src/i18n/fr.json';
import { address, day, language, listed, minutesSeconds, say, type Word } from '../src/i18n/say';
import { difference } from '../src/ui/difference';

afterEach(() => {
  language.value = 'fr';
  address.value = 'vous';
});

function leaves(word: Word, path = ''): readonly (readonly [string, string])[] {
  if (typeof word === 'string') return [[path, word]];
  return Object.entries(word).flatMap(([form, inner]) => leaves(inner, `${path}/${form}`));
}

/** One of these words, whole; `\b` knows no é. */
const said = (words: string) => new RegExp(`(?<!\\p{L})(${words})(?!\\p{L})`, 'iu');

const names = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();
const wanted = (word: Word) => new Set(leaves(word).flatMap(([, sentence]) => names(sentence)));

describe('the strings', () => {
  it('stand in French and English, the same ones', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(fr).sort());
  });

  it.each(Object.entries(fr as Record<string, Word>))('%s names the same things in both', (key, word) => {
    const english = (en as Record<string, Word>)[key] ?? '';
    const plain = (set: Set<string | undefined>) =>
      new Set([...set].map((name) => (name === 'many' ? 'n' : name)));
    expect(plain(wanted(english))).toEqual(plain(wanted(word)));
  });

  it('have a tu wherever they have a vous, and never say the one in the other', () => {
    for (const [key, word] of Object.entries(fr as Record<string, Word>)) {
      for (const [path, sentence] of leaves(word, key)) {
        if (path.includes('/tu')) expect(sentence, path).not.toMatch(said('vous pouvez|votre|vos'));
        else if (!/^(found|founded|join\.locked)/.test(path) && path.includes('/vous')) {
          expect(sentence, path).not.toMatch(said('tu|toi|ton|tes|t'));
        } else if (!path.includes('/vous') && key !== 'found.tu') {
          expect(sentence, path).not.toMatch(said('tu|toi'));
        }
      }
    }
  });
});

describe('say', () => {
  it('chooses the address, the number and the small number’s name', () => {
    address.value = 'tu';
    const word = fr['round.wait'] as Word;
    expect(say(word, { n: 2 })).toBe('Encore deux personnes, puis c’est à toi. Tu peux poser ton téléphone.');
    expect(say(word, { n: 1 })).toBe('Encore une personne, puis c’est à toi. Tu peux poser ton téléphone.');
    expect(say(word, { n: 23 })).toContain('Encore 23 personnes');
    address.value = 'vous';
    expect(say(word, { n: 2 })).toContain('Vous pouvez poser votre téléphone.');
  });

  it('begins a sentence with a capital, also where it begins with a number', () => {
    expect(say('Personne. {many} réserves.', { n: 2 })).toBe('Personne. Deux réserves.');
    expect(say('{many} personnes', { n: 3 })).toBe('Trois personnes');
  });

  it('sets French spaces that do not break, and none in English', () => {
    expect(say('Vraiment ? « Oui »')).toBe('Vraiment\u00a0? «\u00a0Oui\u00a0»');
    language.value = 'en';
    expect(say('Really?')).toBe('Really?');
  });

  it('prints French: curved apostrophes, « d’Awa », « veux-tu » on one line', () => {
    expect(say("C'est à toi.")).toBe('C’est à toi.');
    expect(say('L’objection de {name}', { name: 'Awa' })).toBe('L’objection d’Awa');
    expect(say('Pour que {name} puisse', { name: 'Élodie' })).toBe('Pour qu’Élodie puisse');
    expect(say('L’objection de {name}', { name: 'René' })).toBe('L’objection de René');
    expect(say('plus de {n}', { n: 8 })).toBe('plus de 8');
    expect(say('Veux-tu venir ? Dis-le-lui.')).toBe('Veux\u2011tu venir\u00a0? Dis\u2011le\u2011lui.');
    expect(say('Saint-Leu, Marie-Claude')).toBe('Saint-Leu, Marie-Claude');
    expect(say('{words}', { words: "l'atelier" })).toBe("l'atelier");
    language.value = 'en';
    expect(say("It's {name}'s turn", { name: 'Awa' })).toBe("It's Awa's turn");
  });

  it('leaves a parameter that it was not given', () => {
    expect(say('{name} parle')).toBe('{name} parle');
  });

  it('lists names as people do', () => {
    expect(listed(['Awa'], 'et')).toBe('Awa');
    expect(listed(['Awa', 'René', 'Léa'], 'et')).toBe('Awa, René et Léa');
    expect(listed(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], 'et')).toBe('a, b, c, d, e et +3');
  });

  it('says a plain date as a day, whatever the zone', () => {
    const year = new Date().getUTCFullYear();
    expect(day(`${year}-12-20`)).toBe('20 décembre');
    expect(day('1999-01-01')).toBe('1 janvier 1999');
    expect(day(undefined)).toBe('');
  });

  it('counts down in minutes and seconds, never below nothing', () => {
    expect(minutesSeconds(200_000)).toBe('3:20');
    expect(minutesSeconds(-5)).toBe('0:00');
  });
});

describe('a difference of two versions', () => {
  const whole = (pieces: ReturnType<typeof difference>, not: 'added' | 'removed') =>
    pieces
      .filter((piece) => piece.is !== not)
      .map((piece) => piece.text)
      .join('');

  it.each([
    ['Nous ouvrons le samedi.', 'Nous ouvrons le samedi matin, à l’essai.'],
    ['a b c', 'c b a'],
    ['', 'tout est neuf'],
    ['tout part', ''],
    ['même', 'même'],
  ])('of %j and %j holds both whole', (before, after) => {
    const pieces = difference(before, after);
    expect(whole(pieces, 'added')).toBe(before);
    expect(whole(pieces, 'removed')).toBe(after);
  });

  it('marks only what is new', () => {
    const added = difference('le samedi.', 'le samedi matin.').filter((piece) => piece.is === 'added');
    expect(added.map((piece) => piece.text.trim())).toEqual(['matin']);
  });
});
