// SPDX-License-Identifier: AGPL-3.0-or-later
// What must be known at once, over whatever is shown: no network, saving, a pause, an override, somebody back.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n/t';
import { latest, rowsOf, useRoom } from '../../room/room';
import { exitLabel, noticeSentence, refusalSentence, roleName } from '../../room/sentences';
import { Button } from '../../ui/button';
import { lazy } from '../../ui/lazy';
import { useSecond } from '../../ui/timer';
import { Called } from './steps';

/** A line that is lost for less than this is not worth a sentence: the word at the bottom tells it. */
const offline_after_ms = 2_000;
const long_saving_ms = 5_000;
const notice_for_ms = 8_000;

export function Banner({ look, children }: { look: string; children: ComponentChildren }) {
  return (
    <div class={`banner ${look}`} role="status">
      {children}
    </div>
  );
}

/** Rare enough to be fetched when it is there. */
const SetAside = lazy(() => import('./set_aside').then((part) => part.SetAside));

export function Banners() {
  const room = useRoom();
  return (
    <div class="banners">
      <Offline />
      <Called />
      <Noticed />
      <Refused />
      {room.own(room.me.value)?.set_aside && <SetAside />}
      <Relay />
      <Vacant />
      <Claims />
      <Overridden />
      <Frame />
      <Moved />
    </div>
  );
}

function Offline() {
  const room = useRoom();
  useSecond();
  const since = room.offline_since.value;
  if (room.contact.value !== 'offline' || since === undefined) return null;
  if (Date.now() - since < offline_after_ms && room.pending.value.length === 0) return null;
  return (
    <Banner look="offline">{room.pending.value.length > 0 ? t('offline.kept') : t('offline.plain')}</Banner>
  );
}

function Noticed() {
  const room = useRoom();
  useSecond();
  const notice = room.notice.value;
  if (!notice || notice.code === 'saved') return null;
  const age = Date.now() - notice.at;
  if (notice.code === 'saving' || notice.code === 'cannot_save') {
    const long = notice.code === 'cannot_save' || age > long_saving_ms;
    return <Banner look="saving">{long ? t('saving.long') : t('saving.short')}</Banner>;
  }
  const sentence = noticeSentence(room, notice.code, notice.params);
  if (!sentence || age > notice_for_ms) return null;
  return <Banner look="plain">{sentence}</Banner>;
}

/** A refusal without a field of its own to stand at. */
function Refused() {
  const room = useRoom();
  const returned = room.returned.value;
  if (!returned || returned.entry.draft !== undefined) return null;
  return (
    <div class="banner refusal" role="alert">
      <p>{refusalSentence(room, returned.code, returned.params)}</p>
      <Button
        look="quiet"
        onPress={() => {
          room.returned.value = undefined;
        }}
      >
        {t('understood')}
      </Button>
    </div>
  );
}

/** Whoever facilitates has vanished: anyone may take it on, or the palabre goes on without. */
function Relay() {
  const room = useRoom();
  const roles = latest(room.room.value, 'roles');
  if (!roles || room.room.value?.conducted === false) return null;
  const held = roles[1].roles?.facilitator;
  const vacant = held && held.holder === undefined;
  if (!held?.relay && !vacant) return null;
  return (
    <Banner look="relay">
      <p>{held.relay ? t('relay.lost', { name: room.name(held.holder) }) : t('relay.vacant')}</p>
      <div class="row">
        <Button onPress={() => room.submitMyself({ type: 'take', role: 'facilitator' }, { on: roles[0] })}>
          {t('relay.take')}
        </Button>
        <Button look="quiet" onPress={() => room.submitMyself({ type: 'unconduct' })}>
          {t('relay.without')}
        </Button>
      </div>
    </Banner>
  );
}

/** The next step waits for somebody to take a role: everybody is asked. */
function Vacant() {
  const room = useRoom();
  const roles = latest(room.room.value, 'roles');
  const awaited = Object.values(room.room.value?.step?.exits ?? {})
    .map((exit) => (exit.missing?.guard === 'role_held' ? String(exit.missing.params?.role ?? '') : ''))
    .find((role) => role !== '' && roles?.[1].roles?.[role]?.proposed === undefined);
  if (!awaited || !roles || awaited === 'facilitator') return null;
  return (
    <Banner look="relay">
      <p>{t('roles.wanted', { role: roleName(room, awaited) })}</p>
      <Button onPress={() => room.submitMyself({ type: 'take', role: awaited }, { on: roles[0] })}>
        {t('roles.take')}
      </Button>
    </Banner>
  );
}

function Claims() {
  const room = useRoom();
  const claims = rowsOf(room.room.value?.claims).filter(([, claim]) => claim.seat !== room.me.value);
  return (
    <>
      {claims.map(([claim, { seat, name }]) => (
        <Banner key={claim} look="claim">
          <p>{t('claim.ask', { name: name ?? room.name(seat) })}</p>
          <div class="row">
            <Button onPress={() => room.submitMyself({ type: 'confirm_claim', claim })}>
              {t('claim.yes')}
            </Button>
            <Button look="quiet" onPress={() => room.submitMyself({ type: 'refuse_claim', claim })}>
              {t('claim.no')}
            </Button>
          </div>
        </Banner>
      ))}
    </>
  );
}

/** An override is shown on every face as long as its state lasts. */
function Overridden() {
  const room = useRoom();
  const one = room.room.value?.override;
  const [read, setRead] = useState<number>();
  if (!one || read === one.at) return null;
  return (
    <Banner look="override">
      <p>
        {t('override.by', {
          name: room.name(one.by),
          step: exitLabel(room, one.event, undefined),
          reason: one.reason,
        })}
      </p>
      <Button look="quiet" onPress={() => setRead(one.at)}>
        {t('understood')}
      </Button>
    </Banner>
  );
}

function Frame() {
  const room = useRoom();
  const frame = room.room.value?.frame;
  const [read, setRead] = useState(frame?.count ?? 0);
  if (!frame || frame.count <= read) return null;
  return (
    <Banner look="frame">
      <p>{t('frame.recalled', { name: room.name(frame.by) })}</p>
      <Button look="quiet" onPress={() => setRead(frame.count)}>
        {t('understood')}
      </Button>
    </Banner>
  );
}

/** When the facilitation moves, both are told: also whoever had the desk, whose whole face has changed. */
function Moved() {
  const room = useRoom();
  const layer = room.room.value;
  const now = layer?.roles?.facilitator;
  useEffect(() => {
    if (layer && room.led.value === undefined) room.led.value = { by: now };
  }, [layer, now]);
  const known = room.led.value;
  if (now === undefined || known === undefined || now === known.by) return null;
  const mine = now === room.me.value;
  return (
    <Banner look="relay">
      <p>{mine ? t('roles.mine') : t('roles.moved', { name: room.name(now) })}</p>
      <Button
        look="quiet"
        onPress={() => {
          room.led.value = { by: now };
        }}
      >
        {t('understood')}
      </Button>
    </Banner>
  );
}
