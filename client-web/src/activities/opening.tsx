// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands where a panel will be, until it is fetched: the moment's own words.
import { t } from '../i18n/t';
import { useRoom } from '../room/room';
import { stateInstruction, stateQuestion } from '../room/sentences';
import { Moment } from '../ui/moment';

export function Opening({ id }: { readonly id: string }) {
  const room = useRoom();
  return (
    <Moment
      moment={`${id}/opening`}
      heading={stateQuestion(room) ?? t('now.together')}
      lead={stateInstruction(room)}
    />
  );
}
