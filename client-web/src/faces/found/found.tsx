// SPDX-License-Identifier: AGPL-3.0-or-later
// The first page: type a code and come in, or found a palabre in four questions.
import '../../styles/founding.css';
import { useEffect, useState } from 'preact/hooks';
import { say, type Word } from '../../i18n/say';
import { speak, t } from '../../i18n/t';
import { type Founded, listScenarios, readCode, type ScenarioCard } from '../../protocol/http';
import { Heading } from '../../ui/heading';
import { lazy } from '../../ui/lazy';
import { LiveRegion } from '../../ui/live';
import { Ring, type RingSeat } from '../../ui/ring';
import { whyNot } from '../join/join';
import type { FoundFormProps } from './found_form';
import type { FoundedProps } from './founded';

const FoundForm = lazy<FoundFormProps>(() => import('./found_form').then((part) => part.FoundForm));
const FoundedPage = lazy<FoundedProps>(() => import('./founded').then((part) => part.FoundedPage));

/** The reader's own language, before any palabre has one. */
export function guessLanguage(): 'fr' | 'en' {
  return navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

export function textsOf(card: ScenarioCard, language: 'fr' | 'en') {
  return card.texts[language] ?? card.texts.fr ?? {};
}

export function FoundPage() {
  const [spoken, setSpoken] = useState(false);
  const [chosen, setChosen] = useState<ScenarioCard>();
  const [done, setDone] = useState<Founded>();
  useEffect(() => {
    void speak(guessLanguage(), 'vous').finally(() => setSpoken(true));
  }, []);
  if (!spoken) return null;
  if (done) return <FoundedPage founded={done} />;
  return (
    <div class="found">
      <LiveRegion />
      {chosen ? (
        <FoundForm
          card={chosen}
          language={guessLanguage()}
          onFounded={setDone}
          onBack={() => setChosen(undefined)}
        />
      ) : (
        <main>
          <header class="hero">
            <div>
              <Heading moment="found">{t('found.title')}</Heading>
              <p class="lead">{t('found.lead')}</p>
            </div>
            <div class="hero-ring" aria-hidden="true">
              <Ring seats={drawn} total={drawn.length} label="" />
            </div>
          </header>
          <CodeField />
          <Whys onChoose={setChosen} />
        </main>
      )}
      <footer class="about">
        <a href={source_link}>{t('about.source')}</a>
      </footer>
    </div>
  );
}

/** The picture of the product: a circle, the word at one of its seats. */
const drawn: readonly RingSeat[] = Array.from({ length: 12 }, (_, index) => ({
  id: `s${index}`,
  name: '',
  mark: index === 8 ? 'floor' : index < 8 ? 'done' : 'idle',
}));

/** Where the source of this build is to be had [AGPL-3.0, 13]. */
const source_link = '/source';

function CodeField() {
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  return (
    <form
      class="code-field"
      onSubmit={(event) => {
        event.preventDefault();
        const code = readCode(typed);
        if (code) location.assign(`/p/${code}`);
        else setWrong(true);
      }}
    >
      <label for="code">{t('found.code')}</label>
      <div class="row">
        <input
          id="code"
          type="text"
          autoComplete="off"
          autoCapitalize="characters"
          spellcheck={false}
          placeholder="KATA-27XB"
          value={typed}
          aria-invalid={wrong || undefined}
          aria-describedby={wrong ? 'code-wrong' : undefined}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setWrong(false);
          }}
        />
        <button type="submit" class="button gesture">
          <span class="words">
            <span class="act">{t('found.enter')}</span>
          </span>
        </button>
      </div>
      {wrong && (
        <p class="refusal" id="code-wrong" role="alert">
          {t('found.code_wrong')}
        </p>
      )}
    </form>
  );
}

/** Pick the why; the method follows from it. */
function Whys({ onChoose }: { onChoose(card: ScenarioCard): void }) {
  const [cards, setCards] = useState<readonly ScenarioCard[]>();
  const [failed, setFailed] = useState<string>();
  useEffect(() => {
    listScenarios().then(
      ({ scenarios }) => setCards(scenarios),
      (cause: unknown) => setFailed(whyNot(cause)),
    );
  }, []);
  return (
    <section class="whys">
      <h2>{t('found.why')}</h2>
      {failed && <p class="refusal">{failed}</p>}
      <ul>
        {(cards ?? []).map((card) => {
          const texts = textsOf(card, guessLanguage());
          return (
            <li key={card.id}>
              <button type="button" class="why-card" onClick={() => onChoose(card)}>
                <span class="why">{say((texts.why ?? texts.title) as Word)}</span>
                <span class="method">{say(texts.title as Word)}</span>
                <span class="facts">{facts(card)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export function facts(card: ScenarioCard): string {
  const parts = [];
  if (card.seats) parts.push(t('found.seats', { min: card.seats.min, max: card.seats.max }));
  if (card.minutes) parts.push(t('found.minutes', { n: card.minutes }));
  return parts.join(' · ');
}
