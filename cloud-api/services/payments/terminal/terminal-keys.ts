import type { Connection } from '../../../platform/db/connection.ts';
import type { ToldCard } from '../providers/terminal.ts';

/** What a till asked for at a reader, by a key of its own. */
export interface TerminalKey {
  readonly id: string;
  readonly deviceId: string;
  readonly staffId: string | null;
  readonly purpose: 'charge' | 'refund';
  readonly state: 'sent' | 'refused';
  readonly reason: string;
  readonly attemptId: string | null;
  readonly orderId: string;
  readonly reader: string;
  readonly amount: number;
  readonly currency: string;
  readonly asksTip: boolean;
  readonly card: ToldCard | null;
}

const columns = `id, device_id AS "deviceId", staff_id AS "staffId", purpose, state, reason, attempt_id AS "attemptId",
  order_id AS "orderId", reader, amount, currency, asks_tip AS "asksTip", card`;

export async function readKey(db: Connection, tenantId: string, id: string): Promise<TerminalKey | undefined> {
  const [row] = await db.rows<TerminalKey>(
    `SELECT ${columns} FROM payments.terminal_keys WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id],
  );
  return row && { ...row, amount: Number(row.amount) };
}

/** @returns how it stands: whoever wrote it first decides, whether it goes out or is refused for ever */
export async function writeKey(
  db: Connection,
  tenantId: string,
  key: Omit<TerminalKey, 'card' | 'reason'>,
  now: number,
): Promise<TerminalKey> {
  await db.rows(
    `INSERT INTO payments.terminal_keys (tenant_id, id, device_id, staff_id, purpose, state, attempt_id, order_id, reader,
            amount, currency, asks_tip, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (tenant_id, id) DO NOTHING`,
    [
      ...[tenantId, key.id, key.deviceId, key.staffId, key.purpose, key.state, key.attemptId, key.orderId, key.reader],
      ...[key.amount, key.currency, key.asksTip, new Date(now).toISOString()],
    ],
  );
  return (await readKey(db, tenantId, key.id)) as TerminalKey;
}

/** Nothing was sent under it, and nothing will be. */
export async function refuseKey(db: Connection, tenantId: string, id: string, reason: string): Promise<void> {
  await db.run(
    `UPDATE payments.terminal_keys SET state = 'refused', reason = $3 WHERE tenant_id = $1 AND id = $2
        AND NOT EXISTS (SELECT 1 FROM payments.attempts a WHERE a.tenant_id = $1 AND a.id = $2)`,
    [tenantId, id, reason],
  );
}

export async function keepCard(db: Connection, tenantId: string, id: string, card: ToldCard): Promise<void> {
  await db.run('UPDATE payments.terminal_keys SET card = $3 WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    id,
    JSON.stringify(card),
  ]);
}
