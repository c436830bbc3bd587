// SPDX-License-Identifier: AGPL-3.0-or-later
// A group on the phone: its name, given in place, and its cards; a place to put a chosen card.
import { useState } from 'preact/hooks';
import { t } from '../../i18n/t';
import type { Sort } from '../../protocol/gathering';
import { Button } from '../../ui/button';
import { Field, useDraft } from '../../ui/field';
import type { PanelProps } from '../panel';
import { type Hand, SortCard } from './card';
import { groupName, type SortGroup } from './cards';

const name_max = 60;

interface GroupProps extends Pick<PanelProps<Sort>, 'id' | 'submit'> {
  readonly group: SortGroup;
  readonly hand: Hand;
}

export function SortedGroup({ id, group, hand, submit }: GroupProps) {
  const [naming, setNaming] = useState(false);
  const takes = hand.chosen !== undefined && !hand.chosen.groups.includes(group.id);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is an extra, the button within does the same
    <section
      class={`sort-group${group.name ? '' : ' unnamed'}${takes ? ' takes' : ''}`}
      onDragOver={(event) => takes && event.preventDefault()}
      onDrop={() => takes && hand.put(group.id)}
    >
      <header>
        <h2>
          {groupName(group)} <small>{t('sort.n', { n: group.cards.length })}</small>
        </h2>
        {takes ? (
          <Button onPress={() => hand.put(group.id)}>{t('sort.here')}</Button>
        ) : (
          hand.may &&
          !naming && (
            <Button look={group.name ? 'quiet' : 'second'} onPress={() => setNaming(true)}>
              {group.name ? t('sort.rename') : t('sort.name')}
            </Button>
          )
        )}
      </header>
      {naming && !takes && <Naming id={id} group={group} submit={submit} onEnd={() => setNaming(false)} />}
      <ul class="sort-cards">
        {group.cards.map((card) => (
          <SortCard key={card.id} card={card} group={group.id} hand={hand} />
        ))}
      </ul>
    </section>
  );
}

function Naming({ id, group, submit, onEnd }: Omit<GroupProps, 'hand'> & { onEnd(): void }) {
  const field = `${id}/${group.id}/name`;
  const words = useDraft(field, group.name);
  const good = words.text !== '' && [...words.text].length <= name_max;
  return (
    <form
      class="give"
      onSubmit={(event) => {
        event.preventDefault();
        if (!good) return;
        submit({ type: 'name', group: group.id, text: words.text }, { draft: field });
        words.clear();
        onEnd();
      }}
    >
      <Field field={field} label={t('sort.name_label')} start={group.name} rows={1} max={name_max} />
      <div class="row">
        <button type="submit" class="button second" aria-disabled={!good || undefined}>
          {t('keep')}
        </button>
        <Button look="quiet" onPress={onEnd}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
