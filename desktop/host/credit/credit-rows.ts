import { hashOfCode, readCardCode } from '@tillhouse/shared/domains/credit/code.ts';
import { defaultPolicy, POLICY_ID } from '@tillhouse/shared/domains/credit/rules.ts';
import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import type { CreditPolicyView, CreditRow } from '../../bridge/credit-views.ts';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';

interface Raw extends Omit<CreditRow, 'customer' | 'expired' | 'unsent'> {
  readonly customerId: string | null;
  readonly customerName: string | null;
  readonly unsent: number;
}

const columns = `a.id, a.kind, a.code_end AS codeEnd, a.currency, a.balance, a.status, a.expires_on AS expiresOn,
  a.issued_at AS issuedAt, a.customer_id AS customerId,
  (SELECT c.name FROM customers c WHERE c.id = a.customer_id) AS customerName,
  coalesce((SELECT max(m.occurred_at) FROM credit_movements m WHERE m.account_id = a.id), a.issued_at) AS movedAt,
  EXISTS (SELECT 1 FROM sync_journal w JOIN sync_outbox b ON b.order_no = w.order_no AND b.state = 'queued'
      WHERE w.table_name = 'credit_accounts' AND w.row_key = json_array(a.id))
    OR EXISTS (SELECT 1 FROM sync_deltas d JOIN sync_outbox b ON b.order_no = d.order_no AND b.state = 'queued'
      WHERE d.table_name = 'credit_accounts' AND d.row_key = json_array(a.id) AND d.released = 0) AS unsent`;

/** The store's day. */
export function dayOf(reader: Reader, now: number): string {
  return localDayAndHour(now, storeAt(reader, null)?.timeZone ?? 'UTC').date;
}

/** These accounts in their order; a customer's name only for who may see customers. */
export function creditRows(
  reader: Reader,
  ids: readonly string[],
  { now, names }: { readonly now: number; readonly names: boolean },
): CreditRow[] {
  const today = dayOf(reader, now);
  const rows = reader.all<Raw>(
    `SELECT ${columns} FROM json_each(?) j JOIN credit_accounts a ON a.id = j.value ORDER BY j.key`,
    [JSON.stringify(ids)],
  );
  return rows.map(({ customerId, customerName, unsent, ...row }) => ({
    ...row,
    customer: customerId === null ? null : { id: customerId, name: names ? (customerName ?? '') : '' },
    expired: row.expiresOn !== null && row.expiresOn < today,
    unsent: unsent === 1,
  }));
}

/** The id of the card that has a code; null where nobody has it, or it is none. */
export function cardOfCode(reader: Reader, typed: string): string | null {
  const code = readCardCode(typed);
  if (!code) return null;
  const sql = 'SELECT id FROM credit_accounts WHERE code_hash = ?';
  return reader.get<{ id: string }>(sql, [hashOfCode(code)])?.id ?? null;
}

export function policyOf(reader: Reader): CreditPolicyView {
  const row = reader.get<Omit<CreditPolicyView, 'presets'> & { readonly presets: string }>(
    `SELECT months_good AS monthsGood, offline_amount AS offlineAmount, presets, without_receipt AS withoutReceipt
       FROM credit_policies WHERE id = ?`,
    [POLICY_ID],
  );
  if (row) return { ...row, presets: JSON.parse(row.presets) as number[] };
  const { monthsGood, offlineAmount, presets, withoutReceipt } = defaultPolicy;
  return { monthsGood, offlineAmount, presets, withoutReceipt };
}
