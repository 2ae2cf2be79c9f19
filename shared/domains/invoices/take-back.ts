import { sum } from '../../kernel/money.ts';
import { canonicalJson } from '../access/canonical.ts';
import type { InvoiceDocument } from './document.ts';

const minus = (amount: number): number => sum([0, -amount]);

/** The credit note that takes a whole invoice back: what it said, negative. Nothing is left to pay on it. */
export function takeBack(document: InvoiceDocument, number: string, issuedOn: string): InvoiceDocument {
  const total = minus(document.total);
  return {
    ...document,
    ...{ creditOf: number, issuedOn, total, paid: total },
    lines: document.lines.map((line) => ({
      ...line,
      ...{ quantity: minus(line.quantity), discount: minus(line.discount) },
      ...{ net: minus(line.net), tax: minus(line.tax), total: minus(line.total) },
      taxes: line.taxes?.map(({ name, amount }) => ({ name, amount: minus(amount) })) ?? null,
    })),
    ...(document.delivery && {
      delivery: document.delivery.map(({ taxRate, taxes, ...part }) => ({
        ...{ taxRate, net: minus(part.net), tax: minus(part.tax), total: minus(part.total) },
        taxes: taxes?.map(({ name, amount }) => ({ name, amount: minus(amount) })) ?? null,
      })),
    }),
    taxByRate: document.taxByRate.map(({ rate, net, tax }) => ({ rate, net: minus(net), tax: minus(tax) })),
    ...{ shipping: minus(document.shipping), fee: minus(document.fee), rounding: minus(document.rounding) },
    ...{ net: minus(document.net), tax: minus(document.tax) },
  };
}

/** Whether two documents say the same of who bought what for how much; what was paid by then does not count. */
export function sameTrade(one: InvoiceDocument, other: InvoiceDocument): boolean {
  const trade = ({ issuedOn: _issued, paid: _paid, footer: _footer, seller: _seller, ...rest }: InvoiceDocument) =>
    canonicalJson(rest);
  return trade(one) === trade(other);
}
