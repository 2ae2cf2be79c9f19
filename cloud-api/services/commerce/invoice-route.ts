import { createTx } from '@tillhouse/shared/data/tx.ts';
import { invoices } from '@tillhouse/shared/domains/invoices/schema.ts';
import * as z from 'zod';
import type { StaffCaller } from '../../platform/auth/caller.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { notFound } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { sendInvoice } from '../../platform/paper/invoice-pdf.ts';
import type { CommerceContext } from './context.ts';

/** Any invoice or credit note as paper, whoever issued it. */
export function invoiceRoute(context: CommerceContext): Route {
  return route(
    {
      method: 'GET',
      path: '/v1/invoices/:id.pdf',
      summary: 'An invoice or a credit note as a PDF',
      description:
        'In the language of its buyer, laid out from what was frozen when it was issued. Those of online orders are in the cloud’s own series of their store: issued when the order is paid or something of it has left, taken back and issued anew when it is edited, taken back when it is cancelled.',
      tag: 'Records',
      access: { as: 'staff', permission: 'orders.view' },
      params: z.object({ id: z.uuid() }),
      answers: { 200: { description: 'The paper', contentType: 'application/pdf' } },
    },
    async ({ params: { id }, caller, reply }) => {
      const { tenantId } = caller as StaffCaller;
      const invoice = await withTenant(context.pool, tenantId, async (db) => {
        const { tx, end } = createTx({ connection: db, tenantId, onEvent: async () => {} });
        const found = await tx.get(invoices, { id });
        end();
        return found;
      });
      if (!invoice) throw notFound('invoice');
      return sendInvoice(reply, invoice);
    },
  );
}
