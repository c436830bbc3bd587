// SPDX-License-Identifier: AGPL-3.0-or-later
// The answers counted, each count with the shape that the circle shows it by.
import { t } from '../../i18n/t';
import type { Choice, ConsentCheck } from '../../protocol/view';

const shapes: readonly (readonly [Choice, string])[] = [
  ['consent', '●'],
  ['concern', '◐'],
  ['objection', '◆'],
];

export function TallyLine({ view }: { view: ConsentCheck }) {
  const shown = shapes.filter(([choice]) => choice !== 'concern' || view.concerns_allowed !== false);
  return (
    <span class="legend">
      {shown.map(([choice, shape]) => (
        <span key={choice} class={choice}>
          <span aria-hidden="true">{shape}</span> {t(`tally.${choice}`, { n: view.tally?.[choice] ?? 0 })}
        </span>
      ))}
    </span>
  );
}
