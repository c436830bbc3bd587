// SPDX-License-Identifier: AGPL-3.0-or-later
// The screen, read from ten metres: at most three things at once, and always how to come in.
import { pointInHand } from '../../activities/agenda/points';
import { isQuiet } from '../../activities/quiet';
import { spaced } from '../../i18n/say';
import { t } from '../../i18n/t';
import { current, latest, useRoom } from '../../room/room';
import { stateTitle } from '../../room/sentences';
import { Qr } from '../../ui/qr';
import { Timer } from '../../ui/timer';
import { joinAddress } from '../join/address';
import { PathBand } from './path_band';
import { Stage } from './stage';
import { Words } from './words';

export function Screen() {
  const room = useRoom();
  const layer = room.room.value;
  if (!layer) {
    return (
      <div class="screen">
        <p class="screen-wait">{room.ended.value ? t(`ended.${room.ended.value}`) : t('line.joining')}</p>
      </div>
    );
  }
  const queue = latest(layer, 'queue')?.[1];
  const point = current(layer)?.[1].kind === 'agenda' ? undefined : pointInHand(room)?.text;
  const paused = layer.paused !== undefined || queue?.paused === true;
  const signal = Object.entries(queue?.signals ?? {})[0];
  return (
    <div class={`screen${paused ? ' is-paused' : ''}`}>
      <header>
        <p>
          {layer.practice && <span class="state">{t('practice.mark')} · </span>}
          <span class="title">{spaced(layer.title)}</span>
          {(point ?? stateTitle(room)) && <span class="state"> · {point ?? stateTitle(room)}</span>}
        </p>
        {room.contact.value === 'offline' ? (
          <p class="lost">{t('line.offline')}</p>
        ) : (
          layer.timer &&
          !paused &&
          current(layer)?.[1].kind !== 'silence' && <Timer timer={layer.timer} digits={!isQuiet(layer)} />
        )}
      </header>
      <PathBand />
      <main>
        {layer.open === 'closed' && !layer.decision ? (
          <Words heading={t('goodbye.closed')} />
        ) : paused ? (
          <Words heading={t('pause.now')} lead={t('pause.screen')} />
        ) : (
          <Stage />
        )}
      </main>
      <footer>
        {signal && !paused ? (
          <p class="signal" role="status">
            {t('screen.signal', { name: room.name(signal[0]), signal: t(`signal.${signal[1].kind}`) })}
          </p>
        ) : (
          <p class="where">{location.host}</p>
        )}
        <p class="code">{room.code}</p>
        <Qr text={joinAddress(room.code)} label={t('invite.qr')} />
      </footer>
    </div>
  );
}
