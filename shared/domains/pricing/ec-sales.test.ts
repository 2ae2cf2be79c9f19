import { expect, test } from 'vitest';
import { ecSales, ecSalesCsv } from './ec-sales.ts';

const one = { n: 1n, d: 1n };
const sold = (number: string, amount: number, more: object = {}) => ({
  ...{ number, amount, orders: 1, unchecked: 0, rate: one },
  ...more,
});

test('per VAT number of another member, less what came back, with Greece as its numbers have it', () => {
  const rows = ecSales('DE', [
    sold('FR40303265045', 2_517),
    sold('FR40303265045', -500, { orders: 0 }),
    sold('EL094259216', 9_900, { unchecked: 1 }),
    sold('DE136695976', 1_000),
    sold('GB980780684', 1_000),
  ]);
  expect(rows).toEqual([
    { member: 'EL', number: '094259216', amount: 9_900, orders: 1, unchecked: 1 },
    { member: 'FR', number: '40303265045', amount: 2_017, orders: 1, unchecked: 0 },
  ]);
  expect(ecSalesCsv(rows, { month: '2026-11', currency: 'EUR' }).split('\r\n')).toEqual([
    'month,member_state,vat_number,kind,amount,currency,orders,not_looked_up',
    '2026-11,EL,094259216,goods,99.00,EUR,1,1',
    '2026-11,FR,40303265045,goods,20.17,EUR,1,0',
    '',
  ]);
});

test('another currency counts at its rate, and without one the amount is not known', () => {
  const half = { n: 1n, d: 2n };
  expect(ecSales('DE', [sold('FR40303265045', 1_000), sold('FR40303265045', 300, { rate: half })])).toMatchObject([
    { amount: 1_150, orders: 2 },
  ]);
  expect(ecSales('DE', [sold('FR40303265045', 1_000), sold('FR40303265045', 300, { rate: undefined })])).toMatchObject([
    { amount: null, orders: 2 },
  ]);
});

test('by member and number; who bought and gave all of it back stays, and who has neither orders nor an amount does not', () => {
  const rows = ecSales('DE', [
    sold('FR61954506077', 200),
    sold('ATU13585627', 0),
    sold('FR40303265045', -300, { orders: 0 }),
    sold('EL094259216', 0, { orders: 0 }),
  ]);
  expect(rows.map(({ member, number, amount, orders }) => [member, number, amount, orders])).toEqual([
    ['AT', 'U13585627', 0, 1],
    ['FR', '40303265045', -300, 0],
    ['FR', '61954506077', 200, 1],
  ]);
});

test('the file has amounts as its currency writes them, with their sign, and none where none is known', () => {
  const row = (amount: number | null) => ({ member: 'FR', number: '1', amount, orders: 1, unchecked: 0 });
  const amounts = (currency: string) =>
    ecSalesCsv([row(-205), row(0), row(null)], { month: '2026-11', currency })
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',')[4]);
  expect(amounts('EUR')).toEqual(['-2.05', '0.00', '']);
  expect(amounts('HUF')).toEqual(['-2.05', '0.00', '']);
  expect(amounts('KWD')).toEqual(['-0.205', '0.000', '']);
  expect(amounts('JPY')).toEqual(['-205', '0', '']);
});
