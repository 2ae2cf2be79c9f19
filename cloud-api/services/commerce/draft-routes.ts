import { createTx } from '@tillhouse/shared/data/tx.ts';
import { type DraftArgs, draftArgs } from '@tillhouse/shared/domains/orders/draft-args.ts';
import { drafts } from '@tillhouse/shared/domains/orders/draft-schema.ts';
import { draftUnknown } from '@tillhouse/shared/domains/orders/errors.ts';
import { previewDraft, priceDraft } from '@tillhouse/shared/domains/orders/price-draft.ts';
import type { StoreContext } from '@tillhouse/shared/kernel/define-mutator.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import * as z from 'zod';
import { storeContext } from '../../platform/access/directory.ts';
import type { StaffCaller } from '../../platform/auth/caller.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { CommerceContext } from './context.ts';

const money = z.number().int().describe('Minor units of its currency');
const priced = z.object({
  ...{ currency: z.string(), pricesIncludeTax: z.boolean(), subtotal: money, taxTotal: money, total: money },
  shippingTotal: money.describe('With its tax'),
  lines: z.array(
    z.object({
      ...{ key: z.string(), variantId: z.uuid(), title: z.string(), variantTitle: z.string(), sku: z.string() },
      ...{ quantity: z.number().int(), scale: z.number().int(), unitPrice: money, discount: money },
      ...{ net: money, tax: money, total: money, taxRate: z.string() },
    }),
  ),
});
const withCodes = priced.extend({
  coupons: z
    .array(
      z.object({
        ...{ code: z.string(), status: z.enum(['applied', 'not-applied', 'unknown']) },
        ...{ promotionId: z.string().nullable(), reason: z.string() },
      }),
    )
    .describe('What became of each code'),
});
const preview = z.object({
  version: z.number().int().describe('To be sent with `orders.placeDraft`'),
  currency: z.string(),
  holds: z.boolean().describe('It is a quote whose prices hold today: `total` is what was quoted'),
  quoted: money.describe('As it was saved'),
  total: money.describe('What its order would come to: send it as `expectedTotal`'),
  lines: z.array(z.object({ key: z.string(), title: z.string(), quotedTotal: money, total: money })),
  short: z
    .array(z.object({ variantId: z.uuid(), title: z.string(), available: z.number().int() }))
    .describe('Goods of which no place that sells online has enough'),
});

type Ctx = { readonly store: StoreContext; readonly occurredAt: number };

/** Asks in a transaction that writes nothing. */
function asking<T>(context: CommerceContext, tenantId: string, ask: (tx: Tx, ctx: Ctx) => Promise<T>): Promise<T> {
  return withTenant(context.pool, tenantId, async (db) => {
    const store = await storeContext(db, tenantId);
    const { tx, end } = createTx({ connection: db, tenantId, onEvent: async () => {} });
    const answer = await ask(tx, { store, occurredAt: context.now() });
    end();
    return answer;
  });
}

/** The dry runs of `orders.saveDraft` and `orders.placeDraft`. */
export function draftRoutes(context: CommerceContext): Route[] {
  const access = { as: 'staff', permission: 'orders.edit' } as const;
  return [
    route(
      {
        method: 'POST',
        path: '/v1/orders/price-draft',
        summary: 'What a draft or quote comes to',
        description: 'Takes what `orders.saveDraft` takes and is priced by the same text. It writes and holds nothing.',
        ...{ tag: 'Orders', access, body: draftArgs as unknown as z.ZodType<DraftArgs> },
        answers: { 200: { description: 'Line by line', schema: withCodes } },
      },
      async ({ body, caller }) =>
        asking(context, (caller as StaffCaller).tenantId, async (tx, ctx) => {
          const { frozen, coupons } = await priceDraft(tx, ctx, body);
          return withCodes.parse({ ...frozen, coupons });
        }),
    ),
    route(
      {
        method: 'POST',
        path: '/v1/orders/preview-draft',
        summary: 'What ordering a draft or quote would do: what it comes to, and what is not there',
        description:
          'A quote that holds comes to what was quoted; anything else to what it costs now, beside what it was saved with.',
        ...{ tag: 'Orders', access, body: z.strictObject({ draftId: z.uuid() }) },
        answers: { 200: { description: 'Quoted and now', schema: preview } },
      },
      async ({ body: { draftId }, caller }) =>
        asking(context, (caller as StaffCaller).tenantId, async (tx, ctx) => {
          const draft = await tx.get(drafts, { id: draftId });
          if (!draft) throw draftUnknown({ draftId });
          return preview.parse(await previewDraft(tx, ctx, draft));
        }),
    ),
  ];
}
