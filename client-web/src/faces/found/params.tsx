// SPDX-License-Identifier: AGPL-3.0-or-later
// The local rules of a method, with the words of its scenario.
import { say, type Word } from '../../i18n/say';
import { t } from '../../i18n/t';
import type { ParamSpec, ParamTexts, ParamValue } from '../../protocol/http';

export interface ParamsProps {
  readonly specs: Readonly<Record<string, ParamSpec>>;
  readonly texts: Readonly<Record<string, ParamTexts>>;
  readonly chosen: Readonly<Record<string, ParamValue>>;
  onChange(chosen: Readonly<Record<string, ParamValue>>): void;
}

export function Params({ specs, texts, chosen, onChange }: ParamsProps) {
  const set = (name: string, value: ParamValue) => onChange({ ...chosen, [name]: value });
  return (
    <>
      {Object.entries(specs).map(([name, spec]) => (
        <Param
          key={name}
          name={name}
          spec={spec}
          texts={texts[name]}
          value={chosen[name] ?? spec.default}
          onSet={(value) => set(name, value)}
        />
      ))}
    </>
  );
}

interface ParamProps {
  readonly name: string;
  readonly spec: ParamSpec;
  readonly texts: ParamTexts | undefined;
  readonly value: ParamValue | undefined;
  onSet(value: ParamValue): void;
}

function Param({ name, spec, texts, value, onSet }: ParamProps) {
  const id = `param-${name}`;
  const label = say((texts?.label ?? name.replace(/_/g, ' ')) as Word);
  const help = texts?.help ? say(texts.help as Word) : undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {'enum' in spec ? (
        <select id={id} value={String(value)} onInput={(event) => onSet(event.currentTarget.value)}>
          {spec.enum.map((choice) => (
            <option key={choice} value={choice}>
              {say((texts?.choices?.[choice] ?? choice) as Word)}
            </option>
          ))}
        </select>
      ) : 'integer' in spec ? (
        <input
          id={id}
          type="number"
          inputMode="numeric"
          min={spec.integer[0]}
          max={spec.integer[1]}
          value={Number(value)}
          onInput={(event) => {
            const typed = event.currentTarget.valueAsNumber;
            if (Number.isInteger(typed)) onSet(typed);
          }}
        />
      ) : (
        <select
          id={id}
          value={value ? 'yes' : 'no'}
          onInput={(event) => onSet(event.currentTarget.value === 'yes')}
        >
          <option value="yes">{t('yes')}</option>
          <option value="no">{t('no')}</option>
        </select>
      )}
      {help && <p class="help">{help}</p>}
    </div>
  );
}
