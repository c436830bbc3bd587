// SPDX-License-Identifier: AGPL-3.0-or-later
// A field whose words are kept on every keystroke, and come back there when the room refuses them.
import { useId } from 'preact/hooks';
import { t } from '../i18n/t';
import { draft, dropDraft, setDraft } from '../room/drafts';
import { useRoom } from '../room/room';
import { refusalSentence } from '../room/sentences';

export interface FieldProps {
  readonly field: string;
  readonly label: string;
  readonly start?: string | undefined;
  readonly rows?: number;
  readonly max?: number | undefined;
  readonly help?: string | undefined;
}

/** The words of a field as they stand, and the way to empty it once they are sent. */
export function useDraft(field: string, start = '') {
  const { code } = useRoom();
  const words = draft(code, field, start);
  return { text: words.value.trim(), clear: () => dropDraft(code, field) };
}

export function Field({ field, label, start = '', rows = 3, max = 2000, help }: FieldProps) {
  const id = useId();
  const room = useRoom();
  const words = draft(room.code, field, start);
  const returned = room.returned.value;
  const refused = returned?.entry.draft === field ? returned : undefined;
  const left = max - [...words.value].length;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {refused && (
        <p class="refusal" id={`${id}-refused`} role="alert">
          {refusalSentence(room, refused.code, refused.params)}
        </p>
      )}
      <textarea
        id={id}
        rows={rows}
        value={words.value}
        aria-invalid={left < 0 || undefined}
        aria-describedby={refused ? `${id}-refused` : help || left < 40 ? `${id}-help` : undefined}
        onInput={(event) => setDraft(room.code, field, event.currentTarget.value)}
      />
      {(help || left < 40) && (
        <p class="help" id={`${id}-help`}>
          {left < 0 ? t('field.too_long', { n: -left }) : left < 40 ? t('field.left', { n: left }) : help}
        </p>
      )}
    </div>
  );
}
