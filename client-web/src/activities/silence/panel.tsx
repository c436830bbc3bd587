// SPDX-License-Identifier: AGPL-3.0-or-later
// Silence together: a ring that empties, no digits, nothing to do.
import { t } from '../../i18n/t';
import type { Silence } from '../../protocol/gathering';
import { useRoom } from '../../room/room';
import { stateInstruction, stateQuestion } from '../../room/sentences';
import { Moment } from '../../ui/moment';
import { useAwake } from '../../ui/use_awake';
import type { PanelProps } from '../panel';
import { StillRing } from './ring';

export function SilencePanel({ id, view }: PanelProps<Silence>) {
  const room = useRoom();
  // The hand feels the end where the phone can say it; the page says it too.
  useAwake(view.over === true);
  if (view.over) {
    return (
      <Moment
        moment={`${id}/over`}
        heading={t('silence.over')}
        lead={t('silence.over_lead')}
        picture={<StillRing view={view} />}
      />
    );
  }
  return (
    <Moment
      moment={`${id}/silence`}
      heading={stateQuestion(room) ?? t('silence.question')}
      lead={stateInstruction(room)}
      picture={<StillRing view={view} />}
      calm={t('silence.calm')}
    />
  );
}
