import type { FastifyReply, FastifyRequest } from 'fastify';
import { withTenant } from '../../../platform/db/transaction.ts';
import { html } from '../../../platform/http/markup.ts';
import { spokenIn } from '../../../platform/words/spoken.ts';
import type { StorefrontContext } from '../context.ts';
import { barePages } from '../left-carts/bare-page.ts';
import { pageLanguage } from '../refusals/say-in.ts';
import { storeOfOrder } from './on-account.ts';
import { withTx } from './price-checkout.ts';

/** What a link to a paper says that opens it no more. */
export const en = {
  title: 'This link is over',
  says: 'Links to invoices and labels open for half an hour, so that nobody else opens them later. Open your order again, by the link in its letter or in your account, and press the paper there.',
  order: 'Open the order',
  account: 'To your account',
};
const overWords = spokenIn<typeof en>('over', en);

const STYLE = `:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;font:17px/26px system-ui,sans-serif;background:Canvas;color:CanvasText}main{box-sizing:border-box;width:min(560px,100%);padding:32px 24px;display:grid;gap:20px}h1{margin:0;font-size:24px;line-height:32px;font-weight:600}p{margin:0}nav{display:flex;flex-wrap:wrap;gap:12px}a{display:grid;align-content:center;min-height:48px;padding:0 20px;border:1px solid #1f3d36;border-radius:6px;color:CanvasText;text-decoration:none;font-weight:600}a:first-child{background:#1f3d36;color:#fff}a:focus-visible{outline:3px solid #5a8f80;outline-offset:2px}@media(prefers-color-scheme:dark){a{border-color:#8fc4b4}}small{color:color-mix(in srgb,CanvasText 72%,Canvas)}`;
const send = barePages(STYLE);

/**
 * Answers a link to a paper that opens nothing any more: a browser has a page that leads back to the order, a program what it had before.
 * @param of the order whose link it was, once it was shown that it was one; null: nobody knows
 * @throws what `gone` says, for programs
 */
export async function linkIsOver(
  { pool, publicOrigin }: Pick<StorefrontContext, 'pool' | 'publicOrigin'>,
  request: FastifyRequest,
  reply: FastifyReply,
  of: { readonly tenantId: string; readonly orderId: string | null } | null,
  gone: () => Error,
): Promise<FastifyReply> {
  if (!request.headers.accept?.includes('text/html')) throw gone();
  const { tenantId = '', orderId = null } = of ?? {};
  const store =
    orderId === null
      ? null
      : await withTenant(pool, tenantId, (db) => withTx(db, tenantId, (tx) => storeOfOrder(tx, orderId)));
  const locale = pageLanguage(request.headers) ?? store?.locale ?? 'en';
  const words = overWords(locale);
  const shop = store?.hosted?.open && store.slug ? `${publicOrigin()}/s/${store.slug}` : null;
  const ways =
    shop && html`<nav><a href="${shop}/order">${words.order}</a><a href="${shop}/account">${words.account}</a></nav>`;
  const body = html`<p>${words.says}</p>${ways}`;
  return send(reply, 404, { locale, title: words.title, name: store?.name ?? '', body });
}
