import { parseBarcode } from '@tillhouse/shared/domains/catalog/parse-barcode.ts';
import * as z from 'zod';
import type { StaffCaller } from '../../platform/auth/caller.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { CommerceContext } from './context.ts';
import { findItem, storeRules } from './find-item.ts';

const rule = z.strictObject({
  pattern: z
    .string()
    .max(40)
    .describe('`21.....{NNDDD}`: digits as they are, `.` for the item’s, the value in braces; no check digit'),
  means: z.enum(['weight', 'price', 'count']),
});

const measured = z.object({
  value: z.number().int().describe('Integer × 10^−scale'),
  scale: z.number().int(),
  unit: z.string().optional().describe('UN/CEFACT code'),
  currency: z.string().optional().describe('ISO 4217 number'),
});

const answer = z.object({
  kind: z.enum(['gs1', 'gtin', 'in-store', 'plain']),
  symbology: z.object({ id: z.string(), name: z.string(), gs1: z.boolean() }).nullable(),
  syntax: z.enum(['element-string', 'bracketed', 'digital-link']).nullable(),
  elements: z.array(z.object({ ai: z.string(), title: z.string(), value: z.string() })),
  bracketed: z.string().describe('`(01)12312312312333(10)ABC123`'),
  gtin14: z.string().nullable().describe('The same for UPC-A, EAN-13, EAN-8 and GTIN-14 of one item'),
  facts: z
    .object({
      weight: measured,
      price: measured,
      count: measured,
      length: measured,
      volume: measured,
      lot: z.string(),
      serial: z.string(),
      expiry: z.iso.date(),
      bestBefore: z.iso.date(),
      produced: z.iso.date(),
      sscc: z.string(),
      item: z.string(),
    })
    .partial()
    .describe('What the code says about the very piece that carries it'),
  lookUp: z.array(z.string()).describe('Codes by which to look for the item, the best first'),
  item: z
    .object({ variantId: z.uuid(), productId: z.uuid(), sku: z.string(), title: z.string(), variantTitle: z.string() })
    .nullable()
    .describe('The store’s item that it means'),
});

const described = `GS1 element strings (GS as \`\\u001d\` or \`␝\`, with or without a symbology identifier such as \`]e0\`, \`]d2\`, \`]Q3\`, \`]C1\`), the same in brackets, GS1 Digital Links, GTINs of every length, and the store's own codes with weight, price or count by \`rules\` (the store's own rules where they are left out). What contradicts itself (a wrong check digit, (02) without (37), a repeated identifier) is refused with the reason.`;

export function barcodeRoutes(context: CommerceContext): Route[] {
  return [
    route(
      {
        method: 'POST',
        path: '/v1/barcodes/parse',
        summary: 'Say what a scanned code means, and which item it finds',
        description: described,
        tag: 'Rules',
        access: { as: 'staff', permission: 'products.view' },
        body: z.strictObject({ code: z.string().max(1_000), rules: z.array(rule).max(50).optional() }),
        answers: { 200: { description: 'What it means', schema: answer } },
      },
      async ({ body: { code, rules }, caller }) => {
        const { tenantId } = caller as StaffCaller;
        return withTenant(context.pool, tenantId, async (db) => {
          const parsed = parseBarcode(code, rules ?? (await storeRules(db, tenantId)));
          return { ...parsed, item: await findItem(db, tenantId, parsed.lookUp) };
        });
      },
    ),
  ];
}
