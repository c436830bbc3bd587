// SPDX-License-Identifier: AGPL-3.0-or-later
// After the reveal, where the circle wants to hear it: each says the answer aloud, in turn.
import { t } from '../../i18n/t';
import type { ConsentCheck } from '../../protocol/view';
import { useRoom } from '../../room/room';
import { Button } from '../../ui/button';
import type { PanelProps } from '../panel';

export function Saying({ view, submit }: Pick<PanelProps<ConsentCheck>, 'view' | 'submit'>) {
  const room = useRoom();
  if (view.phase !== 'revealed' || view.floor === undefined) return null;
  const mine = view.floor === room.acting.value;
  const name = room.name(view.floor);
  const said = () => submit({ type: 'said' }, { version: view.version ?? 0 });
  return (
    <section class="gestures">
      <p aria-live="polite">{mine ? t('consent.say_mine') : t('consent.says', { name })}</p>
      {(mine || room.conducts.value) && (
        <Button look={mine ? 'gesture' : 'quiet'} onPress={said}>
          {mine ? t('consent.said') : t('consent.said_by', { name })}
        </Button>
      )}
    </section>
  );
}
