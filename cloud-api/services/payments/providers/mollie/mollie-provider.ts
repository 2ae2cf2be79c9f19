import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { OpenAccount } from '../../accounts/account-rows.ts';
import { askJson, type JsonAnswer } from '../ask-json.ts';
import { toDecimal } from '../../../../platform/decimal-money.ts';
import {
  type AccountCheck,
  type Asked,
  type AuthoriseAsked,
  NoAnswer,
  type Provider,
  type ProviderCall,
  ProviderBusy,
  ProviderRefused,
  type ToldPayment,
} from '../provider.ts';
import { mollieSettlements } from './mollie-settlements.ts';
import {
  isCapturing,
  isChosen,
  methodsOf,
  type MolliePayment,
  molliePage,
  molliePayment,
  NAME,
  notedIn,
  refusalOf,
  toldOf,
  wayIdsOf,
  wayOf,
} from './mollie-words.ts';

interface Needs {
  /** With its secrets */
  readonly openAccount: (tenantId: string, accountId: string) => Promise<OpenAccount | undefined>;
  /** Where Mollie tells us by itself; null where it cannot reach us: it refuses payments that name such an address */
  readonly webhookUrl: (accountId: string) => string | null;
}

export interface MollieSettings {
  /** In the place of `https://api.mollie.com`; for tests */
  readonly api?: string;
}

interface Request {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly idempotencyKey?: string;
}

/** How far before its making a payment is looked for, where its answer was lost. */
const AROUND_MS = 15 * 60_000;
const MOST_PAGES = 40;
const EMBED = 'embed=captures,refunds,chargebacks';

/**
 * Mollie's Payments API (v2): the shopper pays at Mollie's page, or at that of their bank. iDEAL, Bancontact and such are
 * taken when they are paid; cards and Klarna are authorised, and captured by us. Why not by Mollie's own client: ADR 71.
 */
export function mollieProvider(context: Needs, { api = 'https://api.mollie.com' }: MollieSettings = {}): Provider {
  const asked = (key: string, { method = 'GET', path, body, idempotencyKey }: Request): Promise<JsonAnswer> =>
    askJson(NAME, {
      ...{ method, url: `${api}/v2/${path}` },
      headers: {
        ...{ authorization: `Bearer ${key}`, 'user-agent': 'Tillhouse' },
        ...(body && { 'content-type': 'application/json' }),
        ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  const keyOf = async ({ tenantId, accountId }: Pick<ProviderCall, 'tenantId' | 'accountId'>): Promise<string> => {
    const key = (await context.openAccount(tenantId, accountId))?.secrets['apiKey'];
    if (key) return key;
    throw new ProviderRefused({ code: 'payments.not-set-up', message: 'This account was disconnected.' });
  };
  const ask = async <T>(call: ProviderCall, shape: z.ZodType<T>, request: Request): Promise<T> => {
    const answer = await asked(await keyOf(call), request);
    if (answer.status >= 300) throw refusalOf(answer);
    return understood(shape, answer);
  };
  const find = async (call: ProviderCall): Promise<MolliePayment | null> => {
    const { reference } = call;
    const id = reference ?? (await idOf(call));
    if (id === null) return null;
    const answer = await asked(await keyOf(call), { path: `payments/${id}?${EMBED}` });
    if (answer.status === 404) return null;
    if (answer.status >= 300) throw refusalOf(answer);
    return understood(molliePayment, answer);
  };
  /** The payment of an attempt whose answer was lost: among the newest, back to when it was made. */
  const idOf = async (call: ProviderCall): Promise<string | null> => {
    let next: string | undefined = 'payments?limit=250';
    for (let page = 0; next !== undefined && page < MOST_PAGES; page += 1) {
      const read: z.infer<typeof molliePage> = await ask(call, molliePage, { path: next });
      const { payments } = read._embedded;
      const found = payments.find(({ metadata }) => notedIn(metadata, 'attempt') === call.attemptId);
      if (found) return found.id;
      const last = payments.at(-1);
      if (!last || Date.parse(last.createdAt) < call.createdAt - AROUND_MS) return null;
      const on = read._links.next;
      next = on ? new URL(on.href).pathname.replace('/v2/', '') + new URL(on.href).search : undefined;
    }
    return null;
  };
  const known = async (call: ProviderCall): Promise<MolliePayment> => {
    const payment = await find(call);
    if (payment) return payment;
    throw new ProviderRefused({ code: 'payments.not-paid', message: 'Nothing was paid there.' });
  };
  const again = async (call: ProviderCall): Promise<ToldPayment> => toldOf(call, await known(call));
  const post = (call: Asked, path: string, body?: object) =>
    ask(call, z.unknown(), { method: 'POST', path, idempotencyKey: call.idempotencyKey, ...(body && { body }) });
  const drop = (call: ProviderCall, id: string) =>
    ask(call, molliePayment, { method: 'DELETE', path: `payments/${id}` });

  return {
    name: NAME,
    actsWithinMs: 120_000,
    holds: (method) => (wayOf(method)?.way.holds ? 'parts' : 'none'),
    methods: methodsOf,
    knows: isChosen,
    authorise: async (call) => {
      const body = newPayment(call, context.webhookUrl(call.accountId));
      const { idempotencyKey } = call;
      return toldOf(call, await ask(call, molliePayment, { method: 'POST', path: 'payments', body, idempotencyKey }));
    },
    look: async (call) => {
      const payment = await find(call);
      return payment && toldOf(call, payment);
    },
    capture: async (call) => {
      const payment = await known(call);
      const told = toldOf(call, payment);
      // It takes its time over there; asked for again it would be taken again, or refused.
      if (isCapturing(payment)) throw new NoAnswer(NAME);
      if (told.state === 'captured') return told;
      if (told.state !== 'authorised')
        throw new ProviderRefused({ code: 'payments.not-paid', message: 'Nothing was authorised there.' });
      const body = { amount: amountOf(call, call.take), description: call.description.slice(0, 255) };
      await post(call, `payments/${payment.id}/captures`, body);
      const after = await known(call);
      if (isCapturing(after)) throw new NoAnswer(NAME);
      return toldOf(call, after);
    },
    release: async (call) => {
      const payment = await known(call);
      const told = toldOf(call, payment);
      if (told.state === 'captured') throw new ProviderRefused({ code: 'payments.taken', message: 'It was paid.' });
      if (isCapturing(payment)) throw new NoAnswer(NAME);
      if (told.state === 'authorised') {
        await post(call, `payments/${payment.id}/release-authorization`);
        const after = await again(call);
        if (after.state === 'authorised') throw new NoAnswer(NAME);
        return after;
      }
      if (told.state !== 'action') return told;
      // Of most ways Mollie lets nobody end what the shopper may still do. It ends by itself, within minutes.
      if (payment.isCancelable !== true) throw new ProviderBusy('Mollie');
      return toldOf(call, await drop(call, payment.id));
    },
    cancel: async (call) => {
      const payment = await find(call);
      if (payment?.isCancelable === true && toldOf(call, payment).state === 'action') await drop(call, payment.id);
    },
    refund: async (call) => {
      const payment = await known(call);
      const metadata = { refund: call.key, attempt: call.attemptId };
      const body = { amount: amountOf(call, call.refund), description: call.description.slice(0, 255), metadata };
      await post(call, `payments/${payment.id}/refunds`, body);
      return again(call);
    },
    payouts: async ({ secrets }, since) => {
      // A key of a profile may not read what is settled of the organisation.
      const token = secrets['organisationToken'];
      if (!token) return [];
      return mollieSettlements(async (shape, path) => {
        const answer = await asked(token, { path });
        if (answer.status >= 300) throw refusalOf(answer);
        return understood(shape, answer);
      }, since);
    },
    check: ({ secrets, settings }) =>
      checked(() => asked(secrets['apiKey'] ?? '', { path: 'methods' }), wayIdsOf(settings)),
    webhook: async (account, _headers, raw) => {
      const id = new URLSearchParams(raw.toString('latin1')).get('id') ?? '';
      if (!/^tr_\w{1,60}$/.test(id)) throw new Error('no payment is named');
      // Nobody signs it, and nothing is believed of it: what the account's key may not read is not told by Mollie.
      const answer = await asked(account.secrets['apiKey'] ?? '', { path: `payments/${id}?${EMBED}` });
      if (answer.status >= 300) throw refusalOf(answer);
      const payment = understood(molliePayment, answer);
      const attemptId = notedIn(payment.metadata, 'attempt');
      // Mollie's word has no id of its own: told again while nothing has changed, it is the same.
      return { eventId: `${id}:${hashOf(payment)}`, kind: `payment.${payment.status}`, attemptId, references: [id] };
    },
  };
}

function understood<T>(shape: z.ZodType<T>, { body }: JsonAnswer): T {
  const read = shape.safeParse(body);
  // It said yes to what was asked, in words that we do not understand: it may have been done.
  if (!read.success) throw new NoAnswer(NAME, read.error);
  return read.data;
}

const hashOf = (payment: MolliePayment): string =>
  createHash('sha256').update(JSON.stringify(payment)).digest('base64url').slice(0, 22);

const amountOf = ({ currency }: ProviderCall, amount: number) => ({ currency, value: toDecimal(amount, currency) });

function newPayment(call: AuthoriseAsked, webhookUrl: string | null): object {
  const { attemptId, orderId, checkoutId, method, description, email, pageUrl, payer } = call;
  const chosen = wayOf(method);
  const amount = amountOf(call, call.amount);
  const name = description.slice(0, 255) || 'Order';
  if (chosen?.way.asksWho && !payer) {
    throw new ProviderRefused({
      code: 'payments.address-needed',
      message: 'This way to pay needs the address of who pays. Nothing was charged. Choose another way to pay.',
    });
  }
  const [givenName = '', ...family] = (payer?.name ?? '').split(' ');
  const billingAddress = payer && {
    ...{ givenName, familyName: family.join(' ') || givenName, email, streetAndNumber: payer.line1 },
    ...(payer.line2 !== '' && { streetAdditional: payer.line2 }),
    ...{ postalCode: payer.postcode, city: payer.city, country: payer.country },
    ...(payer.region !== '' && { region: payer.region }),
  };
  const line = { type: 'physical', description: name, quantity: 1, unitPrice: amount, totalAmount: amount };
  return {
    ...{ amount, description: name, metadata: { attempt: attemptId, order: orderId, checkout: checkoutId } },
    ...{ redirectUrl: `${pageUrl}&back=paid`, cancelUrl: `${pageUrl}&back=cancelled` },
    ...(webhookUrl !== null && { webhookUrl }),
    ...(chosen && { method: chosen.id }),
    ...(chosen?.way.holds && { captureMode: 'manual' }),
    // Who pays goes to a way that asks for it, and to no other.
    ...(chosen?.way.asksWho && { billingAddress, lines: [line] }),
  };
}

const methodList = z.object({ _embedded: z.object({ methods: z.array(z.object({ id: z.string() })) }) });

/** Never Mollie's own words: they may repeat a part of the key. */
async function checked(ask: () => Promise<JsonAnswer>, chosen: readonly string[]): Promise<AccountCheck> {
  const answer = await ask().catch(() => undefined);
  if (answer?.status === 401 || answer?.status === 403)
    return { works: false, message: 'Mollie does not know this API key. Put in the one of Developers → API keys.' };
  const read = methodList.safeParse(answer?.body);
  if (answer?.status !== 200 || !read.success)
    return { works: false, message: 'Mollie did not answer as it should. Try again in a moment.' };
  const there = read.data._embedded.methods.map(({ id }) => id);
  const off = chosen.filter((id) => !there.includes(id));
  if (off.length > 0)
    return { works: false, message: `Mollie answered, and these are not switched on there: ${off.join(', ')}.` };
  return { works: true, message: `Mollie answered. Switched on there: ${there.join(', ') || 'nothing yet'}.` };
}
