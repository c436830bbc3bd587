// SPDX-License-Identifier: AGPL-3.0-or-later
// It is founded: this laptop becomes the screen, and the founder facilitates from a phone; or from here.
import { keepScreenLink } from '../../connection/storage';
import { t } from '../../i18n/t';
import type { Founded } from '../../protocol/http';
import { Button } from '../../ui/button';
import { Heading } from '../../ui/heading';
import { Qr } from '../../ui/qr';
import type { Where } from './moments';

export interface FoundedProps {
  readonly founded: Founded;
  readonly where: Where;
}

/** A link of the server's answer, on the address that this page was opened by. */
const here = (link: string) => new URL(link, location.origin).href;

/** Whoever founds on a phone facilitates from it; on anything larger, that may be the only screen there is. */
const on_a_phone = () => matchMedia('(max-width: 700px)').matches;

export function FoundedPage({ founded, where }: FoundedProps) {
  const screen = here(founded.screen_url);
  keepScreenLink(founded.code, screen);
  const local = location.hostname === 'localhost' || location.hostname.startsWith('127.');
  const from_here = (
    <FromHere key="here" founded={founded} screen={screen} first={on_a_phone() || where === 'remote'} />
  );
  const as_screen = <AsScreen key="screen" founded={founded} screen={screen} />;
  return (
    <div class="found">
      <main>
        <Heading moment="founded">{t('founded.title')}</Heading>
        <p class="lead founded-code">{t('founded.code', { code: founded.code })}</p>
        {local && <p class="banner plain">{t('founded.local')}</p>}
        {where !== 'room' && (
          <p class="banner plain">{t('founded.remote', { link: here(founded.join_url) })}</p>
        )}
        <div class="two-ways">{on_a_phone() || where === 'remote' ? from_here : [as_screen, from_here]}</div>
      </main>
    </div>
  );
}

interface WayProps {
  readonly founded: Founded;
  readonly screen: string;
}

/** One laptop only: it is what everybody looks at, and the desk is in the founder's hand. */
function AsScreen({ founded, screen }: WayProps) {
  return (
    <section class="card">
      <h2>{t('founded.phone')}</h2>
      <ol class="steps-of">
        <li>
          {t('founded.phone_scan')}
          <Qr text={here(founded.desk_url)} label={t('founded.qr')} />
          <p class="help">{t('founded.secret')}</p>
        </li>
        <li>
          {t('founded.phone_then')}
          <Button look="gesture" onPress={() => location.assign(screen)}>
            {t('founded.become_screen')}
          </Button>
        </li>
      </ol>
    </section>
  );
}

function FromHere({ founded, screen, first }: WayProps & { readonly first: boolean }) {
  return (
    <section class="card">
      <h2>{t('founded.here')}</h2>
      <p>{on_a_phone() ? t('founded.here_phone') : t('founded.here_lead')}</p>
      <Button look={first ? 'gesture' : 'second'} onPress={() => location.assign(here(founded.desk_url))}>
        {t('founded.to_desk')}
      </Button>
      {!on_a_phone() && (
        <Button look={first ? 'quiet' : 'second'} onPress={() => window.open(screen, 'palabre-screen')}>
          {t('founded.open_screen')}
        </Button>
      )}
    </section>
  );
}
