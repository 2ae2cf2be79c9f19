import { createHmac } from 'node:crypto';
import { checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import type { InvoiceDocument } from '@tillhouse/shared/domains/invoices/document.ts';
import { invoices } from '@tillhouse/shared/domains/invoices/schema.ts';
import { orders } from '@tillhouse/shared/domains/orders/schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import * as z from 'zod';
import { withTenant } from '../../../platform/db/transaction.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { sendInvoice } from '../../../platform/paper/invoice-pdf.ts';
import type { StorefrontContext } from '../context.ts';
import { spokenIn } from '../../../platform/words/spoken.ts';
import { withTx } from './price-checkout.ts';
import { linkIsOver } from './link-is-over.ts';
import { sameSecret } from '../../../platform/same-secret.ts';

/** A browser opens a paper by its address alone, so the address is proof enough, for as long as somebody looks at the order. */
const LINK_MS = 30 * 60_000;

/** What a paper is called where its order is shown. What stands on it stays as it was written. */
export const en = { invoice: 'Invoice {number}', 'credit-note': 'Credit note {number}' };
const paperWords = spokenIn<typeof en>('paper', en);

export const invoiceLinks = z
  .array(
    z.object({
      kind: z.enum(['invoice', 'credit-note']),
      number: z.string(),
      title: z
        .string()
        .describe(
          'What it is and its number, in the language that is asked for (`Accept-Language`), else in that it is written in',
        ),
      issuedAt: z.number().int().describe('Epoch milliseconds'),
      total: z.number().int().describe('Minor units; negative on a credit note'),
      href: z.string().describe('Of its PDF, on this server; opens for half an hour'),
    }),
  )
  .describe('Of it and of what came back of it, the oldest first');

const proofOf = (tokenHash: string, invoiceId: string, until: number): Buffer =>
  createHmac('sha256', tokenHash).update(`invoice ${invoiceId} until ${until}`).digest();

export interface Looks {
  readonly tenantId: string;
  readonly now: number;
  /** BCP 47, of the page that shows it; null: it said none */
  readonly language: string | null;
}

/** The papers of an order and of its returns, each with an address that opens it for a while. */
export async function invoicesOf(
  tx: Tx,
  { tenantId, now, language: asked }: Looks,
  orderIds: readonly string[],
): Promise<z.infer<typeof invoiceLinks>> {
  const [checkout] = await tx.list(checkouts, { orderId: orderIds[0] as string });
  const key = checkout?.tokenHashes.at(-1);
  const issued = await tx.listMany(
    invoices,
    orderIds.map((orderId) => ({ orderId })),
  );
  if (key === undefined) return [];
  const until = now + LINK_MS;
  return issued
    .toSorted((a, b) => a.issuedAt - b.issuedAt || a.sequence - b.sequence)
    .map(({ id, kind, number, total, issuedAt, document }) => {
      const { language } = JSON.parse(document) as InvoiceDocument;
      const query = new URLSearchParams({ shop: tenantId, until: String(until) });
      query.set('proof', proofOf(key, id, until).toString('base64url'));
      const title = paperWords(asked ?? language)[kind].replace('{number}', number);
      return { kind, number, title, issuedAt, total, href: `/shop/v1/invoices/${id}.pdf?${query}` };
    });
}

/** A paper, to whoever holds the address of it that its order gave them. */
export function invoicePaperRoute(context: StorefrontContext): Route {
  return route(
    {
      method: 'GET',
      path: '/shop/v1/invoices/:id.pdf',
      summary: 'An invoice of an order as a PDF, for who bought it',
      description: 'Its address is `href` in `invoices` of the order.',
      tag: 'Shop',
      access: { as: 'open' },
      params: z.object({ id: z.uuid() }),
      query: z.object({
        shop: z.uuid().optional(),
        until: z.coerce.number().int().min(0).max(8.64e15).optional(),
        proof: z.string().max(100).optional(),
      }),
      answers: { 200: { description: 'The paper', contentType: 'application/pdf' } },
    },
    async ({ params: { id }, query: { shop: tenantId, until, proof }, request, reply }) => {
      // Without a proof, forged and another's are said alike; who had a good one once is led back to the order.
      const gone = () => notFound('paper at this address any more; open the order again');
      if (!tenantId || !until || !proof) return linkIsOver(context, request, reply, null, gone);
      const found = await withTenant(context.pool, tenantId, (db) =>
        withTx(db, tenantId, async (tx) => {
          const invoice = await tx.get(invoices, { id });
          if (!invoice) return undefined;
          const order = await tx.get(orders, { id: invoice.orderId });
          const [checkout] = await tx.list(checkouts, { orderId: order?.originalOrderId ?? invoice.orderId });
          const shown = Buffer.from(proof, 'base64url');
          const hashes = checkout?.tokenHashes ?? [];
          const good = hashes.map((hash) => sameSecret(shown, proofOf(hash, id, until)));
          return good.includes(true) ? { invoice, orderId: checkout?.orderId ?? null } : undefined;
        }),
      );
      const { invoice, orderId = null } = found ?? {};
      if (!invoice || until < context.now()) return linkIsOver(context, request, reply, { tenantId, orderId }, gone);
      return sendInvoice(reply, invoice);
    },
  );
}
