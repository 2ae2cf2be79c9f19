import type { DraftArgs } from '@tillhouse/shared/domains/orders/draft-args.ts';
import type { FrozenOrder } from '@tillhouse/shared/domains/orders/frozen-order.ts';
import { couponKey } from '@tillhouse/shared/domains/pricing/promotion-uses.ts';
import { sum } from '@tillhouse/shared/kernel/money.ts';
import type { DraftView } from '../../../bridge/draft-queries.ts';
import type { AmountField } from '../orders/edit-draft.ts';

export interface WorkLine {
  readonly key: string;
  readonly variantId: string;
  readonly title: string;
  readonly sku: string;
  readonly scale: number;
  readonly quantity: number;
}

/** A draft as it is being written. */
export interface Work {
  readonly customerId: string | null;
  readonly customerName: string;
  readonly lines: readonly WorkLine[];
  readonly shipping: number;
  readonly discount: number | null;
  readonly reason: string;
  readonly recipient: string;
  readonly address: string;
  readonly method: string;
  readonly validUntil: string;
  readonly note: string;
  readonly coupons: readonly string[];
  /** Amounts whose text is none: with one of them nothing is priced or saved */
  readonly wrong: readonly AmountField[];
}

export const emptyWork: Work = {
  ...{ customerId: null, customerName: '', lines: [], shipping: 0, discount: null, reason: '' },
  ...{ recipient: '', address: '', method: '', validUntil: '', note: '', coupons: [], wrong: [] },
};

export function workOf({ customerId, customerName, discount, validUntil, note, coupons, frozen }: DraftView): Work {
  const { delivery } = frozen;
  const off = frozen.shippingDiscounts.map(({ amount }) => amount);
  return {
    ...{ customerId, customerName, validUntil: validUntil ?? '', note, coupons: coupons ?? [], wrong: [] },
    lines: frozen.lines.map(({ key, variantId, title, variantTitle, sku, scale, quantity }) => ({
      ...{ key, variantId, sku, scale, quantity },
      title: [title, variantTitle].filter(Boolean).join(', '),
    })),
    shipping: sum([frozen.shippingTaxed?.shown ?? frozen.shippingTotal, ...off]),
    discount: discount?.amount ?? null,
    reason: discount?.reason ?? '',
    recipient: delivery?.recipient ?? '',
    address: delivery?.address ?? '',
    method: delivery?.method ?? '',
  };
}

/** One more of what is there already. */
export function withLine(work: Work, line: Omit<WorkLine, 'key' | 'quantity'>, key: string): Work {
  const one = 10 ** line.scale;
  const known = work.lines.find(({ variantId }) => variantId === line.variantId);
  const lines = known
    ? work.lines.map((row) => (row === known ? { ...row, quantity: row.quantity + one } : row))
    : [...work.lines, { ...line, key, quantity: one }];
  return { ...work, lines };
}

/** Nothing of it takes its line away. */
export const withQuantity = (work: Work, key: string, quantity: number): Work => ({
  ...work,
  lines: work.lines.flatMap((row) => (row.key !== key ? [row] : quantity > 0 ? [{ ...row, quantity }] : [])),
});

/** Arguments of `orders.saveDraft`; null while there is nothing to save. */
export function argsOf(draftId: string, version: number, work: Work): DraftArgs | null {
  const { customerId, customerName, lines, shipping, discount, recipient, address, method, validUntil, note } = work;
  const reason = work.reason.trim();
  if (work.wrong.length > 0) return null;
  if (lines.length === 0 || (discount !== null && discount > 0 && reason === '')) return null;
  const goes = [recipient, address, method].some((text) => text.trim() !== '');
  return {
    ...{ draftId, version, customerId, customerName: customerName.trim(), shipping, note: note.trim() },
    lines: lines.map(({ key, variantId, quantity }) => ({ key, variantId, quantity })),
    ...(discount !== null && discount > 0 && { discount: { amount: discount, reason } }),
    ...(work.coupons.length > 0 && { coupons: [...work.coupons] }),
    delivery: goes
      ? { recipient: recipient.trim(), address: address.trim(), country: null, method: method.trim() }
      : null,
    validUntil: validUntil === '' ? null : validUntil,
  };
}

/** What stands in its lines now: of a dry run, while there is one. */
export const totalsOf = (priced: FrozenOrder | null): ReadonlyMap<string, number> =>
  new Map(priced?.lines.map(({ key, total }) => [key, total]) ?? []);

/** One more code; upper and lower case are one. */
export const withCode = (work: Work, code: string): Work =>
  code === '' || work.coupons.some((each) => couponKey(each) === couponKey(code))
    ? work
    : { ...work, coupons: [...work.coupons, code] };
