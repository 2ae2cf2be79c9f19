import { type Invariant, invariants } from '@tillhouse/shared/domains/invariants.ts';
import { cloudInvariants, deskInvariants } from './sync-invariants.ts';
import type { RowSource } from './read-sources.ts';

export interface Violation {
  readonly invariant: string;
  readonly text: string;
}

export interface Checked {
  readonly source: string;
  readonly checks: number;
  readonly violations: readonly Violation[];
}

/** More of one kind say nothing new; the count is told. */
const SHOWN = 200;

/** Runs every invariant of the domains and of sync against one source. */
export async function checkSource(source: RowSource): Promise<Checked> {
  const own: readonly Pick<Invariant, 'name' | 'sql' | 'describe'>[] =
    source.engine === 'sqlite' ? deskInvariants : cloudInvariants;
  const all = [...invariants, ...own];
  const violations: Violation[] = [];
  for (const invariant of all) {
    const rows = await source.rows(invariant.sql[source.engine]);
    for (const row of rows.slice(0, SHOWN))
      violations.push({ invariant: invariant.name, text: invariant.describe(row) });
    if (rows.length > SHOWN)
      violations.push({ invariant: invariant.name, text: `… and ${rows.length - SHOWN} more of these` });
  }
  return { source: source.name, checks: all.length, violations };
}
