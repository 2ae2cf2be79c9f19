import type { BasketLine } from '@tillhouse/shared/domains/checkout/schema.ts';
import { carts, type StoredCart } from '@tillhouse/shared/domains/shoppers/schema.ts';
import * as z from 'zod';
import type { ShopperCaller } from '../../../platform/auth/caller.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { notice } from '../checkout/checkout-schemas.ts';
import { noticesOf, seenOf } from '../checkout/checkout-view.ts';
import type { RulesKept } from '../checkout/rules-kept.ts';
import { type PricedCheckout, priceCheckout, readShop, withTx } from '../checkout/price-checkout.ts';
import type { StorefrontContext } from '../context.ts';
import { askedCurrency, cartLines, couponCodes } from '../shop-schemas.ts';
import type { ShopView } from '../shop-views.ts';
import { accountOf } from './account-of.ts';

const tag = 'Shopper accounts';
const access = { as: 'shopper' } as const;

const cartAnswer = z.object({
  revision: z.number().int().describe('0: nothing was ever put aside'),
  currency: z.string(),
  lines: z.array(
    z.object({
      variantId: z.uuid(),
      handle: z.string().describe('Empty where it is not sold any more'),
      title: z.string(),
      variantTitle: z.string(),
      image: z.string().nullable(),
      quantity: z.number().int(),
      scale: z.number().int(),
      unitPrice: z.number().int().nullable().describe('Minor units, now; null where it is not sold any more'),
      seenPrice: z.number().int().nullable().describe('Minor units, when it was last put or changed'),
    }),
  ),
  coupons: z.array(z.string()),
  notices: z.array(notice).describe('What changed since it was last changed'),
});
type CartAnswer = z.output<typeof cartAnswer>;

/** The basket of a shopper, the same wherever they are signed in. It holds no stock and takes nothing from anybody. */
export function cartRoutes(context: StorefrontContext): Route[] {
  return [
    route(
      {
        ...{ method: 'GET', path: '/shop/v1/account/cart', tag, access, perMinute: 2_400 },
        summary: 'What a shopper has put aside, priced now',
        description: 'With `notices` of prices, stock and codes that changed since; buying checks all of it again.',
        query: z.object({ currency: askedCurrency }),
        answers: { 200: { description: 'The basket', schema: cartAnswer } },
      },
      async ({ query, caller, request, reply }) => {
        const shopper = caller as ShopperCaller;
        const view = await context.views.of(shopper, request, query.currency);
        const at = { rules: context.rules, shopper, view, now: context.now() };
        const answer = await withTenant(context.pool, shopper.tenantId, async (db) => {
          const row = await stored(db, at);
          return shown(row, await priced(db, at, row));
        });
        return reply.header('cache-control', 'no-store').send(answer);
      },
    ),
    route(
      {
        ...{ method: 'PUT', path: '/shop/v1/account/cart', tag, access, perMinute: 1_200 },
        summary: 'Put a basket in the place of the one before',
        description:
          '`revision` is the one that was seen. 409 `shop.cart-changed` where another device changed it meanwhile: `details.cart` is how it stands; lay the change into that one and send it again.',
        body: z.strictObject({
          revision: z.number().int().min(0),
          currency: askedCurrency,
          lines: cartLines,
          coupons: couponCodes,
        }),
        answers: { 200: { description: 'As it is now', schema: cartAnswer } },
      },
      async ({ body, caller, request, reply }) => {
        const shopper = caller as ShopperCaller;
        const { tenantId } = shopper;
        const view = await context.views.of(shopper, request, body.currency);
        const at = { rules: context.rules, shopper, view, now: context.now() };
        const answer = await withTenant(context.pool, tenantId, async (db) => {
          // A basket that is not there yet has no row to lock.
          await db.rows('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
            `${tenantId}/cart/${shopper.shopper.id}`,
          ]);
          const before = await stored(db, at);
          if (before.revision !== body.revision) throw changedMeanwhile(shown(before, await priced(db, at, before)));
          const lines: BasketLine[] = summed(body.lines).map((line) => ({ ...line, seen: null }));
          const wanted = { ...before, currency: view.currency, lines, coupons: body.coupons ?? before.coupons };
          const now = await priced(db, at, wanted);
          const seen = new Map(
            seenOf({ ...wanted, shippingOptionId: null }, now).lines.map((one) => [one.variantId, one.seen]),
          );
          const row: StoredCart = {
            ...wanted,
            lines: lines.map((line) => ({ ...line, seen: seen.get(line.variantId) ?? null })),
            ...{ revision: before.revision + 1, updatedAt: context.now() },
          };
          const { shopperId, storeId, ...patch } = row;
          await withTx(db, tenantId, async (tx) => {
            if (!(await tx.update(carts, { shopperId, storeId }, patch))) await tx.insert(carts, row);
          });
          return shown(row, now);
        });
        return reply.header('cache-control', 'no-store').send(answer);
      },
    ),
  ];
}

interface At {
  readonly rules: RulesKept;
  readonly shopper: ShopperCaller;
  readonly view: ShopView;
  readonly now: number;
}

async function stored(db: Connection, { shopper: { tenantId, shopper }, view, now }: At): Promise<StoredCart> {
  const key = { shopperId: shopper.id, storeId: view.store?.id ?? tenantId };
  const row = await withTx(db, tenantId, (tx) => tx.get(carts, key));
  const none = { ...key, currency: view.currency, lines: [], coupons: [], revision: 0, updatedAt: now };
  // Prices that were seen in another currency say nothing of this one.
  if (row && row.currency !== view.currency)
    return { ...row, currency: view.currency, lines: row.lines.map((line) => ({ ...line, seen: null })) };
  return row ?? none;
}

async function priced(db: Connection, { rules, shopper, view, now }: At, row: StoredCart): Promise<PricedCheckout> {
  const { tenantId } = shopper;
  const { customerId } = await accountOf(db, { tenantId, now }, shopper.shopper);
  const storeId = view.store && !view.store.main ? view.store.id : null;
  const { currency, lines, coupons } = row;
  const basket = {
    storeId,
    customerId,
    currency,
    lines,
    coupons,
    delivery: null,
    taxQuote: null,
    carrierQuotes: [],
    vatAnswer: null,
    business: null,
    credits: [],
    shippingOptionId: null,
  };
  const goods = { variantIds: lines.map(({ variantId }) => variantId) };
  return withTx(db, tenantId, async (tx) =>
    priceCheckout(await readShop({ db, tx, tenantId, rules, goods }), now, basket),
  );
}

function shown(row: StoredCart, checkout: PricedCheckout): CartAnswer {
  const { lines, totals } = checkout.priced;
  const now = new Map(
    lines.map((line, at) => [line.variantId, { ...line, unitPrice: totals.lines[at]?.unitPrice ?? 0 }]),
  );
  return {
    ...{ revision: row.revision, currency: row.currency, coupons: row.coupons },
    lines: row.lines.map(({ variantId, quantity, seen }) => {
      const {
        handle = '',
        title = seen?.title ?? '',
        variantTitle = '',
        image = null,
        scale = 0,
        unitPrice = null,
      } = now.get(variantId) ?? {};
      return {
        variantId,
        quantity,
        handle,
        title,
        variantTitle,
        image,
        scale,
        unitPrice,
        seenPrice: seen?.unitPrice ?? null,
      };
    }),
    notices: noticesOf({ lines: row.lines, couponsSeen: [], shippingSeen: null }, checkout),
  };
}

/** A variant stands once. */
function summed(lines: z.output<typeof cartLines>): { variantId: string; quantity: number }[] {
  const sums = new Map<string, number>();
  for (const { variantId, quantity } of lines) sums.set(variantId, (sums.get(variantId) ?? 0) + quantity);
  return [...sums].map(([variantId, quantity]) => ({ variantId, quantity }));
}

const changedMeanwhile = (cart: CartAnswer): HttpProblem =>
  new HttpProblem(
    409,
    'shop.cart-changed',
    'This basket was changed on another device meanwhile. Nothing was overwritten; look at how it stands, and change that.',
    { cart },
  );
