// SPDX-License-Identifier: AGPL-3.0-or-later
// The screen's own page: opened by its link, kept by its session, touched by nobody.
import { useEffect, useState } from 'preact/hooks';
import { dropSession, type Kept, keepSession, keptSession } from '../../connection/storage';
import { speak, speakMore, t } from '../../i18n/t';
import { openSession } from '../../protocol/http';
import { type OpenRoom, openRoom } from '../../room/open_room';
import { RoomProvider } from '../../room/room';
import { loadScreenFont } from '../../ui/screen_font';
import { takeSecret } from '../join/address';
import { whyNot } from '../join/join';
import { Screen } from './screen';
import '../../styles/sorting.css';
import '../../styles/together.css';
import '../../styles/weighing.css';
import '../../styles/screen.css';
import '../../styles/screen_ideas.css';
import '../../styles/screen_walls.css';

const face = 'screen';
const retry_ms = 3_000;

async function enter(code: string, token: string | undefined): Promise<Kept> {
  const kept = keptSession(code, face);
  if (token === undefined && kept) return kept;
  const given = await openSession(code, { face: 'screen', ...(token ? { secret: token } : {}) });
  const fresh: Kept = { secret: given.secret };
  keepSession(code, face, fresh);
  return fresh;
}

export function ScreenPage({ code }: { code: string }) {
  const [token] = useState(() => takeSecret('k'));
  const [open, setOpen] = useState<OpenRoom>();
  const [failed, setFailed] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  useEffect(loadScreenFont, []);
  useEffect(() => {
    // A screen meets every kind: its words come at once.
    speakMore('rare').catch(() => undefined);
  }, []);
  useEffect(() => {
    let opened: OpenRoom | undefined;
    let wanted = true;
    let wait: ReturnType<typeof setTimeout> | undefined;
    enter(code, token).then(
      (kept) => {
        if (!wanted) return;
        opened = openRoom(code, kept.secret, ['screen']);
        opened.room.room.subscribe((layer) => {
          if (layer) void speak(layer.language, layer.address).catch(() => undefined);
        });
        opened.room.ended.subscribe((why) => {
          if (why === 'no_such_session') dropSession(code, face);
        });
        setFailed(undefined);
        setOpen(opened);
      },
      (cause: unknown) => {
        if (!wanted) return;
        setFailed(whyNot(cause));
        wait = setTimeout(() => setAttempt(attempt + 1), retry_ms);
      },
    );
    return () => {
      wanted = false;
      clearTimeout(wait);
      opened?.close();
    };
  }, [code, token, attempt]);
  if (!open) {
    return (
      <div class="screen">
        <p class="screen-wait">{failed ?? t('line.joining')}</p>
      </div>
    );
  }
  return (
    <RoomProvider value={open.room}>
      <Screen />
    </RoomProvider>
  );
}
