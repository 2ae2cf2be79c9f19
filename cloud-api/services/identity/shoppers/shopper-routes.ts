import type { FastifyRequest } from 'fastify';
import * as z from 'zod';
import { storeAt, storeAtDomain, storeNamed } from '../../../platform/access/stores.ts';
import type { ShopCaller } from '../../../platform/auth/caller.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { HttpProblem, notSignedIn } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { IdentityContext } from '../context.ts';
import { writeLetter } from '../letters/letters.ts';
import { clientLabel } from '../sessions/client-label.ts';
import { secretHash } from '../secrets.ts';
import { countFailure, forgetFailures, refuseWhileBlocked, subjectOf } from '../throttle.ts';
import { endFamilyOf, useRefreshToken } from '../tokens.ts';
import { codeLetter } from './code-letter.ts';
import { CODE_LIFE_MS, newCode, tryCode } from './shopper-codes.ts';
import { newTokens, openShopperSession, shopperOf, shopRealm } from './shopper-sessions.ts';

const tag = 'Shopper accounts';
const shop = { as: 'shop' } as const;
const tokens = z.object({
  access_token: z.string().describe('As the Bearer token, with the publishable key as `X-Publishable-Key`'),
  refresh_token: z.string().describe('Good once: each use brings the next one'),
  token_type: z.literal('Bearer'),
  expires_in: z.number().int().describe('Seconds'),
});
const refresh = z.strictObject({ refresh_token: z.string().max(200) });

/**
 * Signing in at a shop, by a code that is sent to an address. It says the same of an address that buys there and one that
 * never did. Bearer tokens and no cookies: what another page makes a browser send carries no sign-in.
 */
export function shopperRoutes(context: IdentityContext): Route[] {
  return [
    route(
      {
        ...{ method: 'POST', path: '/shop/v1/account/codes', tag, access: shop, perMinute: 60 },
        summary: 'Have a code sent to an e-mail address, to sign in with',
        description:
          'Answers alike for every address. The code is good for ten minutes and five tries, and only with this `challenge`. Asked for often, one waits: 429 with `Retry-After`.',
        body: z.strictObject({ email: z.email().max(254) }),
        answers: {
          202: {
            description: 'It is on its way, if letters reach that address',
            schema: z.object({ challenge: z.string(), expiresIn: z.number().int().describe('Seconds') }),
          },
        },
      },
      async ({ body, caller, request, reply }) => {
        const shopper = caller as ShopCaller;
        const { tenantId } = shopper;
        const email = plainEmail(body.email);
        const now = context.now();
        const counted = lettersTo(tenantId, email, request.ip);
        await refuseWhileBlocked(context.pool, counted, now);
        await countFailure(context.pool, counted, now);
        const store = await storeOf(context, shopper, request);
        const challenge = await withTransaction(context.pool, async (db) => {
          const { challenge: mine, code } = await newCode(db, tenantId, email, now);
          await writeLetter(context.keyring, db, { kind: 'shopper-code', ...codeLetter(email, code, store) }, now);
          return mine;
        });
        context.onNotice();
        reply.status(202).header('cache-control', 'no-store');
        return { challenge, expiresIn: CODE_LIFE_MS / 1_000 };
      },
    ),
    route(
      {
        ...{ method: 'POST', path: '/shop/v1/account/sessions', tag, access: shop, perMinute: 120 },
        summary: 'Sign in with the code of a letter',
        description:
          '401 `shop.code-wrong` says in `details.triesLeft` how often it may be tried again; 410 `shop.code-over` where it was used, is too old or was tried too often: have another one sent.',
        body: z.strictObject({ challenge: z.string().max(200), code: z.string().min(1).max(20) }),
        answers: { 201: { description: 'Signed in', schema: tokens } },
      },
      async ({ body, caller, request, reply }) => {
        const { tenantId } = caller as ShopCaller;
        const now = context.now();
        const guesses = [subjectOf('shopper-code', request.ip)];
        await refuseWhileBlocked(context.pool, guesses, now);
        const label = clientLabel(request.headers['user-agent']);
        const tried = await withTransaction(context.pool, async (db) => {
          const result = await tryCode(db, tenantId, body, now);
          if (result.is !== 'right') return result;
          const shopperId = await shopperOf(db, tenantId, result.email, now);
          await forgetFailures(db, lettersTo(tenantId, result.email, request.ip).slice(0, 2));
          return { is: 'in' as const, tokens: await openShopperSession(db, { tenantId, shopperId, label }, now) };
        });
        if (tried.is !== 'in') {
          await countFailure(context.pool, guesses, now);
          throw tried.is === 'wrong' ? codeWrong(tried.triesLeft) : codeOver();
        }
        reply.status(201).header('cache-control', 'no-store');
        return tried.tokens;
      },
    ),
    route(
      {
        ...{ method: 'POST', path: '/shop/v1/account/tokens', tag, access: shop, perMinute: 600 },
        summary: 'Get new tokens for a refresh token',
        description:
          'Each refresh token is good once. One that comes a second time is held by two, so all of its sign-in ends: 401 `auth.not-signed-in`.',
        body: refresh,
        answers: { 200: { description: 'The next ones', schema: tokens } },
      },
      async ({ body, caller, reply }) => {
        const { tenantId } = caller as ShopCaller;
        const now = context.now();
        const next = await withTransaction(context.pool, async (db) => {
          // A token of another shop is not used up here: it is nobody's.
          if (!(await isOf(db, tenantId, body.refresh_token))) return undefined;
          const grant = await useRefreshToken(db, body.refresh_token, now, shopRealm);
          if (!grant) return undefined;
          return newTokens(db, { tenantId, shopperId: grant.accountId, sessionId: grant.family }, now);
        });
        if (!next) {
          context.onShopperLeft();
          throw notSignedIn('This refresh token is used up, expired or revoked. Nothing was changed. Sign in again.');
        }
        reply.header('cache-control', 'no-store');
        return next;
      },
    ),
    route(
      {
        ...{ method: 'POST', path: '/shop/v1/account/sign-out', tag, access: shop, perMinute: 600 },
        summary: 'End a sign-in: its tokens are worth nothing from now on',
        body: refresh,
        answers: { 204: { description: 'Signed out, or was so already' } },
      },
      async ({ body, caller, reply }) => {
        const { tenantId } = caller as ShopCaller;
        await withTransaction(context.pool, async (db) => {
          if (!(await isOf(db, tenantId, body.refresh_token))) return;
          await endFamilyOf(db, body.refresh_token, context.now(), shopRealm);
        });
        context.onShopperLeft();
        return reply.status(204).send();
      },
    ),
  ];
}

const plainEmail = (email: string): string => email.trim().toLowerCase();

/** What is counted of letters with codes: to one address from one place, to it from anywhere, and from one place to any. */
const lettersTo = (tenantId: string, email: string, from: string): readonly string[] => [
  subjectOf('shopper-letters-pair', `${tenantId} ${email} ${from}`),
  subjectOf('shopper-letters', `${tenantId} ${email}`),
  subjectOf('shopper-letters-from', from),
];

async function isOf(db: Connection, tenantId: string, refreshToken: string): Promise<boolean> {
  const found = await db.rows(
    'SELECT 1 FROM identity.shopper_refresh_tokens WHERE token_hash = $1 AND tenant_id = $2',
    [secretHash(refreshToken), tenantId],
  );
  return found.length > 0;
}

/** The store whose page asks: its name and language are what the letter says. */
async function storeOf(
  context: IdentityContext,
  { tenantId, storeId }: ShopCaller,
  { headers: { origin } }: FastifyRequest,
): Promise<{ readonly name: string; readonly locale: string }> {
  const host = origin !== undefined && URL.canParse(origin) ? new URL(origin).hostname.toLowerCase() : '';
  const store = await context.store.read(tenantId, async (db) => {
    const named = storeId ? await storeNamed(db, tenantId, storeId) : await storeAtDomain(db, tenantId, host);
    return named ?? storeAt(db, tenantId);
  });
  return { name: store?.name ?? '', locale: store?.locale ?? 'en' };
}

const codeWrong = (triesLeft: number): HttpProblem =>
  new HttpProblem(
    401,
    'shop.code-wrong',
    triesLeft > 0
      ? `This is not the code of the letter. Nothing was changed. ${triesLeft} more tries; or have another code sent.`
      : 'This is not the code of the letter, and it was tried too often. Nothing was changed. Have another code sent.',
    { triesLeft },
  );

const codeOver = (): HttpProblem =>
  new HttpProblem(
    410,
    'shop.code-over',
    'This code was used, is older than ten minutes or was tried too often. Nothing was changed. Have another one sent.',
  );
