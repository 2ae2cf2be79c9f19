import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate, sum } from '../../kernel/money.ts';
import { calculate } from '../pricing/calculate.ts';
import type { CalculationArgs } from '../pricing/calculation-args.ts';
import type { TaxAnswer, TaxAsk } from '../pricing/provider-tax.ts';
import { taxedByProvider } from './price-by-provider.ts';

const to = { line1: '1 Main St', line2: '', city: 'New York', region: 'NY', postcode: '10001', country: 'US' };
const account = {
  id: 'acc',
  provider: 'stripe' as const,
  codes: { standard: 'general', food: 'food' },
  shippingCode: 'ship',
};

interface Basket {
  readonly currency: string;
  readonly included: boolean;
  readonly rounding: 'line' | 'document';
  readonly lines: readonly { readonly price: number; readonly quantity: number; readonly off: number }[];
  readonly shipping: number;
}
function priced(basket: Basket, answerTo: (ask: TaxAsk) => TaxAnswer | null | undefined, exempt = false) {
  const args: CalculationArgs = {
    ...{ currency: basket.currency, at: 0 },
    settings: { pricesIncludeTax: basket.included, taxRounding: basket.rounding },
    lines: basket.lines.map(({ price, quantity, off }, at) => ({
      ...{ key: String(at), unitPrice: price, quantity, taxRate: '20/100' },
      ...(off > 0 && { discount: Math.min(off, price * quantity) }),
    })),
    ...(exempt && { customer: { relief: { kind: 'exempt' as const, evidence: 'NY-1' } } }),
  };
  const own = calculate({ ...args, shipping: { amount: basket.shipping, taxedAs: 'standard', taxRate: '20/100' } });
  const taxClasses = basket.lines.map((_, at) => (at % 2 === 0 ? 'standard' : 'food'));
  return { own, ...taxedByProvider({ account, to, answerTo }, { own, args, taxClasses }) };
}
const plain: Basket = {
  ...{ currency: 'USD', included: false, rounding: 'line', shipping: 395 },
  lines: [
    { price: 1_200, quantity: 2, off: 100 },
    { price: 333, quantity: 1, off: 0 },
  ],
};

test('it is asked about what is charged after discounts, by the codes of the provider; until then own rates are shown', () => {
  const { ask, taxing, answered } = priced(plain, () => undefined);
  expect(ask).toMatchObject({
    ...{ accountId: 'acc', currency: 'USD', included: false, to, shipping: { amount: 395, code: 'ship' } },
    lines: [
      { key: '0', amount: 2_300, quantity: 2, code: 'general' },
      { key: '1', amount: 333, quantity: 1, code: 'food' },
    ],
  });
  expect([taxing.by, answered]).toEqual(['own-rates', undefined]);
});

test('one that did not answer is not asked again, and who pays no tax is not asked about', () => {
  expect(priced(plain, () => null)).toMatchObject({ ask: null, taxing: { by: 'own-rates' } });
  expect(priced(plain, () => undefined, true)).toMatchObject({ ask: null, taxing: { by: 'exempt' } });
});

const basket = fc.record({
  currency: fc.constantFrom('JPY', 'USD', 'KWD'),
  included: fc.boolean(),
  rounding: fc.constantFrom('line' as const, 'document' as const),
  shipping: fc.integer({ min: 0, max: 10_000 }),
  lines: fc.array(
    fc.record({
      price: fc.integer({ min: 0, max: 100_000 }),
      quantity: fc.integer({ min: 1, max: 20 }),
      off: fc.integer({ min: 0, max: 5_000 }),
    }),
    { minLength: 1, maxLength: 8 },
  ),
});

test('whatever a provider says, lines, jurisdictions, delivery and total add up to it to the unit', () => {
  fc.assert(
    fc.property(basket, fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 14 }), (of, percent, count) => {
      const taxes = (amount: number) =>
        allocate(
          Math.floor((amount * percent) / 100),
          Array.from({ length: count }, (_, at) => at + 1),
        ).map((each, at) => ({
          ...{ name: `District ${at}`, rate: `${percent}/${100 * count}`, amount: each },
        }));
      const answer = (ask: TaxAsk): TaxAnswer => ({
        reference: 'calc',
        lines: ask.lines.map(({ key, amount }) => ({ key, taxes: taxes(amount) })),
        shipping: taxes(ask.shipping.amount),
      });
      let said: TaxAnswer | undefined;
      const { answered, own } = priced(of, (ask) => {
        said = answer(ask);
        return said;
      });
      const { totals } = answered ?? {};
      const due = sum(
        [...(said?.lines ?? []).flatMap((line) => line.taxes), ...(said?.shipping ?? [])].map(({ amount }) => amount),
      );
      expect(totals?.taxTotal).toBe(due);
      expect(sum([totals?.netTotal ?? 0, totals?.taxTotal ?? 0])).toBe(totals?.total);
      totals?.lines.forEach((line, at) => {
        expect(line.tax).toBe(sum((said?.lines[at]?.taxes ?? []).map(({ amount }) => amount)));
        expect(sum(line.taxes.map(({ amount }) => amount))).toBe(line.tax);
        expect(sum([line.net, line.tax])).toBe(line.total);
      });
      // What is shown before tax, or with it, stays what it is.
      const shown = sum([...own.lines, own.shipping].map(({ amount, discount }) => amount - discount));
      expect(totals?.total).toBe(of.included ? shown : shown + due);
    }),
    { numRuns: 500 },
  );
});

test('the VAT number of a firm is passed on, and a basket without one is asked about as before', () => {
  const args: CalculationArgs = {
    ...{ currency: 'USD', at: 0, settings: { pricesIncludeTax: false } },
    lines: [{ key: '0', unitPrice: 1_200, quantity: 1, taxRate: '20/100' }],
  };
  const own = calculate({ ...args, shipping: { amount: 0, taxedAs: 'standard', taxRate: '20/100' } });
  const asked = (taxId?: string) =>
    taxedByProvider(
      { account, to, answerTo: () => undefined, ...(taxId && { taxId }) },
      { own, args, taxClasses: ['standard'] },
    ).ask;
  expect(asked('FR40303265045')).toMatchObject({ taxId: 'FR40303265045' });
  expect(asked()).not.toHaveProperty('taxId');
});
