// SPDX-License-Identifier: AGPL-3.0-or-later
// The scenario as this palabre was founded: of ways that a parameter chooses between, the one that was chosen.
import type { FileState, Way } from '../protocol/http';
import type { Params } from '../protocol/view';

interface ByParam {
  readonly guard?: {
    readonly type?: string;
    readonly params?: { readonly name?: string; readonly is?: unknown };
  };
}

/** Does the parameter let this branch be taken? Unknown where no parameter decides. */
function chosenBy(branch: Way, params: Params): boolean | undefined {
  const guard = typeof branch === 'object' ? (branch as ByParam).guard : undefined;
  const name = guard?.type === 'param' ? guard.params?.name : undefined;
  return name === undefined || params[name] === undefined ? undefined : params[name] === guard?.params?.is;
}

function ways(always: Way | undefined, params: Params): Way | undefined {
  if (!Array.isArray(always)) return always;
  const branches = always as readonly Way[];
  const open = branches.filter((branch) => chosenBy(branch, params) !== false);
  const first = open[0];
  return first !== undefined && chosenBy(first, params) === true ? [first] : open;
}

/** The file with the parameters' choices made. */
export function asChosen(file: FileState | undefined, params: Params | undefined): FileState | undefined {
  if (!file || !params) return file;
  const always = ways(file.always, params);
  const states = Object.entries(file.states ?? {}).map(([key, state]) => [key, asChosen(state, params)]);
  return {
    ...file,
    ...(always === undefined ? {} : { always }),
    ...(file.states === undefined ? {} : { states: Object.fromEntries(states) }),
  };
}
