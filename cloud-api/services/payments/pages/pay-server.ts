import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import rateLimit from '@fastify/rate-limit';
import { decimalsOf } from '@tillhouse/shared/kernel/currencies.ts';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Payments } from '../../../platform/payments/payments.ts';
import { type AgreementRow, findAgreement, notePerson } from '../agreements/agreement-rows.ts';
import { backTo as agreedBackTo } from '../agreements/agreements.ts';
import { readBook } from '../attempts/attempt-rows.ts';
import type { Book } from '../attempts/book.ts';
import { callOf, providerOf } from '../attempts/steps.ts';
import type { PaymentsContext } from '../context.ts';
import type { ProviderCall } from '../providers/provider.ts';
import { type Card, cards, isPerson } from '../providers/test/scripts.ts';
import { GONE, type TestPage } from '../providers/test/test-provider.ts';
import { agreementPage, cardPage, challengePage, nothingHere, type ToPay, waiting } from './pay-page.ts';
import { sameSecret } from '../../../platform/same-secret.ts';

const MAX_FORM = 4 * 1024;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

interface Asked {
  readonly Params: { readonly attemptId: string };
  /** `back`: a provider's page sent the shopper here, who paid there or did not want to */
  readonly Querystring: { readonly token?: string; readonly back?: string };
}

interface Agreeing {
  readonly Params: { readonly id: string };
  readonly Querystring: { readonly token?: string };
}

/**
 * The payment pages, on a server and origin of their own: no page of a shop and no script is ever in the same document,
 * no cookie is set, nothing is stored, and nobody may frame them. They work without JavaScript, and run none.
 */
export async function payServer(
  context: PaymentsContext,
  payments: Payments,
  testPage: TestPage,
  options: { readonly trustedProxies?: readonly string[] | undefined },
): Promise<FastifyInstance> {
  const server = Fastify({
    loggerInstance: context.log as FastifyBaseLogger,
    // Their addresses carry the token.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustedProxies ? [...options.trustedProxies] : false,
    bodyLimit: MAX_FORM,
    forceCloseConnections: 'idle',
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(String(body))),
  );
  server.setErrorHandler((error, request, reply) => {
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (status >= 500) context.log.error({ err: error, requestId: request.id }, 'a payment page failed');
    send(reply, status, nothingHere());
  });
  server.setNotFoundHandler((_request, reply) => send(reply, 404, nothingHere()));
  await server.register(rateLimit, { max: 600, timeWindow: 60_000 });

  server.get<Asked>('/pay/:attemptId', async (request, reply) => {
    const book = await bookOf(context, request);
    if (!book) return send(reply, 404, nothingHere());
    const { back } = request.query;
    if (back !== undefined) return comeBack(context, payments, book, back, reply);
    return show(context, payments, testPage, book, reply);
  });
  server.post<Asked>('/pay/:attemptId', async (request, reply) => {
    const book = isOurs(context, request) ? await bookOf(context, request) : null;
    if (!book) return send(reply, 404, nothingHere());
    if (book.state === 'action' && book.provider === 'test') {
      await answer(testPage, callOf(context, book), request.body as URLSearchParams);
    }
    return show(context, payments, testPage, book, reply);
  });
  server.get<Agreeing>('/pay/agreements/:id', async (request, reply) => {
    const found = await agreementOf(context, request);
    return found ? showAgreement(context, found, reply) : send(reply, 404, nothingHere());
  });
  server.post<Agreeing>('/pay/agreements/:id', async (request, reply) => {
    const found = isOurs(context, request) ? await agreementOf(context, request) : undefined;
    if (!found) return send(reply, 404, nothingHere());
    const form = request.body as URLSearchParams;
    const person = form.get('do') === 'cancel' ? GONE : form.get('person');
    if (found.person === null && (person === GONE || isPerson(person)))
      await context.inOneTrip(found.tenantId, (db) => notePerson(db, found, person));
    return reply.header('cache-control', 'no-store').redirect(agreedBackTo(found), 303);
  });
  server.get('/pay/assets/:file', (request, reply) => asset((request.params as { file: string }).file, reply));
  return server;
}

/** The test provider's own page; who has agreed, or went back, is led back. */
async function showAgreement(
  context: PaymentsContext,
  found: AgreementRow,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const isTest = context.provider(found.provider)?.name === 'test';
  if (!isTest || found.person !== null)
    return reply.header('cache-control', 'no-store').redirect(found.actionUrl ?? agreedBackTo(found), 303);
  const pay = { total: moneyText(found.amount, found.currency), description: '' };
  return send(reply, 200, agreementPage(pay), new URL(found.returnUrl).origin);
}

/** What the token opens; compared in constant time. */
async function agreementOf(
  context: PaymentsContext,
  request: FastifyRequest<Agreeing>,
): Promise<AgreementRow | undefined> {
  const tenantId = tenantIn(request.query.token);
  if (!uuid.test(request.params.id) || tenantId === null) return undefined;
  const found = await context.inOneTrip(tenantId, (db) => findAgreement(db, tenantId, request.params.id));
  return found && sameSecret(request.query.token ?? '', tokenOf(found)) ? found : undefined;
}

/** From a provider's page to the shop, whatever was done there: the shop asks what became of it. */
async function comeBack(
  context: PaymentsContext,
  payments: Payments,
  book: Book,
  back: string,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const attempt = await payments.look(book.tenantId, book.attemptId);
  if (back === 'cancelled' && attempt?.state === 'action') {
    const call = { ...callOf(context, book), reference: attempt.reference };
    await providerOf(context, book)
      .cancel?.(call)
      .catch((error: unknown) => context.log.warn({ err: error, attemptId: book.attemptId }, 'not cancelled'));
    await payments.look(book.tenantId, book.attemptId);
  }
  return reply.header('cache-control', 'no-store').redirect(backTo(book), 303);
}

/** Shows what there is to do; where nothing is, the browser goes back to the shop. */
async function show(
  context: PaymentsContext,
  payments: Payments,
  testPage: TestPage,
  book: Book,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const attempt = await payments.look(book.tenantId, book.attemptId);
  const pay: ToPay = { total: moneyText(book.amount, book.currency), description: book.description };
  if (attempt?.state === 'unknown') return send(reply, 200, waiting(pay, tokenOf(book)));
  if (attempt?.state !== 'action') return reply.header('cache-control', 'no-store').redirect(backTo(book), 303);
  if (book.provider !== 'test') return reply.redirect(attempt.action?.url ?? backTo(book), 303);
  const step = await testPage.step(callOf(context, book));
  const page = step === 'challenge' ? challengePage(pay) : cardPage(pay);
  return send(reply, 200, page, new URL(book.returnUrl).origin);
}

async function answer(page: TestPage, call: ProviderCall, form: URLSearchParams): Promise<void> {
  const what = form.get('do');
  const card = form.get('card');
  if (what === 'pay' && isCard(card)) return page.pay(call, card);
  if (what === 'confirm' || what === 'refuse') return page.confirm(call, what === 'confirm');
  if (what === 'cancel') return page.cancel(call);
  return undefined;
}

const isCard = (text: string | null): text is Card => text !== null && (cards as readonly string[]).includes(text);

/** The attempt that the token opens; compared in constant time. */
async function bookOf(context: PaymentsContext, request: FastifyRequest<Asked>): Promise<Book | null> {
  const { attemptId } = request.params;
  const { token } = request.query;
  const tenantId = tenantIn(token);
  if (!uuid.test(attemptId) || tenantId === null || token === undefined) return null;
  const book = await context.inTenant(tenantId, (db) => readBook(db, tenantId, attemptId, false));
  if (!book) return null;
  return sameSecret(token, tokenOf(book)) ? book : null;
}

/** The tenant is in the token, since whoever opens a page is known to nobody yet. */
function tenantIn(token: unknown): string | null {
  if (typeof token !== 'string' || !/^[0-9a-f]{32}[\w-]{32}$/.test(token)) return null;
  return token.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const tokenOf = ({ tenantId, pageSecret }: Pick<Book, 'tenantId' | 'pageSecret'>): string =>
  `${tenantId.replaceAll('-', '')}${pageSecret}`;

/** Browsers name the page that a form was sent from; one that says nothing, or another place, is refused. */
function isOurs({ payOrigin }: PaymentsContext, { headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const site = headers['sec-fetch-site'];
  return (site === undefined || site === 'same-origin') && headers.origin === payOrigin();
}

function backTo({ returnUrl, checkoutId }: Book): string {
  const url = new URL(returnUrl);
  url.searchParams.set('th-checkout', checkoutId);
  return url.href;
}

function moneyText(amount: number, currency: string): string {
  const decimals = decimalsOf(currency) ?? 2;
  const digits = String(amount).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const text = decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(text as `${number}`);
}

/** @param goal where its form may lead: browsers hold it to that through every redirect */
function send(reply: FastifyReply, status: number, page: string, goal?: string): FastifyReply {
  return (
    reply
      .status(status)
      .header(
        'content-security-policy',
        `default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action ${["'self'", ...(goal ? [goal] : [])].join(' ')}`,
      )
      .header('x-frame-options', 'DENY')
      .header('x-content-type-options', 'nosniff')
      .header('cross-origin-opener-policy', 'same-origin')
      .header('cross-origin-resource-policy', 'same-origin')
      .header('permissions-policy', 'payment=(), camera=(), microphone=(), geolocation=()')
      .header('strict-transport-security', 'max-age=31536000; includeSubDomains')
      // Without a referrer browsers would call the origin of a form `null`; the token never goes elsewhere.
      .header('referrer-policy', 'same-origin')
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page)
  );
}

const assets: Readonly<Record<string, { readonly type: string; readonly at: () => string }>> = {
  'pay.css': { type: 'text/css; charset=utf-8', at: () => new URL('./pay.css', import.meta.url).href },
  'plex-latin.woff2': {
    type: 'font/woff2',
    at: () => import.meta.resolve('@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2'),
  },
};

async function asset(name: string, reply: FastifyReply): Promise<FastifyReply> {
  const found = Object.hasOwn(assets, name) ? assets[name] : undefined;
  if (!found) return send(reply, 404, nothingHere());
  const bytes = await readFile(fileURLToPath(found.at()));
  return reply
    .header('cache-control', 'public, max-age=3600')
    .header('x-content-type-options', 'nosniff')
    .type(found.type)
    .send(bytes);
}
