import * as z from 'zod';
import type { OperatorCaller } from '../../../platform/auth/caller.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { IdentityContext } from '../context.ts';
import { signInOperator } from './operators.ts';

export function operatorSessionRoutes(context: IdentityContext): Route[] {
  return [
    route(
      {
        method: 'POST',
        path: '/operator/v1/session',
        summary: 'Sign in as an operator of the platform',
        description: 'Another realm than any tenant’s: its sessions are good for `/operator` alone.',
        tag: 'Operators',
        access: { as: 'open' },
        perMinute: 30,
        body: z.strictObject({
          email: z.string().min(3).max(254),
          password: z.string().min(1).max(1_000),
          code: z.string().min(6).max(20).optional().describe('Of the authenticator app, where one is set up'),
        }),
        answers: {
          200: {
            description: 'Good for eight hours',
            schema: z.object({ token: z.string(), name: z.string(), secondFactor: z.boolean() }),
          },
        },
      },
      async ({ body, reply }) => {
        reply.header('cache-control', 'no-store');
        return signInOperator(context, body);
      },
    ),
    route(
      {
        method: 'DELETE',
        path: '/operator/v1/session',
        summary: 'End this operator’s session',
        tag: 'Operators',
        access: { as: 'operator' },
        answers: { 204: { description: 'Ended' } },
      },
      async ({ caller, reply }) => {
        const { tokenHash } = caller as OperatorCaller;
        await withTransaction(context.operators, (db) =>
          db.rows('UPDATE operator.sessions SET ended_at = $2 WHERE token_hash = $1', [
            tokenHash,
            new Date(context.now()).toISOString(),
          ]),
        );
        return reply.status(204).send();
      },
    ),
  ];
}
