// SPDX-License-Identifier: AGPL-3.0-or-later
// Commitments as sentences: who does what, by when, and whether they said so themselves.
import type { ComponentChildren } from 'preact';
import { day } from '../../i18n/say';
import { t } from '../../i18n/t';
import type { Commitment, ItemId } from '../../protocol/view';
import { useRoom } from '../../room/room';

export interface CommitmentListProps {
  readonly rows: readonly (readonly [string, Commitment])[];
  /** The words of the ideas that are carried, where they come from another activity. */
  readonly words?: ((item: ItemId) => string) | undefined;
  /** They are asked of whoever reads them: no need to say who, nor that it is asked. */
  readonly mine?: boolean;
  acts?(item: string, row: Commitment): ComponentChildren;
}

export function CommitmentList({ rows, words, mine = false, acts }: CommitmentListProps) {
  const room = useRoom();
  if (rows.length === 0) return null;
  return (
    <ul class="cards">
      {rows.map(([item, row]) => (
        <li key={item} class={`card commitment ${row.state}`}>
          <p>{row.what}</p>
          {row.item && words && <p class="said-of">{t('commitments.carries', { words: words(row.item) })}</p>}
          {!mine && (
            <small>
              <strong>{room.name(row.seat)}</strong>
              {row.by_when && ` · ${t('commitments.by', { date: day(row.by_when) })}`}
              {` · ${t(`commitment.${row.state}`)}`}
            </small>
          )}
          {mine && row.by_when && <small>{t('commitments.by', { date: day(row.by_when) })}</small>}
          {acts?.(item, row)}
        </li>
      ))}
    </ul>
  );
}
