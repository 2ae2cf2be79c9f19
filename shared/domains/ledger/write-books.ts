import type { MutationContext } from '../../kernel/define-mutator.ts';
import { addDays, monthOf } from '../../kernel/instant.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { orders } from '../orders/schema.ts';
import { inBooks, minorRate, rateOn, shiftOf } from './exchange.ts';
import { booksLines, type ExchangeRate, exchangeRates, orderRates } from './exchange-schema.ts';
import type { Entry } from './rules.ts';
import { journalEntries, journalLines } from './schema.ts';

/**
 * What an entry in another currency is in that of the books, in the same transaction. Where no rate was known when its order was placed,
 * the order stays in its own currency for ever: nothing is sold less for want of a rate, and the trial balance counts what it lacks.
 */
export async function writeBooks(
  tx: Tx,
  { store }: Pick<MutationContext, 'store'>,
  entryId: string,
  entry: Entry,
): Promise<void> {
  const { currency, businessDate, orderId } = entry;
  const booksCurrency = store.currency;
  const today = await lastRate(tx, { currency, booksCurrency }, businessDate);
  const locked = orderId === null ? today : await lockedRate(tx, entry, orderId, today, booksCurrency);
  if (!locked || locked.booksCurrency !== booksCurrency) return;
  const shift = shiftOf(currency, booksCurrency);
  const lines = inBooks(entry.lines, {
    locked: minorRate(locked.rate, shift),
    now: minorRate((today ?? locked).rate, shift),
    dueBefore: orderId === null ? 0 : await dueBefore(tx, entryId, orderId),
  });
  await tx.insertMany(
    booksLines,
    lines.map((line, position) => ({ ...line, entryId, position, currency: booksCurrency, businessDate })),
  );
}

/** Sources publish each working day: a week's rows are found by their keys, where years of them would be read at each payment. */
const NEAR_DAYS = 7;

async function lastRate(tx: Tx, of: Pick<ExchangeRate, 'currency' | 'booksCurrency'>, day: string) {
  const days = Array.from({ length: NEAR_DAYS }, (_, back) => addDays(day, -back));
  const near = await tx.listMany(
    exchangeRates,
    days.map((each) => ({ ...of, day: each })),
  );
  return rateOn(near.length > 0 ? near : await tx.list(exchangeRates, of), day);
}

type Rate = Pick<ExchangeRate, 'currency' | 'booksCurrency' | 'rate' | 'day' | 'source'>;

/** That of the order, which it gets with its first entry; of a return that of its sale. */
async function lockedRate(
  tx: Tx,
  { kind, currency, businessDate }: Entry,
  orderId: string,
  today: Rate | undefined,
  booksCurrency: string,
): Promise<Rate | undefined> {
  if (kind !== 'sale' && kind !== 'return') return tx.get(orderRates, { orderId });
  const saleId = kind === 'return' ? ((await tx.get(orders, { id: orderId }))?.originalOrderId ?? null) : null;
  const sale = saleId === null ? undefined : await tx.get(orders, { id: saleId });
  // Imported history is in no books of ours: what comes back of it counts as of today.
  const rate = sale && !sale.historical ? await tx.get(orderRates, { orderId: sale.id }) : today;
  if (!rate || rate.booksCurrency !== booksCurrency) return undefined;
  const { rate: locked, day, source } = rate;
  await tx.insertOnce(orderRates, {
    ...{ orderId, currency, booksCurrency, rate: locked, day, source },
    ...{ shift: shiftOf(currency, booksCurrency), month: monthOf(businessDate) },
  });
  return rate;
}

async function dueBefore(tx: Tx, entryId: string, orderId: string): Promise<number> {
  const entries = (await tx.list(journalEntries, { orderId })).filter(({ id }) => id !== entryId);
  if (entries.length === 0) return 0;
  const lines = await tx.listMany(
    journalLines,
    entries.map(({ id }) => ({ entryId: id })),
  );
  return sum(lines.flatMap(({ account, amount }) => (account === 'due' ? [amount] : [])));
}
