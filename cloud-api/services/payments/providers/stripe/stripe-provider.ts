import Stripe from 'stripe';
import type { OpenAccount } from '../../accounts/account-rows.ts';
import {
  type AuthoriseAsked,
  NoAnswer,
  type Provider,
  type ProviderCall,
  ProviderRefused,
  type ToldDispute,
  type ToldPayment,
  type ToldRefund,
} from '../provider.ts';
import { stripePayouts } from './stripe-payouts.ts';
import { isAtReader, stripeTerminal } from './stripe-terminal.ts';
import { captureOf, holdOf, letGoOf, MULTICAPTURE } from './stripe-holds.ts';
import { CANCELLED, checkWords, fromStripe, newsOf, refusalOf, toldDispute, toStripe } from './stripe-words.ts';

type Session = Stripe.Checkout.Session;
type Intent = Stripe.PaymentIntent;

interface Needs {
  readonly now: () => number;
  /** With its secrets */
  readonly openAccount: (tenantId: string, accountId: string) => Promise<OpenAccount | undefined>;
}

export interface StripeSettings {
  /** In the place of `https://api.stripe.com`; for tests */
  readonly api?: string;
}

const NAME = 'stripe';
/** Shorter than what a process waits that called us from elsewhere. */
const TIMEOUT_MS = 20_000;
/** The shortest that Stripe allows is half an hour. */
const SESSION_MS = 31 * 60_000;
/** How far around its making a session is looked for, where its answer was lost. */
const AROUND_S = 15 * 60;
const WITH_CHARGE: Stripe.PaymentIntentRetrieveParams = { expand: ['latest_charge'] };

/**
 * Stripe by its own SDK: a Checkout Session at Stripe's page (cards, 3-D Secure and wallets there; no card field is
 * ours), its Payment Intent authorised and captured by us. The SDK repeats nothing by itself.
 */
export function stripeProvider(context: Needs, { api }: StripeSettings = {}): Provider {
  const base = api === undefined ? undefined : new URL(api);
  const httpClient = asksOnce();
  const clientWith = (key: string): Stripe =>
    new Stripe(key, {
      ...{ maxNetworkRetries: 0, timeout: TIMEOUT_MS, telemetry: false, appInfo: { name: 'Tillhouse' }, httpClient },
      ...(base && { host: base.hostname, port: base.port, protocol: base.protocol.slice(0, -1) as 'http' | 'https' }),
    });
  const clientOf = async ({ tenantId, accountId }: ProviderCall): Promise<Stripe> => {
    const account = await context.openAccount(tenantId, accountId);
    const key = account?.secrets['secretKey'];
    if (key) return clientWith(key);
    throw new ProviderRefused({ code: 'payments.not-set-up', message: 'This account was disconnected.' });
  };
  /** What says for sure that nothing was done is told so; all else is no answer. */
  const asking = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ProviderRefused || error instanceof NoAnswer) throw error;
      throw refusalOf(error) ?? new NoAnswer(NAME, error);
    }
  };
  const readers = stripeTerminal({
    ...{ now: context.now, clientOf, asking, told: toldOfIntent },
    clientWith: ({ secrets }) => clientWith(secrets['secretKey'] ?? ''),
  });
  const whole = async (stripe: Stripe, call: ProviderCall): Promise<ToldPayment | null> => {
    if (isAtReader(call)) return readers.look(stripe, call);
    if (call.reference?.startsWith('pi_')) {
      return toldOfIntent(stripe, call, await stripe.paymentIntents.retrieve(call.reference, WITH_CHARGE));
    }
    const expand = ['payment_intent.latest_charge'];
    const session = call.reference
      ? await stripe.checkout.sessions.retrieve(call.reference, { expand })
      : await sessionOf(stripe, call, expand);
    return session && toldOfSession(stripe, call, session);
  };
  /** The payment as it stands, for what needs the intent. */
  const intentOf = async (stripe: Stripe, call: ProviderCall): Promise<string> => {
    const reference = (await whole(stripe, call))?.reference;
    if (reference?.startsWith('pi_')) return reference;
    throw new ProviderRefused({ code: 'payments.not-paid', message: 'Nothing was paid there yet.' });
  };

  return {
    name: NAME,
    actsWithinMs: 120_000,
    terminal: readers.terminal,
    holds: (method) => (method === NAME ? 'parts' : 'none'),
    methods: () => [{ id: NAME, provider: NAME, kind: 'card', name: 'Card' }],
    knows: (method) => method === NAME,
    authorise: (asked) =>
      asking(async () => {
        const stripe = await clientOf(asked);
        if (isAtReader(asked)) return readers.authorise(stripe, asked);
        const session = await stripe.checkout.sessions.create(newSession(asked, context.now()), {
          idempotencyKey: asked.idempotencyKey,
        });
        return toldOfSession(stripe, asked, session);
      }),
    look: (call) => asking(async () => whole(await clientOf(call), call)),
    capture: (asked) =>
      asking(async () => {
        const stripe = await clientOf(asked);
        const options = { idempotencyKey: asked.idempotencyKey };
        return toldOfIntent(
          stripe,
          asked,
          await stripe.paymentIntents.capture(await intentOf(stripe, asked), captureOf(asked), options),
        );
      }),
    release: (asked) =>
      asking(async () => {
        const stripe = await clientOf(asked);
        if (isAtReader(asked)) {
          await readers.cancel(stripe, asked);
          const left = await readers.look(stripe, asked);
          if (left) return left;
        }
        if (asked.reference?.startsWith('cs_')) {
          const session = await stripe.checkout.sessions.retrieve(asked.reference);
          const options = { idempotencyKey: `${asked.idempotencyKey}:session` };
          if (session.status === 'open') {
            return toldOfSession(stripe, asked, await stripe.checkout.sessions.expire(session.id, {}, options));
          }
          if (session.status === 'expired') return toldOfSession(stripe, asked, session);
        }
        const intent = await intentOf(stripe, asked);
        return toldOfIntent(stripe, asked, await letGoOf(stripe, intent, asked.idempotencyKey));
      }),
    refund: (asked) =>
      asking(async () => {
        const stripe = await clientOf(asked);
        const intent = await intentOf(stripe, asked);
        const amount = toStripe(asked.refund, asked.currency);
        const metadata = { refund: asked.key, attempt: asked.attemptId };
        await stripe.refunds.create(
          { payment_intent: intent, amount, metadata },
          { idempotencyKey: asked.idempotencyKey },
        );
        return toldOfIntent(stripe, asked, await stripe.paymentIntents.retrieve(intent));
      }),
    cancel: (call) =>
      asking(async () => {
        const stripe = await clientOf(call);
        if (isAtReader(call)) return readers.cancel(stripe, call);
        const session = call.reference?.startsWith('cs_')
          ? await stripe.checkout.sessions.retrieve(call.reference)
          : await sessionOf(stripe, call, []);
        // Stripe refuses it where it was paid in the same moment.
        if (session?.status === 'open') await stripe.checkout.sessions.expire(session.id);
      }),
    payouts: ({ secrets }, since) => asking(() => stripePayouts(clientWith(secrets['secretKey'] ?? ''), since)),
    check: async ({ secrets }) => {
      try {
        await clientWith(secrets['secretKey'] ?? '').checkout.sessions.list({ limit: 1 });
        return { works: true, message: 'Stripe answered, and the key may read Checkout Sessions.' };
      } catch (error) {
        // Never Stripe's own words: they repeat a part of the key.
        return { works: false, message: checkWords(error) };
      }
    },
    webhook: async ({ secrets }, headers, raw) => {
      const signature = String(headers['stripe-signature'] ?? '');
      const secret = secrets['webhookSecret'];
      // By an empty one anybody could sign.
      if (!secret) throw new Error('the signing secret was not put in yet');
      const { webhooks } = clientWith('sk_none');
      const event = webhooks.constructEvent(raw, signature, secret, 300, undefined, context.now());
      return newsOf(event);
    },
  };
}

/** The SDK asks again by itself where a connection breaks; whether to ask again is ours to decide. */
function asksOnce(): Stripe.HttpClient {
  const client = Stripe.createNodeHttpClient();
  const asked = client.makeRequest.bind(client);
  client.makeRequest = (...request) =>
    asked(...request).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error) delete error.code;
      throw error;
    });
  return client;
}

function newSession(asked: AuthoriseAsked, now: number): Stripe.Checkout.SessionCreateParams {
  const { attemptId, orderId, checkoutId, amount, currency, description, email, pageUrl } = asked;
  const metadata = { attempt: attemptId, order: orderId, checkout: checkoutId };
  const name = description.slice(0, 200) || 'Order';
  return {
    mode: 'payment',
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: currency.toLowerCase(),
          unit_amount: toStripe(amount, currency),
          product_data: { name },
        },
      },
    ],
    payment_intent_data: { capture_method: 'manual', metadata, description: name },
    ...(asked.inParts && MULTICAPTURE),
    client_reference_id: attemptId,
    metadata,
    ...(email === '' ? {} : { customer_email: email }),
    success_url: `${pageUrl}&back=paid`,
    cancel_url: `${pageUrl}&back=cancelled`,
    expires_at: Math.floor((now + SESSION_MS) / 1_000),
  };
}

/** The session of an attempt whose answer was lost: among those made around the same time. */
async function sessionOf(stripe: Stripe, call: ProviderCall, expand: string[]): Promise<Session | null> {
  const made = Math.floor(call.createdAt / 1_000);
  const created = { gte: made - AROUND_S, lte: made + 24 * 3_600 };
  for await (const session of stripe.checkout.sessions.list({ created, limit: 100 })) {
    if (session.client_reference_id !== call.attemptId) continue;
    return stripe.checkout.sessions.retrieve(session.id, { expand });
  }
  return null;
}

async function toldOfSession(stripe: Stripe, call: ProviderCall, session: Session): Promise<ToldPayment> {
  const { id, status, url, payment_intent: intent } = session;
  if (status === 'complete' && intent) {
    return toldOfIntent(
      stripe,
      call,
      typeof intent === 'string' ? await stripe.paymentIntents.retrieve(intent, WITH_CHARGE) : intent,
    );
  }
  const none = { reference: id, captured: 0, refunds: [] };
  if (status === 'expired') return { ...none, state: 'declined', actionUrl: null, problem: CANCELLED };
  return { ...none, state: 'action', actionUrl: url, problem: null };
}

async function toldOfIntent(stripe: Stripe, call: ProviderCall, intent: Intent): Promise<ToldPayment> {
  const captured = fromStripe(intent.amount_received, call.currency);
  const refunds = captured > 0 ? await refundsOf(stripe, call, intent.id) : [];
  const disputes = captured > 0 ? await disputesOf(stripe, call, intent) : undefined;
  const told = { reference: intent.id, captured, refunds, disputes, actionUrl: null, problem: null };
  if (intent.status === 'requires_capture') return { ...told, ...holdOf(intent), state: 'authorised' };
  if (intent.status === 'succeeded') return { ...told, state: 'captured' };
  if (intent.status === 'canceled') return { ...told, state: 'released' };
  return { ...told, state: 'action' };
}

async function refundsOf(stripe: Stripe, call: ProviderCall, intent: string): Promise<ToldRefund[]> {
  const refunds: ToldRefund[] = [];
  for await (const { id, amount, status, metadata } of stripe.refunds.list({ payment_intent: intent, limit: 100 })) {
    const key = metadata?.['attempt'] === call.attemptId ? (metadata['refund'] ?? null) : null;
    const state = status === 'failed' || status === 'canceled' ? 'failed' : 'done';
    refunds.push({ key, reference: id, amount: fromStripe(amount, call.currency), state });
  }
  return refunds;
}

/** Read where the charge says that there is one; undefined where the charge did not come along, or the key may not read them. */
async function disputesOf(stripe: Stripe, call: ProviderCall, intent: Intent): Promise<ToldDispute[] | undefined> {
  const { latest_charge: charge, id: payment_intent } = intent;
  if (!charge || typeof charge === 'string') return undefined;
  if (!charge.disputed) return [];
  const told: ToldDispute[] = [];
  try {
    for await (const dispute of stripe.disputes.list({ payment_intent, limit: 100 }))
      told.push(toldDispute(dispute, call.currency));
  } catch (error) {
    if (error instanceof Stripe.errors.StripePermissionError) return undefined;
    throw error;
  }
  return told;
}
