import { checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { type PurchaseRequest, purchaseRequests } from '@tillhouse/shared/domains/orders/request-schema.ts';
import * as z from 'zod';
import type { ShopperCaller } from '../../../platform/auth/caller.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { type Account, accountOf } from '../account/account-of.ts';
import { type At, withTx } from '../checkout/price-checkout.ts';
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
  reference: z.string().describe('What the firm calls it in its own books, as `PO-4711`; empty: nothing'),
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
  const requestsOf = (caller: ShopperCaller) =>
    withTenant(context.pool, caller.tenantId, async (db) => {
      const at = { tenantId: caller.tenantId, now: context.now() };
      const { buyer } = await accountOf(db, at, caller.shopper);
      if (!buyer) return { buyer, rows: [] };
      const rows = await withTx(db, caller.tenantId, (tx) =>
        tx.list(purchaseRequests, { customerId: buyer.customerId }),
      );
      return { buyer, rows: rows.sort((a, b) => b.askedAt - a.askedAt) };
    });
  const shown = async ({ tenantId }: ShopperCaller, rows: readonly PurchaseRequest[], buyer: Account['buyer']) => {
    const keys = rows.map(({ checkoutId: id }) => ({ id }));
    const found = await withTenant(context.pool, tenantId, (db) =>
      withTx(db, tenantId, (tx) => tx.getMany(checkouts, keys)),
    );
    const said = new Map(found.map(({ id, business }) => [id, business?.reference ?? '']));
    return rows.map((row) => shownTo(row, { buyer, reference: said.get(row.checkoutId) ?? '', now: context.now() }));
  };
  return [
    route(
      {
        ...{ method: 'GET', path: '/shop/v1/account/requests', tag, access },
        summary: 'Orders of the firm that wait for a yes, and what was decided; the newest first',
        description: 'Who approves sees those of everybody, others their own. Empty for who buys for themselves.',
        query: z.object({
          toAnswer: z
            .enum(['true', 'false'])
            .optional()
            .describe('`true`: only those that who is signed in may say yes or no to now'),
        }),
        answers: { 200: { description: 'At most a hundred', schema: z.object({ requests: z.array(request) }) } },
      },
      async ({ caller, query: { toAnswer }, reply }) => {
        const { buyer, rows } = await requestsOf(caller as ShopperCaller);
        const seen = rows.filter((row) =>
          toAnswer === 'true'
            ? mayAnswer(row, buyer, context.now())
            : buyer?.approves || (buyer && row.buyerId === buyer.id),
        );
        reply.header('cache-control', 'no-store');
        return { requests: await shown(caller as ShopperCaller, seen.slice(0, 100), buyer) };
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
        const { buyer, rows } = await requestsOf(caller as ShopperCaller);
        // What is not there and what is another's are said alike.
        if (!buyer?.approves || !rows.some((row) => row.id === id)) throw notFound('request');
        const { tenantId } = caller as ShopperCaller;
        const outcome = await answerAs(context, tenantId, { requestId: id, buyerId: buyer.id, ...body });
        if (outcome.status === 'refused')
          throw new HttpProblem(409, outcome.code ?? 'orders.request-decided', outcome.message ?? '');
        const after = (await requestsOf(caller as ShopperCaller)).rows.filter((row) => row.id === id);
        const [now] = await shown(caller as ShopperCaller, after, buyer);
        if (!now) throw notFound('request');
        return reply.header('cache-control', 'no-store').send(now);
      },
    ),
  ];
}

type Buyer = Account['buyer'];

function mayAnswer({ kind, status, expiresAt, buyerId }: PurchaseRequest, buyer: Buyer, now: number): boolean {
  return kind === 'firm' && status === 'waiting' && now < expiresAt && buyer?.approves === true && buyerId !== buyer.id;
}

/** How many wait for the word of who is signed in. */
export async function toAnswerOf(db: Connection, { tenantId, now }: At, { buyer }: Account): Promise<number> {
  if (!buyer?.approves) return 0;
  const [counted] = await db.rows<{ many: number }>(
    `SELECT count(*)::int AS many FROM purchase_requests
      WHERE tenant_id = $1 AND customer_id = $2 AND kind = 'firm' AND status = 'waiting' AND expires_at > $4
        AND buyer_id IS DISTINCT FROM $3`,
    [tenantId, buyer.customerId, buyer.id, new Date(now).toISOString()],
  );
  return counted?.many ?? 0;
}

function shownTo(
  row: PurchaseRequest,
  { buyer, reference, now }: { readonly buyer: Buyer; readonly reference: string; readonly now: number },
): z.infer<typeof request> {
  const { id, status, kind: by, why, buyerName, total, currency, onAccount, lines } = row;
  const { reason, decidedBy, askedAt, expiresAt } = row;
  return {
    ...{ id, status, by, why, buyerName, reference, total, currency, onAccount, lines },
    ...{ mine: row.buyerId === buyer?.id, mayAnswer: mayAnswer(row, buyer, now) },
    ...{ reason, decidedBy, askedAt, expiresAt },
  };
}
