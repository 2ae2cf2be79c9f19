import type { CalculationArgs } from '@tillhouse/shared/domains/pricing/calculation-args.ts';
import type { Promotion } from '@tillhouse/shared/domains/pricing/promotion-args.ts';

const rates = ['20/100', '5/100', '0'];

/** The kinds that shops run side by side; every one is looked at for every basket, and most of them find goods in it. */
function promotionAt(index: number): Promotion {
  const mine = { id: `p${index}`, name: `Promotion ${index}`, priority: index % 3 };
  const target = { categories: [`Category ${index % 12}`], leaveOut: { giftCards: true } };
  const spend = { match: 'all', of: [{ kind: 'spend', atLeast: 500 + index * 40 }] } as const;
  switch (index % 8) {
    case 0:
      return { ...mine, target, action: { kind: 'percent', rate: '10/100' } };
    case 1:
      return {
        ...mine,
        target,
        action: { kind: 'fixed', amount: 150, spread: 'across' },
        conditions: { ...spend, of: [...spend.of] },
      };
    case 2:
      return {
        ...mine,
        target,
        action: { kind: 'buy-get', buy: { quantity: 2 }, get: { quantity: 1 } },
        combines: 'with-other-kinds',
      };
    case 3:
      return {
        ...mine,
        action: {
          kind: 'bundle',
          components: [
            { of: { categories: [`Category ${index % 12}`] }, quantity: 1 },
            { of: { categories: [`Category ${(index + 5) % 12}`] }, quantity: 1 },
          ],
          off: '15/100',
        },
        combines: 'with-other-kinds',
      };
    case 4:
      return {
        ...mine,
        target,
        action: {
          kind: 'tiers',
          by: 'quantity',
          tiers: [
            { from: 3, rate: '5/100' },
            { from: 10, rate: '12/100' },
          ],
        },
        conditions: {
          match: 'any',
          of: [
            { kind: 'customer-group', in: ['trade', 'friends'] },
            { kind: 'channel', in: ['till'] },
          ],
        },
      };
    case 5:
      return { ...mine, action: { kind: 'percent', rate: '5/100', on: 'order' }, codes: [{ code: `CODE${index}` }] };
    case 6:
      return {
        ...mine,
        action: { kind: 'free-shipping' },
        conditions: { match: 'all', of: [{ kind: 'spend', atLeast: 7_500 }] },
      };
    default:
      return { ...mine, target, action: { kind: 'fixed', amount: 50, spread: 'each', maxUnits: 2 }, atMost: 400 };
  }
}

/** 50 lines, 200 promotions that are all live, 3 rates, by weight and by piece. `seed` makes baskets differ. */
export function bigBasket(seed: number, promotions = 200): CalculationArgs {
  return {
    currency: 'GBP',
    settings: {
      pricesIncludeTax: true,
      taxRounding: seed % 2 === 0 ? 'line' : 'document',
      timeZone: 'Europe/London',
      cashRounding: { increment: 5, mode: 'half-up' },
    },
    at: Date.UTC(2026, 10, 25, 12),
    channel: 'till',
    customer: { groups: ['friends'] },
    coupons: [`CODE${5 + 8 * (seed % 20)}`],
    lines: Array.from({ length: 50 }, (_none, index) => {
      const scale = index % 10 === 9 ? 3 : 0;
      return {
        key: `l${index}`,
        variantId: `v${index}`,
        productId: `product${index >> 1}`,
        categories: [`Category ${(index + seed) % 12} > Below`],
        quantity: scale ? 700 + ((seed * 37 + index) % 900) : 1 + ((seed + index) % 6),
        scale,
        unitPrice: 99 + ((index * 7919 + seed * 104_729) % 8_000),
        taxRate: rates[index % 3] as string,
      };
    }),
    shipping: { amount: 495, taxRate: '20/100' },
    promotions: Array.from({ length: promotions }, (_none, index) => promotionAt(index)),
    tenders: [{ kind: 'cash' }],
  };
}
