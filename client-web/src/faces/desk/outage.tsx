// SPDX-License-Identifier: AGPL-3.0-or-later
// What an outage of the servers cost, for whoever facilitates: whose contribution is missing, and what was thought to be settled.
import { t } from '../../i18n/t';
import { rowsOf, useRoom } from '../../room/room';
import { refusalSentence } from '../../room/sentences';

export function Outage() {
  const room = useRoom();
  const desk = room.desk.value;
  const outcomes = rowsOf(desk?.orphaned_outcomes);
  const lost = rowsOf(desk?.set_aside);
  if (outcomes.length === 0 && lost.length === 0) return null;
  return (
    <section class="outage">
      <h2>{t('desk.outage')}</h2>
      {outcomes.map(([id, { outcome }]) => (
        <p key={id} role="alert">
          {outcome === 'closed' ? t('desk.outage_closed') : t('desk.outage_decision')}
        </p>
      ))}
      {lost.map(([id, { seat, reason }]) => (
        <p key={id}>
          {seat === undefined ? t('desk.outage_somebody') : t('desk.outage_lost', { name: room.name(seat) })}{' '}
          {refusalSentence(room, reason.code, reason.params)}
        </p>
      ))}
    </section>
  );
}
