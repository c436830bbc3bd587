// SPDX-License-Identifier: AGPL-3.0-or-later
// The phone: one state, one screen, one gesture; below it, always, what is always possible.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { AskedRole, DecidingPanel, isTurnOf, RarePanel, usesRareKinds } from '../../activities';
import { pointInHand } from '../../activities/agenda/points';
import { isQuiet } from '../../activities/quiet';
import { speakMore, t } from '../../i18n/t';
import { current, latest, type Room, useRoom } from '../../room/room';
import { stateTitle } from '../../room/sentences';
import { lazy } from '../../ui/lazy';
import { Timer } from '../../ui/timer';
import { useAwake } from '../../ui/use_awake';
import { TimerControls } from '../desk/timer_controls';
import { Banners } from './banners';
import { CatchUp, needsCatchUp } from './catch_up';
import { Decided, Goodbye } from './endings';
import { LineStatus } from './line_status';
import { Now } from './now';
import { Paused, pausedBy } from './paused';
import { ProxyBand } from './proxy';
import { Steps } from './steps';

const SignSheet = lazy(() =>
  Promise.all([import('./sign_sheet'), speakMore('deciding')]).then(([part]) => part.SignSheet),
);
const WhereSheet = lazy(() =>
  Promise.all([import('./where_sheet'), speakMore('deciding')]).then(([part]) => part.WhereSheet),
);
/** What may be wanted is fetched once the phone has come to rest, so that it opens without a network too. */
const rest_ms = 10_000;

function usePartsAtHand(): void {
  const room = useRoom();
  useEffect(() => {
    const wait = setTimeout(() => {
      const parts = [DecidingPanel, SignSheet, WhereSheet, Decided, Goodbye].map((part) => part.fetch());
      if (usesRareKinds(room.scenario.value)) parts.push(RarePanel.fetch());
      // What did not come is asked for when it is opened.
      void Promise.allSettled(parts);
    }, rest_ms);
    return () => clearTimeout(wait);
  }, []);
}

/** Is a role proposed to whoever holds this phone? Then its panel is wanted. */
function isAskedRole(room: Room): boolean {
  const own = room.own(room.me.value);
  const roles = latest(room.room.value, 'roles');
  const asked = { ...own?.asked, ...(roles ? own?.activities?.[roles[0]]?.proposed : {}) };
  return Object.keys(asked).length > 0;
}

export interface PhoneProps {
  /** On the desk and in two panes the phone is one column among others. */
  readonly pane?: boolean;
  onWatch(layers: readonly string[]): void;
  onForget(): void;
  /** Whoever conducts opens the desk from here. */
  readonly onDesk?: (() => void) | undefined;
  readonly desk_title?: string;
  readonly desk_words?: ComponentChildren;
}

export function Phone({ pane = false, onWatch, onForget, onDesk, desk_title, desk_words }: PhoneProps) {
  const room = useRoom();
  const [sheet, setSheet] = useState<'sign' | 'where'>();
  usePartsAtHand();
  const layer = room.room.value;
  const queue = latest(layer, 'queue');
  const mine = isTurnOf(room, current(layer) ?? queue, room.acting.value);
  useAwake(mine);
  const now = current(layer)?.[1];
  const point = pointInHand(room);
  const keeps_time = room.holds('timekeeper', room.me.value) && !room.facilitates.value;
  if (!layer) return <p class="opening">{t('line.joining')}</p>;
  if (layer.open === 'closed') return <Goodbye onForget={onForget} />;
  if (needsCatchUp(room)) return <CatchUp />;
  return (
    <div class={`phone${mine ? ' turn' : ''}${pane ? ' pane' : ''}`}>
      <header class="top">
        <p class="palabre-title">{layer.title}</p>
        <div class="title-row">
          <p class="state-title">
            {[layer.practice && t('practice.mark'), stateTitle(room)].filter(Boolean).join(' · ')}
          </p>
          {layer.timer && now?.kind !== 'silence' && <Timer timer={layer.timer} digits={!isQuiet(layer)} />}
        </div>
        {point && now?.kind !== 'agenda' && <p class="point-now">{t('now.point', { words: point.text })}</p>}
        <ProxyBand />
      </header>
      <main>
        <Banners />
        {isAskedRole(room) && <AskedRole />}
        {pausedBy(room) ? <Paused /> : <Now onForget={onForget} />}
        <Steps />
        {keeps_time && (
          <details class="fold">
            <summary>{t('timer.title')}</summary>
            <TimerControls />
          </details>
        )}
      </main>
      <footer class="bottom">
        {onDesk && (
          <button type="button" class="desk-door" onClick={onDesk}>
            <span class="act">{desk_title}</span>
            <span class="hint">{desk_words}</span>
          </button>
        )}
        <nav aria-label={t('phone.always')}>
          <button type="button" class="button quiet" onClick={() => setSheet('sign')}>
            {t('sign.open')}
          </button>
          <button type="button" class="button quiet" onClick={() => setSheet('where')}>
            {t('where.open')}
          </button>
          <LineStatus />
        </nav>
      </footer>
      {sheet === 'sign' && <SignSheet onClose={() => setSheet(undefined)} />}
      {sheet === 'where' && <WhereSheet onClose={() => setSheet(undefined)} onWatch={onWatch} />}
    </div>
  );
}
