import * as z from 'zod';
import type { ShopperCaller } from '../../../platform/auth/caller.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { IdentityContext } from '../context.ts';
import { endShopperSessions, shopperSessionsOf } from './shopper-sessions.ts';

const tag = 'Shopper accounts';
const access = { as: 'shopper' } as const;
const shown = z.object({
  id: z.uuid(),
  label: z.string().describe('Program and system; never a place'),
  current: z.boolean(),
  signedInAt: z.number().int().describe('Epoch milliseconds'),
  lastSeenAt: z.number().int().describe('Epoch milliseconds, to the minute'),
});

/** Where a shopper is signed in, and ending it. */
export function shopperSessionRoutes(context: IdentityContext): Route[] {
  const end = async (shopperId: string, one: string | null): Promise<number> => {
    const ended = await withTransaction(context.pool, (db) => endShopperSessions(db, shopperId, one, context.now()));
    context.onShopperLeft();
    return ended;
  };
  return [
    route(
      {
        ...{ method: 'GET', path: '/shop/v1/account/sessions', tag, access },
        summary: 'Where a shopper is signed in',
        answers: { 200: { description: 'Last seen first', schema: z.object({ sessions: z.array(shown) }) } },
      },
      async ({ caller, reply }) => {
        const { shopper } = caller as ShopperCaller;
        const sessions = await withTransaction(context.pool, (db) => shopperSessionsOf(db, shopper.id));
        reply.header('cache-control', 'no-store');
        return { sessions: sessions.map((each) => ({ ...each, current: each.id === shopper.sessionId })) };
      },
    ),
    route(
      {
        ...{ method: 'DELETE', path: '/shop/v1/account/sessions/:id', tag, access },
        summary: 'End one of a shopper’s sign-ins',
        description: 'Its tokens stop within ten seconds everywhere.',
        params: z.object({ id: z.uuid() }),
        answers: { 204: { description: 'Ended' } },
      },
      async ({ caller, params, reply }) => {
        const { shopper } = caller as ShopperCaller;
        if ((await end(shopper.id, params.id)) === 0) throw notFound('sign-in');
        return reply.status(204).send();
      },
    ),
    route(
      {
        ...{ method: 'DELETE', path: '/shop/v1/account/sessions', tag, access },
        summary: 'Sign a shopper out everywhere, here too',
        description: 'All tokens stop within ten seconds everywhere.',
        answers: { 200: { description: 'Ended', schema: z.object({ ended: z.number().int() }) } },
      },
      async ({ caller }) => ({ ended: await end((caller as ShopperCaller).shopper.id, null) }),
    ),
  ];
}
