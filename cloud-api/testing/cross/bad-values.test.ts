import '@tillhouse/shared/domains/commands.ts';
import { checkPromotion } from '@tillhouse/shared/domains/pricing/check-calculation.ts';
import type { Promotion } from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import { declaredMutators } from '@tillhouse/shared/kernel/define-mutator.ts';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type Place, sampleOf, type Schema } from './sample-of.ts';

/** Whatever a desk, a program or a person sends in a command: parts of a unit, sums beyond what is exact, less than nothing, endless texts. */

const commands = declaredMutators().map((mutator) => {
  const schema = mutator.args as unknown as z.ZodType;
  const written = z.toJSONSchema(schema, { target: 'openapi-3.0', unrepresentable: 'any', io: 'input' }) as Schema;
  const places = { number: [] as Place[], text: [] as Place[] };
  const sample = sampleOf(written, (place, { type, enum: given }) => {
    if (type === 'integer' || type === 'number') places.number.push(place);
    if (type === 'string' && !given) places.text.push(place);
    return undefined;
  });
  return { name: mutator.name, schema, sample, places, fits: schema.safeParse(sample).success };
});

/** The sample with another value at a place. */
function put(sample: unknown, [name, ...rest]: Place, value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(sample)) return sample.map((each, at) => (String(at) === name ? put(each, rest, value) : each));
  const known = sample as Record<string, unknown>;
  return { ...known, [name]: put(known[name], rest, value) };
}

/** Where commands take a value. What a rule beyond the schema lacks in a sample is no answer about the number. */
const taking = (value: unknown, kind: 'number' | 'text' = 'number'): string[] =>
  commands.flatMap(({ name, schema, sample, places, fits }) =>
    places[kind]
      .filter((place) => {
        const { error } = schema.safeParse(put(sample, place, value));
        return fits ? !error : !error?.issues.some(({ path }) => path.map(String).join('.') === place.join('.'));
      })
      .map((place) => `${name} ${place.filter((part) => part !== '0').join('.')}`),
  );

/** Amounts of a promotion are refused by its rules, which name them; the test below holds them to it. */
const byRule = ['atMost', 'budget.limit', 'budget.used', 'conditions.of.atLeast'];
const told = byRule.map((place) => `pricing.savePromotion promotion.${place}`);

/** Differences, what a return or a credit note takes back, and ranks. */
const signed = [
  ...[
    'credit.adjust amount',
    'loyalty.adjust points',
    'inventory.adjust lines.delta',
    'inventory.count lines.sawOnHand',
  ],
  ...['pricing.savePromotion promotion.priority', 'register.closeSession expected'],
  ...['ledger.addBankLines lines.amount', 'ledger.notePayout amount'],
  ...['ledger.notePayout parts.gross', 'ledger.notePayout parts.fee'],
  /^invoices\.issue decided\.document\./,
  /^orders\.importHistory orders\.(total|lines\.(quantity|unitPrice|discount|tax|total))$/,
  /^register\.(recordSale|recordReturn|recordReturnWithoutReceipt|putAside) lines\.snapshot\.(discount|net|tax|total|taxAmounts\.amount|byHand\.(listPrice|discount))$/,
  /^register\.record(Sale|Return|ReturnWithoutReceipt) decided\.(subtotal|discountTotal|taxTotal|shipping|rounding|total|points|shippingTaxed\.(shown|parts\.(net|tax|taxes\.amount)))$/,
  ...['register.recordSale tenders.amount', 'register.recordSale tenders.share.rounding'],
  ...['register.parkBasket total', 'register.endParked parking.total'],
  /^register\.closeSession z\.report\.((sales|discounts|returns|credits|withoutReceipt|tenders)\.amount|taxes\.(net|tax)|shipping|fees|rounding|due|drawer\.(cash|expected)|tips\.(cash|card))$/,
];

describe('every number of every command', () => {
  test('is found here', () => {
    expect(commands.length).toBeGreaterThan(80);
    expect(commands.flatMap(({ places }) => places.number).length).toBeGreaterThan(200);
    expect(commands.filter(({ fits }) => !fits).length).toBeLessThan(5);
  });

  test.each([0.5, 1e-9, 2 ** 53, 1e300, Number.NaN, Number.POSITIVE_INFINITY, '1'])('is never %s', (value) => {
    expect(taking(value).filter((place) => !told.includes(place))).toEqual([]);
  });

  test('is less than nothing only where that means something', () => {
    const means = (place: string) =>
      [...told, ...signed].some((known) => (typeof known === 'string' ? known === place : known.test(place)));
    expect(taking(-1).filter((place) => !means(place))).toEqual([]);
  });

  test.each([
    [0.5, 'pricing.amount-not-whole'],
    [2 ** 53, 'pricing.amount-too-large'],
    [-1, 'pricing.amount-negative'],
  ])('of a promotion that is %s is told by its place', (value, code) => {
    const name = 'pricing.savePromotion';
    const { sample } = commands.find((command) => command.name === name) ?? {};
    for (const place of ['atMost', 'budget.limit', 'budget.used', 'conditions.of.0.atLeast']) {
      const { promotion } = put(sample, ['promotion', ...place.split('.')], value) as { promotion: Promotion };
      const rule: Promotion = { ...promotion, action: { kind: 'percent', rate: '10/100' } };
      expect(() => checkPromotion('promotion', rule), place).toThrow(expect.objectContaining({ code }));
    }
  });
});

test('every text of every command has an end, a coupon long before 300 characters', () => {
  expect(commands.flatMap(({ places }) => places.text).length).toBeGreaterThan(500);
  expect(taking('x'.repeat(20_001), 'text')).toEqual([]);
  expect(commands.flatMap(({ places }) => places.text.filter((place) => place.includes('coupons')))).not.toEqual([]);
  expect(taking('x'.repeat(300), 'text').filter((place) => /coupon|codes\.code$/.test(place))).toEqual([]);
});
