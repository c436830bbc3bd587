// SPDX-License-Identifier: AGPL-3.0-or-later
// How many answers are awaited, and the answers in words.
import { t } from '../../i18n/t';
import type { ConsentCheck } from '../../protocol/view';

export function waitedFor(view: ConsentCheck): number {
  return view.missing?.not_answered ?? Math.max(0, (view.total ?? 0) - (view.answered ?? 0));
}

/** Who looks for the sense of the meeting counts nobody: only whether all have answered is told. */
export function waitingWords(view: ConsentCheck): string {
  if (view.counts === false) return view.all_answered ? t('consent.all_in') : t('consent.waiting');
  const left = waitedFor(view);
  return left > 0 ? t('consent.others', { n: left }) : t('consent.all_in');
}

export function revealHeading(view: ConsentCheck): string {
  if (view.counts === false)
    return view.outcome === 'objection' ? t('consent.sense_some') : t('consent.revealed_all');
  const objections = view.tally?.objection ?? 0;
  if (objections > 0) return t('consent.revealed_objections', { n: objections });
  const concerns = view.tally?.concern ?? 0;
  return concerns > 0 ? t('consent.revealed_concerns', { n: concerns }) : t('consent.revealed_all');
}

export function tallySentence(view: ConsentCheck): string {
  if (view.counts === false) return revealHeading(view);
  const { consent = 0, concern = 0, objection = 0 } = view.tally ?? {};
  const parts = [t('tally.consent', { n: consent })];
  if (view.concerns_allowed !== false) parts.push(t('tally.concern', { n: concern }));
  return [...parts, t('tally.objection', { n: objection })].join(' · ');
}
