// SPDX-License-Identifier: AGPL-3.0-or-later
// A plain date, by the phone's own calendar.
import { useId } from 'preact/hooks';
import { draft, setDraft } from '../room/drafts';
import { useRoom } from '../room/room';

export interface DateFieldProps {
  readonly field: string;
  readonly label: string;
  readonly start?: string | undefined;
}

export function DateField({ field, label, start = '' }: DateFieldProps) {
  const id = useId();
  const { code } = useRoom();
  const words = draft(code, field, start);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="date"
        value={words.value}
        onInput={(event) => setDraft(code, field, event.currentTarget.value)}
      />
    </div>
  );
}
