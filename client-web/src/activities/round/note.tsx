// SPDX-License-Identifier: AGPL-3.0-or-later
// One's own words for the minutes, folded away until wanted; the scribe enters them for whoever asks.
import { t } from '../../i18n/t';
import type { Round } from '../../protocol/view';
import { useRoom } from '../../room/room';
import { enteredBy } from '../../room/sentences';
import { Button } from '../../ui/button';
import { Field, useDraft } from '../../ui/field';
import type { PanelProps } from '../panel';

export function MyNote({ id, view, submit }: Omit<PanelProps<Round>, 'own'>) {
  const room = useRoom();
  const seat = room.acting.value ?? '';
  const note = view.notes?.[seat];
  const field = `${id}/${seat}/note`;
  const words = useDraft(field, note?.text);
  return (
    <details class="fold">
      <summary>{note ? t('round.my_note') : t('round.write_note')}</summary>
      {note && (
        <p class="own-words">
          {note.text} {note.entered_by && <small>{enteredBy(room, note.entered_by)}</small>}
        </p>
      )}
      <Field field={field} label={t('round.note_label')} start={note?.text} />
      <Button
        disabled={words.text === '' || words.text === note?.text}
        onPress={() => submit({ type: 'note', text: words.text }, { draft: field })}
      >
        {t('keep')}
      </Button>
    </details>
  );
}
