import { describe, test } from 'vitest';
import { properties } from './testing/money-properties.ts';

describe('whatever is sold, a hundred thousand times', () => {
  for (const [name, holds] of Object.entries(properties)) test(name, () => holds(100_000));
});
