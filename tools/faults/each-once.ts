import pg from 'pg';
import { expect } from 'vitest';
import { checkSource } from '../cli/check-source.ts';
import { openCloudDatabase } from '../cli/read-sources.ts';
import type { Till, TillShop } from './till.ts';

/**
 * What a till confirmed is in the cloud, each receipt once and in order, the stock of the shop's item moved by exactly it,
 * so that `left` are left, and verify finds nothing there.
 */
export async function expectEachOnce(
  databaseUrl: string,
  shop: TillShop,
  confirmed: readonly string[],
  left: number,
): Promise<void> {
  const sql = new pg.Client(databaseUrl);
  await sql.connect();
  try {
    const receipts = await sql.query('SELECT number FROM receipts ORDER BY sequence');
    expect(receipts.rows.map((row) => row.number)).toEqual(confirmed);
    const levels = await sql.query('SELECT on_hand::int AS n FROM stock_levels WHERE variant_id = $1', [
      shop.variantId,
    ]);
    expect(levels.rows).toEqual([{ n: left }]);
    const outcomes = await sql.query(
      `SELECT count(*)::int AS n, count(DISTINCT mutation_id)::int AS ids FROM sync_outcomes WHERE name = 'register.recordSale'`,
    );
    expect(outcomes.rows).toEqual([{ n: confirmed.length, ids: confirmed.length }]);
  } finally {
    await sql.end();
  }
  const source = await openCloudDatabase(databaseUrl);
  try {
    expect((await checkSource(source)).violations).toEqual([]);
  } finally {
    await source.close();
  }
}

/** The till shows what the cloud holds, and nothing of it is on its way any more. */
export async function expectAtRest(till: Till, shop: TillShop, left: number): Promise<void> {
  await till.until(
    'nothing is on its way',
    () => till.rows(`SELECT 1 FROM sync_outbox WHERE state <> 'settled'`).length === 0,
  );
  await till.until('the till is in step', () => till.status()?.state === 'synced');
  const levels = till.rows<{ variant_id: string; on_hand: number }>('SELECT variant_id, on_hand FROM stock_levels');
  expect(levels.find((level) => level.variant_id === shop.variantId)?.on_hand).toBe(left);
}
