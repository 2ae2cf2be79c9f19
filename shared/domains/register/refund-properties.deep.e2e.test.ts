import { test } from 'vitest';
import { refundsUnitByUnit } from './testing/bring-back.ts';

test('refunding unit by unit, a hundred thousand sales', () => refundsUnitByUnit(100_000));
