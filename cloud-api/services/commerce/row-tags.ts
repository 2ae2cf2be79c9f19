import { createHash } from 'node:crypto';
import { maySee } from '@tillhouse/shared/domains/access/rights.ts';
import type { StaffCaller } from '../../platform/auth/caller.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { readOne, type Sees } from './read-rows.ts';
import { type Resource, resources } from './resources.ts';

/** Columns that a permission keeps are absent for whoever lacks it: no value stands there that could be taken for one. */
export const seesOf =
  (caller: StaffCaller): Sees =>
  (table, column) =>
    maySee(caller, table, column);

/**
 * The entity tag of one row as its reader sees it. It names its row, so that `If-Match` says of any command which row it
 * was decided on. Of a column that the reader may not see, it says nothing.
 */
export function tagOf({ name }: Resource, id: string, row: Readonly<Record<string, unknown>>): string {
  const hash = createHash('sha256').update(JSON.stringify(row)).digest('base64url').slice(0, 22);
  return `"${name}/${id.toLowerCase()}/${hash}"`;
}

interface RowTag {
  readonly tag: string;
  readonly resource: Resource;
  readonly id: string;
}

const written = /^"([a-z-]+)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/[\w-]{22}"$/;

/** Of a header `If-Match`; `*` asks for nothing. @throws HttpProblem 412 `command.changed-since` for a tag that is not ours */
export function readTags(header: unknown): RowTag[] {
  const text = typeof header === 'string' ? header.trim() : '';
  if (text === '' || text === '*') return [];
  return text.split(',').map((part) => {
    const tag = part.trim();
    const [, name, id] = written.exec(tag) ?? [];
    const resource = resources.find((one) => one.name === name && one.table.key.length === 1);
    if (!resource || !id) throw changed(tag, null);
    return { tag, resource, id };
  });
}

/**
 * Refuses where a row is not as its tag says, and holds all of them as they are until the command has ended.
 * @throws HttpProblem 412 `command.changed-since`
 */
export async function refuseChanged(db: Connection, caller: StaffCaller, tags: readonly RowTag[]): Promise<void> {
  // In one order whoever asks, so that two commands on the same rows wait for each other and not in a ring.
  for (const { tag, resource, id } of [...tags].sort((a, b) => (a.tag < b.tag ? -1 : 1))) {
    if (!caller.permissions.includes(resource.permission)) throw changed(tag, null);
    const row = await readOne(db, resource, caller.tenantId, id, seesOf(caller), true);
    const now = row ? tagOf(resource, id, row) : null;
    if (now !== tag) throw changed(tag, now);
  }
}

function changed(tag: string, now: string | null): HttpProblem {
  const detail =
    'Somebody changed this since you read it, or it is gone. Nothing was done. Read it again, and decide on what it says now.';
  return new HttpProblem(412, 'command.changed-since', detail, { tag: tag.slice(0, 200), now });
}
