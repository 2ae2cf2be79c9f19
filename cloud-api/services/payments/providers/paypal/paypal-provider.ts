import * as z from 'zod';
import type { OpenAccount } from '../../accounts/account-rows.ts';
import { newAgreement, type PaypalAgreed, paypalAgreed, shownSince, toldAgreement } from './paypal-express.ts';
import {
  type AccountCheck,
  type AgreementCall,
  NoAnswer,
  type Provider,
  type ProviderCall,
  ProviderRefused,
  type ToldDispute,
} from '../provider.ts';
import { paypalClient, type PaypalRequest, understood } from './paypal-client.ts';
import {
  CANCELLED,
  capturesOf,
  isCapturing,
  markOf,
  moneyOf,
  NAME,
  type PaypalOrder,
  partsOf,
  paypalOrder,
  refusalOf,
  takes,
  toldOf,
} from './paypal-words.ts';
import { disputeList, paypalDispute, toldDispute } from './paypal-disputes.ts';
import { splitRefund } from './paypal-refunds.ts';
import { newsOf, verification } from './paypal-webhooks.ts';

interface Needs {
  readonly now: () => number;
  /** With its secrets */
  readonly openAccount: (tenantId: string, accountId: string) => Promise<OpenAccount | undefined>;
}

export interface PaypalSettings {
  /** In the place of PayPal's own addresses; for tests */
  readonly api?: string;
}

/** Within PayPal's six hours for keys of orders, with some to spare. */
const ORDER_KEYS_MS = 5 * 60 * 60_000;

/**
 * PayPal's Orders and Payments API (v2). The shopper agrees at PayPal's page, and PayPal holds nothing before it is asked
 * to, so an order that was agreed to is followed by a request to hold. Why not by PayPal's own client: ADR 71.
 */
export function paypalProvider(context: Needs, { api }: PaypalSettings = {}): Provider {
  const hosts = (mode: string) =>
    mode === 'sandbox' ? 'https://api-m.sandbox.paypal.com' : 'https://api-m.paypal.com';
  const send = paypalClient(context.now, (mode) => api ?? hosts(mode));
  const accountOf = async ({
    tenantId,
    accountId,
  }: Pick<ProviderCall, 'tenantId' | 'accountId'>): Promise<OpenAccount> => {
    const account = await context.openAccount(tenantId, accountId);
    if (account?.secrets['clientSecret']) return account;
    throw new ProviderRefused({ code: 'payments.not-set-up', message: 'This account was disconnected.' });
  };
  const ask = async <T>(call: ProviderCall, shape: z.ZodType<T>, request: PaypalRequest): Promise<T> => {
    const answer = await send(await accountOf(call), request);
    if (answer.status >= 300) throw refusalOf(answer);
    return understood(shape, answer);
  };
  /** Asked again with its key it is the same order, and nobody's money is touched by it. */
  const create = (call: ProviderCall): Promise<PaypalOrder> =>
    ask(call, paypalOrder, {
      ...{ method: 'POST', path: '/v2/checkout/orders', body: newOrder(call) },
      idempotencyKey: `${call.attemptId}:order`,
    });
  const read = async (call: ProviderCall, id: string): Promise<PaypalOrder | null> => {
    const answer = await send(await accountOf(call), { path: `/v2/checkout/orders/${id}` });
    // Gone for PayPal some hours after nobody has agreed to it.
    if (answer.status === 404) return null;
    if (answer.status >= 300) throw refusalOf(answer);
    return understood(paypalOrder, answer);
  };
  const readAgreed = async (call: AgreementCall, id: string): Promise<PaypalAgreed | null> => {
    const answer = await send(await accountOf(call), { path: `/v2/checkout/orders/${id}` });
    if (answer.status === 404) return null;
    if (answer.status >= 300) throw refusalOf(answer);
    return understood(paypalAgreed, answer);
  };
  /** Undefined where this app may not read them. */
  const disputesOf = async (call: ProviderCall, captureId: string): Promise<ToldDispute[] | undefined> => {
    const account = await accountOf(call);
    const list = await send(account, { path: `/v1/customer/disputes?disputed_transaction_id=${captureId}` });
    if (list.status === 403) return undefined;
    if (list.status >= 300) throw refusalOf(list);
    const told: ToldDispute[] = [];
    for (const { dispute_id: id } of understood(disputeList, list).items) {
      const path = `/v1/customer/disputes/${id}`;
      told.push(toldDispute(await ask(call, paypalDispute, { path }), call.currency));
    }
    return told;
  };
  const known = async (call: ProviderCall): Promise<PaypalOrder> => {
    const order = call.reference === null ? null : await read(call, call.reference);
    if (order) return order;
    throw new ProviderRefused({ code: 'payments.not-paid', message: 'Nothing was paid there.' });
  };
  return {
    name: NAME,
    actsWithinMs: 120_000,
    holds: () => 'parts',
    methods: ({ currency }) =>
      takes(currency) ? [{ id: NAME, provider: NAME, kind: 'redirect', name: 'PayPal' }] : [],
    knows: (method) => method === NAME,
    express: {
      methods: ({ currency }) =>
        takes(currency) ? [{ id: NAME, provider: NAME, kind: 'redirect', name: 'PayPal' }] : [],
      agree: async (call) => {
        const answer = await send(await accountOf(call), {
          ...{ method: 'POST', path: '/v2/checkout/orders', body: newAgreement(call) },
          idempotencyKey: `${call.agreementId}:order`,
        });
        if (answer.status >= 300) throw refusalOf(answer);
        const order = understood(paypalOrder, answer);
        const page = order.links.find(({ rel }) => rel === 'payer-action' || rel === 'approve');
        if (!page) throw new NoAnswer(NAME);
        return { reference: order.id, url: page.href };
      },
      look: async (call) => toldAgreement(await readAgreed(call, call.reference ?? '')),
    },
    authorise: async (call) => {
      if (call.agreement === null) return toldOf(call, await create(call));
      const order = await read(call, call.agreement);
      if (!order) throw new ProviderRefused(CANCELLED);
      return toldOf(call, order);
    },
    look: async (call) => {
      const { createdAt } = call;
      const reference = call.reference ?? call.agreement;
      // PayPal lists no orders. Its key finds the one whose answer was lost; later on nobody was led to it, and nobody can pay it.
      if (reference === null)
        return context.now() - createdAt < ORDER_KEYS_MS ? toldOf(call, await create(call)) : null;
      const order = await read(call, reference);
      if (!order)
        return { ...{ reference, captured: 0, refunds: [], actionUrl: null }, state: 'declined', problem: CANCELLED };
      const told = toldOf(call, order);
      const all = await Promise.all(capturesOf(order).map(({ id }) => disputesOf(call, id)));
      const known = all.flatMap((some) => some ?? []);
      return all.length > 0 && all.every(Boolean) ? { ...told, disputes: known } : told;
    },
    hold: async (call) => {
      const { id, status } = await known(call);
      if (status === 'APPROVED') {
        // What was agreed to knew neither delivery nor tax: it is held for what its shopper was shown since, and bears its number.
        if (call.agreement !== null)
          await ask(call, z.unknown(), { method: 'PATCH', path: `/v2/checkout/orders/${id}`, body: shownSince(call) });
        const path = `/v2/checkout/orders/${id}/authorize`;
        await ask(call, z.unknown(), { method: 'POST', path, body: {}, idempotencyKey: call.idempotencyKey });
      }
      return toldOf(call, await known(call));
    },
    capture: async (call) => {
      const order = await known(call);
      const told = toldOf(call, order);
      if (isCapturing(order)) throw new NoAnswer(NAME);
      const { authorization } = partsOf(order);
      if (told.state === 'captured') return told;
      if (told.state !== 'authorised' || !authorization)
        throw new ProviderRefused({ code: 'payments.not-paid', message: 'Nothing was authorised there.' });
      await ask(call, z.unknown(), {
        ...{ method: 'POST', path: `/v2/payments/authorizations/${authorization.id}/capture` },
        ...{
          body: { amount: moneyOf(call, call.take), final_capture: call.last },
          idempotencyKey: call.idempotencyKey,
        },
      });
      const after = await known(call);
      if (isCapturing(after)) throw new NoAnswer(NAME);
      return toldOf(call, after);
    },
    release: async (call) => {
      const order = await known(call);
      const told = toldOf(call, order);
      if (told.state === 'captured') throw new ProviderRefused({ code: 'payments.taken', message: 'It was paid.' });
      if (isCapturing(order)) throw new NoAnswer(NAME);
      const { authorization } = partsOf(order);
      // Agreed to or not: what is not asked for is not held, and ends by itself.
      if (!authorization) return { ...told, state: 'released', actionUrl: null };
      if (told.state === 'released' || told.state === 'declined') return told;
      await ask(call, z.unknown(), {
        ...{ method: 'POST', path: `/v2/payments/authorizations/${authorization.id}/void` },
        idempotencyKey: call.idempotencyKey,
      });
      return toldOf(call, await known(call));
    },
    refund: async (call) => {
      const order = await known(call);
      const parts = splitRefund(call, order);
      if (parts.length === 0)
        throw new ProviderRefused({ code: 'payments.not-paid', message: 'Nothing of it is there to be paid back.' });
      for (const { captureId, amount } of parts) {
        const body = { amount: moneyOf(call, amount), custom_id: markOf(call.attemptId, call.key) };
        const idempotencyKey = parts.length === 1 ? call.idempotencyKey : `${call.idempotencyKey}:${captureId}`;
        const path = `/v2/payments/captures/${captureId}/refund`;
        await ask(call, z.unknown(), { method: 'POST', path, body, idempotencyKey });
      }
      return toldOf(call, await known(call));
    },
    check: (account) => checked(() => send(account, { path: '/v1/notifications/webhooks' }), account),
    webhook: async (account, headers, raw) => {
      const { webhookId } = account.settings;
      if (!webhookId) throw new Error('the webhook id was not put in yet');
      const news = newsOf(raw);
      const body = verification(webhookId, headers, raw);
      const answer = await send(account, { method: 'POST', path: '/v1/notifications/verify-webhook-signature', body });
      if (answer.status >= 300) throw refusalOf(answer);
      const { verification_status: status } = understood(z.object({ verification_status: z.string() }), answer);
      if (status !== 'SUCCESS') throw new Error('PayPal does not know this as its own');
      return news;
    },
  };
}

/** From nothing but what the attempt keeps, so that it can be asked again word by word. */
function newOrder(call: ProviderCall): object {
  const { attemptId, description, pageUrl } = call;
  return {
    intent: 'AUTHORIZE',
    purchase_units: [
      {
        ...{ reference_id: attemptId, custom_id: attemptId, invoice_id: attemptId },
        ...{ description: description.slice(0, 127) || 'Order', amount: moneyOf(call, call.amount) },
      },
    ],
    payment_source: {
      paypal: {
        experience_context: {
          ...{ user_action: 'PAY_NOW', shipping_preference: 'NO_SHIPPING' },
          ...{ return_url: `${pageUrl}&back=paid`, cancel_url: `${pageUrl}&back=cancelled` },
        },
      },
    },
  };
}

const hooks = z.object({ webhooks: z.array(z.object({ id: z.string() })) });

/** Never PayPal's own words: they may repeat a part of the secret. */
async function checked(
  ask: () => Promise<{ status: number; body: unknown }>,
  account: OpenAccount,
): Promise<AccountCheck> {
  const answer = await ask().catch((error: unknown) =>
    error instanceof ProviderRefused ? ('refused' as const) : undefined,
  );
  if (answer === 'refused' || answer?.status === 401)
    return {
      works: false,
      message: 'PayPal does not know this client ID with this secret. Put in those of the app, of the same mode.',
    };
  const read = hooks.safeParse(answer?.body);
  if (answer?.status !== 200 || !read.success)
    return { works: false, message: 'PayPal did not answer as it should. Try again in a moment.' };
  const { webhookId } = account.settings;
  if (webhookId && !read.data.webhooks.some(({ id }) => id === webhookId))
    return { works: false, message: 'PayPal answered, and the app has no webhook of this ID.' };
  return { works: true, message: 'PayPal answered, and knows this app.' };
}
