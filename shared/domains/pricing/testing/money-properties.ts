import fc from 'fast-check';
import { expect } from 'vitest';
import { partOf } from '../../register/rules.ts';
import { calculate, type Calculation } from '../calculate.ts';
import { lineDiscounts } from '../line-discounts.ts';
import { priceOrder } from '../rules.ts';
import { anyLines, anyOrder, line, order } from './baskets.ts';

/** What holds for whatever is sold. Each is run some thousand times with every change, and a hundred thousand by command. */

const sum = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0);

function addsUp(result: Calculation): void {
  const { lines, shipping, promotions } = result;
  expect(sum([...lines.map(({ total }) => total), shipping.total])).toBe(result.total);
  expect(result.netTotal + result.taxTotal).toBe(result.total);
  if (shipping.parts.length > 0)
    for (const figure of ['net', 'tax', 'total'] as const)
      expect(sum(shipping.parts.map((part) => part[figure]))).toBe(shipping[figure]);
  expect(sum(result.taxByRate.map(({ net }) => net))).toBe(result.netTotal);
  expect(sum(result.taxByRate.map(({ tax }) => tax))).toBe(result.taxTotal);
  expect(sum([...lines.map(({ discount }) => discount), shipping.discount])).toBe(result.discountTotal);
  for (const { net, tax, total, discount, manualDiscount, discounts } of lines) {
    expect(net + tax).toBe(total);
    expect(manualDiscount + sum(discounts.map(({ amount }) => amount))).toBe(discount);
  }
  const byPromotion = [...lines, shipping].flatMap(({ discounts }) => discounts);
  for (const { id, cost, lines: parts, shipping: off } of promotions) {
    expect(sum(byPromotion.filter(({ promotionId }) => promotionId === id).map(({ amount }) => amount))).toBe(cost);
    expect(sum(parts.map(({ amount }) => amount)) + off).toBe(cost);
  }
}

export const properties: Readonly<Record<string, (runs: number) => void>> = {
  'splits sum to totals': (numRuns) =>
    fc.assert(
      fc.property(anyOrder, (args) => addsUp(calculate(args))),
      { numRuns },
    ),

  'nothing is ever negative, and no promotion exceeds its limit or its budget': (numRuns) =>
    fc.assert(
      fc.property(anyOrder, (args) => {
        const result = calculate(args);
        for (const { net, tax, total, discount, amount } of [...result.lines, result.shipping]) {
          for (const value of [net, tax, total, discount]) expect(value >= 0 && !Object.is(value, -0)).toBe(true);
          expect(discount).toBeLessThanOrEqual(amount);
        }
        for (const { cost, id } of result.promotions) {
          const { atMost = cost, budget } = args.promotions?.find((each) => each.id === id) ?? {};
          expect(cost).toBeLessThanOrEqual(Math.min(atMost, budget?.limit ?? cost));
        }
      }),
      { numRuns },
    ),

  'adding and removing a line returns to the start': (numRuns) =>
    fc.assert(
      fc.property(anyOrder, anyLines, (args, [more]) => {
        const start = calculate(args);
        const with1 = [...args.lines, { ...(more as (typeof args.lines)[number]), key: 'more' }];
        const grown = calculate({ ...args, lines: with1 });
        expect(grown.subtotal).toBeGreaterThanOrEqual(start.subtotal);
        expect(calculate({ ...args, lines: with1.filter(({ key }) => key !== 'more') })).toEqual(start);
      }),
      { numRuns },
    ),

  'a zone and back is no change': (numRuns) =>
    fc.assert(
      fc.property(anyOrder, fc.constantFrom('0', '20/100', '1/7'), fc.boolean(), (given, abroad, keep) => {
        const args = { ...given, settings: { ...given.settings, keepGrossAcrossZones: keep } };
        const at = (rate?: string) =>
          calculate({
            ...args,
            lines: args.lines.map((each) => ({
              ...each,
              includedRate: each.taxRate,
              ...(rate === undefined ? {} : { taxRate: rate }),
            })) as typeof args.lines,
          });
        const home = calculate(args);
        at(abroad);
        expect(at().total).toBe(home.total);
        expect(at().lines.map(({ net, tax }) => [net, tax])).toEqual(home.lines.map(({ net, tax }) => [net, tax]));
        if (keep && args.settings.pricesIncludeTax) {
          const goods = (of: Calculation) => sum(of.lines.map(({ total }) => total));
          expect(goods(at(abroad))).toBe(goods(home));
        }
      }),
      { numRuns },
    ),

  'a price entered with and without its tax agrees': (numRuns) =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.constantFrom('20/100', '8/100', '1075/10000'),
        (net, rate) => {
          const excluded = calculate(order([line(net, 1, { taxRate: rate })]));
          const shown = line(excluded.total, 1, { taxRate: rate });
          const included = calculate(order([shown], { settings: { pricesIncludeTax: true } }));
          expect([included.netTotal, included.taxTotal]).toEqual([excluded.netTotal, excluded.taxTotal]);
        },
      ),
      { numRuns },
    ),

  'delivery entered with and without its tax agrees, at the rates of its goods': (numRuns) =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 25_000 }), fc.constantFrom('20/100', '0', '5/100')), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.integer({ min: 0, max: 10_000 }),
        (goods, delivery) => {
          // Twenties of pennies, whose tax is whole: what they cost is then the same share on either side of it.
          const lines = goods.map(([net, taxRate], at) => line(net * 20, 1, { key: String(at), taxRate }));
          const shipping = { amount: delivery, taxedAs: 'goods' as const };
          const without = calculate(order(lines, { shipping }));
          const shown = lines.map((each, at) => ({ ...each, unitPrice: without.lines[at]?.total ?? 0 }));
          const included = calculate(
            order(shown, {
              settings: { pricesIncludeTax: true },
              shipping: { ...shipping, amount: without.shipping.total },
            }),
          );
          expect(included.total).toBe(without.total);
          // A share of a price is a whole penny, on this side of the tax or on that: less than one off at each, and as much of
          // the pennies to which three taxes are rounded before the whole is shared out again.
          const rates = new Map(included.shipping.parts.map((part) => [part.taxRate, part]));
          expect(rates.size).toBe(without.shipping.parts.length);
          for (const part of without.shipping.parts) {
            const other = rates.get(part.taxRate);
            expect(Math.abs((other?.net ?? 0) - part.net)).toBeLessThanOrEqual(3);
            expect(Math.abs((other?.tax ?? 0) - part.tax)).toBeLessThanOrEqual(2);
          }
          if (rates.size === 1) expect(included.shipping.tax).toBe(without.shipping.tax);
        },
      ),
      { numRuns },
    ),

  'the order in which promotions and lines are listed changes no total': (numRuns) =>
    fc.assert(
      fc.property(anyOrder, fc.integer(), (args, seed) => {
        const shuffled = <T>(of: readonly T[]) =>
          of
            .map((each, at) => ({ each, by: Math.imul(at + 1, seed | 1) }))
            .sort((a, b) => a.by - b.by)
            .map(({ each }) => each);
        const start = calculate(args);
        const again = calculate({ ...args, promotions: shuffled(args.promotions ?? []) });
        expect(again.total).toBe(start.total);
        expect(again.lines).toEqual(start.lines);
        const cost = (of: Calculation) => Object.fromEntries(of.promotions.map(({ id, cost: each }) => [id, each]));
        expect(cost(again)).toEqual(cost(start));
      }),
      { numRuns },
    ),

  'refunding line by line, in any order and in any parts, refunds exactly what was paid': (numRuns) =>
    fc.assert(
      fc.property(anyOrder, fc.array(fc.nat(5), { minLength: 1, maxLength: 40 }), (args, picks) => {
        const sold = calculate(args);
        const back = new Map(sold.lines.map(({ key }) => [key, 0]));
        let refunded = 0;
        const giveBack = (at: number, units: number) => {
          const [input, paid] = [args.lines[at], sold.lines[at]];
          if (!input || !paid) return;
          const before = back.get(input.key) ?? 0;
          const quantity = Math.min(units, input.quantity - before);
          if (quantity <= 0) return;
          back.set(input.key, before + quantity);
          refunded +=
            partOf(paid.net, input.quantity, before, quantity) + partOf(paid.tax, input.quantity, before, quantity);
        };
        for (const pick of picks) giveBack(pick, (pick % 3) + 1);
        expect(refunded).toBeLessThanOrEqual(sum(sold.lines.map(({ total }) => total)));
        [...args.lines.keys()].reverse().forEach((at) => {
          giveBack(at, Number.MAX_SAFE_INTEGER);
        });
        expect(refunded).toBe(sum(sold.lines.map(({ total }) => total)));
      }),
      { numRuns },
    ),

  'till and checkout come to the same, line by line': (numRuns) =>
    fc.assert(
      fc.property(anyOrder, fc.boolean(), (given, reduced) => {
        const { shipping: _shipping, ...args } = given;
        const { settings, currency, at, promotions = [] } = args;
        const online = calculate({
          ...args,
          channel: 'till',
          lines: args.lines.map(({ unitPrice = 0, ...each }) => {
            const compareAt = reduced ? unitPrice + 1 : null;
            return { ...each, prices: [{ list: 'Retail', amount: unitPrice, compareAt }] };
          }),
        });
        const selling = args.lines.map(({ key, quantity, scale = 0, unitPrice = 0, tags = [], discount = 0 }) => ({
          ...{ key, quantity, scale, unitPrice, tags, discount, reduced },
          ...{ variantId: null, productId: null, sku: '', title: '', category: '' },
        }));
        const moment = { at, currency, timeZone: 'UTC', channel: 'till', locationId: '' } as const;
        const { byLine } = lineDiscounts(promotions, selling, {
          ...moment,
          coupons: [],
          customerKnown: false,
          groups: [],
        });
        const { pricesIncludeTax, taxRounding = 'line' } = settings;
        const till = priceOrder(
          { pricesIncludeTax, taxRounding },
          args.lines.map(({ key, quantity, scale = 0, unitPrice = 0, discount = 0, taxRate = '0' }, index) => {
            const off = (byLine[index] ?? []).map(({ amount }) => amount);
            return { key, quantity, scale, unitPrice, taxRate, discount: sum([discount, ...off]) };
          }),
        );
        const figures = ({ lines }: Pick<Calculation, 'lines'> | Pick<typeof till, 'lines'>) =>
          lines.map(({ net, tax, total, discount }) => [net, tax, total, discount]);
        expect(figures(till)).toEqual(figures(online));
      }),
      { numRuns },
    ),

  'tenders settle what there is to pay, and only cash is rounded': (numRuns) =>
    fc.assert(
      fc.property(anyOrder, fc.nat(3_000), (args, byCard) => {
        const { total } = calculate(args);
        const card = Math.min(byCard, total);
        const result = calculate({ ...args, tenders: [{ kind: 'card', amount: card }, { kind: 'cash' }] });
        expect(result.paid + result.due).toBe(result.payable);
        expect(result.due).toBe(0);
        const { increment = 1 } = args.settings.cashRounding ?? {};
        expect((result.payable - card) % Math.max(1, increment)).toBe(0);
        expect(Math.abs(result.rounding)).toBeLessThan(Math.max(1, increment));
        expect(calculate({ ...args, tenders: [{ kind: 'card' }] }).rounding).toBe(0);
      }),
      { numRuns },
    ),
};
