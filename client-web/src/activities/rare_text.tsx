// SPDX-License-Identifier: AGPL-3.0-or-later
// What the screen shows of the kinds that gather, in words and tables.
import { t } from '../i18n/t';
import type { Gathering } from '../protocol/gathering';
import { useRoom } from '../room/room';
import { PointList } from './agenda/list';
import { ThanksList } from './celebrate/thanks';
import { GroupsTable } from './groups/table';
import { wordsBy } from './ideas';
import { resultHeading, ScoreTable } from './score/results';
import { SortTable } from './sort/table';

export function RareText({ view }: { view: Gathering }) {
  const room = useRoom();
  switch (view.kind) {
    case 'sort':
      return <SortTable view={view} />;
    case 'score': {
      if (view.phase === 'revealed') {
        return (
          <>
            <p class="lead">{resultHeading(room, view)}</p>
            <ScoreTable view={view} />
          </>
        );
      }
      const words = wordsBy(room, view.of);
      return (
        <>
          <p>{t('screen.finished', { n: view.finished ?? 0, total: view.total ?? 0 })}</p>
          <ul class="cards">
            {(view.options ?? []).map((option) => (
              <li key={option} class="card">
                {words(option)}
              </li>
            ))}
          </ul>
        </>
      );
    }
    case 'groups':
      return <GroupsTable view={view} />;
    case 'silence':
      return <p>{view.over ? t('silence.over') : t('silence.ring')}</p>;
    case 'celebrate':
      return (
        <>
          <p>{t('celebrate.joined', { n: view.joined ?? 0 })}</p>
          <ThanksList view={view} />
        </>
      );
    case 'agenda':
      return <PointList view={view} />;
  }
}
