import fc from 'fast-check';
import type { CalculationArgs, CalculationLine } from '../calculation-args.ts';
import type { Promotion } from '../promotion-args.ts';

/** Short ways to write a calculation in tests. */
export const AT = Date.UTC(2026, 10, 25, 12);

export const line = (unitPrice: number, quantity = 1, more: Partial<CalculationLine> = {}): CalculationLine => ({
  key: more.key ?? `${unitPrice}×${quantity}`,
  unitPrice,
  quantity,
  taxRate: '0',
  ...more,
});

export const order = (lines: readonly CalculationLine[], more: Partial<CalculationArgs> = {}): CalculationArgs => ({
  currency: 'GBP',
  settings: { pricesIncludeTax: false },
  at: AT,
  lines: [...lines],
  ...more,
});

export const gross = { settings: { pricesIncludeTax: true } } as const;

const rates = ['0', '20/100', '8/100', '1075/10000', '1/3', '5/100'];
const tags = ['a', 'b', 'c'];

const anyTarget = fc.option(
  fc.record({
    tags: fc.subarray(tags, { minLength: 1 }),
    leaveOut: fc.constantFrom(undefined, undefined, { reduced: true }),
  }),
  { nil: undefined },
);
const anyAmount = fc.integer({ min: 0, max: 3_000 });
const anyShare = fc.constantFrom('10/100', '1/3', '105/1000', '1', '25/100');

const anyAction: fc.Arbitrary<Promotion['action']> = fc.oneof(
  fc.record({
    kind: fc.constant('percent' as const),
    rate: anyShare,
    on: fc.constantFrom('goods', 'order', 'shipping'),
  }),
  fc.record({
    kind: fc.constant('fixed' as const),
    amount: anyAmount,
    spread: fc.constantFrom('each', 'across'),
    maxUnits: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    on: fc.constantFrom('goods', 'order'),
  }),
  fc.record({ kind: fc.constant('fixed-price' as const), amount: anyAmount }),
  fc.record({
    kind: fc.constant('buy-get' as const),
    buy: fc.record({ of: anyTarget, quantity: fc.integer({ min: 1, max: 3 }) }),
    get: fc.record({ of: anyTarget, quantity: fc.integer({ min: 1, max: 3 }) }),
    off: fc.option(anyShare, { nil: undefined }),
    take: fc.constantFrom('dearest', 'cheapest'),
  }),
  fc.record({
    kind: fc.constant('bundle' as const),
    components: fc.array(fc.record({ of: anyTarget, quantity: fc.integer({ min: 1, max: 2 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
    price: anyAmount,
  }),
  fc.record({
    kind: fc.constant('tiers' as const),
    by: fc.constantFrom('quantity', 'spend'),
    tiers: fc.array(fc.record({ from: fc.integer({ min: 1, max: 3_000 }), rate: anyShare }), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
  fc.record({ kind: fc.constant('free-shipping' as const) }),
) as fc.Arbitrary<Promotion['action']>;

const anyPromotion = fc.record({
  action: anyAction,
  target: anyTarget,
  priority: fc.constantFrom(0, 0, 1),
  combines: fc.constantFrom('with-all', 'with-all', 'with-other-kinds', 'never'),
  atMost: fc.option(anyAmount, { nil: undefined }),
  budget: fc.option(fc.record({ kind: fc.constant('spend' as const), limit: anyAmount, used: fc.constant(0) }), {
    nil: undefined,
  }),
});

export const anyPromotions = fc
  .array(anyPromotion, { maxLength: 4 })
  .map((all) => all.map((each, at) => ({ ...each, id: `p${at}`, name: `Promotion ${at}` }) as Promotion));

const anyLine = fc.record({
  unitPrice: fc.integer({ min: 0, max: 5_000 }),
  quantity: fc.integer({ min: 0, max: 6 }),
  scale: fc.constantFrom(0, 0, 0, 3),
  tags: fc.subarray(tags),
  discount: fc.option(anyAmount, { nil: undefined }),
  taxRate: fc.constantFrom(...rates),
});

export const anyLines = fc
  .array(anyLine, { minLength: 1, maxLength: 6 })
  .map((all) =>
    all.map((each, at) => ({ ...each, quantity: each.scale ? each.quantity * 377 : each.quantity, key: `l${at}` })),
  );

const anySettings = fc.record({
  pricesIncludeTax: fc.boolean(),
  taxRounding: fc.constantFrom('line' as const, 'document' as const),
  cashRounding: fc.record({
    increment: fc.constantFrom(1, 5, 10),
    mode: fc.constantFrom('half-up' as const, 'down' as const, 'up' as const),
  }),
});

export const anyOrder: fc.Arbitrary<CalculationArgs> = fc.record({
  currency: fc.constantFrom('GBP', 'JPY', 'KWD'),
  settings: anySettings,
  at: fc.constant(AT),
  lines: anyLines,
  shipping: fc.option(
    fc.record({
      amount: anyAmount,
      taxRate: fc.constantFrom(...rates),
      taxedAs: fc.constantFrom(undefined, 'goods', 'goods', 'standard', 'untaxed'),
    }),
    { nil: undefined },
  ) as fc.Arbitrary<CalculationArgs['shipping']>,
  promotions: anyPromotions,
});
