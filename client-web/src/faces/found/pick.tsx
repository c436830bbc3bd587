// SPDX-License-Identifier: AGPL-3.0-or-later
// One of a few answers, all in sight.
export interface PickProps<T extends string> {
  readonly legend: string;
  readonly value: T | undefined;
  readonly choices: readonly (readonly [T, string])[];
  /** The question above says it already: only screen readers hear the legend. */
  readonly quiet?: boolean;
  onPick(value: T): void;
}

export function Pick<T extends string>({ legend, value, choices, quiet = false, onPick }: PickProps<T>) {
  return (
    <fieldset class="places">
      <legend class={quiet ? 'unseen' : undefined}>{legend}</legend>
      {choices.map(([choice, name]) => (
        <label key={choice}>
          <input type="radio" name={legend} checked={value === choice} onChange={() => onPick(choice)} />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
