// SPDX-License-Identifier: AGPL-3.0-or-later
// The way into the pages: by the path alone.
import { render } from 'preact';
import { PalabrePage } from './faces/palabre';
import { speak, speakMore, t } from './i18n/t';
import { readCode } from './protocol/http';
import { lazy } from './ui/lazy';
import { LiveRegion } from './ui/live';
import './styles/tokens.css';
import './styles/base.css';
import './styles/cards.css';
import './styles/ring.css';
import './styles/pieces.css';
import './styles/phone.css';
import './styles/large_text.css';

const FoundPage = lazy(() =>
  Promise.all([import('./faces/found/found'), speakMore()]).then(([part]) => part.FoundPage),
);
const ScreenPage = lazy<{ code: string }>(() =>
  Promise.all([import('./faces/screen/screen_page'), speakMore('deciding')]).then(
    ([part]) => part.ScreenPage,
  ),
);

function App() {
  const [, face, typed] = location.pathname.split('/');
  const code = readCode(typed ?? '');
  if (face === 's' && code) return <ScreenPage code={code} />;
  if (face === 'p' && code) {
    return (
      <>
        <LiveRegion />
        <PalabrePage code={code} />
      </>
    );
  }
  if (face === 'p' || face === 's') {
    return (
      <main class="door">
        <h1>{t('join.no_such_palabre')}</h1>
        <a class="button second" href="/">
          {t('join.other_code')}
        </a>
      </main>
    );
  }
  return <FoundPage />;
}

const place = document.getElementById('app');
if (place) {
  void speak('fr', 'vous');
  render(<App />, place);
}
