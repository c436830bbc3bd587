// SPDX-License-Identifier: AGPL-3.0-or-later
// The panels of giving and deciding: ideas, a text, its check, objections, who does what. A phone comes in without them.
import type { Collect, Commitments, ConsentCheck, Edit, Objections, Roles } from '../protocol/view';
import { CollectPanel } from './collect/panel';
import { CommitmentsPanel } from './commitments/panel';
import { ConsentPanel } from './consent_check/panel';
import { EditPanel } from './edit/panel';
import { ObjectionsPanel } from './objections/panel';
import type { PanelProps } from './panel';
import { RolesPanel } from './roles/panel';

export { JustHappened, JustRevealed } from './just_happened';
export { AskedRole } from './roles/panel';

export type Deciding = Collect | Edit | ConsentCheck | Objections | Commitments | Roles;

export function DecidingPanel({ view, ...given }: PanelProps<Deciding>) {
  switch (view.kind) {
    case 'roles':
      return <RolesPanel {...given} view={view} />;
    case 'collect':
      return <CollectPanel {...given} view={view} />;
    case 'edit':
      return <EditPanel {...given} view={view} />;
    case 'consent_check':
      return <ConsentPanel {...given} view={view} />;
    case 'objections':
      return <ObjectionsPanel {...given} view={view} />;
    case 'commitments':
      return <CommitmentsPanel {...given} view={view} />;
  }
}
