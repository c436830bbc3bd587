// SPDX-License-Identifier: AGPL-3.0-or-later
// What whoever founds has answered so far, and what is still missing.
import type { ParamValue, ScenarioCard } from '../../protocol/http';
import { type Moment, type Size, suggested, type Where } from './moments';

export interface Wish {
  readonly title: string;
  readonly why: string;
  readonly moment?: Moment | undefined;
  /** A method picked by hand; else the best suggested one is taken. */
  readonly picked?: ScenarioCard | undefined;
  readonly size?: Size | undefined;
  readonly where: Where;
  readonly tongue: 'fr' | 'en';
  readonly address: 'tu' | 'vous';
  readonly conducted: boolean;
  readonly params: Readonly<Record<string, ParamValue>>;
}

export interface QuestionProps {
  readonly wish: Wish;
  readonly cards: readonly ScenarioCard[];
  answer(part: Partial<Wish>): void;
}

/** SPEC [V5]. */
const title_max = 120;

export function methodOf(cards: readonly ScenarioCard[], wish: Wish): ScenarioCard | undefined {
  return wish.picked ?? suggested(cards, wish.moment, wish.size)[0];
}

export type Lack = 'title' | 'long' | 'method';

/** The first thing without which nothing can be opened. */
export function missing(
  wish: Wish,
  method: ScenarioCard | undefined,
): 'title' | 'long' | 'method' | undefined {
  const n = [...wish.title.trim()].length;
  if (n === 0) return 'title';
  if (n > title_max) return 'long';
  return method ? undefined : 'method';
}
