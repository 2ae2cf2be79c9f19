import { expect, test } from 'vitest';
import { runOracle } from './testing/shape-oracle.ts';

const seeds = Number(process.env['ORACLE_SEEDS'] ?? 40);
const first = Number(process.env['ORACLE_FIRST_SEED'] ?? 1_000);

/** ORACLE_SEEDS=500 ORACLE_FIRST_SEED=1 for more; a seed is a test, so that more of them take longer and no single one does. */
test.each(Array.from({ length: seeds }, (_, at) => first + at))(
  'generated shapes equal SELECT after generated transactions, seed %i',
  async (seed) => {
    const report = await runOracle({ seed, shapes: 20, batches: 6, transactions: 12, outages: seed % 2 === 0 });
    expect(report.comparisons).toBeGreaterThan(50);
  },
);
