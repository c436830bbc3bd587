// SPDX-License-Identifier: AGPL-3.0-or-later
// What an idea is about, what it joins, what kind it is: chosen from cards, several at most.
import { useId, useState } from 'preact/hooks';
import { t } from '../../i18n/t';
import type { ItemId } from '../../protocol/view';
import { useRoom } from '../../room/room';
import { choiceName } from '../../room/sentences';
import { Button } from '../../ui/button';
import type { Idea } from '../ideas';

/** An idea is about, or on, so many others. */
export const links_max = 4;
/** From so many on, a word helps to find one. */
const find_from = 16;

interface ChooseIdeasProps {
  readonly label: string;
  readonly ideas: readonly Idea[];
  readonly chosen: readonly ItemId[];
  onChoose(chosen: readonly ItemId[]): void;
}

export function ChooseIdeas({ label, ideas, chosen, onChoose }: ChooseIdeasProps) {
  const id = useId();
  const [find, setFind] = useState('');
  const wanted = find.trim().toLocaleLowerCase();
  const shown = ideas.filter(
    (idea) => chosen.includes(idea.id) || idea.words.toLocaleLowerCase().includes(wanted),
  );
  const full = chosen.length >= links_max;
  return (
    <fieldset class="choices">
      <legend>{label}</legend>
      {ideas.length >= find_from && (
        <div class="field">
          <label for={id}>{t('collect.find')}</label>
          <input
            id={id}
            type="text"
            value={find}
            onInput={(event) => setFind(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          />
        </div>
      )}
      <div class="choose-from">
        {shown.map((idea) => {
          const on = chosen.includes(idea.id);
          return (
            <Button
              key={idea.id}
              look="choice"
              pressed={on}
              disabled={!on && full}
              onPress={() => onChoose(on ? chosen.filter((one) => one !== idea.id) : [...chosen, idea.id])}
            >
              {idea.words}
            </Button>
          );
        })}
      </div>
      {full && <p class="help">{t('collect.links_full', { n: links_max })}</p>}
    </fieldset>
  );
}

interface ChooseTagProps {
  readonly tags: readonly string[];
  readonly chosen: string | undefined;
  onChoose(tag: string): void;
}

export function ChooseTag({ tags, chosen, onChoose }: ChooseTagProps) {
  const room = useRoom();
  return (
    <fieldset class="tags">
      <legend>{t('collect.tag')}</legend>
      {tags.map((tag) => (
        <Button key={tag} look="choice" pressed={chosen === tag} onPress={() => onChoose(tag)}>
          {choiceName(room, tag)}
        </Button>
      ))}
    </fieldset>
  );
}
