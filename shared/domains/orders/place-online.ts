import * as z from 'zod/mini';
import { amount, currency, id, quantity, text, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { cloudOnly } from '../access/errors.ts';
import { perVariant } from '../inventory/rules.ts';
import { couponRefused, totalChanged } from './errors.ts';
import { freezeOrder } from './freeze-order.ts';
import { locationFor } from './location-for.ts';
import { dueDayOf, noteAccountSale, termsForMore } from './on-account.ts';
import { priceOnline } from './price-online.ts';
import { orders } from './schema.ts';
import { writeOnlineOrder } from './write-online-order.ts';

const placeArgs = z.strictObject({
  orderId: id,
  customerId: z.nullable(id),
  customerName: text(200),
  lines: z.array(z.strictObject({ key: words(64), variantId: id, quantity })).check(z.minLength(1), z.maxLength(100)),
  shipping: amount,
  /** `test`: the built-in provider says yes at once; `unpaid`: pays later; `account`: by the terms of the customer, within their limit */
  payment: z.enum(['test', 'unpaid', 'account']),
  /** Codes the shopper entered; one that does not count refuses, so that nobody pays more than they saw */
  coupons: z.optional(z.array(words(64)).check(z.maxLength(20))),
  /** What the shopper saw; another total refuses */
  expectedTotal: z.optional(amount),
  /** The store whose page it is; left out: the main one */
  storeId: z.optional(id),
  /** One that the store sells in; left out: its own */
  currency: z.optional(currency),
  /** Left out: the first location that sells online and has all of it, warehouses first */
  locationId: z.optional(id),
});

export const placeOnline = defineMutator({
  name: 'orders.placeOnline',
  version: 1,
  kind: 'intent',
  permission: 'orders.place',
  doc: 'Places an online order: prices from the cloud, stock held first and committed in the same transaction, or a refusal that charges nobody. Cloud only.',
  args: placeArgs,
  run: async (tx, args, ctx) => {
    if (!ctx.authority) throw cloudOnly({ command: 'orders.placeOnline' });
    if (await tx.get(orders, { id: args.orderId })) return;
    const priced = await priceOnline(tx, args, ctx, true);
    const { lines, totals } = priced;
    const refused = totals.coupons.find(({ status }) => status !== 'applied');
    if (refused) throw couponRefused({ code: refused.code, reason: refused.reason });
    if (args.expectedTotal !== undefined && args.expectedTotal !== totals.total) {
      throw totalChanged({ expected: args.expectedTotal, total: totals.total });
    }
    const { customerId: buyer, payment } = args;
    const account =
      payment === 'account'
        ? await termsForMore(tx, { customerId: buyer, currency: totals.currency, amount: totals.total })
        : undefined;
    const goods = lines.filter(({ tracked }) => tracked);
    const locationId = await locationFor(tx, perVariant(goods), args.locationId);
    const { orderId, customerId, customerName, storeId = null } = args;
    const frozen = freezeOrder(priced, { customerId, customerName, storeId, locationId, delivery: null });
    const order = await writeOnlineOrder(tx, ctx, { orderId, frozen, paid: payment === 'test' });
    if (account) await noteAccountSale(tx, order, { days: account.days, dueOn: dueDayOf(account, order.businessDate) });
  },
});
