import { checkCloud } from '@tillhouse/cloud-api/platform/verify.ts';
import { invariants } from '@tillhouse/shared/domains/invariants.ts';
import { deskInvariants } from './desk-invariants.ts';
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

interface Finding {
  readonly invariant: string;
  readonly violations: readonly string[];
}

/** More of one kind say nothing new; the count is told. */
const SHOWN = 200;

/** Runs every invariant of the domains and of sync against one source. */
export async function checkSource(source: RowSource, wanted: (name: string) => boolean = () => true): Promise<Checked> {
  const all = source.engine === 'sqlite' ? await checkDesk(source) : await checkAtOneMoment(source);
  const findings = all.filter(({ invariant }) => wanted(invariant));
  const violations = findings.flatMap(({ invariant, violations: found }) => {
    const more = found.length > SHOWN ? [`… and ${found.length - SHOWN} more of these`] : [];
    return [...found.slice(0, SHOWN), ...more].map((text) => ({ invariant, text }));
  });
  return { source: source.name, checks: findings.length, violations };
}

async function checkDesk(desk: RowSource): Promise<Finding[]> {
  const all = [...invariants.map(({ sql, ...rest }) => ({ ...rest, sql: sql.sqlite })), ...deskInvariants];
  const findings: Finding[] = [];
  for (const { name, sql, describe } of all) {
    findings.push({ invariant: name, violations: (await desk.rows(sql)).map(describe) });
  }
  return findings;
}

/** What is committed while the checks run must not look like a violation. */
async function checkAtOneMoment(cloud: RowSource): Promise<Finding[]> {
  await cloud.rows('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
  try {
    return await checkCloud(cloud);
  } finally {
    await cloud.rows('ROLLBACK');
  }
}
