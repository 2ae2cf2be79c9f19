import type { CloudFields } from '../keys/cloud-fields.ts';
import type { Pool } from './pools.ts';

/** What seals and opens the columns of a tenant, for one transaction; its keys are fetched when they are needed. */
export type FieldsOf = (tenantId: string) => CloudFields;

const known = new WeakMap<Pool, FieldsOf>();

/** From now on connections of these pools seal what is personal. */
export function sealThrough(pools: readonly Pool[], fieldsOf: FieldsOf): void {
  for (const pool of pools) known.set(pool, fieldsOf);
}

export const fieldsOfPool = (pool: Pool): FieldsOf | undefined => known.get(pool);
