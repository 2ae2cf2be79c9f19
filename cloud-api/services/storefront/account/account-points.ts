import { earnedLately, PROGRAMME_ID, tierOf, worthOf } from '@tillhouse/shared/domains/loyalty/rules.ts';
import { loyaltyProgrammes, pointAccounts, pointMovements } from '@tillhouse/shared/domains/loyalty/schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import * as z from 'zod';
import { newestVersion } from '../../../platform/access/store-records.ts';
import type { Shopper, ShopperCaller } from '../../../platform/auth/caller.ts';
import { runCommand } from '../../../platform/commands/run-command.ts';
import { systemActor } from '../../../platform/commands/system-actor.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { StorefrontContext } from '../context.ts';
import { accountOf } from './account-of.ts';

export const shownPoints = z.object({
  balance: z.number().int(),
  currency: z.string(),
  worth: z.number().int().describe('Minor units that all of them pay'),
  each: z.number().int().describe('Minor units that one pays'),
  least: z.number().int().describe('So many are used at a time at least'),
  tier: z.string().nullable(),
});

/** Null: no programme runs. */
export async function pointsOf(tx: Tx, customerId: string, now: number): Promise<z.infer<typeof shownPoints> | null> {
  const programme = await tx.get(loyaltyProgrammes, { id: PROGRAMME_ID });
  if (programme?.status !== 'running') return null;
  const balance = (await tx.get(pointAccounts, { id: customerId }))?.balance ?? 0;
  const moved = programme.tiers.length === 0 ? [] : await tx.list(pointMovements, { customerId });
  const { currency, redeemFrom: least, pointValue: each } = programme;
  const tier = tierOf(programme, earnedLately(moved, now))?.name ?? null;
  return { balance, currency, worth: worthOf(programme, Math.max(0, balance)), each, least, tier };
}

/** A shopper's points made to store credit, which pays at the checkout as any other does. */
export function pointsRoute<S extends z.ZodType>(
  context: StorefrontContext,
  account: S,
  shown: (db: Connection, tenantId: string, shopper: Shopper) => Promise<z.infer<S>>,
): Route {
  return route(
    {
      ...{ method: 'POST', path: '/shop/v1/account/points', tag: 'Shopper accounts', perMinute: 60 },
      access: { as: 'shopper' },
      summary: 'Make store credit of points, to pay with at the checkout',
      headers: { 'idempotency-key': { schema: z.uuid(), description: 'A new uuid; the same again does it once' } },
      body: z.strictObject({ points: z.number().int().min(1).max(1_000_000) }),
      answers: {
        200: { description: 'As it is now', schema: account },
        409: {
          description:
            '`loyalty.short`, `loyalty.too-few`, `loyalty.no-programme`, `credit.blocked`, `credit.other-currency`',
        },
      },
    },
    async ({ body: { points }, caller, request, reply }) => {
      const { tenantId, shopper } = caller as ShopperCaller;
      const key = z.uuid().safeParse(request.headers['idempotency-key']).data;
      if (!key)
        throw new HttpProblem(
          400,
          'request.idempotency-key',
          'The header Idempotency-Key must be a uuid. Nothing was changed; send the request again with one.',
        );
      const now = context.now();
      const answer = await withTenant(context.pool, tenantId, async (db) => {
        const { customerId } = await accountOf(db, { tenantId, now }, shopper);
        const name = 'loyalty.turnIntoCredit';
        const id = idFor(shopper.id, `points:${key.toLowerCase()}`);
        const command = { id, name, version: newestVersion(name), args: { customerId, points }, occurredAt: now };
        const outcome = await runCommand(db, tenantId, systemActor, command);
        return { outcome, account: await shown(db, tenantId, shopper) };
      });
      context.onCommitted();
      const { status, code, message, details } = answer.outcome;
      if (status === 'refused') throw new HttpProblem(409, code ?? 'loyalty.refused', message ?? '', { ...details });
      return reply.header('cache-control', 'no-store').send(answer.account);
    },
  );
}
