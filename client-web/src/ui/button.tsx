// SPDX-License-Identifier: AGPL-3.0-or-later
// A button names an act. One of a face is the gesture; the others are quieter.
import type { ComponentChildren } from 'preact';

export interface ButtonProps {
  readonly children: ComponentChildren;
  readonly onPress: () => void;
  readonly look?: 'gesture' | 'second' | 'quiet' | 'choice' | 'danger';
  /** What it means, in smaller words under the act. */
  readonly hint?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly pressed?: boolean | undefined;
  /** The id of the sentence that says why it is not possible now. */
  readonly why?: string | undefined;
  readonly mark?: ComponentChildren;
}

export function Button(props: ButtonProps) {
  const { children, onPress, look = 'second', hint, disabled, pressed, why, mark } = props;
  return (
    <button
      type="button"
      class={`button ${look}`}
      aria-disabled={disabled || undefined}
      aria-pressed={pressed}
      aria-describedby={why}
      onClick={() => {
        if (!disabled) onPress();
      }}
    >
      {mark && (
        <span class="mark" aria-hidden="true">
          {mark}
        </span>
      )}
      <span class="words">
        <span class="act">{children}</span>
        {hint && <span class="hint">{hint}</span>}
      </span>
    </button>
  );
}
