import { type Checkout, checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { shownDelivery } from '@tillhouse/shared/domains/orders/delivery-taxed.ts';
import { fulfilmentLines, fulfilments, orderDeliveries } from '@tillhouse/shared/domains/orders/fulfilment-schema.ts';
import { parcelStates } from '@tillhouse/shared/domains/orders/parcel-states.ts';
import { paymentAttempts } from '@tillhouse/shared/domains/orders/payment-attempt-schema.ts';
import { providerRefunds } from '@tillhouse/shared/domains/orders/provider-refund-schema.ts';
import { orderLines, orders, tenders } from '@tillhouse/shared/domains/orders/schema.ts';
import { trackingLink } from '@tillhouse/shared/domains/shipping/tracking-link.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import * as z from 'zod';
import type { ShopCaller } from '../../../platform/auth/caller.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { StorefrontContext } from '../context.ts';
import { payNow, payNowOf } from '../due/pay-now.ts';
import { pageLanguage } from '../refusals/say-in.ts';
import { readToReview } from '../reviews/to-review.ts';
import { goodsShown } from './goods-shown.ts';
import { noSuchOrder } from './checkout-errors.ts';
import { withTx } from './price-checkout.ts';
import { invoiceLinks, invoicesOf, type Looks } from './invoice-links.ts';
import { returnsLabels, returnsLabelsOf } from './returns-labels.ts';
import { chargedWhen } from './charged-when.ts';
import { onAccountWords, storeOfOrder } from './on-account.ts';
import { isKnown } from './secrets.ts';

const amount = z.number().int().describe('Minor units');
const instant = z.number().int().describe('Epoch milliseconds');

export const orderStatus = z.object({
  id: z.uuid(),
  number: z.string(),
  placedAt: instant,
  status: z.enum(['placed', 'closed', 'cancelled']),
  paymentStatus: z.enum(['paid', 'part-paid', 'authorised', 'unpaid', 'refunded']),
  fulfilmentStatus: z.enum(['handed-over', 'to-pick', 'part-shipped', 'held', 'shipped', 'none']),
  currency: z.string(),
  pricesIncludeTax: z.boolean(),
  lines: z.array(
    z.object({
      id: z.uuid(),
      variantId: z.uuid().nullable(),
      title: z.string(),
      variantTitle: z.string(),
      quantity: z.number().int(),
      scale: z.number().int(),
      unitPrice: amount,
      discount: amount,
      total: amount,
      toReview: z
        .string()
        .nullable()
        .describe(
          'Handle of its product, once the goods were sent or handed over, where the shop takes reviews and still sells it',
        ),
    }),
  ),
  subtotal: amount,
  discountTotal: amount,
  shippingTotal: amount.describe(
    'Delivery as prices are: with its tax where they have theirs; all tax is in `taxTotal`',
  ),
  taxTotal: amount,
  total: amount,
  paid: amount,
  due: amount,
  parcels: z.array(
    z.object({
      number: z.string(),
      how: z.enum(['shipped', 'handed-over']),
      carrier: z.string(),
      tracking: z.string(),
      trackingUrl: z
        .url()
        .nullable()
        .describe('Where its carrier shows it; null: no number, or of a carrier that is not known'),
      state: z.enum(parcelStates).nullable().describe('What happened to it last; null: nobody said'),
      stateAt: instant.nullable(),
      sentAt: instant,
      lines: z.array(z.object({ lineId: z.uuid(), quantity: z.number().int() })),
    }),
  ),
  readyAt: instant.nullable().describe('Since when it lies ready for who comes for it; null: it does not, or is sent'),
  refunds: z.array(
    z.object({
      amount: amount.describe('Positive'),
      at: instant,
      status: z.enum(['asked', 'done', 'refused']).describe('`asked`: on its way to the provider'),
    }),
  ),
  invoices: invoiceLinks,
  returnsLabels,
  instructions: z
    .string()
    .describe(
      'How to pay what is due where it is paid later, or when it is charged where that is with its goods; else empty',
    ),
  pay: payNow,
  delivery: z
    .object({ recipient: z.string(), address: z.string(), country: z.string().nullable(), method: z.string() })
    .nullable(),
});

/** The page that a shopper looks at after buying: read off the order itself, so that it is never behind. */
export function orderStatusRoute(context: StorefrontContext): Route {
  return route(
    {
      method: 'GET',
      path: '/shop/v1/orders/:id',
      summary: 'How an order stands, for who bought it',
      description: 'The token is in `order` of its checkout, and in the letter that confirms it.',
      tag: 'Shop',
      access: { as: 'shop' },
      params: z.object({ id: z.uuid() }),
      headers: { 'order-token': { schema: z.string().max(200), description: 'Of this order' } },
      perMinute: 1_200,
      answers: { 200: { description: 'As it stands', schema: orderStatus } },
    },
    async ({ params: { id }, caller, request, reply }) => {
      const { tenantId } = caller as ShopCaller;
      const token = request.headers['order-token'];
      const { reviews, priceListId } = await context.views.of(caller as ShopCaller, request, undefined);
      const shown = await withTenant(context.pool, tenantId, (db) =>
        withTx(db, tenantId, async (tx) => {
          await whoseOrder(tx, id, token);
          const status = await statusOf(
            tx,
            db,
            { tenantId, now: context.now(), language: pageLanguage(request.headers) },
            id,
          );
          const had = reviews === 'off' ? null : await readToReview(db, { tenantId, orderId: id, priceListId });
          return { ...status, lines: status.lines.map((line) => ({ ...line, toReview: had?.get(line.id) ?? null })) };
        }),
      );
      const pay = shown.due > 0 ? await payNowOf(context, caller as ShopCaller, request, id) : null;
      return reply.header('cache-control', 'no-store').send({ ...shown, pay });
    },
  );
}

/** @throws HttpProblem 404 where the token is none of this order: what is unknown and what is another's are said alike */
export async function whoseOrder(tx: Tx, id: string, token: string | string[] | undefined): Promise<Checkout> {
  const [checkout] = await tx.list(checkouts, { orderId: id });
  if (checkout && isKnown(typeof token === 'string' ? token : undefined, checkout.tokenHashes)) return checkout;
  throw noSuchOrder();
}

export async function statusOf(
  tx: Tx,
  db: Connection,
  at: Looks,
  orderId: string,
): Promise<Omit<z.infer<typeof orderStatus>, 'pay'>> {
  const order = await tx.get(orders, { id: orderId });
  if (!order) throw noSuchOrder();
  const lines = await tx.list(orderLines, { orderId });
  const parcels = await tx.list(fulfilments, { orderId });
  const sent = await tx.list(fulfilmentLines, { orderId });
  const [delivery] = await tx.list(orderDeliveries, { orderId });
  const returns = await tx.list(orders, { originalOrderId: orderId });
  const money = await tx.listMany(
    tenders,
    [orderId, ...returns.map(({ id }) => id)].map((of) => ({ orderId: of })),
  );
  const back = money.filter((row) => row.amount < 0);
  const asked = new Map(
    (
      await tx.getMany(
        providerRefunds,
        back.map(({ id }) => ({ id })),
      )
    ).map((row) => [row.id, row.status]),
  );
  const { number, placedAt, status, paymentStatus, fulfilmentStatus, currency, pricesIncludeTax } = order;
  const { discountTotal, taxTotal, total, paid, due } = order;
  const subtotal = goodsShown({ ...order, relief: order.taxRelief, lines });
  return {
    ...{ id: orderId, number, placedAt, status, paymentStatus, fulfilmentStatus, currency, pricesIncludeTax },
    ...{ subtotal, discountTotal, shippingTotal: shownDelivery(order), taxTotal, total, paid, due },
    lines: lines
      .toSorted((a, b) => a.position - b.position)
      .map(({ id, variantId, title, variantTitle, quantity, scale, unitPrice, discount, total: ofLine }) => ({
        ...{ id, variantId, title, variantTitle, quantity, scale, unitPrice, discount, total: ofLine },
        toReview: null,
      })),
    parcels: parcels
      .toSorted((a, b) => a.occurredAt - b.occurredAt)
      .map(({ id, number: parcel, how, carrier, tracking, state, stateAt, occurredAt }) => ({
        ...{ number: parcel, how, carrier, tracking, trackingUrl: trackingLink(carrier, tracking) },
        ...{ state, stateAt, sentAt: occurredAt },
        lines: sent
          .filter(({ fulfilmentId }) => fulfilmentId === id)
          .map(({ lineId, quantity }) => ({ lineId, quantity })),
      })),
    readyAt: delivery?.readyAt ?? null,
    refunds: back
      .toSorted((a, b) => a.placedAt - b.placedAt)
      .map((row) => ({ amount: -row.amount, at: row.placedAt, status: asked.get(row.id) ?? 'done' })),
    invoices: await invoicesOf(tx, at, [orderId, ...returns.map(({ id }) => id)]),
    returnsLabels: await returnsLabelsOf(tx, db, at, orderId),
    instructions: due > 0 && status !== 'cancelled' ? await howToPay(tx, orderId) : '',
    delivery: delivery
      ? (({ recipient, address, country, method }) => ({ recipient, address, country, method }))(delivery)
      : null,
  };
}

/** What its shopper was told when they chose to pay later. */
export async function howToPay(tx: Tx, orderId: string): Promise<string> {
  const tried = await tx.list(paymentAttempts, { orderId });
  const told = tried.find(({ state, instructions }) => state === 'authorised' && instructions !== '')?.instructions;
  const held = tried.find(({ state, takes }) => state === 'authorised' && takes === 'sent');
  if (held) return chargedWhen(held, (await storeOfOrder(tx, orderId))?.locale ?? 'en');
  return told ?? onAccountWords(tx, orderId);
}
