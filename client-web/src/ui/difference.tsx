// SPDX-License-Identifier: AGPL-3.0-or-later
// What changes between two versions of a text: underlined where it is new, and said in words.
import { t } from '../i18n/t';

export interface Piece {
  readonly is: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Longer texts are shown whole: a difference of everything explains nothing. */
const pieces_max = 1200;

/** Words, spaces and marks, each by itself: a comma added is a comma underlined. */
const split = (text: string) => text.match(/[\p{L}\p{N}'’]+|\s+|[^\s\p{L}\p{N}]/gu) ?? [];

/** Word by word, by the longest common subsequence. */
export function difference(before: string, after: string): readonly Piece[] {
  const a = split(before);
  const b = split(after);
  if (a.length > pieces_max || b.length > pieces_max) return [{ is: 'same', text: after }];
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  const equal = (i: number, j: number) => a[i] === b[j];
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = equal(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pieces: Piece[] = [];
  const add = (is: Piece['is'], text: string) => {
    const last = pieces.at(-1);
    if (last?.is === is) pieces[pieces.length - 1] = { is, text: last.text + text };
    else pieces.push({ is, text });
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && equal(i, j)) {
      add('same', b[j] ?? '');
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      add('removed', a[i] ?? '');
      i += 1;
    } else {
      add('added', b[j] ?? '');
      j += 1;
    }
  }
  return pieces;
}

function PieceOfText({ piece }: { piece: Piece }) {
  switch (piece.is) {
    case 'same':
      return <>{piece.text}</>;
    case 'added':
      return (
        <ins>
          <span class="unseen">{t('diff.added')} </span>
          {piece.text}
        </ins>
      );
    case 'removed':
      return (
        <del>
          <span class="unseen">{t('diff.removed')} </span>
          {piece.text}
        </del>
      );
  }
}

export function Difference({ before, after }: { before: string; after: string }) {
  return (
    <>
      {difference(before, after).map((piece) => (
        <PieceOfText piece={piece} />
      ))}
    </>
  );
}
