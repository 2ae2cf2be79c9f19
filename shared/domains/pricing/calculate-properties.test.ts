import { describe, test } from 'vitest';
import { properties } from './testing/money-properties.ts';

describe('whatever is sold', () => {
  for (const [name, holds] of Object.entries(properties))
    test(name, { timeout: 60_000 }, () => holds(Number(process.env['RUNS'] ?? 2_000)));
});
