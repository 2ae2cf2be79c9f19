import { keyIdOf } from '@tillhouse/shared/sealing/seal.ts';
import type { Pool } from '../db/pools.ts';
import { quoteName } from '../db/quote.ts';
import { withTransaction } from '../db/transaction.ts';
import { PLATFORM, type Sealer } from './keyring.ts';

/** A column that holds what `keyring.sealer` sealed, so that a rotation finds it; a test looks for any that is missing. */
interface SealedColumn {
  readonly schema: 'identity';
  readonly table: string;
  readonly key: string;
  readonly column: string;
  /** jsonb keeps the sealed text as a JSON string */
  readonly json: boolean;
  /** The table's name in the place it was sealed for */
  readonly place: string;
}

export const sealedColumns: readonly SealedColumn[] = [
  { schema: 'identity', table: 'signing_keys', key: 'kid', column: 'private_jwk', json: true, place: 'signing_keys' },
  { schema: 'identity', table: 'push_keys', key: 'kid', column: 'private_jwk', json: true, place: 'push_keys' },
  { schema: 'identity', table: 'totps', key: 'account_id', column: 'secret', json: false, place: 'identity.totps' },
  { schema: 'identity', table: 'letters', key: 'id', column: 'body', json: false, place: 'identity.letters' },
];

/** Seals the platform's own secrets with its newest key. @returns how many were */
export async function resealPlatform(pool: Pool, sealer: Sealer, tenantId: string, version: number): Promise<number> {
  if (tenantId !== PLATFORM) return 0;
  let count = 0;
  for (const { schema, table, key, column, json, place } of sealedColumns) {
    const name = `${quoteName(schema)}.${quoteName(table)}`;
    const value = json ? `${quoteName(column)} #>> '{}'` : quoteName(column);
    const set = json ? 'to_jsonb($2::text)' : '$2';
    await withTransaction(pool, async (db) => {
      const rows = await db.rows<{ id: string; kept: string }>(
        `SELECT ${quoteName(key)}::text AS id, ${value} AS kept FROM ${name} FOR UPDATE`,
      );
      for (const { id, kept } of rows) {
        const by = keyIdOf(kept);
        if (by === undefined || by === `t${version}`) continue;
        const at = { table: place, row: id, column };
        await db.rows(`UPDATE ${name} SET ${quoteName(column)} = ${set} WHERE ${quoteName(key)}::text = $1`, [
          id,
          sealer.seal(sealer.open(kept, at), at),
        ]);
        count += 1;
      }
    });
  }
  return count;
}
