import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import { withTransaction } from '../../../platform/db/transaction.ts';
import type { IdentityContext } from '../context.ts';
import { secretHash } from '../secrets.ts';
import type { Realm } from '../signing-keys.ts';
import { findClient } from './clients.ts';
import { handlesOf } from './handles.ts';

/** Others name a grant by its id, and it opens nothing. */
const plain = new Set(['Grant']);
/** RFC 8628 §3.5: a device asks no more often than this; a little is allowed for the way. */
const POLL_MS = 5_000 - 500;

interface Row {
  readonly id_hash: string;
  readonly payload: AdapterPayload;
  readonly consumed: string | null;
}

const columns = 'id_hash, payload, extract(epoch FROM consumed_at)::bigint::text AS consumed';

/** Keeps the library's records in Postgres. Ids, user codes and session ids are stored as hashes and nowhere else. */
export function oauthAdapter(context: IdentityContext, realm: Realm): (model: string) => Adapter {
  const { pool, now } = context;
  return (model) => {
    const handles = handlesOf(async () => (await context.signingKey(realm)).cookieSecrets);
    const storedAs = async (id: string) => (plain.has(model) ? id : ((await handles.read(id)) ?? secretHash(id)));
    const one = async (where: string, value: string): Promise<Row | undefined> => {
      const [row] = await withTransaction(pool, (db) =>
        db.rows<Row>(
          `SELECT ${columns} FROM identity.oauth_items
            WHERE realm = $1 AND model = $2 AND ${where} = $3 AND expires_at > $4`,
          [realm, model, value, new Date(now()).toISOString()],
        ),
      );
      return row;
    };
    const payloadOf = (row: Row, ids: Partial<AdapterPayload>): AdapterPayload => ({
      ...row.payload,
      ...ids,
      ...(row.consumed === null ? {} : { consumed: Number(row.consumed) }),
    });

    return {
      upsert: async (id, payload, expiresIn) => {
        const { jti: _jti, userCode, uid, session, ...rest } = payload;
        const kept = {
          ...rest,
          // A session's uid stands in tokens and interactions; by it alone nothing is opened. By its cookie all is.
          ...(uid === undefined ? {} : { uid }),
          ...(session === undefined ? {} : { session: { ...session, cookie: undefined } }),
        };
        const stored = await storedAs(id);
        const expires = new Date(now() + (expiresIn ?? LONGEST_SECONDS) * 1_000).toISOString();
        const written = await withTransaction(pool, (db) =>
          db.rows(
            `INSERT INTO identity.oauth_items AS i
               (realm, model, id_hash, payload, grant_id, user_code_hash, uid_hash, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (realm, model, id_hash) DO UPDATE
                SET payload = $4, grant_id = $5, user_code_hash = coalesce($6, i.user_code_hash), uid_hash = $7, expires_at = $8
              WHERE i.model <> 'ReplayDetection' RETURNING 1`,
            [
              realm,
              model,
              stored,
              JSON.stringify(kept),
              payload.grantId ?? null,
              userCode === undefined ? null : secretHash(userCode),
              uid === undefined ? null : secretHash(uid),
              expires,
            ],
          ),
        );
        // Two came with one proof at once: the library had looked before either was written down.
        if (written.length === 0) throw new errors.InvalidGrant('this proof was used before');
      },
      find: async (id) => {
        if (model === 'Client') return findClient(context, realm, id);
        const stored = await storedAs(id);
        const row = await one('id_hash', stored);
        if (row && model === 'DeviceCode' && stored === secretHash(id)) await slowDown(context, realm, row);
        return row && payloadOf(row, { jti: id });
      },
      findByUserCode: async (userCode) => {
        const row = await one('user_code_hash', secretHash(userCode));
        return row && payloadOf(row, { jti: await handles.make(row.id_hash), userCode });
      },
      findByUid: async (uid) => {
        const row = await one('uid_hash', secretHash(uid));
        return row && payloadOf(row, { jti: await handles.make(row.id_hash), uid });
      },
      // Of two that use one code or one refresh token at once, the second is a theft as much as one that comes later.
      consume: async (id) => {
        const stored = await storedAs(id);
        const grantId = await withTransaction(pool, async (db) => {
          const [row] = await db.rows<{ grant_id: string | null; first: boolean }>(
            `SELECT grant_id, consumed_at IS NULL AS first FROM identity.oauth_items
              WHERE realm = $1 AND model = $2 AND id_hash = $3 FOR UPDATE`,
            [realm, model, stored],
          );
          if (!row?.first) return row?.grant_id ?? '';
          await db.rows(
            'UPDATE identity.oauth_items SET consumed_at = $4 WHERE realm = $1 AND model = $2 AND id_hash = $3',
            [realm, model, stored, new Date(now()).toISOString()],
          );
          return undefined;
        });
        if (grantId === undefined) return;
        await endGrant(context, realm, grantId);
        throw new errors.InvalidGrant('it was used before');
      },
      destroy: async (id) => {
        const stored = await storedAs(id);
        await withTransaction(pool, (db) =>
          db.rows('DELETE FROM identity.oauth_items WHERE realm = $1 AND model = $2 AND id_hash = $3', [
            realm,
            model,
            stored,
          ]),
        );
        if (model === 'Grant') await endGrant(context, realm, id);
      },
      revokeByGrantId: async (grantId) => {
        await withTransaction(pool, (db) =>
          db.rows('DELETE FROM identity.oauth_items WHERE realm = $1 AND model = $2 AND grant_id = $3', [
            realm,
            model,
            grantId,
          ]),
        );
      },
    };
  };
}

/** The library keeps no count of how fast a device asks. */
async function slowDown(context: IdentityContext, realm: Realm, { id_hash: id, payload }: Row): Promise<void> {
  const now = context.now();
  const { polledAt = 0, accountId, error } = payload as AdapterPayload & { polledAt?: number };
  if (accountId !== undefined || error !== undefined) return;
  await withTransaction(context.pool, (db) =>
    db.rows(
      `UPDATE identity.oauth_items SET payload = payload || jsonb_build_object('polledAt', $3::bigint)
        WHERE realm = $1 AND model = 'DeviceCode' AND id_hash = $2`,
      [realm, id, now],
    ),
  );
  if (now - polledAt < POLL_MS) throw new errors.SlowDown();
}

const LONGEST_SECONDS = 30 * 86_400;

/** Ends all that came of one consent: codes, refresh tokens, and access tokens as soon as services look again. */
export async function endGrant(context: IdentityContext, realm: Realm, grantId: string): Promise<void> {
  const { pool, now } = context;
  await withTransaction(pool, async (db) => {
    await db.rows(
      `DELETE FROM identity.oauth_items
        WHERE realm = $1 AND (grant_id = $2 OR (model = 'Grant' AND id_hash = $2))`,
      [realm, grantId],
    );
    await db.rows('UPDATE identity.oauth_grants SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL', [
      grantId,
      new Date(now()).toISOString(),
    ]);
  });
  context.onChanged();
}

/** Takes away what has ended. Called every minute; a day later nothing needs to be told apart any more. */
export async function sweepOauth(context: Pick<IdentityContext, 'pool' | 'now'>): Promise<number> {
  const at = new Date(context.now()).toISOString();
  const swept = await withTransaction(context.pool, async (db) => {
    await db.rows('DELETE FROM identity.sign_in_steps WHERE expires_at <= $1', [at]);
    return db.rows(
      `DELETE FROM identity.oauth_items WHERE (realm, model, id_hash) IN
         (SELECT realm, model, id_hash FROM identity.oauth_items WHERE expires_at <= $1 LIMIT 5000) RETURNING 1`,
      [at],
    );
  });
  return swept.length;
}
