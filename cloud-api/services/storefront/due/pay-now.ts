import type { FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { ShopCaller } from '../../../platform/auth/caller.ts';
import { wayToPay } from '../../../platform/payments/pay-link.ts';
import type { StorefrontContext } from '../context.ts';
import { isOwnPage } from '../own-page.ts';
import { moneyIn } from '../requests/request-text.ts';
import { filled } from '../requests/request-words.ts';
import { dueWords } from './due-words.ts';
import { methodsOf } from './mount-due.ts';
import { within } from './pay-due.ts';
import { readDue } from './read-due.ts';

export const payNow = z
  .object({
    amount: z.number().int().describe('Minor units: what is due and not on its way already'),
    title: z.string().describe('Of its button, in the language of the shopper'),
    href: z.url().describe('A page of the cloud; with `back` it leads to that page of this origin afterwards'),
  })
  .nullable()
  .describe('Where it is paid; null: nothing is to be paid now, or not online');

/** For who may see the order: where they pay what is due of it now. */
export async function payNowOf(
  context: StorefrontContext,
  { tenantId, origins }: ShopCaller,
  request: FastifyRequest,
  orderId: string,
): Promise<z.infer<typeof payNow>> {
  const from = pageOrigin(request, origins);
  const found = await within(context, tenantId, async (tx, db) => {
    const of = await readDue(tx, orderId);
    if (!of || of.toPay === 0) return undefined;
    const href = await wayToPay(db, { origin: context.publicOrigin(), tenantId }, { orderId, from });
    return href ? { of, href } : undefined;
  });
  if (!found || (await methodsOf(context, tenantId, found.of)).length === 0) return null;
  const { of, href } = found;
  const amount = moneyIn(of.locale, of.order.currency)(of.toPay);
  return { amount: of.toPay, title: filled(dueWords(of.locale).pay, { amount }), href };
}

/** The origin of the page that asks; of a page of our own browsers name none, and say that it is the same. */
function pageOrigin({ headers, protocol, host }: FastifyRequest, origins: readonly string[]): string {
  const { origin } = headers;
  if (origin !== undefined && URL.canParse(origin)) return isOwnPage(origin, origins) ? origin : '';
  return headers['sec-fetch-site'] === 'same-origin' ? `${protocol}://${host}` : '';
}
