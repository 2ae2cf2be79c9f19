import { type PurchaseRequest, purchaseRequests } from '@tillhouse/shared/domains/orders/request-schema.ts';
import * as z from 'zod';
import type { ShopperCaller } from '../../../platform/auth/caller.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { accountOf } from '../account/account-of.ts';
import { withTx } from '../checkout/price-checkout.ts';
import type { StorefrontContext } from '../context.ts';
import { answerAs } from './answer-request.ts';

const tag = 'Shopper accounts';
const access = { as: 'shopper' } as const;
const whole = z.number().int();
const request = z.object({
  id: z.uuid(),
  status: z.enum(['waiting', 'approved', 'declined', 'expired']),
  by: z.enum(['firm', 'shop']).describe('Whose yes it waits for'),
  why: z.enum(['every-order', 'over-limit', 'on-account']),
  buyerName: z.string(),
  mine: z.boolean().describe('Who is signed in ordered it'),
  mayAnswer: z.boolean().describe('Who is signed in may say yes or no now'),
  total: whole.describe('Minor units'),
  currency: z.string(),
  onAccount: z.boolean().describe('Due by the terms of the firm; else it is paid once it is approved'),
  lines: z.array(z.object({ title: z.string(), quantity: whole, scale: whole, total: whole })),
  reason: z.string(),
  decidedBy: z.string().nullable(),
  askedAt: whole.describe('Epoch milliseconds'),
  expiresAt: whole.describe('Epoch milliseconds; until then its goods are held'),
});

/** Orders of a firm that wait for a yes, for its buyers who are signed in. */
export function requestRoutes(context: StorefrontContext): Route[] {
  const buyerOf = (caller: ShopperCaller) =>
    withTenant(context.pool, caller.tenantId, async (db) => {
      const at = { tenantId: caller.tenantId, now: context.now() };
      const { buyer } = await accountOf(db, at, caller.shopper);
      if (!buyer) return { buyer, rows: [] };
      const rows = await withTx(db, caller.tenantId, (tx) =>
        tx.list(purchaseRequests, { customerId: buyer.customerId }),
      );
      return { buyer, rows: rows.sort((a, b) => b.askedAt - a.askedAt) };
    });
  return [
    route(
      {
        ...{ method: 'GET', path: '/shop/v1/account/requests', tag, access },
        summary: 'Orders of the firm that wait for a yes, and what was decided; the newest first',
        description: 'Who approves sees those of everybody, others their own. Empty for who buys for themselves.',
        answers: { 200: { description: 'At most a hundred', schema: z.object({ requests: z.array(request) }) } },
      },
      async ({ caller, reply }) => {
        const { buyer, rows } = await buyerOf(caller as ShopperCaller);
        const seen = rows.filter(({ buyerId }) => buyer?.approves || buyerId === buyer?.id).slice(0, 100);
        reply.header('cache-control', 'no-store');
        return { requests: seen.map((row) => shownTo(row, buyer, context.now())) };
      },
    ),
    route(
      {
        ...{ method: 'POST', path: '/shop/v1/account/requests/:id/answer', tag, access, perMinute: 300 },
        summary: 'Say yes or no to an order of the firm',
        description:
          'By who approves for the firm and did not order it. Whoever is first decides: 409 `orders.request-decided` afterwards, and once its time is over. On account it is placed by that; otherwise its buyer pays.',
        params: z.object({ id: z.uuid() }),
        body: z.strictObject({ yes: z.boolean(), reason: z.string().trim().max(500).default('') }),
        answers: { 200: { description: 'As it stands now', schema: request } },
      },
      async ({ caller, params: { id }, body, reply }) => {
        const { buyer, rows } = await buyerOf(caller as ShopperCaller);
        // What is not there and what is another's are said alike.
        if (!buyer?.approves || !rows.some((row) => row.id === id)) throw notFound('request');
        const { tenantId } = caller as ShopperCaller;
        const outcome = await answerAs(context, tenantId, { requestId: id, buyerId: buyer.id, ...body });
        if (outcome.status === 'refused')
          throw new HttpProblem(409, outcome.code ?? 'orders.request-decided', outcome.message ?? '');
        const now = (await buyerOf(caller as ShopperCaller)).rows.find((row) => row.id === id);
        if (!now) throw notFound('request');
        return reply.header('cache-control', 'no-store').send(shownTo(now, buyer, context.now()));
      },
    ),
  ];
}

function shownTo(
  { kind: by, buyerId, attemptId: _a, checkoutId: _c, orderId: _o, customerId: _f, ...row }: PurchaseRequest,
  buyer: { readonly id: string; readonly approves: boolean } | undefined,
  now: number,
): z.infer<typeof request> {
  const { id, status, why, buyerName, total, currency, onAccount, lines, reason, decidedBy, askedAt, expiresAt } = row;
  const mine = buyerId === buyer?.id;
  const mayAnswer = by === 'firm' && status === 'waiting' && now < expiresAt && !mine && (buyer?.approves ?? false);
  return {
    ...{ id, status, by, why, buyerName, mine, mayAnswer, total, currency, onAccount, lines },
    ...{ reason, decidedBy, askedAt, expiresAt },
  };
}
