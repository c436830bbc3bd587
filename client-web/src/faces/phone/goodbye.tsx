// SPDX-License-Identifier: AGPL-3.0-or-later
// The palabre is closed: thanks, and what to take away.
import { textInQuestion } from '../../activities/text_in_question';
import { t } from '../../i18n/t';
import { useRoom } from '../../room/room';
import { outcomeSentence } from '../../room/sentences';
import { Heading } from '../../ui/heading';
import { TextCard } from '../../ui/text_card';
import { TakeAway } from './take_away';

export interface GoodbyeProps {
  onForget(): void;
}

export function Goodbye({ onForget }: GoodbyeProps) {
  const room = useRoom();
  const layer = room.room.value;
  const text = textInQuestion(layer);
  return (
    <div class="phone">
      <header class="top">
        <p class="palabre-title">{layer?.title}</p>
      </header>
      <main>
        <section class="moment">
          <Heading moment="goodbye">{t('goodbye.closed')}</Heading>
          {layer?.decision && <p class="lead">{outcomeSentence(room, layer.decision.outcome)}</p>}
          {text && layer?.decision && <TextCard text={text} />}
          <TakeAway onForget={onForget} />
        </section>
      </main>
    </div>
  );
}
