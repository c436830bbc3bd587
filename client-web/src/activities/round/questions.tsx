// SPDX-License-Identifier: AGPL-3.0-or-later
// In a round of questions: the speaker asks, whoever proposes replies, one question at a time.
import { t } from '../../i18n/t';
import type { Round } from '../../protocol/view';
import { rowsOf, useRoom } from '../../room/room';
import { Button } from '../../ui/button';
import { Field, useDraft } from '../../ui/field';
import type { PanelProps } from '../panel';

export function Questions({ id, view, submit }: Omit<PanelProps<Round>, 'own'>) {
  const room = useRoom();
  const questions = rowsOf(view.questions);
  // A round of questions shows its questions, even while there are none.
  const asks = view.questions !== undefined;
  const pending = questions.find(([, question]) => !question.answered);
  const mine = view.floor === room.acting.value && view.phase !== 'closed';
  const replies = room.conducts.value || room.holds('proposer');
  const field = `${id}/${room.acting.value}/question`;
  const reply_field = `${id}/${pending?.[0]}/reply`;
  const words = useDraft(field);
  const reply = useDraft(reply_field);
  return (
    <>
      {pending && (
        <article class="card">
          <h2>{t('round.question_of', { name: room.name(pending[1].seat) })}</h2>
          <p>{pending[1].text ?? t('round.question_aloud')}</p>
          {replies && (
            <>
              <Field field={reply_field} label={t('round.reply_label')} rows={2} />
              <Button
                look="gesture"
                onPress={() => {
                  const text = reply.text;
                  submit(
                    { type: 'reply', item: pending[0], ...(text ? { text } : {}) },
                    { draft: reply_field },
                  );
                  reply.clear();
                }}
              >
                {t('round.reply')}
              </Button>
            </>
          )}
        </article>
      )}
      {asks && mine && !pending && (
        <>
          <Field field={field} label={t('round.ask_label')} rows={2} />
          <Button
            onPress={() => {
              const text = words.text;
              submit({ type: 'ask', ...(text ? { text } : {}) }, { draft: field });
              words.clear();
            }}
          >
            {t('round.ask')}
          </Button>
        </>
      )}
    </>
  );
}
