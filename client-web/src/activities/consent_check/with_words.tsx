// SPDX-License-Identifier: AGPL-3.0-or-later
// An act that may carry some words: folded away until wanted, sent with or without them.
import { Button } from '../../ui/button';
import { Field, useDraft } from '../../ui/field';

export interface WithWordsProps {
  readonly field: string;
  readonly summary: string;
  readonly label: string;
  readonly send: string;
  readonly open?: boolean;
  /** Words without which there is nothing to send. */
  readonly needed?: boolean;
  onSend(words: string, draft: string): void;
}

export function WithWords({
  field,
  summary,
  label,
  send,
  open = false,
  needed = false,
  onSend,
}: WithWordsProps) {
  const words = useDraft(field);
  return (
    <details class="fold" open={open}>
      <summary>{summary}</summary>
      <Field field={field} label={label} rows={2} />
      <Button
        look="gesture"
        disabled={needed && words.text === ''}
        onPress={() => {
          onSend(words.text, field);
          words.clear();
        }}
      >
        {send}
      </Button>
    </details>
  );
}
