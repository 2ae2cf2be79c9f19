import { expect, test } from 'vitest';
import { runOracle } from './testing/shape-oracle.ts';

const seeds = Number(process.env['ORACLE_SEEDS'] ?? 40);
const first = Number(process.env['ORACLE_FIRST_SEED'] ?? 1_000);

/** ORACLE_SEEDS=500 ORACLE_FIRST_SEED=1 for more; a failure names its seed, which alone runs it again. */
test(`generated shapes equal SELECT after generated transactions, ${seeds} seeds`, async () => {
  const failures: string[] = [];
  let comparisons = 0;
  for (let seed = first; seed < first + seeds; seed++) {
    const options = { seed, shapes: 20, batches: 6, transactions: 12, outages: seed % 2 === 0 };
    const report = await runOracle(options).catch((error: Error) => failures.push(error.message.slice(0, 2_000)));
    if (typeof report === 'object') comparisons += report.comparisons;
  }
  expect(failures).toEqual([]);
  expect(comparisons).toBeGreaterThan(seeds * 50);
});
