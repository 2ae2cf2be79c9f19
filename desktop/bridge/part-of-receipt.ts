import type { ReceiptPart, ReceiptView } from './views.ts';

function byRate(lines: ReceiptPart['lines']): ReceiptView['taxByRate'] {
  const sums = new Map<string, { rate: string; net: number; tax: number }>();
  for (const { rate, net, tax } of lines) {
    const known = sums.get(rate) ?? { rate, net: 0, tax: 0 };
    sums.set(rate, { rate, net: known.net + net, tax: known.tax + tax });
  }
  return [...sums.values()];
}

/** The receipt of one person's part of a bill that was split by item; null where there is no such part. */
export function partOfReceipt(receipt: ReceiptView, number: number): ReceiptView | null {
  const part = receipt.parts?.find((one) => one.number === number);
  if (!part) return null;
  const { parts, tenders, ...rest } = receipt;
  const add = (pick: (share: ReceiptPart['lines'][number]) => number) =>
    part.lines.reduce((all, share) => all + pick(share), 0);
  const [total, discountTotal, tax] = [add((s) => s.total), add((s) => s.discount), add((s) => s.tax)];
  // As on the whole bill: before discounts, and with tax where prices are.
  const withTax = receipt.total - receipt.rounding === receipt.subtotal - receipt.discountTotal;
  return {
    ...rest,
    lines: part.lines.flatMap(({ at, quantity, total: of, discount }) => {
      const line = receipt.lines[at];
      if (!line) return [];
      const text = line.notes.map((note) => note.text).join(', ');
      return [{ ...line, quantity, total: of, notes: discount > 0 ? [{ text, amount: discount }] : [] }];
    }),
    subtotal: total + discountTotal - (withTax ? 0 : tax),
    discountTotal,
    rounding: part.rounding,
    total: total + part.rounding,
    taxByRate: byRate(part.lines),
    tenders: part.tenders.flatMap((at) => tenders[at] ?? []),
    part: { number, of: parts?.length ?? 0, whole: receipt.total },
    cards: [],
    due: 0,
  };
}
