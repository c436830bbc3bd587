// SPDX-License-Identifier: AGPL-3.0-or-later
// What people read, taken from where the faces take it: a wording may change, a promise may not.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { address, day, language, say } from '../../../client-web/src/i18n/say.ts';
import { tree } from './server.mjs';

const read = (path) => JSON.parse(readFileSync(join(tree, path), 'utf8'));

export function words_of(tongue, form, scenario) {
  const strings = read(`client-web/src/i18n/${tongue}.json`);
  const texts = read(`scenarios/${scenario}/texts.${tongue}.json`);
  const catalogue = read(`protocol/catalogue/${tongue}.json`);
  const said = (word, values, where) => {
    if (word === undefined) throw new Error(`no words for ${where}`);
    language.value = tongue;
    address.value = form;
    return say(word, values);
  };
  return {
    tongue,
    scenario: texts,
    /// A string of the faces.
    t: (key, values) => said(strings[key], values, key),
    /// The scenario's words for a state: its title, question, instruction.
    state: (state, what, values) => said(texts.states[state]?.[what], values, `${state}.${what}`),
    gesture: (state, event) => said(texts.states[state]?.gestures?.[event] ?? texts.exits?.[event], {}, `${state}.${event}`),
    refusal: (state, code) => said(texts.states[state]?.refusals?.[code], {}, `${state}.${code}`),
    why: () => said(texts.why, {}, 'why'),
    param: (name) => said(texts.params[name].label, {}, name),
    /// A sentence of the minutes.
    minutes: (code, values) => said(catalogue.minutes[code], values, `minutes.${code}`),
    day: (iso) => {
      language.value = tongue;
      return day(iso);
    },
  };
}

/// Blanks of every width are one blank, and print is as typed: for comparing what is shown or written.
export const plain = (text) => text.replace(/\s+/gu, ' ').replace(/’/gu, "'").replace(/\u2011/gu, '-').trim();

/// The accessible name of an act begins with its words; a hint in smaller words may follow.
export const named = (words) => new RegExp(`^${escaped(words)}(\\s|$)`);
export const exactly = (words) => new RegExp(`^\\s*${escaped(words)}\\s*$`);
export const within = (words) => new RegExp(escaped(words));
// As print, or as plain() makes it. Quotes are spelt, since they would end a selector.
const escaped = (words) =>
  words
    .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    .replace(/["]/g, '\\x22')
    .replace(/['’]/gu, '[\\x27\\u2019]')
    .replace(/[-\u2011]/gu, '[\\x2d\\u2011]')
    .replace(/\s+/g, '\\s+');
