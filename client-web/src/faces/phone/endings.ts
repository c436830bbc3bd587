// SPDX-License-Identifier: AGPL-3.0-or-later
// What ends a palabre: fetched while it goes on.
import { speakMore } from '../../i18n/t';
import { lazy } from '../../ui/lazy';
import type { DecidedProps } from './decided';
import type { GoodbyeProps } from './goodbye';

export const Decided = lazy<DecidedProps>(() =>
  Promise.all([import('./decided'), speakMore('deciding')]).then(([part]) => part.Decided),
);
export const Goodbye = lazy<GoodbyeProps>(() =>
  Promise.all([import('./goodbye'), speakMore('deciding')]).then(([part]) => part.Goodbye),
);
