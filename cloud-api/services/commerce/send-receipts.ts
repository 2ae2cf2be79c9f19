import { storeAt } from '@tillhouse/shared/domains/access/stores.ts';
import { customers } from '@tillhouse/shared/domains/customers/schema.ts';
import { locations } from '@tillhouse/shared/domains/inventory/schema.ts';
import { receiptLetter } from '@tillhouse/shared/domains/invoices/receipt-letter.ts';
import { receiptLetters } from '@tillhouse/shared/domains/orders/receipt-letter-schema.ts';
import { orderLines, orders } from '@tillhouse/shared/domains/orders/schema.ts';
import { receipts } from '@tillhouse/shared/domains/register/schema.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { Letter } from '../../platform/mail/mailer.ts';
import { invoicePdf } from '../../platform/paper/invoice-pdf.ts';
import type { Letters } from './send-letters.ts';

/** Receipts, to whom a cashier sent them. Once it went, no more is kept of the address than tells people by. */
export const receiptMail = (pools: Letters['pools']): Letters => ({
  pools,
  of: 'a receipt',
  due: 'SELECT tenant_id, id FROM receipt_letters WHERE next_at <= $1 ORDER BY next_at',
  claim: async (tx, id, now, until) => {
    const [row] = await tx.getForUpdate(receiptLetters, [{ id }]);
    if (!row || row.nextAt === null || row.nextAt > now) return undefined;
    const tries = row.tries + 1;
    await tx.update(receiptLetters, { id }, { tries, nextAt: until });
    const { sentTo: to, orderId } = row;
    const facts = await factsOf(tx, orderId);
    const letter = async (): Promise<Letter> => {
      if (!facts) throw new Error(`the order ${orderId} of a receipt is not there`);
      const { letter: text, paper } = await receiptLetter(facts);
      const name = `${paper.number.replaceAll(/[^\w.-]/g, '-')}.pdf`;
      const attachments = [{ name, contentType: 'application/pdf', content: await invoicePdf(paper) }];
      // Handed over twice, its reader's program can tell.
      return { to, ...text, messageId: `<receipt-${id}@tillhouse.example>`, attachments };
    };
    const over = { nextAt: null, sentTo: shortened(to) };
    return {
      ...{ tries, letter },
      sent: (later, sentAt) => later.update(receiptLetters, { id }, { ...over, status: 'sent', sentAt }),
      failed: (later, nextAt) =>
        later.update(receiptLetters, { id }, nextAt === null ? { ...over, status: 'failed' } : { nextAt }),
    };
  },
});

async function factsOf(tx: Tx, orderId: string) {
  const order = await tx.get(orders, { id: orderId });
  if (!order) return undefined;
  const { customerId, locationId, originalOrderId } = order;
  const [lines, [receipt], customer, location, sale, [saleReceipt], store] = await atOnce([
    tx.list(orderLines, { orderId }),
    tx.list(receipts, { orderId }),
    customerId === null ? undefined : tx.get(customers, { id: customerId }),
    tx.get(locations, { id: locationId }),
    originalOrderId === null ? undefined : tx.get(orders, { id: originalOrderId }),
    originalOrderId === null ? [] : tx.list(receipts, { orderId: originalOrderId }),
    storeAt(tx, locationId),
  ]);
  return (
    store && {
      ...{ order, customer, store, street: location?.street ?? '' },
      lines: lines.sort((a, b) => a.position - b.position),
      number: receipt?.number,
      returnOf: saleReceipt?.number ?? sale?.number,
      fiscal: receipt?.fiscal ?? null,
    }
  );
}

/** `bo@shopper.example` as `b…@shopper.example` */
export function shortened(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}…${address.slice(at)}`;
}
