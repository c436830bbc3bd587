// SPDX-License-Identifier: AGPL-3.0-or-later
// The panel of every kind of activity. A new kind adds one line here.
import { speakMore } from '../i18n/t';
import type { Gathering } from '../protocol/gathering';
import type { Scenario } from '../protocol/http';
import type { Activity, SeatId } from '../protocol/view';
import { type Named, type Room, useRoom } from '../room/room';
import { lazy } from '../ui/lazy';
import type { Deciding } from './deciding';
import { currentObjection } from './objections/current';
import { Opening } from './opening';
import type { PanelProps } from './panel';
import { PresentPanel, presenterOf } from './present/panel';
import { QueuePanel } from './queue/panel';
import { RoundPanel } from './round/panel';

/** Panels that few palabres have: a phone fetches them, with their words, when its scenario uses one. */
export const RarePanel = lazy<PanelProps<Gathering>>(
  () => Promise.all([import('./rare'), speakMore('rare')]).then(([part]) => part.RarePanel),
  Opening,
);

const deciding = () => Promise.all([import('./deciding'), speakMore('deciding')]).then(([part]) => part);

/** The panels of giving and deciding: fetched once a phone has come in, while the circle arrives. */
export const DecidingPanel = lazy<PanelProps<Deciding>>(
  () => deciding().then((part) => part.DecidingPanel),
  Opening,
);
export const AskedRole = lazy(() => deciding().then((part) => part.AskedRole));
export const JustHappened = lazy(() => deciding().then((part) => part.JustHappened));
export const JustRevealed = lazy(() => deciding().then((part) => part.JustRevealed));

const rare_kinds: Readonly<Record<Gathering['kind'], true>> = {
  sort: true,
  score: true,
  groups: true,
  silence: true,
  celebrate: true,
  agenda: true,
};

/** Does the scenario have a moment of a kind whose panel comes apart? */
export function usesRareKinds(scenario: Scenario | undefined): boolean {
  const words = JSON.stringify(scenario?.scenario ?? {});
  return Object.keys(rare_kinds).some((kind) => words.includes(`"src":"${kind}"`));
}

export function ActivityPanel({ named: [id, view] }: { named: Named }) {
  const room = useRoom();
  const given: Omit<PanelProps<Activity>, 'view'> = {
    id,
    own: room.ownOf(id),
    submit: (body, more = {}) => {
      const { draft, ...about } = more;
      room.submit(body, { on: id, ...about }, draft);
    },
  };
  // A panel holds drafts and folds of its own: another activity or another seat begins anew.
  const key = `${id}/${room.acting.value}`;
  switch (view.kind) {
    case 'present':
      return <PresentPanel key={key} {...given} view={view} />;
    case 'round':
      return <RoundPanel key={key} {...given} view={view} />;
    case 'roles':
    case 'collect':
    case 'edit':
    case 'consent_check':
    case 'objections':
    case 'commitments':
      return <DecidingPanel key={key} {...given} view={view} />;
    case 'queue':
      return <QueuePanel key={key} {...given} view={view} />;
    case 'sort':
    case 'score':
    case 'groups':
    case 'silence':
    case 'celebrate':
    case 'agenda':
      return <RarePanel key={key} {...given} view={view} />;
  }
}

/** Is it this seat's turn to be heard? Then the whole ground of the phone is ochre. */
export function isTurnOf(room: Room, named: Named | undefined, seat: SeatId | undefined): boolean {
  if (!named || seat === undefined) return false;
  const view = named[1];
  switch (view.kind) {
    case 'round':
      return view.phase !== 'closed' && view.floor === seat;
    case 'present':
      return !view.finished && presenterOf(view, room.room.value?.roles) === seat;
    case 'queue':
    case 'consent_check':
      return view.floor === seat;
    case 'objections':
      return currentObjection(view)?.[1].seat === seat;
    case 'collect':
    case 'edit':
    case 'roles':
    case 'commitments':
    case 'sort':
    case 'score':
    case 'groups':
    case 'silence':
    case 'celebrate':
    case 'agenda':
      return false;
  }
}
