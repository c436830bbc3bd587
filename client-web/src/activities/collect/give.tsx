// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person gives: words, a choice, a number or a name.
import { useState } from 'preact/hooks';
import { t } from '../../i18n/t';
import type { Given } from '../../protocol/commands';
import type { Collect, ItemId } from '../../protocol/view';
import { rowsOf, useRoom } from '../../room/room';
import { choiceName, gesture } from '../../room/sentences';
import { Button } from '../../ui/button';
import { Field, useDraft } from '../../ui/field';
import { ideasOf } from '../ideas';
import type { PanelProps } from '../panel';
import { ChooseIdeas, ChooseTag } from './choose';

/** A scale up to so many steps is a row of buttons; a wider one is a field. */
const scale_max = 11;

export function Give(props: PanelProps<Collect>) {
  switch (props.view.input ?? 'text') {
    case 'text':
      return <GiveText {...props} />;
    case 'choice':
      return <GiveChoice {...props} />;
    case 'number':
      return <GiveNumber {...props} />;
    case 'seat':
      return <GiveSeat {...props} />;
  }
}

function GiveText({ id, view, own, submit }: PanelProps<Collect>) {
  const room = useRoom();
  const field = `${id}/${room.acting.value}/item`;
  const words = useDraft(field);
  const [about, setAbout] = useState<readonly ItemId[]>([]);
  const [tag, setTag] = useState<string>();
  const max = view.length_max ?? 280;
  const ideas = ideasOf(room, view.from);
  const tags = view.tags ?? [];
  const unbound = ideas.length > 0 && about.length === 0 && view.only_authors !== true;
  const untagged = tags.length > 0 && tag === undefined;
  const good = words.text !== '' && [...words.text].length <= max && !unbound && !untagged;
  const full = rowsOf(own.items).length >= (view.per_seat ?? 10);
  if (full) return <p class="calm">{t('collect.full', { n: view.per_seat ?? 10 })}</p>;
  return (
    <form
      class="give"
      onSubmit={(event) => {
        event.preventDefault();
        if (!good) return;
        submit(
          {
            type: 'submit',
            text: words.text,
            ...(about.length > 0 ? { about } : {}),
            ...(tag === undefined ? {} : { tag }),
          },
          { draft: field },
        );
        words.clear();
        setAbout([]);
      }}
    >
      {ideas.length > 0 && (
        <ChooseIdeas
          label={gesture(room, 'about') ?? t('collect.about_label')}
          ideas={ideas}
          chosen={about}
          onChoose={setAbout}
        />
      )}
      {tags.length > 0 && <ChooseTag tags={tags} chosen={tag} onChoose={setTag} />}
      <Field field={field} label={gesture(room, 'text') ?? t('collect.text_label')} rows={3} max={max} />
      <button type="submit" class="button gesture" aria-disabled={!good || undefined}>
        <span class="words">
          <span class="act">{gesture(room, 'submit') ?? t('collect.keep')}</span>
        </span>
      </button>
      {words.text !== '' && (unbound || untagged) && (
        <p class="help" role="status">
          {unbound ? t('collect.about_first') : t('collect.tag_first')}
        </p>
      )}
    </form>
  );
}

/** One answer a seat: the first submits, another one changes it. */
function useSingle({ own, submit }: Pick<PanelProps<Collect>, 'own' | 'submit'>) {
  const given = rowsOf(own.items).at(-1);
  return {
    now: given?.[1],
    give: (what: Given) =>
      given ? submit({ type: 'change', item: given[0], ...what }) : submit({ type: 'submit', ...what }),
  };
}

function GiveChoice({ view, own, submit }: PanelProps<Collect>) {
  const room = useRoom();
  const { now, give } = useSingle({ own, submit });
  return (
    <fieldset class="choices">
      <legend class="unseen">{t('collect.question.choice')}</legend>
      {(view.choices ?? []).map((choice) => (
        <Button key={choice} look="choice" pressed={now?.choice === choice} onPress={() => give({ choice })}>
          {choiceName(room, choice)}
        </Button>
      ))}
    </fieldset>
  );
}

function GiveNumber({ view, own, submit }: PanelProps<Collect>) {
  const { now, give } = useSingle({ own, submit });
  const min = view.min ?? 0;
  const max = view.max ?? 10;
  const [typed, setTyped] = useState(now?.number);
  if (max - min < scale_max) {
    const steps = Array.from({ length: max - min + 1 }, (_, index) => min + index);
    return (
      <fieldset class="scale">
        <legend class="unseen">{t('collect.question.number')}</legend>
        {steps.map((step) => (
          <Button
            key={step}
            look="choice"
            pressed={now?.number === step}
            onPress={() => give({ number: step })}
          >
            {step}
          </Button>
        ))}
      </fieldset>
    );
  }
  const good = typed !== undefined && Number.isInteger(typed) && typed >= min && typed <= max;
  return (
    <div class="field">
      <label for="number">{t('collect.number_label', { min, max })}</label>
      <input
        id="number"
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.valueAsNumber)}
      />
      <Button look="gesture" disabled={!good} onPress={() => good && give({ number: typed })}>
        {t('keep')}
      </Button>
    </div>
  );
}

function GiveSeat({ own, submit }: PanelProps<Collect>) {
  const room = useRoom();
  const { now, give } = useSingle({ own, submit });
  return (
    <fieldset class="choices">
      <legend class="unseen">{t('collect.question.seat')}</legend>
      {rowsOf(room.seats.value)
        .filter(([, seat]) => seat.attendance !== 'left')
        .map(([id, seat]) => (
          <Button key={id} look="choice" pressed={now?.seat_chosen === id} onPress={() => give({ seat: id })}>
            {seat.name}
          </Button>
        ))}
    </fieldset>
  );
}
