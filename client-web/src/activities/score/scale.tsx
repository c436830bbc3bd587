// SPDX-License-Identifier: AGPL-3.0-or-later
// The scale: large targets, plain words at both ends, and the chosen step said in words.
import { t } from '../../i18n/t';
import { Button } from '../../ui/button';

/** What a value means, by where it lies on the scale. */
export function weight(value: number, min: number, max: number): string {
  const share = (value - min) / Math.max(1, max - min);
  if (share === 0) return t('score.none');
  if (share <= 0.3) return t('score.little');
  if (share <= 0.6) return t('score.some');
  return share < 1 ? t('score.much') : t('score.unacceptable');
}

export interface ScaleProps {
  readonly min: number;
  readonly max: number;
  readonly value: number | undefined;
  onRate(value: number): void;
}

export function Scale({ min, max, value, onRate }: ScaleProps) {
  const steps = Array.from({ length: max - min + 1 }, (_, index) => min + index);
  return (
    <fieldset class="resistance">
      <legend class="unseen">{t('score.scale')}</legend>
      <p class="ends" aria-hidden="true">
        <span>{t('score.least', { n: min })}</span>
        <span>{t('score.most', { n: max })}</span>
      </p>
      <div class="steps-grid" style={{ '--columns': Math.ceil(steps.length / 2) }}>
        {steps.map((step) => (
          <Button
            key={step}
            look="choice"
            pressed={value === step}
            hint={undefined}
            onPress={() => onRate(step)}
          >
            <span class="fill" style={{ blockSize: `${(100 * (step - min)) / Math.max(1, max - min)}%` }} />
            <span class="digit">{step}</span>
            <span class="unseen">{weight(step, min, max)}</span>
          </Button>
        ))}
      </div>
      <p class="said" role="status">
        {value === undefined ? t('score.choose') : weight(value, min, max)}
      </p>
    </fieldset>
  );
}
