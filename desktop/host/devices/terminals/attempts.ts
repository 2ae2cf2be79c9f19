import type { CardOfTender } from '@tillhouse/shared/domains/orders/frozen-parts.ts';
import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { Reader } from '../../database/reader.ts';

export type AttemptState =
  | 'open'
  | 'approved'
  | 'declined'
  | 'cancelled'
  | 'never'
  | 'reversing'
  | 'reversed'
  | 'case'
  | 'settled';

/** A payment by card at a terminal, as it stands in this desk's file. Its id is the key that the terminal knows it by. */
export interface Attempt {
  readonly id: string;
  readonly registerId: string;
  readonly orderId: string;
  readonly purpose: 'charge' | 'refund';
  readonly amount: number;
  readonly currency: string;
  /** Address of the terminal that has it */
  readonly terminal: string;
  readonly original: string;
  /** Of a refund: the payment of the sale that it gives back */
  readonly tenderId: string | null;
  readonly state: AttemptState;
  readonly wanted: boolean;
  readonly progress: string;
  readonly reference: string;
  readonly card: CardOfTender | null;
  readonly reason: string;
  /** Who was at the till */
  readonly startedBy: string;
  readonly startedAt: number;
  readonly changedAt: number;
  readonly recordedAt: number | null;
  /** Of the amount: a tip that was keyed before */
  readonly tip: number;
  /** JSON of the percentages that the terminal offers as a tip; null: it does not ask */
  readonly asksTip: string | null;
}

type Raw = Omit<Attempt, 'wanted' | 'card'> & { readonly wanted: number; readonly card: string | null };

const columns = `id, register_id AS registerId, order_id AS orderId, purpose, amount, currency, terminal, original, tender_id AS tenderId, state, wanted,
  progress, reference, card, reason, started_by AS startedBy, started_at AS startedAt, changed_at AS changedAt, recorded_at AS recordedAt, tip, asks_tip AS asksTip`;

const attemptOf = ({ wanted, card, ...rest }: Raw): Attempt => ({
  ...rest,
  wanted: wanted === 1,
  card: card === null ? null : (JSON.parse(card) as CardOfTender),
});

/** Inside a transaction or outside of it: both read the same rows. */
export type Read = (sql: string, params: readonly SqlValue[]) => object[];

export const within =
  (connection: DeskConnection): Read =>
  (sql, params) =>
    connection.allNow(sql, params);
export const outside =
  (reader: Reader): Read =>
  (sql, params) =>
    reader.all(sql, params);

const read = (from: Read, where: string, params: readonly SqlValue[]): Attempt[] =>
  (from(`SELECT ${columns} FROM desk_card_attempts WHERE ${where}`, params) as Raw[]).map(attemptOf);

export const attemptById = (from: Read, id: string): Attempt | undefined => read(from, 'id = ?', [id])[0];

/** What this desk has to bring to an end by itself. */
export const unfinished = (from: Read): Attempt[] =>
  read(from, "state IN ('open', 'reversing') ORDER BY started_at, id", []);

/** What of a register somebody should know of: its terminal is silent about it, or a person has to look. */
export const unsettled = (from: Read, registerId: string): Attempt[] =>
  read(
    from,
    `register_id = ? AND (state = 'case' OR (state = 'approved' AND purpose = 'refund' AND recorded_at IS NULL)
       OR (progress = 'asking' AND (state = 'reversing' OR (state = 'open' AND wanted = 0)))) ORDER BY started_at, id`,
    [registerId],
  );

export const openAt = (from: Read, registerId: string): Attempt | undefined =>
  read(from, "register_id = ? AND state = 'open' AND wanted = 1", [registerId])[0];

/** What was tried for a sale or a return, in its order. */
export const attemptsFor = (from: Read, orderId: string): Attempt[] =>
  read(from, 'order_id = ? ORDER BY started_at, id', [orderId]);

/** Refunds of one payment that are under way, or paid and not recorded yet: they are spent already. */
export const unrecordedRefunds = (from: Read, tenderId: string): Attempt[] =>
  read(from, "tender_id = ? AND purpose = 'refund' AND recorded_at IS NULL AND state IN ('open', 'approved')", [
    tenderId,
  ]);

/** The last attempt for a sale or a return. */
export const lastFor = (from: Read, orderId: string): Attempt | undefined =>
  read(from, 'order_id = ? ORDER BY started_at DESC, id DESC LIMIT 1', [orderId])[0];

export type NewAttempt = Pick<
  Attempt,
  'id' | 'registerId' | 'orderId' | 'purpose' | 'amount' | 'currency' | 'terminal' | 'original' | 'tenderId'
> &
  Partial<Pick<Attempt, 'tip' | 'asksTip'>>;

/** Durable when the transaction is: only then may the terminal hear of it. */
export function insertAttempt(connection: DeskConnection, attempt: NewAttempt, by: string, now: number): void {
  const {
    id,
    registerId,
    orderId,
    purpose,
    amount,
    currency,
    terminal,
    original,
    tenderId,
    tip = 0,
    asksTip = null,
  } = attempt;
  connection.runNow(
    `INSERT INTO desk_card_attempts (id, register_id, order_id, purpose, amount, currency, terminal, original, tender_id, state,
       started_by, started_at, changed_at, tip, asks_tip) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?, ?, ?, ?)`,
    [id, registerId, orderId, purpose, amount, currency, terminal, original, tenderId, by, now, now, tip, asksTip],
  );
}

export interface AttemptChange {
  readonly state: AttemptState;
  readonly reason?: string;
  readonly reference?: string;
  readonly card?: CardOfTender;
}

export function changeAttempt(connection: DeskConnection, id: string, change: AttemptChange, now: number): void {
  const { state, reason = null, reference = null, card } = change;
  connection.runNow(
    `UPDATE desk_card_attempts SET state = ?, reason = coalesce(?, reason), reference = coalesce(?, reference),
       card = coalesce(?, card), progress = '', changed_at = ? WHERE id = ?`,
    [state, reason, reference, card ? JSON.stringify(card) : null, now, id],
  );
}

/** From here on they are paid for a sale or a return, and nothing takes them back by itself. */
export function markRecorded(connection: DeskConnection, ids: readonly string[], at: number): void {
  for (const id of ids) connection.runNow('UPDATE desk_card_attempts SET recorded_at = ? WHERE id = ?', [at, id]);
}
