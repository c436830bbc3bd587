// SPDX-License-Identifier: AGPL-3.0-or-later
// Third question: how many, and where.
import { t } from '../../i18n/t';
import { fits, type Size, sizes, wheres } from './moments';
import { Pick } from './pick';
import { methodOf, type QuestionProps } from './wish';

const written = (size: Size) => size.join('-');

export function PlaceQuestion({ wish, cards, answer }: QuestionProps) {
  const method = methodOf(cards, wish);
  const last = sizes.at(-1);
  return (
    <>
      <Pick
        legend={t('found.how_many')}
        value={wish.size && written(wish.size)}
        onPick={(picked) => answer({ size: sizes.find((size) => written(size) === picked) })}
        choices={sizes.map((size) => [
          written(size),
          size === last
            ? t('found.size_more', { n: size[0] - 1 })
            : t('found.size', { min: size[0], max: size[1] }),
        ])}
      />
      {method && !fits(method, wish.size) && <p class="refusal">{t('found.other_size')}</p>}
      <Pick
        legend={t('found.where')}
        value={wish.where}
        onPick={(where) => answer({ where })}
        choices={wheres.map((where) => [where, t(`found.where_${where}`)])}
      />
      <p class="help">{t(`found.where_${wish.where}_help`)}</p>
    </>
  );
}
