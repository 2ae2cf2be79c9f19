import { storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { mainOf } from '@tillhouse/shared/domains/access/stores.ts';
import { checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { firmBuyers } from '@tillhouse/shared/domains/customers/buyer-schema.ts';
import { type PurchaseRequest, purchaseRequests } from '@tillhouse/shared/domains/orders/request-schema.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { withTenant } from '../../../platform/db/transaction.ts';
import { html, type Markup } from '../../../platform/http/markup.ts';
import { barePages } from '../left-carts/bare-page.ts';
import { withTx } from '../checkout/price-checkout.ts';
import type { StorefrontContext } from '../context.ts';
import { answerAs } from './answer-request.ts';
import { mayDecide } from './request-links.ts';
import { moneyIn, timeIn } from './request-text.ts';
import { filled, type RequestWords, requestWords } from './request-words.ts';

const STYLE = `:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;font:17px/26px system-ui,sans-serif;background:Canvas;color:CanvasText}main{box-sizing:border-box;width:min(560px,100%);padding:32px 24px;display:grid;gap:16px}h1{margin:0;font-size:24px;line-height:32px;font-weight:600;overflow-wrap:anywhere}p{margin:0}table{width:100%;border-collapse:collapse}td{padding:8px 0;border-top:1px solid color-mix(in srgb,CanvasText 20%,transparent);overflow-wrap:anywhere}td:last-child{text-align:end;white-space:nowrap;padding-inline-start:16px;font-variant-numeric:tabular-nums}tr:last-child td{border-top:2px solid CanvasText;font-weight:600}form{display:grid;grid-template-columns:1fr 1fr;gap:12px}label{grid-column:1/-1;display:grid;gap:4px;font-size:15px}textarea{font:inherit;min-height:64px;padding:8px;box-sizing:border-box;width:100%}button{font:inherit;font-weight:600;min-height:48px;padding:0 20px;border:1px solid #1f3d36;border-radius:6px;background:#1f3d36;color:#fff;cursor:pointer}button.no{background:Canvas;color:CanvasText;border-color:CanvasText}button:focus-visible,textarea:focus-visible{outline:3px solid #5a8f80;outline-offset:2px}small{color:color-mix(in srgb,CanvasText 72%,Canvas)}`;
const send = barePages(STYLE);

const asked = z.object({ shop: z.uuid(), request: z.uuid(), as: z.uuid(), proof: z.string().max(100) });
const posted = z.object({ answer: z.enum(['yes', 'no']), reason: z.string().max(500).default('') });

/**
 * Where whoever approves for a firm decides, by the link in their letter. Looking at the page decides nothing, since programs of mail
 * servers look at every link; its buttons do, once. Whoever has the link is taken for its reader.
 */
export async function mountRequestPages(server: FastifyInstance, context: StorefrontContext): Promise<void> {
  await server.register(async (pages) => {
    pages.removeAllContentTypeParsers();
    const parseAs = 'string' as const;
    pages.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs, bodyLimit: 4_096 },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    const config = { rateLimit: { max: 60, timeWindow: 60_000 } };
    pages.get('/approvals', { config }, (request, reply) => shown(context, request, reply));
    pages.post('/approvals', { config }, async (request, reply) => {
      const said = posted.safeParse(request.body).data;
      const found = said && (await requestOf(context, request));
      if (said && found) {
        const { tenantId, request: of, buyerId } = found;
        const reason = said.reason.trim();
        await answerAs(context, tenantId, { requestId: of.id, buyerId, yes: said.answer === 'yes', reason });
      }
      return shown(context, request, reply);
    });
  });
}

interface Theirs {
  readonly tenantId: string;
  readonly buyerId: string;
  readonly request: PurchaseRequest;
  readonly store: { readonly name: string; readonly locale: string; readonly timeZone: string };
}

/** What the link names, for who may decide about it; undefined where it is not whole, or they approve no more. */
async function requestOf({ pool }: StorefrontContext, { query }: FastifyRequest): Promise<Theirs | undefined> {
  const link = asked.safeParse(query).data;
  if (!link) return undefined;
  const { shop: tenantId, request: requestId, as: buyerId, proof } = link;
  return withTenant(pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx) => {
      const request = await tx.get(purchaseRequests, { id: requestId });
      const checkout = request && (await tx.get(checkouts, { id: request.checkoutId }));
      // Looked for first: for a shop that somebody made up no key is made.
      if (!request || !checkout || !(await mayDecide(db, tenantId, { requestId, buyerId }, proof))) return undefined;
      const buyer = await tx.get(firmBuyers, { id: buyerId });
      if (!buyer?.approves || buyer.status === 'ended' || buyer.customerId !== request.customerId) return undefined;
      const stores = await tx.list(storeSettings, {});
      const store = checkout.storeId ? stores.find(({ id }) => id === checkout.storeId) : mainOf(stores);
      return store && { tenantId, buyerId, request, store };
    }),
  );
}

async function shown(context: StorefrontContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const found = await requestOf(context, request);
  const locale = found?.store.locale ?? request.headers['accept-language']?.slice(0, 2) ?? 'en';
  const words = requestWords(locale);
  if (!found) return send(reply, 404, { locale, title: words.yes, name: '', body: html`<p>${words.wrong}</p>` });
  const { request: of, store } = found;
  const title = filled(words.ask, { ...namesOf(found, locale), name: of.buyerName });
  return send(reply, 200, { locale, title, name: store.name, body: bodyOf(found, words, locale) });
}

const namesOf = ({ request, store }: Theirs, locale: string): Record<string, string> => ({
  ...{ name: request.buyerName, store: store.name, who: request.decidedBy ?? '' },
  total: moneyIn(locale, request.currency)(request.total),
  until: timeIn(locale, store.timeZone)(request.expiresAt),
});

function bodyOf(of: Theirs, words: RequestWords, locale: string): Markup {
  const { request } = of;
  const names = namesOf(of, locale);
  const money = moneyIn(locale, request.currency);
  const many = new Intl.NumberFormat(locale);
  const table = html`<table><tbody>${request.lines.map(
    ({ title, quantity, scale, total }) =>
      html`<tr><td>${many.format(quantity / 10 ** scale)} × ${title}</td><td>${money(total)}</td></tr>`,
  )}<tr><td>${words.total}</td><td>${money(request.total)}</td></tr></tbody></table>`;
  if (request.status !== 'waiting') {
    const why =
      request.status === 'expired' ? words.expired : request.status === 'declined' ? words.said : words.approved;
    return html`<p role="status">${filled(why, names)}</p>${request.reason ? html`<p>“${request.reason}”</p>` : html``}${table}`;
  }
  return html`<p>${filled(words.asks[request.why], names)}</p>${table}<p>${filled(words.until, names)}</p><form method="post"><label>${filled(words.reason, names)}<textarea name="reason" maxlength="500"></textarea></label><button name="answer" value="yes">${words.yes}</button><button class="no" name="answer" value="no">${words.no}</button></form>`;
}
