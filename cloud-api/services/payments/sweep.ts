import { withTransaction } from '../../platform/db/transaction.ts';
import type { Payments } from '../../platform/payments/payments.ts';
import { type Repeating, repeating } from '../../platform/repeating.ts';
import { readBook } from './attempts/attempt-rows.ts';
import type { Book } from './attempts/book.ts';
import { changeBook } from './attempts/change-book.ts';
import { goOn, lookUp } from './attempts/steps.ts';
import type { PaymentsContext } from './context.ts';

const SWEEP_MS = 5_000;
const BATCH = 100;
const AT_ONCE = 8;

interface Waiting {
  readonly tenant_id: string;
  readonly id: string;
}

/**
 * The one sweeper of attempts: asks for what has no answer, goes on with what is wanted, and lets go of what nobody
 * made an order of.
 * @returns how many it saw to
 */
export async function sweepAttempts(context: PaymentsContext, payments: Payments): Promise<number> {
  const waiting = await withTransaction(context.system, (db) =>
    db.rows<Waiting>(
      `SELECT tenant_id, id FROM payments.attempts WHERE look_at <= $1 ORDER BY look_at LIMIT ${BATCH}`,
      [new Date(context.now()).toISOString()],
    ),
  );
  const rest = [...waiting];
  const work = async (): Promise<void> => {
    for (let next = rest.shift(); next; next = rest.shift()) await seeTo(context, payments, next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return waiting.length;
}

async function seeTo(
  context: PaymentsContext,
  payments: Payments,
  { tenant_id: tenantId, id }: Waiting,
): Promise<void> {
  try {
    const book = await context.inTenant(tenantId, (db) => readBook(db, tenantId, id, false));
    if (!book) return;
    if (isLeft(book, context)) await payments.release(tenantId, id, 'no order was made of it');
    else if ((await goOn(context, await lookUp(context, book))).revision === book.revision) await later(context, book);
  } catch (error) {
    // A provider or database that is away now: the attempt waits, and looks come at longer distances.
    context.log.warn({ err: error, attemptId: id }, 'a payment could not be settled; it is looked at again');
    await later(context, { tenantId, attemptId: id }).catch(() => {});
  }
}

/** Nothing moved: the next look comes after a longer while. */
const later = (context: PaymentsContext, { tenantId, attemptId }: Pick<Book, 'tenantId' | 'attemptId'>) =>
  changeBook(context, { tenantId, attemptId }, (book) => ({ book: { ...book, looks: book.looks + 1 } }));

/** Its caller asked for nothing more, and the time for it is over. */
const isLeft = ({ wanted, state, createdAt }: Book, { now, heldMs }: PaymentsContext): boolean =>
  wanted === 'authorise' &&
  (state === 'created' || state === 'action' || state === 'authorised' || state === 'unknown') &&
  now() >= createdAt + heldMs;

export function startSweeping(context: PaymentsContext, payments: Payments): Repeating {
  const work = async (): Promise<boolean> => (await sweepAttempts(context, payments)) >= BATCH;
  return repeating(SWEEP_MS, work, (error) => context.log.warn({ err: error }, 'payments were not swept'));
}
