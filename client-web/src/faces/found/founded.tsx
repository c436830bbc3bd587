// SPDX-License-Identifier: AGPL-3.0-or-later
// It is founded: this laptop becomes the screen, and the founder facilitates from a phone; or from here.
import { keepScreenLink } from '../../connection/storage';
import { t } from '../../i18n/t';
import type { Founded } from '../../protocol/http';
import { Button } from '../../ui/button';
import { Heading } from '../../ui/heading';
import { Qr } from '../../ui/qr';

export interface FoundedProps {
  readonly founded: Founded;
}

/** A link of the server's answer, on the address that this page was opened by. */
const here = (link: string) => new URL(link, location.origin).href;

export function FoundedPage({ founded }: FoundedProps) {
  const screen = here(founded.screen_url);
  const desk = here(founded.desk_url);
  keepScreenLink(founded.code, screen);
  const local = location.hostname === 'localhost' || location.hostname.startsWith('127.');
  return (
    <div class="found">
      <main>
        <Heading moment="founded">{t('founded.title')}</Heading>
        <p class="lead">{t('founded.code', { code: founded.code })}</p>
        {local && <p class="banner plain">{t('founded.local')}</p>}
        <div class="two-ways">
          <section class="card">
            <h2>{t('founded.phone')}</h2>
            <p>{t('founded.phone_lead')}</p>
            <Qr text={desk} label={t('founded.qr')} />
            <p class="help">{t('founded.secret')}</p>
            <Button look="gesture" onPress={() => location.assign(screen)}>
              {t('founded.become_screen')}
            </Button>
          </section>
          <section class="card">
            <h2>{t('founded.here')}</h2>
            <p>{t('founded.here_lead')}</p>
            <Button onPress={() => window.open(screen, 'palabre-screen')}>{t('founded.open_screen')}</Button>
            <Button onPress={() => location.assign(desk)}>{t('founded.to_desk')}</Button>
          </section>
        </div>
      </main>
    </div>
  );
}
