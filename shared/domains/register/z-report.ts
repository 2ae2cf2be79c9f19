import { isWithoutReceipt } from './rules.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod/mini';
import { amount, count, currency, instant, signedAmount, words } from '../../kernel/args.ts';
import { sum } from '../../kernel/money.ts';
import { type FiscalOfReceipt, fiscalOfReport, fiscalReport } from './fiscal.ts';
import { canonicalJson } from '../access/canonical.ts';
import type { Order, OrderLine, Tender } from '../orders/schema.ts';

const counted = z.strictObject({ count, amount: signedAmount });

/**
 * What happened at a drawer between its opening and a moment: an X report while it is open, frozen as the Z report when it
 * closes. Amounts are minor units of the drawer's currency; returns and what was paid back are negative.
 */
export const zReport = z.strictObject({
  from: instant,
  to: instant,
  sales: counted,
  /** What was taken off them, and on how many */
  discounts: counted,
  returns: counted,
  /** Put on gift cards and store credit: owed to whoever has them, and part of neither; left out as `withoutReceipt` */
  credits: z.optional(counted),
  /** Those among them that name no sale; left out where there are none, and by tills from before */
  withoutReceipt: z.optional(counted),
  /** Net and tax of all lines by rate, returns taken off */
  taxes: z.array(z.strictObject({ rate: words(60), net: signedAmount, tax: signedAmount })).check(z.maxLength(100)),
  /** What was taken by each kind of payment, less what was paid back */
  tenders: z.array(z.strictObject({ kind: words(30), amount: signedAmount })).check(z.maxLength(50)),
  shipping: signedAmount,
  fees: signedAmount,
  rounding: signedAmount,
  /** Sold or brought back and not settled here, e.g. what a provider has yet to pay back */
  due: signedAmount,
  drawer: z.strictObject({
    float: amount,
    /** Cash of sales less cash of returns */
    cash: signedAmount,
    paidIn: amount,
    paidOut: amount,
    expected: signedAmount,
  }),
  noSales: count,
  /** Given to staff beside what was sold, and no part of it; left out where there was none, and by tills from before */
  tips: z.optional(
    z.strictObject({
      count,
      cash: signedAmount,
      card: signedAmount,
      /** Paid out to staff of this drawer */
      paidOut: amount,
    }),
  ),
  /** Cash of other currencies, each counted for itself; left out where none was taken, and by tills from before */
  foreign: z.optional(
    z
      .array(
        z.strictObject({
          currency,
          count,
          /** Taken, and so what is to be there: minor units of that currency */
          taken: amount,
          /** What it counted for, in minor units of the drawer's currency */
          worth: amount,
          /** What was there when the drawer was closed; left out where nobody counted it, and of an X report */
          counted: z.optional(amount),
        }),
      )
      .check(z.maxLength(40)),
  ),
  /** Of a register with a fiscal device; left out of others, and by tills from before */
  fiscal: z.optional(fiscalOfReport),
});
export type ZReport = z.infer<typeof zReport>;

/** What a closing was numbered and sealed with, made at the desk. */
export const zSeal = z.strictObject({
  generation: count,
  /** Without gaps within register and generation */
  number: count,
  report: zReport,
  /** Hash of the closing before in that series; null of the first */
  previousHash: z.nullable(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
  hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
});
export type ZSeal = z.infer<typeof zSeal>;

/** What an order puts on gift cards or store credit: it is owed, and neither sold nor taxed. */
interface HeldPart {
  readonly held?: number;
  /** With `held`, what tells an order of nothing else */
  readonly subtotal?: number;
}

const earnedOf = ({ total, held = 0 }: HeldPart & { readonly total: number }): number => total - held;
const isHeldAlone = ({ held = 0, subtotal }: HeldPart): boolean => held !== 0 && subtotal === held;

/** The tax class of lines that put money on a gift card or store credit. */
export const HELD_CLASS = 'gift-card';

/** What a report is made of; of each only what counts. */
export interface DrawerTrade {
  readonly float: number;
  readonly openedAt: number;
  readonly orders: readonly (Pick<
    Order,
    | 'kind'
    | 'channel'
    | 'originalOrderId'
    | 'total'
    | 'discountTotal'
    | 'shippingTotal'
    | 'feeTotal'
    | 'rounding'
    | 'due'
  > &
    Partial<Pick<Order, 'shippingTaxed'>> &
    HeldPart)[];
  readonly lines: readonly (Pick<OrderLine, 'taxRate' | 'net' | 'tax'> & { readonly taxClass?: string })[];
  readonly tenders: readonly Pick<Tender, 'kind' | 'amount'>[];
  readonly movements: readonly { readonly kind: string; readonly amount: number }[];
  readonly tips?: readonly { readonly kind: string; readonly way: string; readonly amount: number }[];
  /** Of its tenders, the cash of other currencies */
  readonly foreign?: readonly { readonly currency: string; readonly given: number; readonly worth: number }[];
  readonly receipts?: readonly { readonly fiscal: FiscalOfReceipt | null; readonly placedAt: number }[];
}

/** @param to epoch milliseconds: when it is asked, or when the drawer closes */
export function reportOf(
  { float, openedAt, orders, lines, tenders, movements, tips = [], foreign = [], receipts = [] }: DrawerTrade,
  to: number,
): ZReport {
  const of = (kind: Order['kind']) => orders.filter((order) => order.kind === kind);
  const totals = (some: DrawerTrade['orders']) => ({
    count: some.filter((order) => !isHeldAlone(order)).length,
    amount: sum(some.map(earnedOf)),
  });
  const held = orders.flatMap((order) => (order.held ? [order.held] : []));
  const delivery = orders.flatMap(({ shippingTaxed }) => shippingTaxed?.parts ?? []);
  const loose = orders.filter(isWithoutReceipt);
  const reduced = of('sale').filter(({ discountTotal }) => discountTotal !== 0);
  const moved = (...kinds: string[]) =>
    sum(movements.filter(({ kind }) => kinds.includes(kind)).map(({ amount: each }) => each));
  const fiscal = fiscalReport(receipts);
  return {
    from: openedAt,
    to,
    sales: totals(of('sale')),
    discounts: { count: reduced.length, amount: sum(reduced.map(({ discountTotal }) => discountTotal)) },
    returns: totals(of('return')),
    ...(held.length > 0 && { credits: { count: held.length, amount: sum(held) } }),
    ...(loose.length > 0 && { withoutReceipt: totals(loose) }),
    taxes: grouped(
      [...lines.filter(({ taxClass }) => taxClass !== HELD_CLASS), ...delivery],
      ({ taxRate }) => taxRate,
    ).map(([rate, some]) => ({
      rate,
      net: sum(some.map(({ net }) => net)),
      tax: sum(some.map(({ tax }) => tax)),
    })),
    tenders: grouped(tenders, ({ kind }) => kind).map(([kind, some]) => ({
      kind,
      amount: sum(some.map(({ amount: each }) => each)),
    })),
    shipping: sum(orders.map(({ shippingTotal }) => shippingTotal)),
    fees: sum(orders.map(({ feeTotal }) => feeTotal)),
    rounding: sum(orders.map(({ rounding }) => rounding)),
    due: sum(orders.map(({ due }) => due)),
    drawer: {
      float,
      cash: moved('sale', 'refund'),
      paidIn: moved('paid-in'),
      paidOut: -moved('paid-out'),
      expected: sum([float, moved('sale', 'refund', 'paid-in', 'paid-out', 'tip')]),
    },
    noSales: movements.filter(({ kind }) => kind === 'no-sale').length,
    ...(tips.length > 0 && { tips: tipsOf(tips) }),
    ...(foreign.length > 0 && {
      foreign: grouped(foreign, (one) => one.currency).map(([of, some]) => ({
        currency: of,
        count: some.length,
        taken: sum(some.map(({ given }) => given)),
        worth: sum(some.map(({ worth }) => worth)),
      })),
    }),
    ...(fiscal && { fiscal }),
  };
}

function tipsOf(tips: NonNullable<DrawerTrade['tips']>): NonNullable<ZReport['tips']> {
  const given = tips.filter(({ kind }) => kind !== 'paid-out');
  const by = (way: string) => sum(given.filter((tip) => tip.way === way).map(({ amount: each }) => each));
  return {
    count: given.filter(({ kind }) => kind === 'given').length,
    ...{ cash: by('cash'), card: by('card') },
    paidOut: -sum(tips.filter(({ kind }) => kind === 'paid-out').map(({ amount: each }) => each)),
  };
}

/** By key, in the order of its characters. */
function grouped<T>(all: readonly T[], by: (one: T) => string): [string, T[]][] {
  return [...Map.groupBy(all, by)].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A report with what was counted of each other currency, as its closing keeps it. */
export function withCounted(
  report: ZReport,
  counted: readonly { readonly currency: string; readonly counted: number }[],
): ZReport {
  const { foreign } = report;
  if (!foreign) return report;
  const of = (one: string) => counted.find(({ currency: each }) => each === one)?.counted;
  return {
    ...report,
    foreign: foreign.map((one) => {
      const there = of(one.currency);
      return there === undefined ? one : { ...one, counted: there };
    }),
  };
}

/** What the hash of a closing covers: every figure on it, and the one before. Names and notes may be taken back; they are left out. */
export interface SealedClosing extends Omit<ZSeal, 'hash'> {
  readonly sessionId: string;
  readonly registerId: string;
  readonly closedAt: number;
  readonly counted: number;
  readonly expected: number;
}

/** SHA-256 in hexadecimal. */
export function hashOfClosing(closing: SealedClosing): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(closing))));
}
