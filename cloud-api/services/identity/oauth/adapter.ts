import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import { withTransaction } from '../../../platform/db/transaction.ts';
import type { IdentityContext } from '../context.ts';
import { secretHash } from '../secrets.ts';
import type { Realm } from '../signing-keys.ts';
import { findClient } from './clients.ts';

/**
 * What the library found by another way than its id is named after its hash from then on. No id that comes from outside
 * is read as one: `find` hashes whatever it is given.
 */
const BY_HASH = 'hash:';
/** Others name a grant by its id, and it opens nothing. */
const plain = new Set(['Grant']);

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
    const hashOf = (id: string) => (plain.has(model) ? id : secretHash(id));
    const storedAs = (id: string) => (id.startsWith(BY_HASH) ? id.slice(BY_HASH.length) : hashOf(id));
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
        const { jti: _jti, userCode, uid, ...rest } = payload;
        // A session's uid stands in tokens and interactions; by it alone nothing is opened.
        const kept = uid === undefined ? rest : { ...rest, uid };
        const expires = new Date(now() + (expiresIn ?? LONGEST_SECONDS) * 1_000).toISOString();
        await withTransaction(pool, (db) =>
          db.rows(
            `INSERT INTO identity.oauth_items AS i
               (realm, model, id_hash, payload, grant_id, user_code_hash, uid_hash, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (realm, model, id_hash) DO UPDATE
                SET payload = $4, grant_id = $5, user_code_hash = coalesce($6, i.user_code_hash), uid_hash = $7, expires_at = $8`,
            [
              realm,
              model,
              storedAs(id),
              JSON.stringify(kept),
              payload.grantId ?? null,
              userCode === undefined ? null : secretHash(userCode),
              uid === undefined ? null : secretHash(uid),
              expires,
            ],
          ),
        );
      },
      find: async (id) => {
        if (model === 'Client') return findClient(context, realm, id);
        const row = await one('id_hash', hashOf(id));
        return row && payloadOf(row, { jti: id });
      },
      findByUserCode: async (userCode) => {
        const row = await one('user_code_hash', secretHash(userCode));
        return row && payloadOf(row, { jti: `${BY_HASH}${row.id_hash}`, userCode });
      },
      findByUid: async (uid) => {
        const row = await one('uid_hash', secretHash(uid));
        return row && payloadOf(row, { jti: `${BY_HASH}${row.id_hash}`, uid });
      },
      // Of two that use one code or one refresh token at once, the second is a theft as much as one that comes later.
      consume: async (id) => {
        const grantId = await withTransaction(pool, async (db) => {
          const [row] = await db.rows<{ grant_id: string | null; first: boolean }>(
            `SELECT grant_id, consumed_at IS NULL AS first FROM identity.oauth_items
              WHERE realm = $1 AND model = $2 AND id_hash = $3 FOR UPDATE`,
            [realm, model, storedAs(id)],
          );
          if (!row?.first) return row?.grant_id ?? '';
          await db.rows(
            'UPDATE identity.oauth_items SET consumed_at = $4 WHERE realm = $1 AND model = $2 AND id_hash = $3',
            [realm, model, storedAs(id), new Date(now()).toISOString()],
          );
          return undefined;
        });
        if (grantId === undefined) return;
        await endGrant(context, realm, grantId);
        throw new errors.InvalidGrant('it was used before');
      },
      destroy: async (id) => {
        await withTransaction(pool, (db) =>
          db.rows('DELETE FROM identity.oauth_items WHERE realm = $1 AND model = $2 AND id_hash = $3', [
            realm,
            model,
            storedAs(id),
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
