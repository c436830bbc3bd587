// SPDX-License-Identifier: AGPL-3.0-or-later
// What was given, everybody's to read once it may be seen, with what was built on it.
import { t } from '../../i18n/t';
import type { Collect } from '../../protocol/view';
import { rowsOf, useRoom } from '../../room/room';
import { choiceName, enteredBy } from '../../room/sentences';
import { wordsBy } from '../ideas';
import type { PanelProps } from '../panel';
import { BuildOn, mayBuild } from './build';
import { type Branch, branches } from './tree';
import { worded } from './worded';

/** The newest first; a large wall shows its newest and says how many there are. */
const shown_max = 60;

type ItemsProps = Pick<PanelProps<Collect>, 'view'> & Partial<Pick<PanelProps<Collect>, 'id' | 'submit'>>;

export function Items({ id, view, submit }: ItemsProps) {
  const rows = rowsOf(view.items).filter(([, row]) => !row.hidden);
  const roots = [...branches(rows)].reverse();
  if (roots.length === 0) return null;
  const acts = id !== undefined && submit && mayBuild(view) ? { id, submit } : undefined;
  return (
    <section>
      {view.input === undefined || view.input === 'text' ? (
        <h2>{t('collect.items', { n: view.count ?? rows.length })}</h2>
      ) : null}
      <ul class="cards">
        {roots.slice(0, shown_max).map((branch) => (
          <ItemCard key={branch.id} branch={branch} view={view} acts={acts} />
        ))}
      </ul>
      {roots.length > shown_max && <p class="help">{t('screen.more', { n: roots.length - shown_max })}</p>}
    </section>
  );
}

interface ItemCardProps {
  readonly branch: Branch;
  readonly view: Collect;
  readonly acts: Pick<PanelProps<Collect>, 'id' | 'submit'> | undefined;
}

/** An idea, and under it what was built on it. */
function ItemCard({ branch: { id, item, also, builds }, view, acts }: ItemCardProps) {
  const room = useRoom();
  const about = (item.about ?? []).map(wordsBy(room, view.from));
  const other = (one: string) => t('quoted', { words: worded(room, view.items?.[one] ?? {}) });
  return (
    <li class="idea">
      <div class="card">
        {item.tag && <span class="tag">{choiceName(room, item.tag)}</span>}
        {about.length > 0 && (
          <p class="said-of">
            {t('collect.about', { words: about.map((one) => t('quoted', { words: one })).join(', ') })}
          </p>
        )}
        <p>
          {item.on && item.on.length > 0 && <span class="and">{t('collect.and')} </span>}
          {worded(room, item)}
        </p>
        {also.length > 0 && <small>{t('collect.also_on', { words: also.map(other).join(', ') })}</small>}
        <div class="idea-foot">
          {item.by && (
            <small>
              {room.name(item.by)} {item.entered_by && enteredBy(room, item.entered_by)}
            </small>
          )}
          {acts && <BuildOn id={acts.id} view={view} on={id} submit={acts.submit} />}
        </div>
      </div>
      {builds.length > 0 && (
        <ul class="cards builds">
          {builds.map((build) => (
            <ItemCard key={build.id} branch={build} view={view} acts={acts} />
          ))}
        </ul>
      )}
    </li>
  );
}
