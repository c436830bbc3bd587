// SPDX-License-Identifier: AGPL-3.0-or-later
// The first page: type a code and come in, or found a palabre.
import '../../styles/founding.css';
import { useEffect, useState } from 'preact/hooks';
import { speak, t } from '../../i18n/t';
import { type Founded, readCode, type ScenarioCard } from '../../protocol/http';
import { Button } from '../../ui/button';
import { Heading } from '../../ui/heading';
import { lazy } from '../../ui/lazy';
import { LiveRegion } from '../../ui/live';
import { Ring, type RingSeat } from '../../ui/ring';
import type { FoundFormProps } from './found_form';
import type { FoundedProps } from './founded';
import type { Where } from './moments';

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
  const [asks, setAsks] = useState(false);
  const [done, setDone] = useState<{ readonly founded: Founded; readonly where: Where }>();
  useEffect(() => {
    void speak(guessLanguage(), 'vous').finally(() => setSpoken(true));
  }, []);
  if (!spoken) return null;
  if (done) return <FoundedPage {...done} />;
  return (
    <div class="found">
      <LiveRegion />
      {asks ? (
        <FoundForm
          language={guessLanguage()}
          onFounded={(founded, where) => setDone({ founded, where })}
          onBack={() => setAsks(false)}
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
          <section class="open-one">
            <h2>{t('found.open_lead')}</h2>
            <p>{t('found.open_help')}</p>
            <Button onPress={() => setAsks(true)}>{t('found.open')}</Button>
          </section>
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

export function facts(card: ScenarioCard): string {
  const parts = [];
  if (card.seats) parts.push(t('found.seats', { min: card.seats.min, max: card.seats.max }));
  if (card.minutes) parts.push(t('found.minutes', { n: card.minutes }));
  return parts.join(' · ');
}
