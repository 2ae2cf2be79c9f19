import * as z from 'zod';
import type { OperatorCaller } from '../../../platform/auth/caller.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { IdentityContext } from '../context.ts';
import { beginTotp, operatorTotps, removeTotp, useTotp } from '../factors/totp.ts';
import { countFailure, refuseWhileBlocked, subjectOf } from '../throttle.ts';
import { recordAct, wrongOperatorCode } from './operators.ts';

const access = { as: 'operator' } as const;
const tag = 'Operators';
const body = z.strictObject({ code: z.string().min(6).max(20) });

/** An authenticator app beside the password. Once it is set up, nobody signs in without it. */
export function operatorFactorRoutes(context: IdentityContext): Route[] {
  /** @param confirm a code of the app that is being set up; else of the one that counts */
  async function withCode(caller: OperatorCaller, code: string, confirm: boolean, act: string): Promise<void> {
    const { operatorId } = caller;
    const subject = subjectOf('factor', operatorId);
    await refuseWhileBlocked(context.pool, subject, context.now());
    const sealer = await context.keyring.sealer(null);
    const done = await withTransaction(context.operators, async (db) => {
      if (!(await useTotp(db, sealer, operatorId, code, context.now(), confirm, operatorTotps))) return false;
      if (!confirm) await removeTotp(db, operatorId, operatorTotps);
      await recordAct(db, caller, act, null, {}, context.now());
      return true;
    });
    if (done) return;
    await countFailure(context.pool, subject, context.now());
    throw wrongOperatorCode(422);
  }
  return [
    route(
      {
        method: 'POST',
        path: '/operator/v1/factor',
        summary: 'Begin to set up an authenticator app for your own sign-in',
        description: 'It counts once a code of it was given; from then on your password alone lets nobody in.',
        tag,
        access,
        answers: {
          201: {
            description: 'What the app needs; shown this once',
            schema: z.object({ secret: z.string().describe('Base32'), uri: z.string().describe('`otpauth://totp/…`') }),
          },
        },
      },
      async ({ caller, reply }) => {
        const { operatorId } = caller as OperatorCaller;
        const sealer = await context.keyring.sealer(null);
        const begun = await withTransaction(context.operators, async (db) => {
          const [operator] = await db.rows<{ email: string }>('SELECT email FROM operator.operators WHERE id = $1', [
            operatorId,
          ]);
          const label = { issuer: 'Tillhouse platform', account: operator?.email ?? '' };
          return beginTotp(db, sealer, operatorId, label, context.now(), operatorTotps);
        });
        if (!begun) {
          throw new HttpProblem(
            409,
            'operator.factor-set-up',
            'An authenticator app is set up already. It stays as it is. Remove it first to set up another one.',
          );
        }
        return reply.status(201).header('cache-control', 'no-store').send(begun);
      },
    ),
    route(
      {
        method: 'POST',
        path: '/operator/v1/factor/confirm',
        summary: 'Give a code of the new authenticator app, so that it counts',
        tag,
        access,
        body,
        answers: { 204: { description: 'Signing in asks for it from now on' } },
      },
      async ({ caller, body: { code }, reply }) => {
        await withCode(caller as OperatorCaller, code, true, 'operator.addFactor');
        return reply.status(204).send();
      },
    ),
    route(
      {
        method: 'POST',
        path: '/operator/v1/factor/remove',
        summary: 'Remove your authenticator app, with a code of it',
        description: 'Who lost it is helped at the command line: `tillhouse operator add --forget-factor`.',
        tag,
        access,
        body,
        answers: { 204: { description: 'Signing in asks for the password alone' } },
      },
      async ({ caller, body: { code }, reply }) => {
        await withCode(caller as OperatorCaller, code, false, 'operator.removeFactor');
        return reply.status(204).send();
      },
    ),
  ];
}
