// SPDX-License-Identifier: AGPL-3.0-or-later
// « La salle »: the door, the links, going on without a conductor, closing; the founder's acts behind a second tap.
import { useState } from 'preact/hooks';
import { keptScreenLink } from '../../connection/storage';
import { t } from '../../i18n/t';
import type { RoomBody } from '../../protocol/commands';
import { useRoom } from '../../room/room';
import { Button } from '../../ui/button';
import { Qr } from '../../ui/qr';
import { joinAddress } from '../join/address';

export function RoomActs() {
  const room = useRoom();
  const layer = room.room.value;
  const link = keptScreenLink(room.code);
  const locked = layer?.open === 'locked';
  return (
    <details class="fold">
      <summary>{t('desk.room')}</summary>
      <figure class="invite">
        <Qr text={joinAddress(room.code)} label={t('invite.qr')} />
        <figcaption>
          {location.host}
          <strong>{room.code}</strong>
        </figcaption>
      </figure>
      {link && <Button onPress={() => window.open(link, 'palabre-screen')}>{t('desk.open_screen')}</Button>}
      {layer?.conducted !== false && room.facilitates.value && (
        <Sure act={t('desk.unconduct')} lead={t('desk.unconduct_lead')} body={{ type: 'unconduct' }} />
      )}
      {room.founder.value && (
        <>
          <Button onPress={() => room.submitMyself({ type: locked ? 'unlock' : 'lock' })}>
            {locked ? t('desk.unlock') : t('desk.lock')}
          </Button>
          <Sure act={t('desk.close')} lead={t('desk.close_lead')} body={{ type: 'close' }} />
          <Sure act={t('desk.renew')} lead={t('desk.renew_lead')} body={{ type: 'renew_links' }} />
          <Sure act={t('desk.erase')} lead={t('desk.erase_lead')} body={{ type: 'erase' }} />
        </>
      )}
    </details>
  );
}

/** An act that is not taken back, behind a second tap that says what it does. */
function Sure({ act, lead, body }: { act: string; lead: string; body: RoomBody }) {
  const room = useRoom();
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <Button look="quiet" onPress={() => setAsked(true)}>
        {act}
      </Button>
    );
  }
  return (
    <div class="card">
      <p>{lead}</p>
      <div class="row">
        <Button
          look="danger"
          onPress={() => {
            room.submitMyself(body);
            setAsked(false);
          }}
        >
          {act}
        </Button>
        <Button look="quiet" onPress={() => setAsked(false)}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  );
}
