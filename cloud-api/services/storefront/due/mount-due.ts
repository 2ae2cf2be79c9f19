import { openDueStates } from '@tillhouse/shared/domains/checkout/due-schema.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { html } from '../../../platform/http/markup.ts';
import { mayPay } from '../../../platform/payments/pay-link.ts';
import type { PaymentMethod } from '../../../platform/payments/payments.ts';
import type { StorefrontContext } from '../context.ts';
import { barePages } from '../left-carts/bare-page.ts';
import { inWordsOf } from '../checkout/charged-when.ts';
import { dueWords } from './due-words.ts';
import { DUE_STYLE, duePage, isWaiting } from './due-page.ts';
import { openDue } from './open-due.ts';
import { advanceDue, within } from './pay-due.ts';
import { type DueOrder, readDue } from './read-due.ts';

// Its form leads to the page of a provider, and browsers hold it to what is said here through every redirect.
const send = barePages(DUE_STYLE, "'self' https: http:");

const asked = z.object({
  shop: z.uuid(),
  order: z.uuid(),
  from: z.string().max(300).default(''),
  proof: z.string().max(100),
  back: z.string().max(2_000).optional(),
  'th-checkout': z.string().optional(),
});
const posted = z.object({ method: z.string().min(1).max(60), expected: z.coerce.number().int().min(1), id: z.uuid() });

interface Theirs {
  readonly tenantId: string;
  readonly of: DueOrder;
  readonly back: string | null;
  /** They have just come from their provider */
  readonly returned: boolean;
}

/**
 * Where what is due of an order is paid, by who has the link: from its page in the shop, from a letter, or copied to them. It has no field for
 * a card and runs nothing; its button opens one try, durable before anybody is asked, and leads to the provider.
 */
export async function mountDue(server: FastifyInstance, context: StorefrontContext): Promise<void> {
  await server.register(async (pages) => {
    pages.removeAllContentTypeParsers();
    pages.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 4_096 },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    const config = { rateLimit: { max: 120, timeWindow: 60_000 } };
    pages.get('/pay', { config }, async (request, reply) => {
      const found = await theirs(context, request);
      if (!found) return missing(request, reply);
      const isStale = await lookedAt(context, found);
      return shown(context, isStale ? ((await theirs(context, request)) ?? found) : found, reply, false);
    });
    pages.post('/pay', { config }, async (request, reply) => {
      const found = await theirs(context, request);
      const form = posted.safeParse(request.body).data;
      if (!found || !form) return missing(request, reply);
      const { tenantId, of } = found;
      const isOffered = (await methodsOf(context, tenantId, of)).some(({ id }) => id === form.method);
      const opened = isOffered && (await opens(context, found, form, request));
      const now = (await theirs(context, request)) ?? found;
      const own = opened && opened.is === 'opened' ? now.of.tries.find(({ id }) => id === opened.id) : undefined;
      if (own?.state === 'action' && own.actionUrl)
        return reply.header('cache-control', 'no-store').redirect(own.actionUrl, 303);
      const changed = !opened || opened.is === 'changed';
      // Gone on with by a page of its own, so that looking again sends no form again.
      if (!changed) return reply.header('cache-control', 'no-store').redirect(request.url, 303);
      return shown(context, now, reply, true);
    });
  });
}

async function opens(
  context: StorefrontContext,
  { tenantId, of }: Theirs,
  { id, method: methodId, expected }: z.infer<typeof posted>,
  request: FastifyRequest,
) {
  const returnUrl = `${context.publicOrigin()}${request.url}`;
  const opened = await openDue(context, tenantId, { id, orderId: of.order.id, methodId, expected, returnUrl });
  if (opened.is !== 'opened') return opened;
  await drive(context, tenantId, opened.id);
  for (const other of opened.beside) await drive(context, tenantId, other);
  return opened;
}

/** What fails is left to the sweeper: its payer sees how it stands. */
async function drive(context: StorefrontContext, tenantId: string, id: string): Promise<void> {
  context.driving.add(id);
  try {
    await advanceDue(context, tenantId, id);
  } catch (error) {
    context.log.warn({ err: error, attemptId: id }, 'a try to pay what is due is left to the sweeper');
  } finally {
    context.driving.delete(id);
  }
  context.checkouts.wake();
}

/** Who looks this often asks the provider no oftener. */
const LOOK_MS = 1_000;

/** Asks the provider how the last try went. @returns whether it did */
async function lookedAt(context: StorefrontContext, { tenantId, of, returned }: Theirs): Promise<boolean> {
  const [last] = of.tries;
  if (!last || !openDueStates.includes(last.state)) return false;
  if (!returned && context.now() - last.updatedAt < LOOK_MS) return false;
  await drive(context, tenantId, last.id);
  return true;
}

/** What the link names, for who has it; undefined where it is not whole. */
async function theirs(context: StorefrontContext, { query }: FastifyRequest): Promise<Theirs | undefined> {
  const link = asked.safeParse(query).data;
  if (!link) return undefined;
  const { shop: tenantId, order: orderId, from, proof, back } = link;
  return within(context, tenantId, async (tx, db) => {
    // Looked for first: for a shop that somebody made up no key is made.
    const of = await readDue(tx, orderId);
    if (!of || !(await mayPay(db, tenantId, { orderId, from }, proof))) return undefined;
    return { tenantId, of, back: pageOf(from, back), returned: link['th-checkout'] !== undefined };
  });
}

/** Only to a page of the shop that the link was given out on. */
function pageOf(from: string, back: string | undefined): string | null {
  if (from === '' || back === undefined || !URL.canParse(back)) return null;
  const { origin, protocol, href } = new URL(back);
  return origin === from && (protocol === 'https:' || protocol === 'http:') ? href : null;
}

/** What is paid later is no way to pay now. */
export async function methodsOf(
  context: Pick<StorefrontContext, 'payments' | 'log'>,
  tenantId: string,
  {
    order: { currency },
    toPay: amount,
    country,
    locale,
    store,
  }: Pick<DueOrder, 'order' | 'toPay' | 'country' | 'locale' | 'store'>,
): Promise<readonly PaymentMethod[]> {
  if (amount <= 0) return [];
  try {
    const methods = await context.payments.methods(tenantId, { currency, amount, country, storeId: store.id });
    return methods.filter(({ kind }) => kind !== 'offline').map((method) => inWordsOf(method, locale));
  } catch (error) {
    context.log.warn({ err: error }, 'ways to pay were not told');
    return [];
  }
}

async function shown(
  context: StorefrontContext,
  { tenantId, of, back }: Theirs,
  reply: FastifyReply,
  changed: boolean,
): Promise<FastifyReply> {
  const methods = await methodsOf(context, tenantId, of);
  if (isWaiting(of)) reply.header('refresh', '2');
  const { title, body } = duePage({ of, methods, back, changed });
  return send(reply, changed ? 409 : 200, { locale: of.locale, title, name: of.store.name, body });
}

function missing(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const locale = request.headers['accept-language']?.slice(0, 2) ?? 'en';
  const words = dueWords(locale);
  return send(reply, 404, { locale, title: words.how, name: '', body: html`<p>${words.wrong}</p>` });
}
