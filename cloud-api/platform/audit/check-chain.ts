import { isSealed } from '@tillhouse/shared/sealing/seal.ts';
import type { Connection } from '../db/connection.ts';
import { CHAIN_START, type ChainedEntry, chainedColumns, entryHash } from './chain.ts';
import { textHash } from './record-audit.ts';
import { openBodies } from './seal-bodies.ts';

type SealedEntry = ChainedEntry & {
  readonly position: number;
  readonly previous_hash: string;
  readonly hash: string;
  /** null: erased, or there was none */
  readonly body: string | null;
};

export interface CheckedChain {
  readonly entries: number;
  /** In words, with ids; empty: the chain is whole */
  readonly broken: readonly string[];
  /** Hash of each entry asked for, by its position */
  readonly hashes: ReadonlyMap<number, string>;
}

const PAGE = 5_000;

/**
 * Works a tenant's chain out again from its start to its head.
 * @param wanted positions whose worked-out hashes are returned, to be laid beside heads that were kept elsewhere
 * @param after begins behind this position, whose hash was kept elsewhere and is asked for; 0: from the first entry
 */
export async function checkChain(
  source: Pick<Connection, 'rows' | 'fieldsOf'>,
  tenantId: string,
  wanted: ReadonlySet<number> = new Set(),
  after = 0,
): Promise<CheckedChain> {
  const broken: string[] = [];
  const hashes = new Map<number, string>();
  let previous = CHAIN_START;
  let position = after;
  if (after > 0) {
    const [start] = await source.rows<{ hash: string }>(
      'SELECT hash FROM audit.entries WHERE tenant_id = $1 AND position = $2',
      [tenantId, after],
    );
    if (!start) return { entries: 0, broken: [`tenant ${tenantId}: the chain does not reach ${after}`], hashes };
    previous = start.hash;
    if (wanted.has(after)) hashes.set(after, start.hash);
  }
  for (;;) {
    const entries = await source.rows<SealedEntry>(
      `SELECT ${chainedColumns}, e.position, e.previous_hash, e.hash, d.body FROM audit.entries e
         LEFT JOIN audit.details d ON d.tenant_id = e.tenant_id AND d.mutation_id = e.mutation_id
        WHERE e.tenant_id = $1 AND e.position > $2 ORDER BY e.position LIMIT ${PAGE}`,
      [tenantId, position],
    );
    for (const entry of entries) {
      const hash = entryHash(previous, entry.position, entry);
      const fits = entry.previous_hash === previous && entry.hash === hash && entry.position === position + 1;
      const at = `tenant ${tenantId}, entry ${entry.id} at ${entry.position}`;
      if (!fits) broken.push(`${at} was changed or moved`);
      if (entry.body !== null && textHash(entry.body) !== entry.details_hash && !(await isSealedLater(source, entry)))
        broken.push(`${at}: what it says was changed`);
      if (wanted.has(entry.position)) hashes.set(entry.position, entry.hash);
      previous = entry.hash;
      position = entry.position;
    }
    if (entries.length < PAGE) break;
  }
  const [head] = await source.rows<{ hash: string }>('SELECT hash FROM audit.heads WHERE tenant_id = $1', [tenantId]);
  if (head ? head.hash !== previous : position > 0)
    broken.push(`tenant ${tenantId}: the chain does not end at its head`);
  return { entries: position, broken, hashes };
}

/**
 * What was written before there were keys was hashed as it was, and sealed later: with a key it is opened and hashed again.
 * Without one it proves as much as a body that is gone: that the entry was there.
 */
async function isSealedLater({ fieldsOf }: Pick<Connection, 'fieldsOf'>, entry: SealedEntry): Promise<boolean> {
  const { tenant_id: tenantId, mutation_id: mutationId, body } = entry;
  if (body === null || !isSealed(body)) return false;
  if (!fieldsOf) return true;
  const [opened] = await openBodies(fieldsOf(tenantId), tenantId, [{ mutationId, body }]);
  return opened?.erased === true || (opened?.text != null && textHash(opened.text) === entry.details_hash);
}
