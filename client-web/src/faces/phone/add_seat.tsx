// SPDX-License-Identifier: AGPL-3.0-or-later
// A seat for somebody without a phone: a name, and this phone enters for them.
import { useId, useState } from 'preact/hooks';
import { t } from '../../i18n/t';
import { name_max } from '../../protocol/http';
import { useRoom } from '../../room/room';
import { Button } from '../../ui/button';

export function AddSeat() {
  const room = useRoom();
  const id = useId();
  const [name, setName] = useState('');
  const good = name.trim() !== '' && [...name.trim()].length <= name_max;
  return (
    <details class="fold">
      <summary>{t('add_seat.open')}</summary>
      <p class="help">{t('add_seat.help')}</p>
      <div class="field">
        <label for={id}>{t('add_seat.label')}</label>
        <input
          id={id}
          type="text"
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
          autoComplete="off"
        />
      </div>
      <Button
        disabled={!good}
        onPress={() => {
          room.submitMyself({ type: 'add_seat', name: name.trim() });
          setName('');
        }}
      >
        {t('add_seat.send')}
      </Button>
    </details>
  );
}
