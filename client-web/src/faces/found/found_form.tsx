// SPDX-License-Identifier: AGPL-3.0-or-later
// Founding: what it is about, in which language, how people are addressed, who conducts; the rest is folded away.
import { useState } from 'preact/hooks';
import { say, type Word } from '../../i18n/say';
import { t } from '../../i18n/t';
import { type Founded, found, type ParamValue, type ScenarioCard } from '../../protocol/http';
import { Button } from '../../ui/button';
import { Heading } from '../../ui/heading';
import { whyNot } from '../join/join';
import { facts, textsOf } from './found';
import { Params } from './params';

export interface FoundFormProps {
  readonly card: ScenarioCard;
  readonly language: 'fr' | 'en';
  onFounded(founded: Founded): void;
  onBack(): void;
}

/** SPEC [V5]. */
const title_max = 120;

export function FoundForm({ card, language, onFounded, onBack }: FoundFormProps) {
  const [title, setTitle] = useState('');
  const [why, setWhy] = useState('');
  const [tongue, setTongue] = useState(language);
  const [address, setAddress] = useState<'tu' | 'vous'>('tu');
  const [conducted, setConducted] = useState(true);
  const [params, setParams] = useState<Readonly<Record<string, ParamValue>>>({});
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const texts = textsOf(card, tongue);
  const good = title.trim() !== '' && [...title.trim()].length <= title_max;
  const send = async () => {
    if (!good || busy) return;
    setBusy(true);
    setFailed(undefined);
    try {
      onFounded(
        await found({
          scenario: card.id,
          title: title.trim(),
          why: why.trim(),
          language: tongue,
          address,
          time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          conducted,
          ...(Object.keys(params).length > 0 ? { params } : {}),
        }),
      );
    } catch (cause) {
      setFailed(whyNot(cause));
      setBusy(false);
    }
  };
  return (
    <main>
      <Button look="quiet" onPress={onBack}>
        {t('back')}
      </Button>
      <Heading moment={`found/${card.id}`}>{say(texts.title as Word)}</Heading>
      <p class="lead">{say((texts.about ?? texts.why) as Word)}</p>
      <p class="help">{facts(card)}</p>
      {(texts.openings ?? []).length > 0 && (
        <details class="fold">
          <summary>{t('found.openings')}</summary>
          <div class="choices">
            {(texts.openings ?? []).map((opening) => (
              <Button
                key={say(opening.title as Word)}
                look="choice"
                onPress={() => {
                  setTitle(say(opening.title as Word));
                  setWhy(say((opening.why ?? '') as Word));
                }}
              >
                {say(opening.title as Word)}
              </Button>
            ))}
          </div>
        </details>
      )}
      <form
        class="found-form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div class="field">
          <label for="title">{t('found.title_label')}</label>
          <input
            id="title"
            type="text"
            value={title}
            onInput={(event) => setTitle(event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for="why">{t('found.why_label')}</label>
          <textarea id="why" rows={3} value={why} onInput={(event) => setWhy(event.currentTarget.value)} />
        </div>
        <Pick
          legend={t('found.address')}
          value={address}
          onPick={(picked) => setAddress(picked)}
          choices={[
            ['tu', t('found.tu')],
            ['vous', t('found.vous')],
          ]}
        />
        <Pick
          legend={t('found.language')}
          value={tongue}
          onPick={(picked) => setTongue(picked)}
          choices={[
            ['fr', 'Français'],
            ['en', 'English'],
          ]}
        />
        <Pick
          legend={t('found.conducted')}
          value={conducted ? 'yes' : 'no'}
          onPick={(picked) => setConducted(picked === 'yes')}
          choices={[
            ['yes', t('found.conducted_yes')],
            ['no', t('found.conducted_no')],
          ]}
        />
        {card.params && Object.keys(card.params).length > 0 && (
          <details class="fold">
            <summary>{t('found.params')}</summary>
            <Params specs={card.params} texts={texts.params ?? {}} chosen={params} onChange={setParams} />
          </details>
        )}
        {failed && (
          <p class="refusal" role="alert">
            {failed}
          </p>
        )}
        <button type="submit" class="button gesture" aria-disabled={!good || busy || undefined}>
          <span class="words">
            <span class="act">{t('found.send')}</span>
          </span>
        </button>
      </form>
    </main>
  );
}

interface PickProps<T extends string> {
  readonly legend: string;
  readonly value: T;
  readonly choices: readonly (readonly [T, string])[];
  onPick(value: T): void;
}

function Pick<T extends string>({ legend, value, choices, onPick }: PickProps<T>) {
  return (
    <fieldset class="places">
      <legend>{legend}</legend>
      {choices.map(([choice, name]) => (
        <label key={choice}>
          <input type="radio" name={legend} checked={value === choice} onChange={() => onPick(choice)} />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
