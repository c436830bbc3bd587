// SPDX-License-Identifier: AGPL-3.0-or-later
// Codes and parameters as the server sends them, made into sentences for people.
import { clockTime, day, say, type Values, type Word } from '../i18n/say';
import { type Key, names, t, tMaybe, told } from '../i18n/t';
import type { Spoken, StateTexts } from '../protocol/http';
import type { Exit, MissingWhy, Params, SeatId } from '../protocol/view';
import type { Room } from './room';

function one(room: Room, name: string, value: unknown): string | number {
  if (Array.isArray(value)) return names(value.map((part) => String(one(room, name, part))));
  if (typeof value === 'number') return name.endsWith('_at') ? clockTime(value) : value;
  const word = String(value);
  if (/^s\d+$/.test(word) && room.seats.value[word]) return room.name(word);
  if (/^\d{4}-\d{2}-\d{2}$/.test(word)) return day(word);
  if (name === 'role') return roleName(room, word);
  return word;
}

/** Parameters as words: seats by their names, dates as they are said. */
export function valuesOf(room: Room, params: Params | undefined): Values {
  return Object.fromEntries(
    Object.entries(params ?? {}).map(([name, value]) => [name, one(room, name, value)]),
  );
}

export function refusalSentence(room: Room, code: string, params: Params): string {
  const values = valuesOf(room, params);
  return told('refusals', code, values) ?? tMaybe(`refusal.${code}`, values) ?? t('refusal.other');
}

export function missingSentence(room: Room, missing: MissingWhy | undefined): string {
  if (!missing) return t('missing.other');
  const values = valuesOf(room, missing.params);
  const own = stateTexts(room)?.refusals;
  const said = spoken(room, own?.[missing.code] ?? own?.[missing.guard ?? '']);
  return (
    said ??
    told('missing', missing.code, values) ??
    tMaybe(`missing.${missing.code}`, values) ??
    t('missing.other')
  );
}

export function noticeSentence(room: Room, code: string, params: Params): string | undefined {
  const values = valuesOf(room, params);
  return told('notices', code, values) ?? tMaybe(`notice.${code}`, values);
}

export function roleName(room: Room, role: string): string {
  const spoken = texts(room)?.roles?.[role];
  return spoken ? say(spoken as Word) : (tMaybe(`role.${role}`) ?? role.replace(/_/g, ' '));
}

export function texts(room: Room) {
  const language = room.room.value?.language ?? 'fr';
  const all = room.scenario.value?.texts;
  return all?.[language] ?? all?.fr;
}

/** What a scenario's sentence may name. */
function momentValues(room: Room): Values {
  const activities = Object.values(room.room.value?.activities ?? {});
  const text = activities.find((activity) => activity.kind === 'edit');
  const review = text?.kind === 'edit' ? text.review_date : undefined;
  return {
    title: room.room.value?.title ?? '',
    why: room.room.value?.why ?? '',
    name: room.name(room.acting.value),
    ...(review ? { review_date: day(review) } : {}),
  };
}

function spoken(room: Room, sentence: Spoken | undefined): string | undefined {
  if (sentence === undefined) return undefined;
  const said = say(sentence as Word, momentValues(room));
  // A sentence whose parameter is not known yet is not said: the face has its own.
  return said.includes('{') || said === '' ? undefined : said;
}

export function stateTexts(room: Room, key = room.room.value?.state?.texts): StateTexts | undefined {
  return key === undefined ? undefined : texts(room)?.states?.[key];
}

export const stateTitle = (room: Room, key?: string) => spoken(room, stateTexts(room, key)?.title);
export const stateQuestion = (room: Room) => spoken(room, stateTexts(room)?.question);
export const stateInstruction = (room: Room) => spoken(room, stateTexts(room)?.instruction);
export const gesture = (room: Room, name: string, key?: string) =>
  spoken(room, stateTexts(room, key)?.gestures?.[name]);

/** The name of an event in a state that need not be the present one. */
export function eventName(room: Room, event: string, key: string): string | undefined {
  return gesture(room, event, key) ?? spoken(room, texts(room)?.exits?.[event]) ?? tMaybe(`event.${event}`);
}

/** The name of a way out of this state: the scenario's words, or what it leads to. */
export function exitLabel(room: Room, event: string, exit: Exit | undefined): string {
  const own = gesture(room, event);
  if (own) return own;
  const shared = spoken(room, texts(room)?.exits?.[event]);
  if (shared && event !== 'advance') return shared;
  const target = exit?.target === undefined ? undefined : stateTitle(room, exit.target);
  if (event === 'advance') return target ? t('step.to', { title: target }) : t('step.advance');
  return tMaybe(`event.${event}`) ?? target ?? event.replace(/_/g, ' ');
}

export function outcomeSentence(room: Room, outcome: string): string {
  return (
    spoken(room, texts(room)?.outcomes?.[outcome]) ??
    tMaybe(`decision.${outcome}`) ??
    outcome.replace(/_/g, ' ')
  );
}

export function choiceName(room: Room, choice: string): string {
  const shared = spoken(room, texts(room)?.choices?.[choice]);
  return gesture(room, choice) ?? shared ?? tMaybe(`choice.${choice}`) ?? choice.replace(/_/g, ' ');
}

/** « entré par Léa », where another seat entered it. */
export function enteredBy(room: Room, seat: SeatId | undefined): string | undefined {
  return seat === undefined ? undefined : t('entered_by', { name: room.name(seat) });
}

export const kindTitle = (kind: string): string => t(`kind.${kind}` as Key);
