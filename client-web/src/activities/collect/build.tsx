// SPDX-License-Identifier: AGPL-3.0-or-later
// « Oui, et… »: an idea on another one, or on several; nothing is crossed out, everything is added to.
import { useState } from 'preact/hooks';
import { t } from '../../i18n/t';
import type { Collect, ItemId } from '../../protocol/view';
import { useRoom } from '../../room/room';
import { Button } from '../../ui/button';
import { Field, useDraft } from '../../ui/field';
import { ideasOf } from '../ideas';
import type { PanelProps } from '../panel';
import { ChooseIdeas, ChooseTag } from './choose';

type BuildProps = Pick<PanelProps<Collect>, 'id' | 'view' | 'submit'> & { readonly on: ItemId };

export function mayBuild(view: Collect): boolean {
  const seen = view.phase === 'revealed' || view.visibility === 'live';
  return view.builds === true && seen && view.running !== false;
}

export function BuildOn({ id, view, on, submit }: BuildProps) {
  const room = useRoom();
  const [open, setOpen] = useState(false);
  const [also, setAlso] = useState<readonly ItemId[]>([]);
  const [tag, setTag] = useState<string>();
  const field = `${id}/${on}/${room.acting.value}/build`;
  const words = useDraft(field);
  const max = view.length_max ?? 280;
  if (!open && words.text === '') {
    return (
      <Button look="quiet" onPress={() => setOpen(true)}>
        {t('collect.and')}
      </Button>
    );
  }
  const untagged = view.tags !== undefined && view.tags.length > 0 && tag === undefined;
  const good = words.text !== '' && [...words.text].length <= max && !untagged;
  const others = ideasOf(room, id).filter((idea) => idea.id !== on);
  return (
    <form
      class="give build"
      onSubmit={(event) => {
        event.preventDefault();
        if (!good) return;
        const tagged = tag === undefined ? {} : { tag };
        submit({ type: 'submit', text: words.text, on: [on, ...also], ...tagged }, { draft: field });
        words.clear();
        setAlso([]);
        setOpen(false);
      }}
    >
      <Field field={field} label={t('collect.and')} rows={2} max={max} />
      {view.tags && view.tags.length > 0 && <ChooseTag tags={view.tags} chosen={tag} onChoose={setTag} />}
      {others.length > 0 && (
        <details class="fold">
          <summary>{t('collect.link_more')}</summary>
          <ChooseIdeas
            label={t('collect.link_label')}
            ideas={others}
            chosen={also}
            // With the idea that it stands on, four in all.
            onChoose={(chosen) => setAlso(chosen.slice(0, 3))}
          />
        </details>
      )}
      <div class="row">
        <button type="submit" class="button second" aria-disabled={!good || undefined}>
          {t('collect.and_send')}
        </button>
        <Button
          look="quiet"
          onPress={() => {
            words.clear();
            setOpen(false);
          }}
        >
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
