import type { PaymentsContext } from '../context.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { openAccount } from '../accounts/account-rows.ts';
import { attemptOfReference, readBook } from '../attempts/attempt-rows.ts';
import { readPayouts } from '../payouts/read-payouts.ts';
import { goOn, lookUp } from '../attempts/steps.ts';
import { NoAnswer, ProviderBusy, type WebhookNews } from '../providers/provider.ts';

export interface Delivered {
  readonly provider: string;
  readonly accountId: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** As it came, byte by byte: signatures are over that */
  readonly raw: Buffer;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Works off what a provider tells by itself. Who says it is checked over the raw bytes; what it says moves nothing: it
 * is only why the provider's own book is read again, so order and repetition do not matter.
 * @returns whether it was new. @throws HttpProblem; anything else and the provider tells it again later
 */
export async function takeWebhook(context: PaymentsContext, delivered: Delivered): Promise<{ repeated: boolean }> {
  const { accountId, headers, raw } = delivered;
  const provider = context.provider(delivered.provider);
  const tenantId = provider && uuid.test(accountId) ? await tenantOf(context, delivered) : null;
  if (!provider?.webhook || !tenantId) throw notFound('webhook');
  const account = await openAccount(context, tenantId, accountId);
  if (account?.provider !== delivered.provider) throw notFound('webhook');
  const news = await provider.webhook({ ...account, tenantId }, headers, raw).catch((error: unknown) => {
    // Who has to be asked whether it is so may be away.
    if (error instanceof NoAnswer || error instanceof ProviderBusy) throw providerAway();
    return undefined;
  });
  if (!news) {
    throw new HttpProblem(
      400,
      'payments.webhook-refused',
      'It is not shown that the provider says this. Nothing was changed. Look at the secrets of the payment account.',
    );
  }
  const fresh = await received(context, tenantId, accountId, news);
  if (!fresh) return { repeated: true };
  const attemptId = await attemptOf(context, tenantId, accountId, news);
  const book = attemptId && (await context.inTenant(tenantId, (db) => readBook(db, tenantId, attemptId, false)));
  // Of another program at the same account: none of ours.
  if (book && book.accountId === accountId) {
    const looked = await lookUp(context, book).catch((error: unknown) => {
      context.log.warn({ err: error, attemptId }, 'a provider told something and could not be asked');
      throw providerAway();
    });
    await goOn(context, looked);
  }
  // It says that something was paid out: the provider's own list says what.
  if (news.kind.startsWith('payout.')) {
    await readPayouts(context, tenantId, accountId).catch((error: unknown) => {
      context.log.warn({ err: error, accountId }, 'payouts could not be read');
      throw providerAway();
    });
  }
  await handled(context, tenantId, accountId, news, book ? book.attemptId : null);
  return { repeated: false };
}

const providerAway = (): HttpProblem =>
  new HttpProblem(
    503,
    'payments.provider-away',
    'The provider does not answer when it is asked about this. Nothing was changed. Tell it again later.',
    {},
    { 'retry-after': '30' },
  );

/** The built-in test account has no row: its id is the tenant's, and its signature shows the rest. */
async function tenantOf(context: PaymentsContext, { provider, accountId }: Delivered): Promise<string | null> {
  const [row] = await context.inTenant(accountId, (db) =>
    db.rows<{ tenant: string | null }>('SELECT payments.tenant_of_account($1) AS tenant', [accountId]),
  );
  return row?.tenant ?? (provider === 'test' ? accountId : null);
}

/** @returns false where it was worked off before */
function received(
  { inTenant, now }: PaymentsContext,
  tenantId: string,
  accountId: string,
  { eventId, kind }: WebhookNews,
): Promise<boolean> {
  return inTenant(tenantId, async (db) => {
    const [row] = await db.rows<{ handled: boolean }>(
      `INSERT INTO payments.deliveries (tenant_id, account_id, event_id, kind, received_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (tenant_id, account_id, event_id) DO UPDATE SET times = payments.deliveries.times + 1
       RETURNING handled_at IS NOT NULL AS handled`,
      [tenantId, accountId, eventId, kind, new Date(now()).toISOString()],
    );
    return row?.handled !== true;
  });
}

async function attemptOf(
  { inTenant }: PaymentsContext,
  tenantId: string,
  accountId: string,
  { attemptId, references }: WebhookNews,
): Promise<string | undefined> {
  if (attemptId !== null && uuid.test(attemptId)) return attemptId;
  for (const reference of references) {
    const found = await inTenant(tenantId, (db) => attemptOfReference(db, tenantId, accountId, reference));
    if (found) return found;
  }
  return undefined;
}

function handled(
  { inTenant, now }: PaymentsContext,
  tenantId: string,
  accountId: string,
  { eventId }: WebhookNews,
  attemptId: string | null,
): Promise<number> {
  return inTenant(tenantId, (db) =>
    db.run(
      `UPDATE payments.deliveries SET handled_at = $4, attempt_id = $5
        WHERE tenant_id = $1 AND account_id = $2 AND event_id = $3`,
      [tenantId, accountId, eventId, new Date(now()).toISOString(), attemptId],
    ),
  );
}
