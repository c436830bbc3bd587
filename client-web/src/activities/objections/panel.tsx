// SPDX-License-Identifier: AGPL-3.0-or-later
// Objections, one at a time: what would happen, then what to change; its author alone says when it is lifted.
import { t } from '../../i18n/t';
import type { ItemId, Objection, Objections } from '../../protocol/view';
import { latest, rowsOf, useRoom } from '../../room/room';
import { enteredBy } from '../../room/sentences';
import { Moment } from '../../ui/moment';
import { TextCard } from '../../ui/text_card';
import { WithWords } from '../consent_check/with_words';
import { Suggest, Suggestions } from '../edit/suggestions';
import { Write } from '../edit/write';
import type { PanelProps } from '../panel';
import { textInQuestion } from '../text_in_question';
import { Author } from './author';

export function currentObjection(view: Objections): readonly [ItemId, Objection] | undefined {
  const row = view.current === undefined ? undefined : view.items?.[view.current];
  return row && view.current !== undefined ? [view.current, row] : undefined;
}

/** In which moment an objection stands: being understood, being integrated, or asked again on a new text. */
export function momentOf(row: Objection): 'test' | 'integrate' | 'again' {
  if (row.asked_again) return 'again';
  return row.state === 'held' ? 'integrate' : 'test';
}

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
  return (
    <Moment
      moment={`${id}/${item}/${now}/${mine}`}
      heading={t(`objections.${now}.${mine ? 'mine' : 'theirs'}`, { name })}
      lead={mine ? t(`objections.${now}.mine_lead`) : t(`objections.${now}.lead`, { name })}
    >
      {row.argument && (
        <blockquote class="argument">
          <p>{row.argument}</p>
          <footer>
            {name} {enteredBy(room, row.entered_by)}
          </footer>
        </blockquote>
      )}
      {mine && now !== 'again' && <Author {...props} item={item} row={row} />}
      {text && <TextCard text={text} changes={now === 'again'} />}
      {mine && now === 'again' && <Author {...props} item={item} row={row} />}
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

/** The text while an objection is being integrated: whoever proposes writes, everybody else suggests. */
function TheText() {
  const room = useRoom();
  const found = latest(room.room.value, 'edit');
  if (!found || found[1].settled) return null;
  const [id, view] = found;
  const mine = room.holds(view.role ?? 'proposer');
  const props = {
    id,
    view,
    own: room.ownOf(id),
    submit: (...[body, more]: Parameters<PanelProps<typeof view>['submit']>) => {
      const { draft, ...about } = more ?? {};
      room.submit(body, { on: id, ...about }, draft);
    },
  };
  return (
    <>
      <Suggestions {...props} mine={mine} />
      {mine ? <Write key={view.version} {...props} /> : <Suggest {...props} />}
    </>
  );
}

export function listOf(view: Objections): readonly (readonly [ItemId, Objection])[] {
  return rowsOf(view.items);
}
