import { checkouts, letterRefusals } from '@tillhouse/shared/domains/checkout/schema.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { html } from '../../../platform/http/markup.ts';
import { storeOfOrder } from '../checkout/on-account.ts';
import type { StorefrontContext } from '../context.ts';
import { within } from '../due/pay-due.ts';
import { barePages } from '../left-carts/bare-page.ts';
import { addressIndex } from '../left-carts/find-left-carts.ts';
import { LETTER_PAGE_STYLE } from '../left-carts/letter-pages.ts';
import { readToWrite } from '../parcels/read-to-write.ts';
import { filled } from '../requests/request-words.ts';
import { mayEndAsking, refusalOf } from './ask-review.ts';
import { askWords } from './ask-words.ts';

const send = barePages(LETTER_PAGE_STYLE);
const asked = z.object({ shop: z.uuid(), order: z.uuid(), proof: z.string().max(100) });

type Context = Pick<StorefrontContext, 'pool' | 'now'>;

/** Where letters that ask for reviews end, as those about baskets do: looking ends nothing, its button and a reader’s program do (RFC 8058). */
export async function mountAskingPage(server: FastifyInstance, context: Context): Promise<void> {
  await server.register(async (pages) => {
    // Nothing of what is posted is read: the address says it all.
    pages.removeAllContentTypeParsers();
    pages.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 1_024 }, (_request, _body, done) => done(null));
    const config = { rateLimit: { max: 60, timeWindow: 60_000 } };
    pages.get('/letters/reviews', { config }, (request, reply) => answer(context, request, reply, false));
    pages.post('/letters/reviews', { config }, (request, reply) => answer(context, request, reply, true));
  });
}

async function answer(context: Context, request: FastifyRequest, reply: FastifyReply, end: boolean) {
  const query = asked.safeParse(request.query).data;
  const store = query && (await theirStore(context, query, end));
  const { name = '', locale = request.headers['accept-language']?.slice(0, 2) ?? 'en' } = store ?? {};
  const words = askWords(locale);
  const text = (said: string) => filled(said, { store: name });
  const body = !store
    ? html`<p>${words.wrong}</p>`
    : end
      ? html`<p role="status">${text(words.done)}</p>`
      : html`<p>${text(words.ask)}</p><form method="post"><button>${words.yes}</button></form>`;
  return send(reply, store ? 200 : 404, { locale, title: words.title, name, body });
}

/** The store that asked; undefined where the link is not whole. */
function theirStore(context: Context, { shop: tenantId, order, proof }: z.infer<typeof asked>, end: boolean) {
  return within(context, tenantId, async (tx, db) => {
    const [checkout] = await tx.list(checkouts, { orderId: order });
    if (!checkout || !mayEndAsking(order, checkout.tokenHashes, proof)) return undefined;
    const of = end ? await readToWrite(tx, order) : undefined;
    const index = of?.email ? await addressIndex(db, tenantId, of.email) : null;
    if (index !== null) {
      const refusal = { addressIndex: refusalOf(index) };
      const refusedAt = context.now();
      if (!(await tx.update(letterRefusals, refusal, { refusedAt })))
        await tx.insertOnce(letterRefusals, { ...refusal, refusedAt });
    }
    return storeOfOrder(tx, order);
  });
}
