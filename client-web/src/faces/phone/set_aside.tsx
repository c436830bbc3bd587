// SPDX-License-Identifier: AGPL-3.0-or-later
// After an outage of the servers: what this person had said, was told is recorded, and could not be taken up again.
import { useState } from 'preact/hooks';
import { t } from '../../i18n/t';
import { rowsOf, useRoom } from '../../room/room';
import { refusalSentence } from '../../room/sentences';
import { Button } from '../../ui/button';

export function SetAside() {
  const room = useRoom();
  const rows = rowsOf(room.own(room.me.value)?.set_aside);
  const [read, setRead] = useState(0);
  if (rows.length <= read) return null;
  return (
    <div class="banner refusal" role="alert">
      {rows.slice(read).map(([id, { text, reason }]) => (
        <div key={id}>
          <p>{text === undefined ? t('aside.act') : t('aside.words')}</p>
          {text !== undefined && <blockquote>{text}</blockquote>}
          <p>{refusalSentence(room, reason.code, reason.params)}</p>
        </div>
      ))}
      <Button look="quiet" onPress={() => setRead(rows.length)}>
        {t('understood')}
      </Button>
    </div>
  );
}
