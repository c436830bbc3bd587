// SPDX-License-Identifier: AGPL-3.0-or-later
// « Voir l'écran »: what the screen shows, as text and tables in reading order.
import '../../styles/desk.css';
import { Items } from '../../activities/collect/items';
import { Tally } from '../../activities/collect/tally';
import { CommitmentList } from '../../activities/commitments/list';
import { tallySentence } from '../../activities/consent_check/answers';
import { WordsGiven } from '../../activities/consent_check/words';
import { wordsBy } from '../../activities/ideas';
import { listOf } from '../../activities/objections/current';
import { handsInOrder } from '../../activities/queue/panel';
import { textInQuestion } from '../../activities/text_in_question';
import { names, speakMore, t } from '../../i18n/t';
import type { Activity } from '../../protocol/view';
import { current, latest, rowsOf, useRoom } from '../../room/room';
import { outcomeSentence, roleName, stateQuestion, stateTitle } from '../../room/sentences';
import { lazy } from '../../ui/lazy';
import { TextCard } from '../../ui/text_card';
import { Timer } from '../../ui/timer';

const RareText = lazy(() =>
  Promise.all([import('../../activities/rare_text'), speakMore('rare')]).then(([part]) => part.RareText),
);

export function ScreenText() {
  const room = useRoom();
  const layer = room.room.value;
  const text = textInQuestion(layer);
  const named = current(layer);
  const queue = latest(layer, 'queue')?.[1];
  const hands = queue ? handsInOrder(queue).map(([seat]) => room.name(seat)) : [];
  return (
    <div class="screen-text">
      <h2>{[layer?.title, stateTitle(room)].filter(Boolean).join(' · ')}</h2>
      {stateQuestion(room) && <p class="lead">{stateQuestion(room)}</p>}
      {layer?.timer && <Timer timer={layer.timer} />}
      {layer?.decision && <p class="lead">{outcomeSentence(room, layer.decision.outcome)}</p>}
      {text && <TextCard text={text} />}
      {named && <InWords view={named[1]} />}
      {hands.length > 0 && <p>{t('screen.hands', { names: names(hands) })}</p>}
      <p class="help">{t('screen.join', { host: location.host, code: room.code })}</p>
    </div>
  );
}

function InWords({ view }: { view: Activity }) {
  const room = useRoom();
  switch (view.kind) {
    case 'present':
      return view.by ? <p>{t('present.listen', { name: room.name(view.by) })}</p> : null;
    case 'round':
      return (
        <>
          {view.floor && view.phase !== 'closed' && (
            <p>{t('screen.floor', { name: room.name(view.floor) })}</p>
          )}
          {(view.next ?? []).length > 0 && (
            <p>{t('screen.next', { names: names((view.next ?? []).map((seat) => room.name(seat))) })}</p>
          )}
          <p>{t('screen.heard', { n: view.spoken ?? 0, total: view.total ?? 0 })}</p>
        </>
      );
    case 'collect':
      return (
        <>
          {view.phase === 'open' && (
            <p>{t('screen.finished', { n: view.finished ?? 0, total: view.total ?? 0 })}</p>
          )}
          <Tally view={view} />
          <Items view={view} />
        </>
      );
    case 'consent_check':
      return (
        <>
          <p>
            {view.phase === 'revealed'
              ? tallySentence(view)
              : view.counts === false
                ? t(view.all_answered ? 'consent.all_in' : 'consent.waiting')
                : t('screen.answered', { n: view.answered ?? 0, total: view.total ?? 0 })}
          </p>
          <WordsGiven view={view} />
          {view.answers && (
            <table class="tally">
              <tbody>
                {rowsOf(view.answers).map(([seat, answer]) => (
                  <tr key={seat}>
                    <th scope="row">{room.name(seat)}</th>
                    <td>{t(`choice.${answer.choice}`)}</td>
                    <td>{answer.text}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      );
    case 'objections':
      return (
        <table class="tally">
          <tbody>
            {listOf(view).map(([item, row]) => (
              <tr key={item}>
                <th scope="row">{room.name(row.seat)}</th>
                <td>{t(`objection.${row.state}`)}</td>
                <td>{row.argument}</td>
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'commitments':
      return (
        <CommitmentList
          rows={rowsOf(view.items)}
          words={view.of === undefined ? undefined : wordsBy(room, view.of)}
        />
      );
    case 'roles':
      return (
        <table class="tally">
          <thead>
            <tr>
              <th scope="col">{t('roles.col_role')}</th>
              <th scope="col">{t('roles.col_holder')}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(view.roles ?? {}).map(([role, held]) => (
              <tr key={role}>
                <th scope="row">{roleName(room, role)}</th>
                <td>{held.holder === undefined ? t('roles.vacant') : room.name(held.holder)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'edit':
    case 'queue':
      return null;
    case 'sort':
    case 'score':
    case 'groups':
    case 'silence':
    case 'celebrate':
    case 'agenda':
      return <RareText view={view} />;
  }
}
