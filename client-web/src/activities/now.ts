// SPDX-License-Identifier: AGPL-3.0-or-later
// What whoever facilitates does now, in one sentence, by the kind of activity.
import { names, t } from '../i18n/t';
import type { Gathering } from '../protocol/gathering';
import type { Activity, ConsentCheck } from '../protocol/view';
import { roomNow } from '../room/clock';
import { current, isCrossroads, latest, type Room } from '../room/room';
import { roleName } from '../room/sentences';
import { pointsOf, takenUp } from './agenda/points';
import { stillWriting } from './collect/panel';
import { waitedFor } from './consent_check/answers';
import { currentObjection, momentOf } from './objections/current';
import { presenterOf } from './present/panel';
import { isRotating } from './roles/rotation';
import { softTime, unheard } from './round/turns';
import { textInQuestion } from './text_in_question';

/** Past so many milliseconds the circle answers slowly, and a nudge is in order. */
const slow_ms = 30_000;

export function nowSentence(room: Room): string {
  const layer = room.room.value;
  if (!layer) return '';
  if (layer.state?.final || layer.open === 'closed') return t('do.over');
  const signal = signalSentence(room);
  if (signal) return signal;
  if (isCrossroads(layer)) return t('do.crossroads');
  const named = current(layer);
  if (named) return ofActivity(room, named[1]);
  return layer.decision ? t('do.decided') : t('do.plain');
}

/** After the answers: the text may have changed since; concerns are heard, where there are any. */
function revealedSentence(room: Room, view: ConsentCheck): string {
  const text = textInQuestion(room.room.value);
  if (text && view.version !== undefined && text.version > view.version) return t('do.check_changed');
  return (view.tally?.concern ?? 0) > 0 ? t('do.check_revealed') : t('do.check_clear');
}

/** Somebody who cannot follow comes before everything else. */
function signalSentence(room: Room): string | undefined {
  const queue = latest(room.room.value, 'queue')?.[1];
  if (queue?.paused) return t('do.paused');
  const [seat, signal] = Object.entries(queue?.signals ?? {})[0] ?? [];
  if (seat === undefined || !signal) return undefined;
  return t('do.signal', { name: room.name(seat), signal: t(`signal.${signal.kind}`) });
}

function ofActivity(room: Room, view: Activity): string {
  switch (view.kind) {
    case 'present': {
      const by = presenterOf(view, room.room.value?.roles);
      const name = by === undefined ? roleName(room, view.role ?? 'facilitator') : room.name(by);
      return view.finished ? t('do.step') : t('do.present', { name });
    }
    case 'round': {
      if (view.phase === 'closed' || view.floor === undefined) return t('do.round_closed');
      const pending = Object.values(view.questions ?? {}).find((question) => !question.answered);
      if (pending) return t('do.question', { name: room.name(pending.seat) });
      const name = room.name(view.floor);
      if (softTime(view, roomNow())?.over) return t('do.round_over', { name });
      return t('do.round', { name, n: Math.max(0, unheard(view) - 1) });
    }
    case 'collect': {
      if (view.phase === 'revealed') return t('do.revealed');
      const n = stillWriting(view);
      return n > 0 ? t('do.collect', { n }) : t('do.collect_done');
    }
    case 'edit': {
      const holder = room.room.value?.roles?.[view.role ?? 'proposer'];
      const name = holder ? room.name(holder) : roleName(room, view.role ?? 'proposer');
      if (!holder) return t('do.vacant', { role: name });
      if (!view.version) return t('do.edit', { name });
      return view.missing?.review_date_missing ? t('do.edit_date', { name }) : t('do.edit_done', { name });
    }
    case 'consent_check': {
      if (view.floor !== undefined) return t('do.saying', { name: room.name(view.floor) });
      if (view.phase !== 'open') return revealedSentence(room, view);
      if (view.counts === false) return t(view.all_answered ? 'consent.all_in' : 'do.check_sense');
      const n = waitedFor(view);
      const since = room.room.value?.state?.since;
      const slow = since !== undefined && roomNow() - since > slow_ms && (view.answered ?? 0) > 0;
      return slow ? t('do.check_slow', { n }) : t('do.check', { n });
    }
    case 'objections': {
      const now = currentObjection(view);
      if (!now) return t('do.step');
      return t(`do.objection_${momentOf(now[1])}`, { name: room.name(now[1].seat) });
    }
    case 'roles':
      return isRotating(view) ? t('do.rotating') : t('do.roles');
    case 'queue':
      return view.floor ? t('do.floor', { name: room.name(view.floor) }) : t('do.plain');
    case 'sort':
    case 'score':
    case 'groups':
    case 'silence':
    case 'celebrate':
    case 'agenda':
      return ofGathering(room, view);
    case 'commitments': {
      const waiting = Object.values(view.items ?? {}).filter((item) => item.state === 'asked');
      if (waiting.length === 0) return t('do.commitments');
      return t('do.commitments_wait', { names: names(waiting.map((item) => room.name(item.seat))) });
    }
  }
}

function ofGathering(room: Room, view: Gathering): string {
  switch (view.kind) {
    case 'sort': {
      if (view.missing?.still_moving) return t('do.sort_still');
      const unnamed = view.missing?.groups_unnamed ?? 0;
      if (unnamed > 0) return t('do.sort_name', { n: unnamed });
      const loose = view.missing?.ungrouped ?? view.ungrouped ?? 0;
      return loose > 0 ? t('do.sort_loose', { n: loose }) : t('do.step');
    }
    case 'score': {
      if (view.phase === 'open') {
        const n = view.missing?.not_scored ?? Math.max(0, (view.total ?? 0) - (view.finished ?? 0));
        return n > 0 ? t('do.score', { n }) : t('do.collect_done');
      }
      if (view.outcome === 'tie') return t('do.score_tie');
      const loud = Object.values(view.results ?? {}).some((result) => (result.loud ?? 0) > 0);
      return loud && view.loud_at !== undefined ? t('do.score_loud', { n: view.loud_at }) : t('do.revealed');
    }
    case 'groups': {
      if (view.share === false || !view.shared) return t('do.groups');
      const n = view.missing?.groups_not_heard ?? 0;
      return n > 0 ? t('do.groups_share', { n }) : t('do.step');
    }
    case 'silence':
      return view.over ? t('do.step') : t('do.silence');
    case 'celebrate':
      return t('do.celebrate');
    case 'agenda': {
      const now = takenUp(view)?.[1];
      const goes_on = room.room.value?.step?.exits?.advance?.allowed === true;
      if (now) return t(goes_on ? 'do.agenda_open' : 'do.agenda_now', { words: now.text });
      if (pointsOf(view).length === 0) return t('do.agenda');
      return (view.left ?? 0) > 0 ? t('do.agenda_next') : t('do.step');
    }
  }
}
