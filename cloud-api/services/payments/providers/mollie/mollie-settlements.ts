import { decimalsOf } from '@tillhouse/shared/kernel/currencies.ts';
import * as z from 'zod';
import { fromDecimal } from '../../../../platform/decimal-money.ts';
import { ownId, refundIdIn } from '../own-id.ts';
import type { ToldPayout, ToldPayoutPart } from '../provider.ts';
import { molliePayment, notedIn } from './mollie-words.ts';

/** Reads at Mollie, by a path after `/v2/`. @throws as providers do */
export type ReadMollie = <T>(shape: z.ZodType<T>, path: string) => Promise<T>;

const money = z.object({ currency: z.string(), value: z.string() });
const links = z.object({ next: z.object({ href: z.string() }).nullish() }).nullish();
const cost = z.object({ amountGross: money });
/** https://docs.mollie.com/reference/list-settlements */
const settlementPage = z.object({
  _embedded: z.object({
    settlements: z.array(
      z.object({
        id: z.string(),
        reference: z.string().nullish(),
        createdAt: z.string(),
        settledAt: z.string().nullish(),
        status: z.string(),
        amount: money,
        periods: z.record(z.string(), z.record(z.string(), z.object({ costs: z.array(cost).nullish() }))).nullish(),
      }),
    ),
  }),
  _links: links,
});
type Settlement = z.infer<typeof settlementPage>['_embedded']['settlements'][number];

const noted = { id: z.string(), amount: money, metadata: z.unknown().optional() };
const paymentPage = z.object({ _embedded: z.object({ payments: z.array(z.object(noted)) }), _links: links });
const partOf = z.object({ ...noted, paymentId: z.string() });
const capturePage = z.object({ _embedded: z.object({ captures: z.array(partOf) }), _links: links });
const refundPage = z.object({ _embedded: z.object({ refunds: z.array(partOf) }), _links: links });
const chargebackPage = z.object({ _embedded: z.object({ chargebacks: z.array(partOf) }), _links: links });

const states: Readonly<Record<string, ToldPayout['state']>> = {
  ...{ paidout: 'paid', failed: 'failed', pending: 'on-its-way' },
};

async function all<T, P extends { readonly _links?: z.infer<typeof links> }>(
  read: ReadMollie,
  {
    shape,
    path,
    rows,
    until,
  }: {
    readonly shape: z.ZodType<P>;
    readonly path: string;
    readonly rows: (page: P) => readonly T[];
    /** No more is wanted after this one */
    readonly until?: (row: T) => boolean;
  },
): Promise<T[]> {
  const found: T[] = [];
  let next: string | undefined = path;
  while (next !== undefined) {
    const page: P = await read(shape, next);
    found.push(...rows(page));
    const last = found.at(-1);
    if (last !== undefined && until?.(last)) break;
    const href = page._links?.next?.href;
    next = href === undefined ? undefined : new URL(href).pathname.replace('/v2/', '') + new URL(href).search;
  }
  return found;
}

/** Places after the point that a cost may have */
const FINE = 12;

const attemptIn = (metadata: unknown) => ownId(notedIn(metadata, 'attempt'));
const refundIn = (metadata: unknown) => refundIdIn(notedIn(metadata, 'refund'));

/** What was settled since then, each with its payments, captures, refunds and chargebacks; what Mollie keeps is one sum of it. */
export async function mollieSettlements(read: ReadMollie, since: number): Promise<ToldPayout[]> {
  const settlements = await all(read, {
    shape: settlementPage,
    path: 'settlements?limit=250',
    rows: ({ _embedded }) => _embedded.settlements,
    // The newest come first.
    until: ({ createdAt }) => Date.parse(createdAt) < since,
  });
  const told: ToldPayout[] = [];
  for (const each of settlements) {
    // One that is open goes nowhere yet, and has no name that a bank could say.
    if (Date.parse(each.createdAt) < since || !states[each.status] || !each.reference) continue;
    told.push(await payoutOf(read, each, each.reference));
  }
  return told;
}

/** Costs of single payments are told in parts of a cent; what is kept is their sum, rounded once. */
function costsOf(periods: Settlement['periods'], currency: string): number {
  const costs = Object.values(periods ?? {})
    .flatMap((months) => Object.values(months))
    .flatMap((month) => month.costs ?? [])
    .filter(({ amountGross }) => amountGross.currency === currency);
  const fine = costs.reduce((sum, { amountGross: { value } }) => {
    const [, sign = '', whole = '0', part = ''] = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(value) ?? [];
    return sum + BigInt(`${sign}${whole}${part.padEnd(FINE, '0')}`);
  }, 0n);
  const unit = 10n ** BigInt(FINE - (decimalsOf(currency) ?? 2));
  const half = fine < 0n ? -unit / 2n : unit / 2n;
  return Number((fine + half) / unit);
}

async function payoutOf(read: ReadMollie, settlement: Settlement, reference: string): Promise<ToldPayout> {
  const { id, amount: paid, status, periods, settledAt, createdAt } = settlement;
  const { currency } = paid;
  const path = (of: string) => `settlements/${id}/${of}?limit=250`;
  const payments = await all(read, {
    shape: paymentPage,
    path: path('payments'),
    rows: (page) => page._embedded.payments,
  });
  const captures = await all(read, {
    shape: capturePage,
    path: path('captures'),
    rows: (page) => page._embedded.captures,
  });
  const refunds = await all(read, { shape: refundPage, path: path('refunds'), rows: (page) => page._embedded.refunds });
  const back = await all(read, {
    shape: chargebackPage,
    path: path('chargebacks'),
    rows: (page) => page._embedded.chargebacks,
  });
  // What was captured in parts is settled by its captures.
  const inParts = new Set(captures.map(({ paymentId }) => paymentId));
  const own = new Map(payments.map((one) => [one.id, attemptIn(one.metadata)]));
  for (const paymentId of [...captures, ...refunds, ...back].map((one) => one.paymentId))
    if (!own.has(paymentId))
      own.set(paymentId, attemptIn((await read(molliePayment, `payments/${paymentId}`)).metadata));
  const part = (
    kind: ToldPayoutPart['kind'],
    { id: line, amount, paymentId = line, metadata }: z.infer<z.ZodObject<typeof noted>> & { paymentId?: string },
    sign: 1 | -1,
  ): ToldPayoutPart[] =>
    // In another currency it is a part of what is left over: nobody says here what it came to.
    amount.currency === currency
      ? [
          {
            ...{ kind, reference: line, attemptId: own.get(paymentId) ?? null },
            refundId: kind === 'refund' ? refundIn(metadata) : null,
            ...{ gross: sign * Math.abs(fromDecimal(amount.value, currency)), fee: 0 },
          },
        ]
      : [];
  const parts = [
    ...payments.filter((one) => !inParts.has(one.id)).flatMap((one) => part('payment', one, 1)),
    ...captures.flatMap((one) => part('payment', one, 1)),
    ...refunds.flatMap((one) => part('refund', one, -1)),
    ...back.flatMap((one) => part('dispute', one, -1)),
  ];
  const nothing = { attemptId: null, refundId: null };
  const fee = costsOf(periods, currency);
  if (fee !== 0) parts.push({ ...nothing, kind: 'fee', reference: `${id}:costs`, gross: 0, fee });
  const amount = fromDecimal(paid.value, currency);
  const rest = amount - parts.reduce((sum, one) => sum + one.gross - one.fee, 0);
  if (rest !== 0) parts.push({ ...nothing, kind: 'other', reference: `${id}:rest`, gross: rest, fee: 0 });
  const arrivesAt = Date.parse(settledAt ?? createdAt);
  return { reference, currency, amount, state: states[status] ?? 'on-its-way', arrivesAt, parts };
}
