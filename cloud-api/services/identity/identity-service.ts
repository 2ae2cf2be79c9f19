import type { FastifyInstance } from 'fastify';
import { ISSUER_LIFE_MS } from '../../platform/auth/access-tokens.ts';
import type { Pool } from '../../platform/db/pools.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import type { Mailer } from '../../platform/mail/mailer.ts';
import { type Repeating, repeating } from '../../platform/repeating.ts';
import type { IdentityContext } from './context.ts';
import { sendLetters } from './letters/letters.ts';
import { sweepIdentity } from './sweep.ts';
import { mountFactorPages } from './factors/pages/mount-pages.ts';
import { signInFactors } from './factors/sign-in-factors.ts';
import { mountConsole } from './operator/mount-console.ts';
import { mountOauth } from './oauth/mount.ts';
import { oauthServer } from './oauth/server.ts';
import { type Realm, type SigningKey, signingKey } from './signing-keys.ts';

export type IdentityOptions = Omit<IdentityContext, 'issuer' | 'signingKey' | 'forgetKeys'> & {
  /** Known once the service listens */
  readonly issuer: () => string;
  /** Takes the letters to people. */
  readonly mailer: Mailer;
};

export interface IdentityService {
  readonly context: IdentityContext;
  mount(server: FastifyInstance): Promise<void>;
  /** Once it listens: says where it is, sweeps and sends letters, and goes on doing all of it. */
  start(): Promise<{ stop(): Promise<void> }>;
}

const SWEEP_MS = 60_000;
const LETTERS_MS = 30_000;
/** After a rotation every process signs with the new key within this time. */
const KEY_MS = 10_000;

export function identityService(options: IdentityOptions): IdentityService {
  const { pool, keyring, log, now, mailer } = options;
  let post: Repeating | undefined;
  const keys = new Map<Realm, { readonly key: Promise<SigningKey>; readonly at: number }>();
  const context: IdentityContext = {
    secondFactors: signInFactors(() => context),
    ...options,
    get issuer() {
      return options.issuer();
    },
    onNotice: () => {
      options.onNotice();
      post?.wake();
    },
    forgetKeys: () => keys.clear(),
    signingKey: (realm = 'office') => {
      const known = keys.get(realm);
      if (known && performance.now() - known.at < KEY_MS) return known.key;
      const key = signingKey(pool, realm, keyring, now());
      keys.set(realm, { key, at: performance.now() });
      // A database that was away must not be remembered as the key.
      key.catch(() => keys.delete(realm));
      return key;
    },
  };
  const office = oauthServer(context, 'office');
  const tend = async (): Promise<boolean> => {
    await announce(pool, context.issuer, now());
    await sweepIdentity(context);
    return false;
  };
  return {
    context,
    mount: async (server) => {
      mountConsole(server);
      await mountOauth(server, context, office);
      await mountFactorPages(server);
    },
    start: async () => {
      await announce(pool, context.issuer, now());
      const onTurnedAway = (error: unknown): void => log.warn({ err: error }, 'the mailer did not take a letter');
      const work = () => sendLetters({ pool, keyring, mailer, now, onTurnedAway });
      post = repeating(LETTERS_MS, work, (error) => log.warn({ err: error }, 'letters were not sent'));
      const tending = repeating(SWEEP_MS, tend, (error) => log.warn({ err: error }, 'what ended was not swept'));
      return { stop: async () => void (await Promise.all([post?.stop(), tending.stop()])) };
    },
  };
}

/** Processes that only check tokens learn here whose count. */
async function announce(pool: Pool, issuer: string, now: number): Promise<void> {
  await withTransaction(pool, async (db) => {
    await db.rows(
      `INSERT INTO identity.issuers (realm, issuer, announced_at) VALUES ('office', $1, $2)
       ON CONFLICT (realm, issuer) DO UPDATE SET announced_at = $2`,
      [issuer, new Date(now).toISOString()],
    );
    await db.rows('DELETE FROM identity.issuers WHERE announced_at < $1', [
      new Date(now - ISSUER_LIFE_MS).toISOString(),
    ]);
  });
}
