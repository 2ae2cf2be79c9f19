import { createHash } from 'node:crypto';
import { payoutTold } from '@tillhouse/shared/domains/payments/events.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { recordEvents } from '../../../platform/outbox/record-events.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { openAccount } from '../accounts/account-rows.ts';
import type { PaymentsContext } from '../context.ts';
import type { ToldPayout } from '../providers/provider.ts';

/** What is older was told long ago, and is settled. */
const BACK_MS = 35 * 24 * 60 * 60_000;

/**
 * Reads what an account's provider paid out lately, and tells on what is new of it.
 * @returns how many payouts are new or changed; null: this provider tells of none
 * @throws ProviderRefused, NoAnswer
 */
export async function readPayouts(
  context: PaymentsContext,
  tenantId: string,
  accountId: string,
): Promise<number | null> {
  const account = await openAccount(context, tenantId, accountId);
  const read = account && account.status !== 'removed' ? context.provider(account.provider)?.payouts : undefined;
  if (!account || !read) return null;
  const told = await read(account, context.now() - BACK_MS);
  let news = 0;
  for (const payout of told)
    news += (await keep(context, tenantId, { accountId, provider: account.provider }, payout)) ? 1 : 0;
  if (news > 0) context.onCommitted();
  return news;
}

function keep(
  { inTenant, now }: PaymentsContext,
  tenantId: string,
  { accountId, provider }: { readonly accountId: string; readonly provider: string },
  payout: ToldPayout,
): Promise<boolean> {
  const { arrivesAt, ...rest } = payout;
  const said = { provider, ...rest, arrivesOn: new Date(arrivesAt).toISOString().slice(0, 10) };
  const hash = createHash('sha256').update(JSON.stringify(said)).digest('base64url');
  const payoutId = idFor(accountId, `payout:${payout.reference}`);
  const at = now();
  return inTenant(tenantId, async (db) => {
    const [row] = await db.rows<{ revision: number }>(
      `INSERT INTO payments.payouts AS p (tenant_id, id, account_id, reference, hash, revision, changed_at)
       VALUES ($1, $2, $3, $4, $5, 1, $6)
       ON CONFLICT (tenant_id, id) DO UPDATE SET hash = excluded.hash, revision = p.revision + 1, changed_at = excluded.changed_at
        WHERE p.hash <> excluded.hash RETURNING revision`,
      [tenantId, payoutId, accountId, payout.reference, hash, new Date(at).toISOString()],
    );
    if (!row) return false;
    const { revision } = row;
    const payload = { payoutId, ...said, revision };
    const mutationId = idFor(payoutId, `told:${revision}`);
    await recordEvents(db, tenantId, [{ event: payoutTold, payload, mutationId, ordinal: 0, occurredAt: at }]);
    return true;
  });
}

/** Every account that pays out, one after the other; one that cannot be asked waits for the next time. */
export async function readAllPayouts(context: PaymentsContext): Promise<void> {
  const accounts = await withTransaction(context.system, (db) =>
    db.rows<{ tenant_id: string; id: string; provider: string }>(
      `SELECT tenant_id, id, provider FROM payments.accounts WHERE status <> 'removed' ORDER BY tenant_id, id`,
    ),
  );
  for (const { tenant_id: tenantId, id, provider } of accounts) {
    if (!context.provider(provider)?.payouts) continue;
    await readPayouts(context, tenantId, id).catch((error: unknown) =>
      context.log.warn({ err: error, accountId: id }, 'payouts could not be read'),
    );
  }
}
