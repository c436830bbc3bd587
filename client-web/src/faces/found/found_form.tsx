// SPDX-License-Identifier: AGPL-3.0-or-later
// Founding in four questions, from why to how; the method follows from the answers.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { say, type Word } from '../../i18n/say';
import { t } from '../../i18n/t';
import { type Founded, found, listScenarios, type ScenarioCard } from '../../protocol/http';
import { Button } from '../../ui/button';
import { Heading } from '../../ui/heading';
import { whyNot } from '../join/join';
import { textsOf } from './found';
import { MomentQuestion } from './moment_question';
import type { Where } from './moments';
import { PlaceQuestion } from './place_question';
import { SpeechQuestion } from './speech_question';
import { WhyQuestion } from './why_question';
import { type Lack, methodOf, missing, type Wish } from './wish';

export interface FoundFormProps {
  readonly language: 'fr' | 'en';
  onFounded(founded: Founded, where: Where): void;
  onBack(): void;
}

export function FoundForm({ language, onFounded, onBack }: FoundFormProps) {
  const [cards, setCards] = useState<readonly ScenarioCard[]>([]);
  const [failed, setFailed] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [all, setAll] = useState(false);
  const [wish, setWish] = useState<Wish>({
    title: '',
    why: '',
    where: 'room',
    tongue: language,
    address: 'tu',
    conducted: true,
    params: {},
  });
  useEffect(() => {
    listScenarios().then(
      ({ scenarios }) => setCards(scenarios),
      (cause: unknown) => setFailed(whyNot(cause)),
    );
  }, []);
  const method = methodOf(cards, wish);
  const lacks = missing(wish, method);
  const answer = (part: Partial<Wish>) =>
    setWish((before) => {
      const after = { ...before, ...part };
      // Rules belong to a method: another one has others.
      return methodOf(cards, after) === methodOf(cards, before) ? after : { ...after, params: {} };
    });
  const send = async (practice = false) => {
    if (lacks || !method || busy) return;
    setBusy(true);
    setFailed(undefined);
    try {
      onFounded(await found(founding(wish, method, practice)), wish.where);
    } catch (cause) {
      setFailed(whyNot(cause));
      setBusy(false);
    }
  };
  const step = useStep(all ? undefined : missing(wish, method));
  const props = { wish, cards, answer };
  const questions = [
    <WhyQuestion key="why" {...props} />,
    <MomentQuestion key="moment" {...props} />,
    <PlaceQuestion key="place" {...props} />,
    <SpeechQuestion key="speech" {...props} />,
  ];
  const last = step.at === titles.length - 1;
  const name = method && say(textsOf(method, wish.tongue).title as Word);
  return (
    <main>
      <Button look="quiet" onPress={all || step.at === 0 ? onBack : step.back}>
        {t('back')}
      </Button>
      {all && <Heading moment="found/questions">{t('found.questions')}</Heading>}
      <form
        class="found-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (all || last) void send();
          else step.on();
        }}
      >
        {questions.map((question, n) =>
          all || n === step.at ? (
            <Question key={titles[n]} n={n} title={t(titles[n] ?? 'found.q_why')} alone={!all}>
              {question}
            </Question>
          ) : null,
        )}
        <Send
          act={all || last ? (busy ? t('found.sending') : t('found.send')) : t('found.go_on')}
          lacks={all || last ? lacks : step.lacks}
          summary={(all || last) && name ? t('found.summary', { method: name }) : undefined}
          failed={failed}
          busy={busy}
        />
      </form>
      {(all || last) && !lacks && (
        <section class="rehearse">
          <Button onPress={() => void send(true)}>{t('found.practise')}</Button>
          <p class="help">{t('found.practise_help')}</p>
        </section>
      )}
      {!all && step.at === 0 && (
        <Button look="quiet" onPress={() => setAll(true)}>
          {t('found.at_once')}
        </Button>
      )}
    </main>
  );
}

const titles = ['found.q_why', 'found.q_moment', 'found.q_place', 'found.q_speech'] as const;

/** One question after the other: a later one opens once this one has what it needs. */
function useStep(lacks: Lack | undefined) {
  const [at, setAt] = useState(0);
  const here = (at === 0 && lacks !== 'method') || (at === 1 && lacks === 'method') ? lacks : undefined;
  return {
    at,
    lacks: here,
    on: () => {
      if (!here) setAt(at + 1);
    },
    back: () => setAt(at - 1),
  };
}

interface SendProps {
  readonly act: string;
  readonly lacks: Lack | undefined;
  readonly summary: string | undefined;
  readonly failed: string | undefined;
  readonly busy: boolean;
}

/** The way on, and what is still missing for it. */
function Send({ act, lacks, summary, failed, busy }: SendProps) {
  return (
    <div class="found-send">
      {summary && <p>{summary}</p>}
      {failed && (
        <p class="refusal" role="alert">
          {failed}
        </p>
      )}
      <button
        type="submit"
        class="button gesture"
        aria-disabled={lacks !== undefined || busy || undefined}
        aria-describedby={lacks && 'found-lacks'}
      >
        <span class="words">
          <span class="act">{act}</span>
        </span>
      </button>
      {lacks && (
        <p class="help" id="found-lacks">
          {t(`found.lacks_${lacks}`)}
        </p>
      )}
    </div>
  );
}

/** Enough seats to see a method at work, twice as quick as people. */
const practised = { seats: 7, speed: 2 };

const founding = (wish: Wish, method: ScenarioCard, practice: boolean) => ({
  scenario: method.id,
  title: wish.title.trim(),
  why: wish.why.trim(),
  language: wish.tongue,
  address: wish.address,
  time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  conducted: wish.conducted,
  ...(Object.keys(wish.params).length > 0 ? { params: wish.params } : {}),
  ...(practice ? { practice: practised } : {}),
});

interface QuestionBoxProps {
  readonly n: number;
  readonly title: string;
  /** One at a time: then it is the heading of the page, and the others are dots. */
  readonly alone: boolean;
  readonly children: ComponentChildren;
}

function Question({ n, title, alone, children }: QuestionBoxProps) {
  const number = (
    <span class="number" aria-hidden="true">
      {n + 1}
    </span>
  );
  return (
    <section class={`question${alone ? ' alone' : ''}`} aria-label={title}>
      {alone ? (
        <>
          <p class="dots">
            {titles.map((other, index) => (
              <span key={other} class={index < n ? 'done' : index === n ? 'now' : ''} aria-hidden="true" />
            ))}
            <small>{t('found.step', { n: n + 1, total: titles.length })}</small>
          </p>
          <Heading moment={`found/question${n}`}>{title}</Heading>
        </>
      ) : (
        <h2>
          {number}
          {title}
        </h2>
      )}
      {children}
    </section>
  );
}
