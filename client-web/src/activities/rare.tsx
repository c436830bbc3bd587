// SPDX-License-Identifier: AGPL-3.0-or-later
// The panels of the kinds that few palabres have, in one file that is fetched when one is used.
import '../styles/sorting.css';
import '../styles/together.css';
import '../styles/weighing.css';
import type { Gathering } from '../protocol/gathering';
import { AgendaPanel } from './agenda/panel';
import { CelebratePanel } from './celebrate/panel';
import { GroupsPanel } from './groups/panel';
import type { PanelProps } from './panel';
import { ScorePanel } from './score/panel';
import { SilencePanel } from './silence/panel';
import { SortPanel } from './sort/panel';

export function RarePanel({ view, ...given }: PanelProps<Gathering>) {
  switch (view.kind) {
    case 'sort':
      return <SortPanel {...given} view={view} />;
    case 'score':
      return <ScorePanel {...given} view={view} />;
    case 'groups':
      return <GroupsPanel {...given} view={view} />;
    case 'silence':
      return <SilencePanel {...given} view={view} />;
    case 'celebrate':
      return <CelebratePanel {...given} view={view} />;
    case 'agenda':
      return <AgendaPanel {...given} view={view} />;
  }
}
