import { type CheckoutAttempt, checkoutAttempts, checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { type PurchaseRequest, purchaseRequests } from '@tillhouse/shared/domains/orders/request-schema.ts';
import * as z from 'zod';
import type { ShopperCaller } from '../../../platform/auth/caller.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { type Account, accountOf } from '../account/account-of.ts';
import { type At, withTx } from '../checkout/price-checkout.ts';
import { hashOf, newSecret } from '../checkout/secrets.ts';
import type { StorefrontContext } from '../context.ts';
import { withdraw } from './withdraw-request.ts';

const tag = 'Shopper accounts';
const access = { as: 'shopper' } as const;
const whole = z.number().int();
const params = z.object({ id: z.uuid().describe('Of its checkout') });

const waiting = z.object({
  id: z.uuid().describe('Of its checkout'),
  status: z.enum(['waiting', 'approved']).describe('`approved`: it is to be paid'),
  by: z.array(z.enum(['firm', 'shop'])).describe('Whose yes it waits for, or who said it'),
  total: whole.describe('Minor units'),
  currency: z.string(),
  lines: z.array(z.object({ title: z.string(), quantity: whole, scale: whole, total: whole })),
  askedAt: whole.describe('Epoch milliseconds'),
  until: whole.describe('Epoch milliseconds; until then its goods are held'),
});
const list = z.object({ orders: z.array(waiting) });
type Waiting = z.infer<typeof waiting>;

interface Found {
  readonly attempt: CheckoutAttempt;
  readonly requests: readonly PurchaseRequest[];
}

/** Ids of attempts that wait for a yes, or for their payment after it: of the buyer, or of who has the account itself. */
async function attemptsOf(db: Connection, { tenantId, now }: At, { customerId, buyer }: Account): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    `SELECT DISTINCT a.id FROM purchase_requests r
       JOIN checkout_attempts a ON a.tenant_id = r.tenant_id AND a.id = r.attempt_id
      WHERE r.tenant_id = $1 AND r.customer_id = $2 AND r.buyer_id IS NOT DISTINCT FROM $3
        AND a.state IN ('awaits', 'approved') AND a.held_until > $4`,
    [tenantId, customerId, buyer?.id ?? null, new Date(now).toISOString()],
  );
  return rows.map(({ id }) => id);
}

export const waitingOf = async (db: Connection, at: At, account: Account): Promise<number> =>
  (await attemptsOf(db, at, account)).length;

/** A buyer's orders that wait, on every device that they sign in on: what they are, and what can be done about them. */
export function waitingRoutes(context: StorefrontContext): Route[] {
  const own = ({ tenantId, shopper }: ShopperCaller): Promise<Found[]> =>
    withTenant(context.pool, tenantId, async (db) => {
      const at = { tenantId, now: context.now() };
      const ids = await attemptsOf(db, at, await accountOf(db, at, shopper));
      return withTx(db, tenantId, async (tx) => {
        const attempts = await tx.getMany(
          checkoutAttempts,
          ids.map((id) => ({ id })),
        );
        const asked = await tx.listMany(
          purchaseRequests,
          ids.map((attemptId) => ({ attemptId })),
        );
        return attempts
          .map((attempt) => ({ attempt, requests: asked.filter(({ attemptId }) => attemptId === attempt.id) }))
          .toSorted((a, b) => b.attempt.createdAt - a.attempt.createdAt);
      });
    });
  /** @throws HttpProblem 404: what is not there and what is another's are said alike */
  const one = async (caller: ShopperCaller, id: string): Promise<CheckoutAttempt> => {
    const found = (await own(caller)).find(({ attempt }) => attempt.checkoutId === id);
    if (!found) throw notFound('order that waits');
    return found.attempt;
  };
  return [
    route(
      {
        ...{ method: 'GET', path: '/shop/v1/account/waiting', tag, access },
        summary: 'Orders of a firm that their buyer, who is signed in, waits for: for a yes, or to be paid after it',
        description:
          'The newest first. Those of the firm’s other buyers are none of them (`/shop/v1/account/requests`).',
        answers: { 200: { description: 'As they stand', schema: list } },
      },
      async ({ caller, reply }) => {
        reply.header('cache-control', 'no-store');
        return { orders: (await own(caller as ShopperCaller)).map(shown) };
      },
    ),
    route(
      {
        ...{ method: 'POST', path: '/shop/v1/account/waiting/:id/withdraw', tag, access, perMinute: 300 },
        summary: 'Take one of them back, on any device',
        description:
          'As `POST /shop/v1/checkouts/{id}/withdraw`: nobody is asked any more, and its goods are free. 404 where it waits no more, 409 `orders.request-decided` where it is just being paid.',
        params,
        answers: { 200: { description: 'What waits now', schema: list } },
      },
      async ({ caller, params: { id }, reply }) => {
        const { tenantId } = caller as ShopperCaller;
        await withdraw(context, tenantId, (await one(caller as ShopperCaller, id)).id);
        reply.header('cache-control', 'no-store');
        return { orders: (await own(caller as ShopperCaller)).map(shown) };
      },
    ),
    route(
      {
        ...{ method: 'POST', path: '/shop/v1/account/waiting/:id/checkout', tag, access, perMinute: 300 },
        summary: 'Go on with one of them on this device: a secret of its own to its checkout',
        description:
          'By that it is read, paid once it is approved, and withdrawn, as by the secret it was begun with, which stays good. Of several the last five are.',
        params,
        answers: { 200: { description: 'The checkout', schema: z.object({ id: z.uuid(), secret: z.string() }) } },
      },
      async ({ caller, params: { id }, reply }) => {
        const { tenantId } = caller as ShopperCaller;
        await one(caller as ShopperCaller, id);
        const secret = newSecret();
        await withTenant(context.pool, tenantId, (db) =>
          withTx(db, tenantId, async (tx) => {
            const [row] = await tx.getForUpdate(checkouts, [{ id }]);
            if (!row) throw notFound('order that waits');
            const secretHashes = [...row.secretHashes, hashOf(secret)].slice(-5);
            await tx.update(checkouts, { id }, { secretHashes });
          }),
        );
        return reply.header('cache-control', 'no-store').send({ id, secret });
      },
    ),
  ];
}

function shown({ attempt: { checkoutId: id, state, heldUntil: until }, requests }: Found): Waiting {
  const [first] = requests;
  if (!first) throw new Error('an attempt waits for nobody');
  const approved = state === 'approved';
  const by = requests.filter(({ status }) => approved || status === 'waiting').map(({ kind }) => kind);
  const { total, currency, lines, askedAt } = first;
  return { id, status: approved ? 'approved' : 'waiting', by, total, currency, lines: [...lines], askedAt, until };
}
