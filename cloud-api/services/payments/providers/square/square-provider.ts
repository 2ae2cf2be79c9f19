import { createHash, createHmac } from 'node:crypto';
import * as z from 'zod';
import type { OpenAccount } from '../../accounts/account-rows.ts';
import { askJson, type JsonAnswer } from '../ask-json.ts';
import {
  type AccountCheck,
  NoAnswer,
  type Provider,
  type ProviderCall,
  ProviderRefused,
  type ToldPayment,
  type WebhookNews,
} from '../provider.ts';
import { disputesOf } from './square-disputes.ts';
import { type AskSquare, squarePayouts } from './square-payouts.ts';
import {
  isUnderWay,
  methodsOf,
  NAME,
  partsOf,
  reasonFor,
  referenceOf,
  refusalOf,
  type SquareBook,
  squareLink,
  squareLocation,
  squareOrder,
  squarePayment,
  squareRefund,
  toldOf,
} from './square-words.ts';
import { sameSecret } from '../../../../platform/same-secret.ts';

interface Needs {
  /** Epoch milliseconds */
  readonly now: () => number;
  /** With its secrets */
  readonly openAccount: (tenantId: string, accountId: string) => Promise<OpenAccount | undefined>;
  /** Where Square tells us: its signature is over that address too */
  readonly webhookUrl: (accountId: string) => string;
}

export interface SquareSettings {
  /** In the place of Square's own; for tests */
  readonly api?: string;
}

interface Request {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: object;
}

/** So long the key of a link is asked with again: far longer than anybody may pay. */
const LINK_KEYS_MS = 6 * 3_600_000;
/** The API as it was described on that day. */
const VERSION = '2025-01-23';
const hosts = { live: 'https://connect.squareup.com', sandbox: 'https://connect.squareupsandbox.com' } as const;

/**
 * Square's payment links (Checkout, Orders, Payments and Refunds API): the shopper pays at Square's page, and what is paid is taken
 * at once.
 */
export function squareProvider(context: Needs, { api }: SquareSettings = {}): Provider {
  const asked = ({ settings, secrets }: OpenAccount, { method = 'GET', path, body }: Request): Promise<JsonAnswer> =>
    askJson(NAME, {
      ...{ method, url: `${api ?? hosts[settings['mode'] === 'sandbox' ? 'sandbox' : 'live']}/v2/${path}` },
      headers: {
        ...{ authorization: `Bearer ${secrets['accessToken'] ?? ''}`, 'square-version': VERSION },
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  const accountOf = async ({ tenantId, accountId }: ProviderCall): Promise<OpenAccount> => {
    const account = await context.openAccount(tenantId, accountId);
    if (account?.secrets['accessToken']) return account;
    throw new ProviderRefused({ code: 'payments.not-set-up', message: 'This account was disconnected.' });
  };
  const ask = async <T>(account: OpenAccount, shape: z.ZodType<T>, request: Request): Promise<T> => {
    const answer = await asked(account, request);
    if (answer.status >= 300) throw refusalOf(answer);
    return understood(shape, answer);
  };
  const asking =
    (account: OpenAccount): AskSquare =>
    (shape, request) =>
      ask(account, shape, request);
  /** Null: there is no such thing there. */
  const read = async <T>(account: OpenAccount, shape: z.ZodType<T>, path: string): Promise<T | null> => {
    const answer = await asked(account, { path });
    if (answer.status === 404) return null;
    if (answer.status >= 300) throw refusalOf(answer);
    return understood(shape, answer);
  };

  async function bookOf(account: OpenAccount, reference: string): Promise<SquareBook | null> {
    const { link, order: orderId } = partsOf(reference);
    const order = await read(account, squareOrder, `orders/${orderId}`);
    if (!order) return null;
    const payments = [];
    for (const { id, payment_id: paymentId } of order.order.tenders ?? [])
      payments.push((await ask(account, squarePayment, { path: `payments/${paymentId ?? id}` })).payment);
    const refunds = [];
    for (const id of payments.flatMap(({ refund_ids: ids }) => ids ?? []))
      refunds.push((await ask(account, squareRefund, { path: `refunds/${id}` })).refund);
    // Nobody disputes what was not taken.
    const taken = new Set(payments.flatMap(({ id, status }) => (status === 'COMPLETED' ? id : [])));
    const disputes = taken.size > 0 ? await disputesOf(asking(account), locationOf(account), taken).catch(unread) : [];
    const settled = payments.some(({ status }) => status === 'COMPLETED') || isUnderWay({ payments });
    const open = !settled && order.order.state !== 'CANCELED';
    const page = open ? await read(account, squareLink, `online-checkout/payment-links/${link}`) : null;
    return { order: order.order, payments, refunds, disputes, url: page?.payment_link.url ?? null };
  }
  /** Asked again with its key it is the same link, and nobody's money is touched by it. */
  const create = async (call: ProviderCall, account: OpenAccount) => {
    const body = newLink(call, locationOf(account));
    const made = await ask(account, squareLink, { method: 'POST', path: 'online-checkout/payment-links', body });
    const { id, order_id: orderId, url } = made.payment_link;
    return { reference: referenceOf(id, orderId), url };
  };
  const told = async (call: ProviderCall, account: OpenAccount) => {
    const book = call.reference === null ? null : await bookOf(account, call.reference);
    if (book && call.reference !== null) return { book, now: toldOf(call, call.reference, book) };
    throw new ProviderRefused({ code: 'payments.not-paid', message: 'Nothing was paid there.' });
  };
  /** The page where it would be paid, and with it the order; what was paid meanwhile stays paid. */
  async function end(call: ProviderCall, account: OpenAccount): Promise<ToldPayment> {
    const path = `online-checkout/payment-links/${partsOf(call.reference ?? '').link}`;
    const answer = await asked(account, { method: 'DELETE', path });
    if (answer.status >= 300 && answer.status !== 404) throw refusalOf(answer);
    const { now } = await told(call, account);
    if (now.state === 'action') throw new NoAnswer(NAME);
    return now;
  }
  const taken = () => new ProviderRefused({ code: 'payments.taken', message: 'It was paid.' });

  return {
    name: NAME,
    actsWithinMs: 120_000,
    holds: () => 'none',
    methods: methodsOf,
    knows: (method) => method === NAME,
    authorise: async (call) => {
      const { reference, url: actionUrl } = await create(call, await accountOf(call));
      return { reference, state: 'action', captured: 0, refunds: [], actionUrl, problem: null };
    },
    look: async (call) => {
      const account = await accountOf(call);
      // Square finds no link by our number. Its key finds the one whose answer was lost; later on nobody was led to it.
      const lost = call.reference === null && context.now() - call.createdAt < LINK_KEYS_MS;
      const reference = lost ? (await create(call, account)).reference : call.reference;
      const book = reference === null ? null : await bookOf(account, reference);
      return book && reference !== null ? toldOf(call, reference, book) : null;
    },
    capture: async (call) => {
      const { now } = await told(call, await accountOf(call));
      if (now.captured > 0) return now;
      throw new ProviderRefused({ code: 'payments.not-paid', message: 'Nothing was paid there.' });
    },
    release: async (call) => {
      const account = await accountOf(call);
      const { now } = await told(call, account);
      if (now.captured > 0) throw taken();
      if (now.state !== 'action') return now;
      const after = await end(call, account);
      if (after.captured > 0) throw taken();
      return after;
    },
    cancel: async (call) => {
      if (call.reference === null) return;
      const account = await accountOf(call);
      const { now } = await told(call, account);
      if (now.state === 'action') await end(call, account);
    },
    refund: async (call) => {
      const account = await accountOf(call);
      const { book } = await told(call, account);
      const payment = book.payments.find(({ status }) => status === 'COMPLETED');
      if (!payment) throw new ProviderRefused({ code: 'payments.not-paid', message: 'Nothing was paid there.' });
      const body = {
        ...{ idempotency_key: keyOf(call.idempotencyKey), payment_id: payment.id, reason: reasonFor(call.key) },
        amount_money: { amount: call.refund, currency: call.currency },
      };
      await ask(account, squareRefund, { method: 'POST', path: 'refunds', body });
      return (await told(call, account)).now;
    },
    payouts: (account, since) => squarePayouts(asking(account), locationOf(account), since),
    check: checked(asked),
    webhook: async (account, headers, raw) => {
      const { secrets } = account;
      refuseForged(secrets['webhookKey'] ?? '', context.webhookUrl(account.id), headers, raw);
      const news = squareNews.parse(JSON.parse(raw.toString('utf8')));
      const said = Object.values(news.data.object);
      const disputed = said.flatMap(({ disputed_payment: of }) => of?.payment_id ?? [])[0];
      const payment = disputed ? await read(account, squarePayment, `payments/${encodeURIComponent(disputed)}`) : null;
      const orderId = payment?.payment.order_id ?? said.flatMap(({ order_id: id }) => id ?? [])[0];
      const told: WebhookNews = { eventId: news.event_id, kind: news.type, attemptId: null, references: [] };
      // What it is of is read from the order, which bears the number of our attempt: nothing else of the word is believed.
      const order = orderId ? await read(account, squareOrder, `orders/${encodeURIComponent(orderId)}`) : null;
      const attemptId = z.uuid().safeParse(order?.order.reference_id).data ?? null;
      return { ...told, attemptId };
    },
  };
}

const newsOf = z.object({
  order_id: z.string().max(192).nullish(),
  disputed_payment: z.object({ payment_id: z.string().max(192).nullish() }).nullish(),
});
const squareNews = z.object({
  event_id: z.string().min(1).max(100),
  type: z.string().max(60),
  data: z.object({ object: z.record(z.string(), newsOf) }),
});

/** @throws where the signature over our address and the body is not Square's */
function refuseForged(key: string, url: string, headers: Parameters<NonNullable<Provider['webhook']>>[1], raw: Buffer) {
  const shown = Buffer.from(String(headers['x-square-hmacsha256-signature'] ?? ''), 'base64');
  const right = createHmac('sha256', key).update(url).update(raw).digest();
  if (key === '' || !sameSecret(shown, right)) throw new Error('it is not signed by Square');
}

function understood<T>(shape: z.ZodType<T>, { body }: JsonAnswer): T {
  const read = shape.safeParse(body);
  // It said yes to what was asked, in words that we do not understand: it may have been done.
  if (!read.success) throw new NoAnswer(NAME, read.error);
  return read.data;
}

/** A token that may not read them stops nothing else. */
function unread(error: unknown): undefined {
  if (!(error instanceof ProviderRefused)) throw error;
}

const locationOf = ({ settings }: OpenAccount): string => settings['locationId'] ?? '';

/** Square takes keys of at most 45 letters. */
const keyOf = (key: string): string => createHash('sha256').update(key).digest('base64url');

/** The same for an attempt whenever it is asked: Square refuses a key that comes with other words. */
function newLink(call: ProviderCall, locationId: string): object {
  const { attemptId, amount, currency, description, pageUrl } = call;
  const name = description.slice(0, 255) || 'Order';
  const line = { name, quantity: '1', base_price_money: { amount, currency } };
  return {
    idempotency_key: keyOf(`${attemptId}:link`),
    order: { location_id: locationId, reference_id: attemptId, line_items: [line] },
    // What is paid is what was agreed on here: no tip, no code, no address of its own.
    checkout_options: {
      ...{ redirect_url: `${pageUrl}&back=paid`, allow_tipping: false },
      ...{ ask_for_shipping_address: false, enable_coupon: false, enable_loyalty: false },
    },
  };
}

/** Never Square's own words: they may repeat a part of the key. */
function checked(asked: (account: OpenAccount, request: Request) => Promise<JsonAnswer>) {
  return async (account: OpenAccount): Promise<AccountCheck> => {
    const { locationId = '', currency = '' } = account.settings;
    const answer = await asked(account, { path: `locations/${encodeURIComponent(locationId)}` }).catch(() => undefined);
    if (answer?.status === 401 || answer?.status === 403)
      return { works: false, message: 'Square does not know this access token. Put in the one of your application.' };
    if (answer?.status === 404) return { works: false, message: 'Square knows no location of this id.' };
    const read = squareLocation.safeParse(answer?.body);
    if (answer?.status !== 200 || !read.success)
      return { works: false, message: 'Square did not answer as it should. Try again in a moment.' };
    const { status, currency: own, capabilities } = read.data.location;
    if (status !== 'ACTIVE' || !capabilities?.includes('CREDIT_CARD_PROCESSING'))
      return { works: false, message: 'Square answered, and this location takes no cards yet.' };
    if (own !== currency.toUpperCase())
      return { works: false, message: `Square answered, and this location sells in ${own ?? 'no currency'}.` };
    return { works: true, message: `Square answered. This location takes cards in ${own}.` };
  };
}
