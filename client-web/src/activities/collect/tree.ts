// SPDX-License-Identifier: AGPL-3.0-or-later
// Ideas with what was built on them: « oui, et… ».
import type { CollectItem, ItemId } from '../../protocol/view';

export interface Branch {
  readonly id: ItemId;
  readonly item: CollectItem;
  /** What else it builds on, besides the idea it stands under. */
  readonly also: readonly ItemId[];
  readonly builds: readonly Branch[];
}

type Row = readonly [ItemId, CollectItem];

/** Each idea stands once, under the first shown idea that it builds on; roots and builds in the order given. */
export function branches(rows: readonly Row[]): readonly Branch[] {
  const shown = new Set(rows.map(([id]) => id));
  const under = new Map<ItemId, Row[]>();
  const roots: Row[] = [];
  for (const row of rows) {
    const parent = row[1].on?.find((id) => shown.has(id) && id !== row[0]);
    if (parent === undefined) roots.push(row);
    else under.set(parent, [...(under.get(parent) ?? []), row]);
  }
  const grow = ([id, item]: Row): Branch => {
    const parent = item.on?.find((one) => shown.has(one));
    return {
      id,
      item,
      also: (item.on ?? []).filter((one) => one !== parent && shown.has(one)),
      builds: (under.get(id) ?? []).map(grow),
    };
  };
  return roots.map(grow);
}

/** Everything under a branch, itself first. */
export function flat(branch: Branch): readonly Branch[] {
  return [branch, ...branch.builds.flatMap(flat)];
}
