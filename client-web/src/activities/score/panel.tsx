// SPDX-License-Identifier: AGPL-3.0-or-later
// How much each option weighs on me: one at a time, blind; then all at once beside what changes nothing.
import { useState } from 'preact/hooks';
import { t } from '../../i18n/t';
import type { Score } from '../../protocol/gathering';
import { useRoom } from '../../room/room';
import { gesture, stateInstruction, stateQuestion } from '../../room/sentences';
import { Button } from '../../ui/button';
import { Moment } from '../../ui/moment';
import { Ring } from '../../ui/ring';
import { circle, total } from '../circle';
import { passive, wordsBy } from '../ideas';
import type { PanelProps } from '../panel';
import { Dots } from './dots';
import { Results, resultHeading } from './results';
import { Scale, weight } from './scale';

export function notScored(view: Score): number {
  return view.missing?.not_scored ?? Math.max(0, (view.total ?? 0) - (view.finished ?? 0));
}

export function ScorePanel(given: PanelProps<Score>) {
  const { id, view, own } = given;
  // What I give is about the options that I read: one that changed meanwhile is asked about again.
  const submit: PanelProps<Score>['submit'] = (body, more = {}) =>
    given.submit(body, view.version === undefined ? more : { ...more, version: view.version });
  const props = { ...given, submit };
  const room = useRoom();
  const question = stateQuestion(room) ?? (view.dots ? t('score.question_dots') : t('score.question'));
  if (view.phase === 'revealed') {
    return (
      <Moment
        moment={`${id}/revealed`}
        heading={resultHeading(room, view)}
        lead={
          view.outcome === 'tie'
            ? t('score.tie_lead')
            : view.dots
              ? t('score.lead_dots')
              : t('score.lead_results')
        }
      >
        <Results view={view} own={own} />
      </Moment>
    );
  }
  if (own.finished) {
    const left = notScored(view);
    return (
      <Moment
        moment={`${id}/finished`}
        heading={t('score.kept')}
        lead={left > 0 ? t('score.others', { n: left }) : t('score.all_in')}
        picture={
          <Ring
            seats={circle(room)}
            me={room.acting.value}
            total={total(room)}
            label={t('ring.plain', { n: total(room) })}
          >
            <strong>{t('consent.count', { n: view.finished ?? 0, total: view.total ?? 0 })}</strong>
            <span>{t('score.have_finished')}</span>
          </Ring>
        }
      >
        <div class="gestures">
          <Button onPress={() => submit({ type: 'reopen' })}>{t('score.change')}</Button>
        </div>
        <p class="promise">{t('score.promise')}</p>
      </Moment>
    );
  }
  if (view.dots) return <Dots {...props} question={question} />;
  return <OneByOne {...props} question={question} />;
}

/** One option, one gesture; what was given can be gone back to. */
function OneByOne({ id, view, own, submit, question }: PanelProps<Score> & { question: string }) {
  const room = useRoom();
  const options = view.options ?? [];
  const words = wordsBy(room, view.of);
  const given = own.scores ?? {};
  const first = options.findIndex((option) => given[option] === undefined);
  const [chosen, setAt] = useState<number>();
  // Where nothing was chosen, the first that has no value yet; after the last, all of them to look over.
  const at = Math.min(chosen ?? (first < 0 ? options.length : first), options.length);
  const option = options[at];
  if (option === undefined) {
    return (
      <Review
        id={id}
        view={view}
        own={own}
        question={question}
        submit={submit}
        onChange={(to) => setAt(to)}
      />
    );
  }
  const value = given[option]?.value;
  return (
    <Moment
      moment={`${id}/${option}`}
      heading={question}
      lead={at === 0 ? (stateInstruction(room) ?? t('score.lead')) : undefined}
    >
      <p class="steps-line">
        {t('score.step', { n: at + 1, total: options.length })}
        <span class="steps-dots" aria-hidden="true">
          {options.map((one, index) => (
            <i key={one} class={`${given[one] ? 'done' : ''}${index === at ? ' now' : ''}`} />
          ))}
        </span>
      </p>
      <blockquote class={`option${option === passive ? ' is-passive' : ''}`}>{words(option)}</blockquote>
      {option === passive && <p class="help">{t('score.passive_help')}</p>}
      <Scale
        min={view.min ?? 0}
        max={view.max ?? 10}
        value={value}
        onRate={(to) => submit({ type: 'rate', option, value: to })}
      />
      <div class="gestures">
        <Button look="gesture" disabled={value === undefined} onPress={() => setAt(at + 1)}>
          {at + 1 < options.length ? t('score.next') : t('score.review')}
        </Button>
        {at > 0 && (
          <Button look="quiet" onPress={() => setAt(at - 1)}>
            {t('score.previous')}
          </Button>
        )}
      </div>
      <p class="promise">{t('score.promise')}</p>
    </Moment>
  );
}

interface ReviewProps extends PanelProps<Score> {
  readonly question: string;
  onChange(at: number): void;
}

/** All that I gave, each to be changed by a tap, before I say that I have finished. */
function Review({ id, view, own, submit, onChange }: ReviewProps) {
  const room = useRoom();
  const words = wordsBy(room, view.of);
  const options = view.options ?? [];
  const complete = options.every((option) => own.scores?.[option]);
  return (
    <Moment moment={`${id}/review`} heading={t('score.review_heading')} lead={t('score.review_lead')}>
      <ul class="cards">
        {options.map((option, at) => {
          const value = own.scores?.[option]?.value;
          return (
            <li key={option}>
              <button type="button" class="button choice given" onClick={() => onChange(at)}>
                <span class="words">
                  <span class="act">{words(option)}</span>
                  <span class="hint">
                    {value === undefined
                      ? t('score.not_given')
                      : weight(value, view.min ?? 0, view.max ?? 10)}
                  </span>
                </span>
                <strong class="value">{value ?? '–'}</strong>
              </button>
            </li>
          );
        })}
      </ul>
      <div class="gestures">
        <Button look="gesture" disabled={!complete} onPress={() => submit({ type: 'finish' })}>
          {gesture(room, 'finish') ?? t('score.finish')}
        </Button>
      </div>
      <p class="promise">{t('score.promise')}</p>
    </Moment>
  );
}
