import { expect, test } from 'vitest';
import { sum } from '../../kernel/money.ts';
import { calculate } from './calculate.ts';
import { countsFor, fewTaxes, OTHERS, type TaxAsk, whyNoAnswer } from './provider-tax.ts';

const to = { line1: '1 Main St', line2: '', city: 'New York', region: 'NY', postcode: '10001', country: 'US' };
const taxes = [
  { name: 'State', rate: '4/100' },
  { name: 'City', rate: '45/1000' },
];
/** Two lines and delivery, as a provider says they are taxed. */
const said = (currency: string, included: boolean, taxRounding: 'line' | 'document') =>
  calculate({
    ...{ currency, settings: { pricesIncludeTax: included, taxRounding }, at: 0 },
    lines: [
      { key: 'a', quantity: 3, unitPrice: 333, discount: 100, taxes, taxGiven: [37, 40] },
      { key: 'b', quantity: 1, unitPrice: 501, taxes, taxGiven: [19, 24] },
      { key: 'c', quantity: 1, unitPrice: 99, taxRate: '0' },
    ],
    shipping: { amount: 395, taxedAs: 'standard', taxes, taxGiven: [16, 17] },
  });

test.each([
  ['JPY', false, 'line'],
  ['USD', false, 'document'],
  ['KWD', true, 'line'],
  ['USD', true, 'document'],
] as const)(
  'in %s (tax included: %s, rounded by %s) what a provider says is taken to the unit',
  (currency, included, by) => {
    const { lines, shipping, taxTotal, netTotal, total } = said(currency, included, by);
    expect(lines.map(({ tax }) => tax)).toEqual([77, 43, 0]);
    expect(lines[0]?.taxes).toEqual([
      { name: 'State', amount: 37 },
      { name: 'City', amount: 40 },
    ]);
    expect(shipping.tax).toBe(33);
    expect(taxTotal).toBe(153);
    expect(netTotal + taxTotal).toBe(total);
    const shown = 899 + 501 + 99 + 395;
    expect(total).toBe(included ? shown : shown + 153);
    for (const line of lines) expect(sum(line.taxes.map(({ amount }) => amount))).toBe(line.tax);
  },
);

test('a provider counts where it is told to, in a whole country or a part of it', () => {
  expect(countsFor(['US'], to)).toBe(true);
  expect(countsFor(['US-CA', 'US-NY'], to)).toBe(true);
  expect(countsFor(['US-CA', 'CA'], to)).toBe(false);
});

test('more taxes than a line keeps are summed, and nothing of them is lost', () => {
  const many = Array.from({ length: 14 }, (_, at) => ({ name: `District ${at}`, rate: '1/1000', amount: at }));
  const few = fewTaxes(many);
  expect(few).toHaveLength(10);
  expect(few.at(-1)).toEqual({ name: OTHERS, rate: '1/250', amount: 10 + 11 + 12 + 13 });
  expect(sum(few.map(({ amount }) => amount))).toBe(sum(many.map(({ amount }) => amount)));
});

test('an answer about other lines, or with a tax that none can be, is none', () => {
  const ask: TaxAsk = {
    ...{ accountId: 'x', currency: 'USD', included: false, to, shipping: { amount: 0, code: '' } },
    lines: [{ key: '0', amount: 100, quantity: 1, scale: 0, code: '' }],
  };
  const answer = (key: string, amount: number, shipping: number[] = []) => ({
    ...{ reference: '', lines: [{ key, taxes: [{ name: 'State', rate: '4/100', amount }] }] },
    shipping: shipping.map((each) => ({ name: 'State', rate: '4/100', amount: each })),
  });
  expect(whyNoAnswer(ask, answer('0', 4))).toBeNull();
  expect(whyNoAnswer(ask, answer('1', 4))).toMatch(/other lines/);
  expect(whyNoAnswer(ask, answer('0', 101))).toMatch(/no tax of it/);
  expect(whyNoAnswer(ask, answer('0', -1))).toMatch(/no tax of it/);
  expect(whyNoAnswer(ask, answer('0', 4, [1]))).toMatch(/delivery/);
});
