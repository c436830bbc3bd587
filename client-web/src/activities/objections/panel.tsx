// SPDX-License-Identifier: AGPL-3.0-or-later
// Objections, one at a time: what would happen, then what to change; its author alone says when it is lifted.
import { t } from '../../i18n/t';
import type { Objections } from '../../protocol/view';
import { useRoom } from '../../room/room';
import { enteredBy } from '../../room/sentences';
import { Moment } from '../../ui/moment';
import { TextCard } from '../../ui/text_card';
import { WithWords } from '../consent_check/with_words';
import { TheText } from '../edit/the_text';
import type { PanelProps } from '../panel';
import { textInQuestion } from '../text_in_question';
import { Asked } from './asked';
import { Author } from './author';
import { currentObjection, momentOf } from './current';

export function ObjectionsPanel({ id, view, own, submit }: PanelProps<Objections>) {
  const room = useRoom();
  const text = textInQuestion(room.room.value);
  const current = currentObjection(view);
  const props = { id, view, own, submit };
  const rest = Math.max(0, (view.pending ?? 0) - 1);
  if (!current) {
    return (
      <Moment moment={`${id}/none`} heading={t('objections.none')} lead={t('objections.none_lead')}>
        {text && <TextCard text={text} changes={text.version > 1} />}
      </Moment>
    );
  }
  const [item, row] = current;
  const mine = row.seat === room.acting.value;
  const now = momentOf(row);
  const name = room.name(row.seat);
  const argument = row.argument && (
    <blockquote class="argument">
      <p>{row.argument}</p>
      <footer>
        {name} {enteredBy(room, row.entered_by)}
      </footer>
    </blockquote>
  );
  return (
    <Moment
      moment={`${id}/${item}/${now}/${mine}`}
      heading={t(`objections.${now}.${mine ? 'mine' : 'theirs'}`, { name })}
      lead={mine ? t(`objections.${now}.mine_lead`) : t(`objections.${now}.lead`, { name })}
    >
      {!(mine && now === 'again') && argument}
      <Asked view={view} own={own} submit={submit} item={item} row={row} />
      {mine && now !== 'again' && <Author {...props} item={item} row={row} />}
      {text && <TextCard text={text} changes={now === 'again'} />}
      {mine && now === 'again' && (
        <>
          <Author {...props} item={item} row={row} />
          {argument}
        </>
      )}
      <TheText />
      {rest > 0 && <p class="calm">{t('objections.rest', { n: rest })}</p>}
      <WithWords
        needed
        field={`${id}/${room.acting.value}/raise`}
        summary={t('objections.raise')}
        label={t('objections.raise_label')}
        send={t('objections.raise_send')}
        onSend={(words, draft) => submit({ type: 'raise', text: words }, { draft })}
      />
    </Moment>
  );
}
