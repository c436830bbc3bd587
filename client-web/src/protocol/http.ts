// SPDX-License-Identifier: AGPL-3.0-or-later
// The requests of SPEC.md §2. A secret travels in a body or in the Authorization header, never in an address.
import type { Params, Rows } from './view';

export class Refusal extends Error {
  readonly code: string;
  readonly params: Params;
  constructor(code: string, params: Params = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

export type ParamSpec =
  | { readonly enum: readonly string[]; readonly default?: string }
  | { readonly integer: readonly [number, number]; readonly default?: number }
  | { readonly boolean: true; readonly default?: boolean };

export type ParamValue = string | number | boolean;

export interface ScenarioCard {
  readonly id: string;
  readonly version: string;
  readonly seats?: { readonly min: number; readonly max: number };
  readonly minutes?: number;
  readonly moments?: readonly string[];
  readonly params?: Rows<ParamSpec>;
  readonly texts: Rows<ScenarioTexts>;
}

/** A sentence of a scenario: one for all, or one for each form of address. */
export type Spoken = string | { readonly tu: string; readonly vous: string };

export interface StateTexts {
  readonly title?: Spoken;
  readonly question?: Spoken;
  readonly instruction?: Spoken;
  readonly gestures?: Rows<Spoken>;
  readonly refusals?: Rows<Spoken>;
}

/** A question or a need that others have opened a palabre with. */
export interface Opening {
  readonly title: Spoken;
  readonly why?: Spoken;
}

export interface ParamTexts {
  readonly label?: Spoken;
  readonly help?: Spoken;
  readonly choices?: Rows<Spoken>;
}

export interface ScenarioTexts {
  readonly title?: Spoken;
  readonly why?: Spoken;
  readonly about?: Spoken;
  readonly states?: Rows<StateTexts>;
  readonly openings?: readonly Opening[];
  readonly params?: Rows<ParamTexts>;
  readonly exits?: Rows<Spoken>;
  readonly outcomes?: Rows<Spoken>;
  readonly choices?: Rows<Spoken>;
  readonly roles?: Rows<Spoken>;
}

/** Where a way leads, as a scenario's file writes it. */
export type Way = string | { readonly target?: string; readonly guard?: unknown } | readonly Way[];

/** A state as the scenario's file writes it; only what a face reads. */
export interface FileState {
  readonly initial?: string;
  readonly type?: string;
  readonly meta?: { readonly text?: string };
  readonly on?: Rows<Way>;
  readonly always?: Way;
  readonly after?: Rows<Way>;
  readonly invoke?: { readonly onDone?: Way } | readonly { readonly onDone?: Way }[];
  readonly states?: Rows<FileState>;
}

export interface Scenario {
  readonly scenario?: FileState;
  readonly texts?: Rows<ScenarioTexts>;
}

export interface Founding {
  readonly scenario: string;
  readonly title: string;
  readonly why: string;
  readonly language: 'fr' | 'en';
  readonly address: 'tu' | 'vous';
  readonly time_zone: string;
  readonly params?: Rows<ParamValue>;
  readonly conducted?: boolean;
}

export interface Founded {
  readonly code: string;
  readonly join_url: string;
  readonly desk_url: string;
  readonly screen_url: string;
  readonly founder_secret: string;
}

export interface Door {
  readonly title: string;
  readonly language: 'fr' | 'en';
  readonly address: 'tu' | 'vous';
  readonly scenario?: string;
  readonly open: 'open' | 'locked' | 'closed';
  readonly seats?: number;
}

/** A name has 1 to 40 code points [V5]. */
export const name_max = 40;

export interface SessionWish {
  readonly face: 'phone' | 'desk' | 'screen';
  readonly name?: string;
  readonly secret?: string;
  readonly claim?: string;
  readonly place?: string;
}

export interface SessionGiven {
  readonly secret: string;
  readonly seat?: string;
}

async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, init);
  } catch {
    throw new Refusal('no_network');
  }
  const body: unknown = await answer.json().catch(() => ({}));
  if (answer.ok) return body as T;
  const told = body as { code?: string; params?: Params };
  throw new Refusal(told.code ?? (answer.status === 404 ? 'no_such_palabre' : 'unknown'), told.params);
}

function post<T>(path: string, body: unknown): Promise<T> {
  return ask<T>(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

const room = (code: string) => `/api/palabres/${encodeURIComponent(code)}`;

export const listScenarios = () => ask<{ scenarios: readonly ScenarioCard[] }>('/api/scenarios');
export const readScenario = (hash: string) => ask<Scenario>(`/api/scenarios/${encodeURIComponent(hash)}`);
export const found = (wish: Founding) => post<Founded>('/api/palabres', wish);
export const lookAt = (code: string) => ask<Door>(room(code));
export const openSession = (code: string, wish: SessionWish) =>
  post<SessionGiven>(`${room(code)}/sessions`, wish);

/** The minutes as a file; the secret stands in a header [H5]. */
export async function fetchMinutes(code: string, secret: string, form: 'md' | 'json'): Promise<Blob> {
  const answer = await fetch(`${room(code)}/minutes.${form}`, {
    headers: { Authorization: `Bearer ${secret}` },
  });
  if (!answer.ok) throw new Refusal('no_minutes');
  return answer.blob();
}

/** Eight of the letters that neither look nor sound like another [H11]. */
const code_letters = /^[A-HJKMNP-TV-Z2-9]{8}$/;

/** A code as it is written, a hyphen in its middle; what cannot be one gives nothing [H11]. */
export function readCode(typed: string): string | undefined {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '');
  return code_letters.test(letters) ? `${letters.slice(0, 4)}-${letters.slice(4)}` : undefined;
}
