import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallShop, personAs } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { commissionRates } from './schema.ts';

const cloud = { authority: true };
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
  await two.clear();
  await openSmallShop(two);
});
afterAll(() => two.close());

test('rates are saved as a whole by who manages staff; one for the same people and goods twice is refused', async () => {
  const all = { id: testId(0x901), staffId: null, roleId: null, category: null, rate: '2/100', fromDay: '2026-01-01' };
  const lamps = { ...all, id: testId(0x902), category: 'Lamps' };
  await two.refuse('commissions.saveRates', { rates: [all] }, 'command.forbidden', { actor: personAs('Till') });
  const twice = { rates: [all, { ...all, id: testId(0x903) }] };
  await two.refuse('commissions.saveRates', twice, 'commissions.twice', cloud);
  const high = { rates: [{ ...all, rate: '101/100' }] };
  await two.refuse('commissions.saveRates', high, 'commissions.too-high', cloud);
  await two.run('commissions.saveRates', { rates: [all, lamps] }, cloud);
  await two.run('commissions.saveRates', { rates: [{ ...lamps, rate: '3/100' }] }, cloud);
  expect(await two.rows(commissionRates)).toMatchObject([{ id: lamps.id, category: 'Lamps', rate: '3/100' }]);
});
