// SPDX-License-Identifier: AGPL-3.0-or-later
// One page for phone and desk: join, then the face that fits the seat and the width.
import { useEffect, useState } from 'preact/hooks';
import { heldElsewhere, hold } from '../connection/ownership';
import { dropSession, forget, type Kept, keepSession, keptSession } from '../connection/storage';
import { speak, speakMore, t } from '../i18n/t';
import type { RoomLayer } from '../protocol/view';
import { type OpenRoom, openRoom } from '../room/open_room';
import { RoomProvider, useRoom } from '../room/room';
import { Button } from '../ui/button';
import { Heading } from '../ui/heading';
import { lazy } from '../ui/lazy';
import { Sheet } from '../ui/sheet';
import { takeSecret } from './join/address';
import { Join } from './join/join';
import { Phone } from './phone/phone';

/** 900 px; more where the text is set larger: three columns of large text need the room. */
const wide_from = '(min-width: 56.25em)';
const face = 'phone';
/** The desk comes with its words. */
const desk = () =>
  Promise.all([import('./desk/desk'), speakMore(), speakMore('deciding')]).then(([part]) => part);
const DoNow = lazy(() => desk().then((part) => part.DoNow));
const NowWords = lazy(() => desk().then((part) => part.NowWords));
const Run = lazy(() => desk().then((part) => part.Run));
const Circle = lazy(() => desk().then((part) => part.Circle));
const DeskColumn = lazy(() => desk().then((part) => part.DeskColumn));
const ScreenPane = lazy(() =>
  Promise.all([import('./screen/pane'), speakMore('deciding')]).then(([part]) => part.ScreenPane),
);

export function PalabrePage({ code }: { code: string }) {
  const [founder] = useState(() => takeSecret('f'));
  const [kept, setKept] = useState<Kept | undefined>(() => {
    const found = keptSession(code, face);
    if (found?.language && found.address) void speak(found.language, found.address).catch(() => undefined);
    return found;
  });
  const [elsewhere, setElsewhere] = useState(() => kept !== undefined && heldElsewhere(code, face));
  if (!kept) {
    return (
      <Join
        code={code}
        founder={founder}
        onJoined={(given) => {
          keepSession(code, face, given);
          setKept(given);
        }}
      />
    );
  }
  if (elsewhere) {
    return (
      <main class="door">
        <Heading moment="elsewhere">{t('elsewhere.heading')}</Heading>
        <p class="lead">{t('elsewhere.lead')}</p>
        <Button look="gesture" onPress={() => setElsewhere(false)}>
          {t('elsewhere.here')}
        </Button>
      </main>
    );
  }
  return (
    <InRoom
      code={code}
      kept={kept}
      onTaken={() => setElsewhere(true)}
      onForget={() => {
        forget(code);
        location.assign('/');
      }}
      onLost={() => {
        dropSession(code, face);
        setKept(undefined);
      }}
    />
  );
}

interface InRoomProps {
  readonly code: string;
  readonly kept: Kept;
  onTaken(): void;
  onForget(): void;
  onLost(): void;
}

/** Remembers how the palabre speaks, for as long as this session is the one that is kept. */
function keepSpeech(code: string, secret: string, { language, address }: RoomLayer): void {
  const stored = keptSession(code, face);
  if (stored?.secret !== secret || (stored.language === language && stored.address === address)) return;
  keepSession(code, face, { ...stored, language, address });
}

function InRoom({ code, kept, onTaken, onForget, onLost }: InRoomProps) {
  const [open, setOpen] = useState<OpenRoom>();
  useEffect(() => {
    const opened = openRoom(code, kept.secret);
    const release = hold(code, face, () => {
      opened.close();
      onTaken();
    });
    const stop = opened.room.room.subscribe((layer) => {
      if (!layer) return;
      void speak(layer.language, layer.address).catch(() => undefined);
      keepSpeech(code, kept.secret, layer);
      document.title = `${layer.title} · Palabre`;
    });
    setOpen(opened);
    return () => {
      stop();
      release();
      opened.close();
    };
  }, [code, kept.secret]);
  if (!open) return null;
  return (
    <RoomProvider value={open.room}>
      <Faces onWatch={open.watch} onForget={onForget} onLost={onLost} />
    </RoomProvider>
  );
}

interface FacesProps {
  onWatch(layers: readonly string[]): void;
  onForget(): void;
  onLost(): void;
}

function useWide(): boolean {
  const [wide, setWide] = useState(() => matchMedia(wide_from).matches);
  useEffect(() => {
    const query = matchMedia(wide_from);
    const heard = () => setWide(query.matches);
    query.addEventListener('change', heard);
    return () => query.removeEventListener('change', heard);
  }, []);
  return wide;
}

export function Faces({ onWatch, onForget, onLost }: FacesProps) {
  const room = useRoom();
  const wide = useWide();
  const [drawer, setDrawer] = useState(false);
  const open = room.room.value !== undefined && room.room.value.open !== 'closed';
  const together = open && room.room.value?.conducted === false;
  const at_desk = open && !together && room.facilitates.value;
  useEffect(() => {
    if (wide && !at_desk) onWatch(['screen']);
  }, [wide, at_desk]);
  if (room.ended.value)
    return <Ended onLost={onLost} onForget={onForget} claimed={room.welcome.value?.claiming !== undefined} />;
  if (room.welcome.value?.claiming) return <Claiming />;
  const phone = (
    <Phone
      pane={wide}
      onWatch={onWatch}
      onForget={onForget}
      onDesk={together || (at_desk && !wide) ? () => setDrawer(true) : undefined}
      desk_title={together ? t('desk.together') : t('desk.open')}
      desk_words={<NowWords />}
    />
  );
  const sheet = drawer && (
    <Sheet title={together ? t('desk.together') : t('desk.open')} onClose={() => setDrawer(false)}>
      <DeskColumn />
    </Sheet>
  );
  if (at_desk && wide) {
    return (
      <div class="desk">
        {/* A column that scrolls takes the focus, so that arrows can read it. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
        <aside class="left" aria-label={t('desk.run')} tabIndex={0}>
          <Run />
        </aside>
        <div class="middle">
          <DoNow />
          {phone}
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
        <aside class="right" aria-label={t('desk.people')} tabIndex={0}>
          <Circle />
        </aside>
      </div>
    );
  }
  if (wide && room.room.value) {
    return (
      <div class="two-panes">
        {phone}
        <aside class="screen-pane" aria-label={t('screen.title')}>
          <ScreenPane />
        </aside>
        {sheet}
      </div>
    );
  }
  return (
    <>
      {phone}
      {sheet}
    </>
  );
}

function Claiming() {
  const room = useRoom();
  return (
    <main class="door">
      <Heading moment="claiming">
        {t('claim.wait', { name: room.name(room.welcome.value?.claiming) })}
      </Heading>
      <p class="lead">{t('claim.wait_lead')}</p>
    </main>
  );
}

function Ended({ onLost, onForget, claimed }: { onLost(): void; onForget(): void; claimed: boolean }) {
  const room = useRoom();
  const why = room.ended.value;
  switch (why) {
    case undefined:
      return null;
    case 'no_such_session':
    case 'replaced':
      return (
        <main class="door">
          <Heading moment={`ended/${why}`}>{claimed ? t('ended.not_confirmed') : t(`ended.${why}`)}</Heading>
          <Button look="gesture" onPress={onLost}>
            {t('ended.join_again')}
          </Button>
        </main>
      );
    case 'closed_for_you':
    case 'erased':
      return (
        <main class="door">
          <Heading moment={`ended/${why}`}>{t(`ended.${why}`)}</Heading>
          <Button onPress={onForget}>{t('away.forget_sure')}</Button>
        </main>
      );
  }
}
