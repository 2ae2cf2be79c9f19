import * as z from 'zod';
import { ownId, refundIdIn } from '../own-id.ts';
import type { ToldPayout, ToldPayoutPart } from '../provider.ts';
import { keyIn, money, squareOrder, squarePayment, squareRefund } from './square-words.ts';

/** Asks Square for one account. @throws as providers do */
export type AskSquare = <T>(
  shape: z.ZodType<T>,
  request: { readonly method?: 'POST'; readonly path: string; readonly body?: object },
) => Promise<T>;

const cursor = z.string().nullish();
/** https://developer.squareup.com/reference/square/payouts-api */
const payoutList = z.object({
  payouts: z
    .array(
      z.object({
        id: z.string(),
        status: z.string(),
        type: z.string().nullish(),
        created_at: z.string(),
        arrival_date: z.string().nullish(),
        amount_money: money,
        destination: z.object({ type: z.string().nullish() }).nullish(),
      }),
    )
    .default([]),
  cursor,
});
const entryList = z.object({
  payout_entries: z
    .array(
      z.looseObject({
        id: z.string(),
        type: z.string().nullish(),
        gross_amount_money: money,
        net_amount_money: money,
      }),
    )
    .default([]),
  cursor,
});
type Entry = z.infer<typeof entryList>['payout_entries'][number];
const paymentList = z.object({ payments: z.array(squarePayment.shape.payment).default([]), cursor });
const refundList = z.object({ refunds: z.array(squareRefund.shape.refund).default([]), cursor });
const orderList = z.object({ orders: z.array(squareOrder.shape.order).default([]) });
const details = z.object({
  payment_id: z.string().optional(),
  refund_id: z.string().optional(),
  dispute_id: z.string().optional(),
});

const states: Readonly<Record<string, ToldPayout['state']>> = { PAID: 'paid', FAILED: 'failed', SENT: 'on-its-way' };
/** Activities that move money of shoppers; whatever has FEE in its name is kept for itself, and all else is nothing that is ours. */
const kinds: Readonly<Record<string, ToldPayoutPart['kind']>> = {
  ...{ CHARGE: 'payment', REFUND: 'refund', DISPUTE: 'dispute', OPEN_DISPUTE: 'dispute' },
};
const kindOf = (type: string): ToldPayoutPart['kind'] => kinds[type] ?? (/FEE/.test(type) ? 'fee' : 'other');

/** So many are asked for one by one; more are read as a list. */
const ONE_BY_ONE = 20;
const AT_ONCE = 100;
const WEEK_MS = 7 * 86_400_000;

/** All pages of a list. */
async function all<T, P extends { cursor?: string | null | undefined }>(
  ask: AskSquare,
  shape: z.ZodType<P>,
  path: string,
  rows: (page: P) => readonly T[],
): Promise<T[]> {
  const found: T[] = [];
  let next: string | null | undefined = null;
  do {
    const page: P = await ask(shape, { path: next ? `${path}&cursor=${encodeURIComponent(next)}` : path });
    found.push(...rows(page));
    next = page.cursor;
  } while (next);
  return found;
}

const about = (entry: Entry) => {
  const name = `type_${(entry.type ?? '').toLowerCase()}_details`;
  return details.safeParse(entry[name]).data ?? {};
};

/** What went to the bank since then, each with the entries that it is made up of. Money that stays at Square is none. */
export async function squarePayouts(ask: AskSquare, location: string, since: number): Promise<ToldPayout[]> {
  const of = `location_id=${encodeURIComponent(location)}&limit=100`;
  const from = (at: number) => `begin_time=${encodeURIComponent(new Date(at).toISOString())}`;
  const payouts = await all(ask, payoutList, `payouts?${of}&${from(since)}`, ({ payouts: rows }) => rows);
  const sent = payouts.filter(({ destination }) => destination?.type !== 'SQUARE_BALANCE');
  const entries = new Map<string, Entry[]>();
  for (const { id, type } of sent) {
    // One that was sent at once has its entries in a later one.
    const path = `payouts/${encodeURIComponent(id)}/payout-entries?limit=100`;
    entries.set(id, type === 'SIMPLE' ? [] : await all(ask, entryList, path, ({ payout_entries: rows }) => rows));
  }
  const ours = [...entries.values()].flat().map(about);
  const some = <T>(of: readonly (T | undefined)[]): T[] => [...new Set(of.flatMap((one) => one ?? []))];
  const window = `${of}&${from(since - WEEK_MS)}`;
  const attempts = await attemptsOf(ask, some(ours.map(({ payment_id: id }) => id)), window, location);
  const refunds = await refundsOf(ask, some(ours.map(({ refund_id: id }) => id)), window);
  return sent.map(({ id: reference, status, amount_money: { amount, currency }, ...each }) => ({
    ...{ reference, currency, amount, state: states[status] ?? 'on-its-way' },
    arrivesAt: Date.parse(each.arrival_date ?? each.created_at),
    parts: (entries.get(reference) ?? []).map((entry) => partOf(entry, attempts, refunds)),
  }));
}

function partOf(
  entry: Entry,
  attempts: ReadonlyMap<string, string>,
  refunds: ReadonlyMap<string, string>,
): ToldPayoutPart {
  const kind = kindOf(entry.type ?? '');
  const { payment_id: payment = '', refund_id: refund = '', dispute_id: dispute } = about(entry);
  const [gross, net] = [entry.gross_amount_money.amount, entry.net_amount_money.amount];
  const named = {
    reference: kind === 'dispute' ? (dispute ?? entry.id) : entry.id,
    attemptId: attempts.get(payment) ?? null,
    refundId: refunds.get(refund) ?? null,
  };
  // What is charged by itself is all kept, and moved nothing of a shopper.
  return kind === 'fee' ? { ...named, kind, gross: 0, fee: -net } : { ...named, kind, gross, fee: gross - net };
}

/** Of payments the attempts that they are of: the order of each bears its number. */
async function attemptsOf(
  ask: AskSquare,
  ids: readonly string[],
  window: string,
  location: string,
): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  if (ids.length > ONE_BY_ONE)
    for (const { id, order_id: order } of await all(ask, paymentList, `payments?${window}`, (page) => page.payments))
      if (order) known.set(id, order);
  const wanted = new Set(ids);
  for (const id of ids) {
    if (known.has(id)) continue;
    const { order_id: order } = (await ask(squarePayment, { path: `payments/${encodeURIComponent(id)}` })).payment;
    if (order) known.set(id, order);
  }
  const orders = [...new Set([...known].flatMap(([id, order]) => (wanted.has(id) ? order : [])))];
  const named = new Map<string, string>();
  for (let at = 0; at < orders.length; at += AT_ONCE) {
    const body = { location_id: location, order_ids: orders.slice(at, at + AT_ONCE) };
    const found = await ask(orderList, { method: 'POST', path: 'orders/batch-retrieve', body });
    for (const { id, reference_id: reference } of found.orders) {
      const attempt = ownId(reference);
      if (attempt) named.set(id, attempt);
    }
  }
  return new Map(
    ids.flatMap((id) => {
      const attempt = named.get(known.get(id) ?? '');
      return attempt ? [[id, attempt] as const] : [];
    }),
  );
}

/** Of refunds the ids that we asked for them with. */
async function refundsOf(ask: AskSquare, ids: readonly string[], window: string): Promise<Map<string, string>> {
  const known = new Map<string, string | null>();
  if (ids.length > ONE_BY_ONE)
    for (const { id, reason } of await all(ask, refundList, `refunds?${window}`, (page) => page.refunds))
      known.set(id, keyIn(reason));
  for (const id of ids)
    if (!known.has(id))
      known.set(id, keyIn((await ask(squareRefund, { path: `refunds/${encodeURIComponent(id)}` })).refund.reason));
  return new Map(
    ids.flatMap((id) => {
      const refund = refundIdIn(known.get(id));
      return refund ? [[id, refund] as const] : [];
    }),
  );
}
