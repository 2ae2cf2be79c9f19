import { createTx } from '@tillhouse/shared/data/tx.ts';
import { type EditArgs, editArgs } from '@tillhouse/shared/domains/orders/edit-args.ts';
import { previewEdit } from '@tillhouse/shared/domains/orders/preview-edit.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { storeContext } from '../../platform/access/directory.ts';
import type { StaffCaller } from '../../platform/auth/caller.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { CommerceContext } from './context.ts';

const money = z.number().int().describe('Minor units of the order’s currency');
const sums = z.object({
  ...{ subtotal: money, discountTotal: money, shippingTotal: money, shippingTax: money, taxTotal: money, total: money },
  ...{ paid: money, due: money, units: z.number().int() },
});
const preview = z.object({
  version: z.number().int().describe('To be sent with `orders.edit`: where it is another by then, nothing is done'),
  currency: z.string(),
  pricesIncludeTax: z.boolean(),
  before: sums,
  after: sums,
  lines: z.array(
    z.object({
      ...{ lineId: z.uuid(), variantId: z.uuid().nullable(), title: z.string(), variantTitle: z.string() },
      ...{ sku: z.string(), scale: z.number().int(), unitPrice: money, quantityBefore: z.number().int() },
      ...{ quantity: z.number().int(), totalBefore: money, total: money },
    }),
  ),
  promotions: z.array(z.object({ name: z.string(), more: money })),
  difference: money,
  open: money.describe('Before anything is settled: positive to be paid, negative to be paid back'),
  collect: money,
  back: money,
  stock: z.array(
    z.object({
      ...{ variantId: z.uuid(), title: z.string(), delta: z.number().int(), scale: z.number().int() },
      ...{ locationName: z.string(), available: z.number().int(), short: z.boolean() },
    }),
  ),
  reopens: z
    .array(z.object({ lineId: z.string(), quantity: z.number().int() }))
    .nullable()
    .describe(
      'What is sent besides, of an order of which all had left: it is open again, and this is a further parcel',
    ),
  invoiceTakenBack: z.string().nullable().describe('Number of the invoice that a credit note takes back, if any'),
});

/** The dry run of `orders.edit`. */
export function editPreviewRoute(context: CommerceContext): Route {
  return route(
    {
      method: 'POST',
      path: '/v1/orders/preview-edit',
      summary: 'What an edit of an order would do: money and stock, before and after',
      description:
        'Takes what `orders.edit` takes and is refused for what it is refused for, but too little stock, which it tells. It writes and holds nothing. Send its `after.total` as `expectedTotal`, so that what was shown is what is done.',
      tag: 'Orders',
      access: { as: 'staff', permission: 'orders.edit' },
      body: editArgs as unknown as z.ZodType<EditArgs>,
      answers: { 200: { description: 'Before and after', schema: preview } },
    },
    async ({ body, caller }) => {
      const { tenantId } = caller as StaffCaller;
      const id = randomUUID();
      return withTenant(context.pool, tenantId, async (db) => {
        const store = await storeContext(db, tenantId);
        const { tx, end } = createTx({ connection: db, tenantId, onEvent: async () => {} });
        const ctx = { store, occurredAt: context.now(), idFor: (label: string) => idFor(id, label) };
        const answer = await previewEdit(tx, ctx, body);
        end();
        return answer as unknown as z.infer<typeof preview>;
      });
    },
  );
}
