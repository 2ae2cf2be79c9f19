import * as z from 'zod';
import type { EcSalesShown } from '../../bridge/vat-views.ts';
import { call } from '../define-call.ts';
import { asking } from '../session/asking.ts';
import { askAsPerson, hasSignIn } from '../session/cloud-sign-ins.ts';

const list = z.object({
  ...{ month: z.string(), home: z.string().nullable(), currency: z.string() },
  rows: z.array(
    z.object({
      ...{ member: z.string(), number: z.string(), amount: z.number().nullable() },
      ...{ orders: z.number(), unchecked: z.number() },
    }),
  ),
});
const asked = z.strictObject({ month: z.string().regex(/^\d{4}-\d{2}$/), storeId: z.uuid().optional() });

export const vatCalls = {
  'vat.ask': asking(z.strictObject({ orderId: z.uuid() }), ({ orderId }) => ({
    ...{ method: 'POST' as const, path: `/v1/orders/${orderId}/vat-check` },
    answer: z.object({ answer: z.enum(['valid', 'invalid', 'none']) }),
  })),
  'vat.ecSales': call(asked, async (host, window, { month, storeId }): Promise<EcSalesShown> => {
    if (!hasSignIn(host, window)) return null;
    const path = `/v1/reports/ec-sales?month=${month}${storeId ? `&storeId=${storeId}` : ''}`;
    return askAsPerson(host, window, { method: 'GET', path, answer: list });
  }),
};
