import * as z from 'zod/mini';
import { count, instant, text, words } from '../../kernel/args.ts';
import { sum } from '../../kernel/money.ts';

/**
 * What a fiscal device said of a receipt, frozen with it. `out`: it did not answer in time or could not sign; the sale stood
 * all the same, its paper says so, and since when is the gap that an auditor asks about.
 */
export const fiscalOfReceipt = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('signed'),
    /** Of the till, as the device knows it */
    client: words(40),
    serial: words(128),
    transaction: count,
    counter: count,
    startedAt: instant,
    finishedAt: instant,
    processType: words(40),
    processData: text(500),
    algorithm: words(60),
    timeFormat: words(40),
    /** Both base64 */
    signature: words(500),
    publicKey: words(500),
  }),
  z.strictObject({ state: z.literal('out'), client: words(40), since: instant, reason: text(200) }),
]);
export type FiscalOfReceipt = z.infer<typeof fiscalOfReceipt>;
export type FiscalSigned = Extract<FiscalOfReceipt, { state: 'signed' }>;

/** What a fiscal device signs of a sale or a return: minor units, negative where money goes back. */
export interface FiscalFigures {
  readonly currency: string;
  readonly total: number;
  /** By rate (`19/100`), tax in it; what no tax is in, rounding and fees too, at `0`. They sum to `total`. */
  readonly grossByRate: readonly { readonly rate: string; readonly gross: number }[];
  /** In cash and otherwise, with what is not paid yet among the latter. They sum to `total`. */
  readonly paid: readonly { readonly cash: boolean; readonly amount: number }[];
}

interface Signed {
  readonly decided: {
    readonly currency: string;
    readonly total: number;
    readonly shippingTaxed?:
      | { readonly parts: readonly { readonly taxRate: string; readonly net: number; readonly tax: number }[] }
      | undefined;
  };
  readonly lines: readonly {
    readonly snapshot: { readonly taxRate: string; readonly total: number; readonly relief?: string | undefined };
  }[];
  readonly tenders: readonly { readonly kind: string; readonly amount: number }[];
}

export function fiscalFigures({ decided, lines, tenders }: Signed): FiscalFigures {
  const { currency, total, shippingTaxed } = decided;
  const parts = [
    ...lines.map(({ snapshot: { taxRate, relief, total: gross } }) => ({ rate: relief ? '0' : taxRate, gross })),
    ...(shippingTaxed?.parts ?? []).map(({ taxRate: rate, net, tax }) => ({ rate, gross: net + tax })),
  ];
  const byRate = Map.groupBy(parts, ({ rate }) => rate);
  const taxed = [...byRate]
    .filter(([rate]) => rate !== '0')
    .map(([rate, some]) => ({ rate, gross: sum(some.map(({ gross }) => gross)) }))
    .sort((a, b) => (a.rate < b.rate ? -1 : 1));
  const rest = total - sum(taxed.map(({ gross }) => gross));
  const cash = sum(tenders.map(({ kind, amount }) => (kind === 'cash' ? amount : 0)));
  return {
    ...{ currency, total },
    grossByRate: [...taxed, ...(rest === 0 ? [] : [{ rate: '0', gross: rest }])],
    paid: [
      { cash: true, amount: cash },
      { cash: false, amount: total - cash },
    ].filter(({ amount }) => amount !== 0),
  };
}

const timeOf = (at: number): string => new Date(at).toISOString();

/** As DSFinV-K lays it out for the QR code on a receipt, so that whoever checks needs nothing but the paper. */
export function qrOf(signed: FiscalSigned): string {
  const { client, processType, processData, transaction, counter, startedAt, finishedAt } = signed;
  const { algorithm, timeFormat, signature, publicKey } = signed;
  return [
    ...['V0', client, processType, processData, transaction, counter, timeOf(startedAt), timeOf(finishedAt)],
    ...[algorithm, timeFormat, signature, publicKey],
  ].join(';');
}

/** How many receipts of a drawer a fiscal device signed, and between when it did not. */
export const fiscalOfReport = z.strictObject({
  signed: count,
  unsigned: count,
  /** The first and the last that it did not sign */
  gap: z.optional(z.strictObject({ since: instant, until: instant })),
});

export function fiscalReport(
  receipts: readonly { readonly fiscal: FiscalOfReceipt | null; readonly placedAt: number }[],
): z.infer<typeof fiscalOfReport> | null {
  const known = receipts.flatMap(({ fiscal, placedAt }) => (fiscal ? [{ fiscal, placedAt }] : []));
  if (known.length === 0) return null;
  const out = known.filter(({ fiscal }) => fiscal.state === 'out').map(({ placedAt }) => placedAt);
  return {
    signed: known.length - out.length,
    unsigned: out.length,
    ...(out.length > 0 && { gap: { since: Math.min(...out), until: Math.max(...out) } }),
  };
}
