// SPDX-License-Identifier: AGPL-3.0-or-later
// JSON Merge Patch (RFC 7396) that shares what did not change.

type Tree = Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `target` with `patch` merged in; `target` itself stays as it was. */
export function merge(target: unknown, patch: unknown): unknown {
  if (!isTree(patch)) return patch;
  const merged: Record<string, unknown> = isTree(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = merge(merged[key], value);
  }
  return merged;
}

/** The layers after a patch; SPEC [S3]. */
export function mergeLayers(layers: Tree, patch: Tree): Tree {
  const merged = merge(layers, patch);
  return isTree(merged) ? merged : {};
}
