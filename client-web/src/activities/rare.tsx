// SPDX-License-Identifier: AGPL-3.0-or-later
// The panels of the kinds that few palabres have, in one file that is fetched when one is used.
import type { Gathering } from '../protocol/gathering';
import { Opening } from './opening';
import type { PanelProps } from './panel';

export function RarePanel(props: PanelProps<Gathering>) {
  return <Opening {...props} />;
}
