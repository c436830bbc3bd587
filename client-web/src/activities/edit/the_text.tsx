// SPDX-License-Identifier: AGPL-3.0-or-later
// The text while something else is going on: whoever proposes may change it, and knows what that leads to.
import type { ComponentChildren } from 'preact';
import { t } from '../../i18n/t';
import { latest, useRoom } from '../../room/room';
import type { PanelProps } from '../panel';
import { Suggest, Suggestions } from './suggestions';
import { Write } from './write';

/** The text's own panel under another one; nothing once the text is settled. */
function useText() {
  const room = useRoom();
  const found = latest(room.room.value, 'edit');
  if (!found || found[1].settled) return undefined;
  const [id, view] = found;
  return {
    mine: room.holds(view.role ?? 'proposer'),
    props: {
      id,
      view,
      own: room.ownOf(id),
      submit: (...[body, more]: Parameters<PanelProps<typeof view>['submit']>) => {
        const { draft, ...about } = more ?? {};
        room.submit(body, { on: id, ...about }, draft);
      },
    },
  };
}

/** While an objection is being integrated: whoever proposes writes, everybody else suggests. */
export function TheText() {
  const text = useText();
  if (!text) return null;
  const { mine, props } = text;
  return (
    <>
      <Suggestions {...props} mine={mine} />
      {mine ? <Write key={props.view.version} {...props} /> : <Suggest {...props} />}
    </>
  );
}

/** After the answers: a changed text has to be asked about again, and whoever changes it is told before. */
export function ChangeAfterAll(): ComponentChildren {
  const text = useText();
  if (!text?.mine) return null;
  return (
    <section>
      <Suggestions {...text.props} mine />
      <Write key={text.props.view.version} {...text.props} />
      <p class="help">{t('edit.asks_again')}</p>
    </section>
  );
}
