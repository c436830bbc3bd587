// SPDX-License-Identifier: AGPL-3.0-or-later
// « Signe »: what is always possible, whatever the moment.
import { useState } from 'preact/hooks';
import { WithWords } from '../../activities/consent_check/with_words';
import { Hand } from '../../activities/queue/panel';
import { t } from '../../i18n/t';
import type { SignalKind } from '../../protocol/view';
import { latest, useRoom } from '../../room/room';
import { Button } from '../../ui/button';
import { Sheet } from '../../ui/sheet';
import { AddSeat } from './add_seat';
import { mayEnterFor, speakFor } from './proxy';

const signals: readonly SignalKind[] = ['cannot_hear', 'slower', 'not_understood'];

export function SignSheet({ onClose }: { onClose(): void }) {
  const room = useRoom();
  const queue = latest(room.room.value, 'queue');
  return (
    <Sheet title={t('sign.open')} onClose={onClose}>
      {queue && (
        <section>
          <h3>{t('sign.speak')}</h3>
          <div class="row">
            <Hand
              id={queue[0]}
              view={queue[1]}
              own={room.ownOf(queue[0])}
              submit={(body) => {
                room.submit(body, { on: queue[0] });
                onClose();
              }}
            />
          </div>
        </section>
      )}
      {queue && <Signals onClose={onClose} />}
      <section>
        <h3>{t('sign.together')}</h3>
        <div class="row">
          {queue && !queue[1].paused && (
            <Button
              hint={t('sign.pause_hint')}
              onPress={() => {
                room.submit({ type: 'pause' }, { on: queue[0] });
                onClose();
              }}
            >
              {t('sign.pause')}
            </Button>
          )}
          <Button
            hint={t('sign.frame_hint')}
            onPress={() => {
              room.submit({ type: 'recall_frame' });
              onClose();
            }}
          >
            {t('sign.frame')}
          </Button>
        </div>
      </section>
      <SpeakFor onClose={onClose} />
      <MySeat onClose={onClose} />
    </Sheet>
  );
}

function Signals({ onClose }: { onClose(): void }) {
  const room = useRoom();
  const queue = latest(room.room.value, 'queue');
  if (!queue) return null;
  const given = room.ownOf(queue[0]).signal ?? queue[1].signals?.[room.acting.value ?? '']?.kind;
  return (
    <section>
      <h3>{t('sign.signals')}</h3>
      <div class="row">
        {signals.map((kind) => (
          <Button
            key={kind}
            pressed={given === kind}
            onPress={() => {
              room.submit(given === kind ? { type: 'clear_signal' } : { type: 'signal', kind }, {
                on: queue[0],
              });
              onClose();
            }}
          >
            {t(`signal.${kind}`)}
          </Button>
        ))}
      </div>
    </section>
  );
}

function SpeakFor({ onClose }: { onClose(): void }) {
  const room = useRoom();
  const seats = mayEnterFor(room);
  return (
    <section>
      <h3>{t('proxy.title')}</h3>
      {seats.length > 0 && (
        <div class="row">
          {seats.map((seat) => (
            <Button
              key={seat}
              pressed={room.speaking_for.value === seat}
              onPress={() => {
                speakFor(room, room.speaking_for.value === seat ? undefined : seat);
                onClose();
              }}
            >
              {room.name(seat)}
            </Button>
          ))}
        </div>
      )}
      <AddSeat />
    </section>
  );
}

function MySeat({ onClose }: { onClose(): void }) {
  const room = useRoom();
  const seat = room.seat(room.acting.value);
  const [renaming, setRenaming] = useState(false);
  const aside = seat?.attendance === 'aside' || seat?.attendance === 'left';
  return (
    <section>
      <h3>{t('seat.title')}</h3>
      <div class="row">
        <Button
          hint={aside ? undefined : t('seat.aside_hint')}
          onPress={() => {
            room.submit({ type: aside ? 'come_back' : 'step_aside' });
            onClose();
          }}
        >
          {aside ? t('seat.back') : t('seat.aside')}
        </Button>
        <Button look="quiet" pressed={renaming} onPress={() => setRenaming(!renaming)}>
          {t('seat.rename')}
        </Button>
      </div>
      {renaming && (
        <WithWords
          open
          needed
          field="rename"
          summary={t('seat.rename')}
          label={t('seat.name_label')}
          send={t('keep')}
          onSend={(name) => {
            room.submit({ type: 'rename', name });
            onClose();
          }}
        />
      )}
      <WithWords
        field={`leave/${room.acting.value}`}
        summary={t('leave.open')}
        label={t('leave.lead')}
        send={t('leave.send')}
        onSend={(word, draft) => {
          room.submit({ type: 'leave', ...(word ? { word } : {}) }, {}, draft);
          onClose();
        }}
      />
    </section>
  );
}
