import { expect, test } from 'vitest';
import { seriesHold } from './every-series.ts';

const seed = Number(process.env['SEED'] ?? Math.trunc(Math.random() * 2 ** 31));

test(`3 registers, 2 of them offline, killed a hundred times: no gap and no duplicate in any series (SEED=${seed})`, async () => {
  const { words, untold } = await seriesHold({ seed, offline: 100, draining: 12 });
  process.stdout.write(`${words}\n`);
  // Without both kinds of document, and without kills at the worst moment, it would have shown nothing.
  for (const kind of ['receipts', 'Z reports', 'invoice', 'credit-note']) expect(words).toContain(kind);
  expect(untold).toBeGreaterThan(0);
});
