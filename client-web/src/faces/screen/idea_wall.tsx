// SPDX-License-Identifier: AGPL-3.0-or-later
// The wall of ideas: cards as large as their number allows, built upon each other; of many, the newest and a ring of points.
import { type Branch, branches, flat } from '../../activities/collect/tree';
import { worded } from '../../activities/collect/worded';
import { wordsBy, wordsOf } from '../../activities/ideas';
import { t } from '../../i18n/t';
import type { Collect, CollectItem } from '../../protocol/view';
import { rowsOf, useRoom } from '../../room/room';
import { choiceName, stateQuestion } from '../../room/sentences';
import { Cloud, eachOf } from './cloud';

/** As many cards as stay readable at ten metres. */
const cards_max = 9;
/** Beside the ring of points there is room for so many of the newest. */
const newest_max = 4;
const newest_built_max = 3;

export function IdeaWall({ view }: { view: Collect }) {
  const room = useRoom();
  const rows = rowsOf(view.items).filter(([, row]) => !row.hidden);
  const count = Math.max(view.count ?? 0, rows.length);
  const about = wordsBy(room, view.from);
  // What an idea stands on: the one that it builds on, or the one that it is about.
  const rootOf = ({ on, about: of }: CollectItem) =>
    on?.[0] !== undefined ? worded(room, view.items?.[on[0]] ?? {}) : of?.[0] && about(of[0]);
  const question = stateQuestion(room) ?? t('screen.ideas_title');
  if (count > cards_max) {
    const newest = view.builds || view.from ? newest_built_max : newest_max;
    return (
      <div class="beside">
        <div class="left">
          <h1 class="small">{question}</h1>
          <ul class="newest" aria-label={t('screen.newest')}>
            {[...rows]
              .reverse()
              .slice(0, newest)
              .map(([item, row]) => (
                <li key={item}>
                  {rootOf(row) && <small>{rootOf(row)}</small>}
                  <p>
                    {row.on && row.on.length > 0 && <b>{t('collect.and')} </b>}
                    {row.tag && <b>{choiceName(room, row.tag)} : </b>}
                    {worded(room, row)}
                  </p>
                </li>
              ))}
          </ul>
          {eachOf(count) > 1 && <p class="aside">{t('screen.dot', { n: eachOf(count) })}</p>}
        </div>
        <Cloud rows={rows} count={count} lit={newest} />
      </div>
    );
  }
  const trees = branches(rows);
  const few = count <= 4 ? ' few' : '';
  return (
    <section class="wall">
      <h1 class="small">{question}</h1>
      <ul class={`cards${few}`}>
        {trees.map((tree) => (
          <TreeCard key={tree.id} tree={tree} from={view.from} />
        ))}
      </ul>
    </section>
  );
}

/** An idea with what was built on it, joined by a line. */
function TreeCard({ tree, from }: { tree: Branch; from: string | undefined }) {
  const room = useRoom();
  const [root, ...built] = flat(tree);
  if (!root) return null;
  return (
    <li class={built.length > 0 ? 'built' : ''}>
      {root.item.about && (
        <p class="who">{root.item.about.map((one) => wordsOf(room, from, one)).join(' + ')}</p>
      )}
      <p>
        {root.item.tag && <b>{choiceName(room, root.item.tag)} : </b>}
        {worded(room, root.item)}
      </p>
      {built.map((one) => (
        <p key={one.id} class="on">
          <b>{t('collect.and')}</b> {worded(room, one.item)}
        </p>
      ))}
    </li>
  );
}
