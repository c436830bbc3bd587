// SPDX-License-Identifier: AGPL-3.0-or-later
// Fourth question: how people speak to each other, and who conducts; the method's own rules are folded away.
import { t } from '../../i18n/t';
import { textsOf } from './found';
import { Params } from './params';
import { Pick } from './pick';
import { methodOf, type QuestionProps } from './wish';

export function SpeechQuestion({ wish, cards, answer }: QuestionProps) {
  const method = methodOf(cards, wish);
  return (
    <>
      <Pick
        legend={t('found.language')}
        value={wish.tongue}
        onPick={(tongue) => answer({ tongue })}
        choices={[
          ['fr', 'Français'],
          ['en', 'English'],
        ]}
      />
      {wish.tongue === 'fr' && (
        <Pick
          legend={t('found.address')}
          value={wish.address}
          onPick={(address) => answer({ address })}
          choices={[
            ['tu', t('found.tu')],
            ['vous', t('found.vous')],
          ]}
        />
      )}
      <Pick
        legend={t('found.conducted')}
        value={wish.conducted ? 'yes' : 'no'}
        onPick={(picked) => answer({ conducted: picked === 'yes' })}
        choices={[
          ['yes', t('found.conducted_yes')],
          ['no', t('found.conducted_no')],
        ]}
      />
      {method?.params && Object.keys(method.params).length > 0 && (
        <details class="fold">
          <summary>{t('found.params')}</summary>
          <Params
            specs={method.params}
            texts={textsOf(method, wish.tongue).params ?? {}}
            chosen={wish.params}
            onChange={(params) => answer({ params })}
          />
        </details>
      )}
    </>
  );
}
