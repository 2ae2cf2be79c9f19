import { parseInstant } from '@tillhouse/shared/data/codec.ts';
import type { Connection } from '../../../platform/db/connection.ts';

/** What a shopper is asked to agree to at a provider's page, before there is anything to pay for. */
export interface AgreementRow {
  readonly tenantId: string;
  readonly id: string;
  readonly checkoutId: string;
  readonly provider: string;
  readonly accountId: string;
  readonly method: string;
  /** Minor units */
  readonly amount: number;
  readonly currency: string;
  readonly returnUrl: string;
  readonly pageSecret: string;
  readonly reference: string | null;
  readonly actionUrl: string | null;
  readonly person: string | null;
  /** Epoch milliseconds */
  readonly createdAt: number;
}

interface Row {
  readonly id: string;
  readonly checkout_id: string;
  readonly provider: string;
  readonly account_id: string;
  readonly method: string;
  readonly amount: number;
  readonly currency: string;
  readonly return_url: string;
  readonly page_secret: string;
  readonly reference: string | null;
  readonly action_url: string | null;
  readonly person: string | null;
  readonly created_at: string;
}

export async function findAgreement(db: Connection, tenantId: string, id: string): Promise<AgreementRow | undefined> {
  const [row] = await db.rows<Row>('SELECT * FROM payments.agreements WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    id,
  ]);
  if (!row) return undefined;
  const { id: _, provider, method, amount, currency, reference, person } = row;
  return {
    ...{ tenantId, id, provider, method, amount, currency, reference, person },
    ...{ checkoutId: row.checkout_id, accountId: row.account_id, returnUrl: row.return_url },
    ...{ pageSecret: row.page_secret, actionUrl: row.action_url, createdAt: parseInstant(row.created_at) },
  };
}

/** Nothing, where there is one of this id. */
export async function insertAgreement(db: Connection, of: AgreementRow): Promise<void> {
  await db.run(
    `INSERT INTO payments.agreements (tenant_id, id, checkout_id, provider, account_id, method, amount, currency, return_url, page_secret, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING`,
    [
      ...[of.tenantId, of.id, of.checkoutId, of.provider, of.accountId, of.method, of.amount, of.currency],
      ...[of.returnUrl, of.pageSecret, new Date(of.createdAt).toISOString()],
    ],
  );
}

export async function noteOpened(
  db: Connection,
  { tenantId, id }: Pick<AgreementRow, 'tenantId' | 'id'>,
  { reference, actionUrl }: { readonly reference: string; readonly actionUrl: string | null },
): Promise<void> {
  await db.run('UPDATE payments.agreements SET reference = $3, action_url = $4 WHERE tenant_id = $1 AND id = $2', [
    ...[tenantId, id, reference, actionUrl],
  ]);
}

/** The test provider's own: who agreed at its page. */
export async function notePerson(
  db: Connection,
  { tenantId, id }: Pick<AgreementRow, 'tenantId' | 'id'>,
  person: string,
): Promise<void> {
  await db.run('UPDATE payments.agreements SET person = $3 WHERE tenant_id = $1 AND id = $2', [tenantId, id, person]);
}
