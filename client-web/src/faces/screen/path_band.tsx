// SPDX-License-Identifier: AGPL-3.0-or-later
// The method's path as a picture on the screen: behind us, now, ahead. The words stand beside it, in the title.
import { t } from '../../i18n/t';
import { useSteps } from '../phone/run_map';

const wide = 100;

export function PathBand() {
  const { steps, at } = useSteps();
  if (steps.length < 2 || at < 0) return null;
  const x = (index: number) => 4 + (index * (wide - 8)) / (steps.length - 1);
  const y = (index: number) => (index % 2 === 0 ? 2.3 : 1.7);
  const curve = (from: number, to: number) => {
    const bends = Array.from({ length: Math.max(0, to - from) }, (_, step) => {
      const [a, b] = [from + step, from + step + 1];
      const middle = (x(a) + x(b)) / 2;
      return `C${middle} ${y(a)} ${middle} ${y(b)} ${x(b)} ${y(b)}`;
    });
    return `M${x(from)} ${y(from)} ${bends.join(' ')}`;
  };
  return (
    <svg
      class="path-band"
      viewBox={`0 0 ${wide} 4`}
      preserveAspectRatio="xMinYMid"
      role="img"
      aria-label={t('map.progress', { n: at + 1, total: steps.length })}
    >
      <path class="ahead" d={curve(at, steps.length - 1)} />
      <path class="behind" d={curve(0, at)} />
      {steps.map((step, index) => (
        <circle
          key={step.key}
          class={step.now ? 'now' : index < at ? 'behind' : 'ahead'}
          cx={x(index)}
          cy={y(index)}
          r={step.now ? 1.15 : 0.55}
        />
      ))}
    </svg>
  );
}
