import type { FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import { randomBytes } from 'node:crypto';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { accountById } from '../accounts.ts';
import type { IdentityContext } from '../context.ts';
import { recordIdentity } from '../record-identity.ts';
import { endSessions } from '../sessions/sessions.ts';
import { ACCOUNT_CLIENT } from './clients.ts';
import { answerVisit, visitsFor } from './account-visits.ts';
import { accountPage, type SignIn } from './pages/account-page.ts';
import { langOf } from './pages/words.ts';

/** Where a person sees in a browser what is signed in in their name, and ends it. Whoever is not signed in is asked to. */
export async function accountVisit(
  context: IdentityContext,
  provider: Provider,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<{ readonly page: string } | { readonly to: string }> {
  const session = await provider.Session.get(provider.createContext(request.raw, reply.raw));
  const { accountId } = session;
  const account = accountId === undefined ? undefined : await accountById(context, accountId);
  if (accountId === undefined || !account) return { to: signInAddress(context) };
  const lang = langOf(undefined, request.headers['accept-language']);
  if (request.method === 'POST') {
    const form = request.body as URLSearchParams;
    if (form.has('visit')) {
      // To let somebody in takes a fresh proof, as it does everywhere: whoever signed in a while ago does it again.
      const age = context.now() / 1_000 - (session.loginTs ?? 0);
      if (form.get('answer') !== 'no' && age > FRESH_SECONDS) return { to: signInAddress(context, true) };
      await answerVisit(context, accountId, form);
    } else await end(context, accountId, form.get('end') ?? '');
  }
  const [signIns, visits] = [await signInsOf(context, accountId), await visitsFor(context, accountId)];
  return { page: accountPage({ lang, email: account.email, signIns, visits }) };
}

const FRESH_SECONDS = 600;

/** Of the program that this page is. It needs nobody's code, only that somebody signed in: the verifier is thrown away. */
function signInAddress({ issuer }: IdentityContext, anew = false): string {
  const params = {
    client_id: ACCOUNT_CLIENT,
    response_type: 'code',
    redirect_uri: `${issuer}/account`,
    scope: 'openid',
    code_challenge: randomBytes(32).toString('base64url'),
    code_challenge_method: 'S256',
    ...(anew ? { prompt: 'login' } : {}),
  };
  return `${issuer}/oauth/authorize?${new URLSearchParams(params)}`;
}

async function signInsOf({ pool }: IdentityContext, accountId: string): Promise<SignIn[]> {
  const rows = await withTransaction(pool, (db) =>
    db.rows<{ id: string; label: string; name: string; since: string; seen: string }>(
      `SELECT s.id, s.label, t.name, to_char(s.signed_in_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS since,
              to_char(s.last_seen_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS seen
         FROM identity.sessions s JOIN identity.tenants t ON t.id = s.tenant_id
        WHERE s.account_id = $1 AND s.ended_at IS NULL ORDER BY s.last_seen_at DESC, s.id LIMIT 200`,
      [accountId],
    ),
  );
  return rows.map(({ id, label, name, since, seen }) => ({ id, label, store: name, since, seen }));
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

async function end(context: IdentityContext, accountId: string, id: string): Promise<void> {
  if (!uuid.test(id)) return;
  const at = context.now();
  await withTransaction(context.pool, async (db) => {
    const [row] = await db.rows<{ tenant_id: string; staff_id: string; label: string }>(
      'SELECT tenant_id, staff_id, label FROM identity.sessions WHERE id = $1 AND account_id = $2 AND ended_at IS NULL',
      [id, accountId],
    );
    if (!row) return;
    const tenantId = row.tenant_id;
    await endSessions(db, accountId, { one: id, tenantId }, 'revoked', at);
    const change = { table: 'sessions', key: { id }, label: row.label, did: 'removed' } as const;
    const actor = { id: row.staff_id, name: '' };
    await recordIdentity(db, { tenantId, actor, action: 'identity.endSession', change, at });
  });
  context.onChanged();
}
