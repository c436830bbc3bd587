// SPDX-License-Identifier: AGPL-3.0-or-later
// Addresses of this place, and the secrets that they carry behind the #.

/** The link that everybody may have. */
export const joinAddress = (code: string) => `${location.origin}/p/${code}`;

/** Takes the fragment's secret out of the address bar at once, and gives it: `f` founder, `k` screen [H10]. */
export function takeSecret(name: 'f' | 'k'): string | undefined {
  const found = new URLSearchParams(location.hash.slice(1)).get(name) ?? undefined;
  if (location.hash !== '') history.replaceState(null, '', location.pathname);
  return found;
}
