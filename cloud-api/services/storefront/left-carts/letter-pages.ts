import { storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { mainOf } from '@tillhouse/shared/domains/access/stores.ts';
import { cartLetters, letterRefusals } from '@tillhouse/shared/domains/checkout/schema.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { withTenant } from '../../../platform/db/transaction.ts';
import { html } from '../../../platform/http/markup.ts';
import { barePages } from './bare-page.ts';
import { withTx } from '../checkout/price-checkout.ts';
import type { StorefrontContext } from '../context.ts';
import { letterNamed, mayEnd } from './letter-links.ts';
import { offWords } from './off-words.ts';

export const LETTER_PAGE_STYLE = `:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;font:17px/26px system-ui,sans-serif;background:Canvas;color:CanvasText}main{box-sizing:border-box;width:min(520px,100%);padding:32px 24px;display:grid;gap:16px}h1{margin:0;font-size:24px;line-height:32px;font-weight:600;overflow-wrap:anywhere}p{margin:0}button{font:inherit;font-weight:600;min-height:48px;width:100%;padding:0 20px;border:1px solid #1f3d36;border-radius:6px;background:#1f3d36;color:#fff;cursor:pointer}button:focus-visible{outline:3px solid #5a8f80;outline-offset:2px}small{color:color-mix(in srgb,CanvasText 72%,Canvas)}`;
const send = barePages(LETTER_PAGE_STYLE);

const asked = z.object({ shop: z.uuid(), letter: z.string().max(60), proof: z.string().max(100) });

/**
 * Where letters about baskets end. Looking at the page ends nothing, since programs of mail servers look at every link; its button does, and so
 * does a reader’s program that posts there by itself (RFC 8058). Whoever has the link may: it shows no basket and nobody’s name.
 */
export async function mountLetterPages(
  server: FastifyInstance,
  context: Pick<StorefrontContext, 'pool' | 'now'>,
): Promise<void> {
  await server.register(async (pages) => {
    // Nothing of what is posted is read: the address says it all.
    pages.removeAllContentTypeParsers();
    pages.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 1_024 }, (_request, _body, done) => done(null));
    const config = { rateLimit: { max: 60, timeWindow: 60_000 } };
    pages.get('/letters/off', { config }, (request, reply) => answer(context, request, reply, false));
    pages.post('/letters/off', { config }, (request, reply) => answer(context, request, reply, true));
  });
}

async function answer(
  context: Pick<StorefrontContext, 'pool' | 'now'>,
  request: FastifyRequest,
  reply: FastifyReply,
  end: boolean,
): Promise<FastifyReply> {
  const query = asked.safeParse(request.query).data;
  const letter = query && letterNamed(query.letter);
  const store = query && letter && (await theirStore(context, { ...query, ...letter, end }));
  const { name = '', locale = request.headers['accept-language']?.slice(0, 2) ?? 'en' } = store ?? {};
  const words = offWords(locale);
  const text = (template: string) => template.replace('{store}', name);
  const body = !store
    ? html`<p>${words.wrong}</p>`
    : end
      ? html`<p role="status">${text(words.done)}</p>`
      : html`<p>${text(words.ask)}</p><form method="post"><button>${words.yes}</button></form>`;
  return send(reply, store ? 200 : 404, { locale, title: words.title, name, body });
}

interface Asked {
  readonly shop: string;
  readonly checkoutId: string;
  readonly step: number;
  readonly proof: string;
  readonly end: boolean;
}

/** The store whose letter it is; undefined where it is none, or the link is not whole. */
function theirStore({ pool, now }: Pick<StorefrontContext, 'pool' | 'now'>, { shop: tenantId, ...asking }: Asked) {
  const { checkoutId, step, proof, end } = asking;
  return withTenant(pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx) => {
      const letter = await tx.get(cartLetters, { checkoutId, step });
      if (!letter || !mayEnd({ checkoutId, step }, letter.tokenHashes, proof)) return undefined;
      const stores = await tx.list(storeSettings, {});
      const { addressIndex } = letter;
      if (end && addressIndex !== '') {
        const refusedAt = now();
        if (!(await tx.update(letterRefusals, { addressIndex }, { refusedAt })))
          await tx.insertOnce(letterRefusals, { addressIndex, refusedAt });
      }
      return letter.storeId ? stores.find((one) => one.id === letter.storeId) : mainOf(stores);
    }),
  );
}
