import type Stripe from 'stripe';
import type { OpenAccount } from '../../accounts/account-rows.ts';
import { type AuthoriseAsked, NoAnswer, type ProviderCall, ProviderRefused, type ToldPayment } from '../provider.ts';
import { CARD_PRESENT, type Presented, type ProviderTerminal, type ToldCard, type ToldReader } from '../terminal.ts';
import { CANCELLED, fromStripe, toStripe } from './stripe-words.ts';
import { declinedAt, isSilent, refusedAt, toldReader } from './stripe-reader-words.ts';

type Intent = Stripe.PaymentIntent;

/** How far around its making an intent is looked for, where its answer was lost. */
const AROUND_S = 15 * 60;
/** What was handed to a reader so long ago and is not in its hands is not on its way there any more. */
const HANDED_MS = 60_000;
const WITH_CHARGE = { expand: ['latest_charge'] };
/** The cards that Stripe's simulated readers take. https://docs.stripe.com/terminal/references/testing */
const cards = { approve: '4242424242424242', decline: '4000000000000002', 'no-money': '4000000000009995' } as const;

interface Needs {
  readonly now: () => number;
  readonly clientWith: (account: OpenAccount) => Stripe;
  readonly clientOf: (call: ProviderCall) => Promise<Stripe>;
  readonly asking: <T>(work: () => Promise<T>) => Promise<T>;
  readonly told: (stripe: Stripe, call: ProviderCall, intent: Intent) => Promise<ToldPayment>;
}

/**
 * Cards at Stripe's smart readers, driven by Stripe (server-driven): a Payment Intent that is captured as the card is authorised,
 * handed to a reader. Nothing of it goes over the till. What became of it is said by the intent alone; the reader says no more than
 * whether it is still at it, and why it gave up.
 */
export function stripeTerminal({ now, clientWith, clientOf, asking, told }: Needs) {
  const authorise = async (stripe: Stripe, asked: AuthoriseAsked): Promise<ToldPayment> => {
    const { atReader, attemptId, orderId, amount, currency, description, idempotencyKey } = asked;
    if (!atReader) throw new ProviderRefused({ code: 'payments.no-reader', message: 'No card reader was named.' });
    const { reader, asksTip } = atReader;
    const intent = await stripe.paymentIntents.create(
      {
        ...{ amount: toStripe(amount, currency), currency: currency.toLowerCase(), capture_method: 'automatic' },
        ...{ payment_method_types: ['card_present'], description: description.slice(0, 200) },
        metadata: { attempt: attemptId, order: orderId, reader },
      },
      { idempotencyKey },
    );
    try {
      await stripe.terminal.readers.processPaymentIntent(
        reader,
        {
          payment_intent: intent.id,
          process_config: { enable_customer_cancellation: true, skip_tipping: !asksTip },
        },
        { idempotencyKey: `${idempotencyKey}:reader` },
      );
    } catch (error) {
      if (isSilent(error)) throw new NoAnswer('stripe', error);
      const refused = refusedAt(error);
      if (!refused) throw error;
      // It was never in the reader's hands; ended, it never can be.
      return end(stripe, asked, intent.id, refused);
    }
    return { ...waiting, reference: intent.id };
  };

  /** Ends an intent, so that no card can pay it any more. It may have been paid in the same moment: its book says which. */
  const end = async (stripe: Stripe, call: ProviderCall, id: string, problem: ToldPayment['problem']) => {
    const ended = await stripe.paymentIntents
      .cancel(id, {}, { idempotencyKey: `${call.attemptId}:end` })
      .catch(() => null);
    if (ended?.status === 'canceled') return { ...over, reference: id, problem };
    return look(stripe, { ...call, reference: id }, true) as Promise<ToldPayment>;
  };

  /** @param ending it was tried to end it: what is open is left so */
  const look = async (stripe: Stripe, call: ProviderCall, ending = false): Promise<ToldPayment | null> => {
    const intent = call.reference
      ? await stripe.paymentIntents.retrieve(call.reference, WITH_CHARGE)
      : await intentOf(stripe, call);
    if (!intent) return null;
    const { id: reference, status, last_payment_error: failed } = intent;
    if (status === 'canceled') return { ...over, reference, problem: failed ? declinedAt(failed) : CANCELLED };
    if (status !== 'requires_payment_method') return told(stripe, call, intent);
    if (ending) return { ...waiting, reference };
    const action = await actionOf(stripe, intent);
    if (action?.status === 'in_progress') return { ...waiting, reference };
    if (action?.status === 'failed') return end(stripe, call, reference, declinedAt(failed, action));
    if (failed) return end(stripe, call, reference, declinedAt(failed));
    // Neither in its hands nor given up: on its way to the reader, or put aside there.
    if (now() - call.createdAt < HANDED_MS) return { ...waiting, reference };
    return end(stripe, call, reference, CANCELLED);
  };

  /** Takes it out of the reader's hands where no card was presented yet, and ends it. Never touches what was paid. */
  const cancel = async (stripe: Stripe, call: ProviderCall): Promise<void> => {
    const intent = call.reference ? await stripe.paymentIntents.retrieve(call.reference) : await intentOf(stripe, call);
    if (intent?.status !== 'requires_payment_method') return;
    const reader = intent.metadata['reader'] ?? '';
    if ((await actionOf(stripe, intent))?.status === 'in_progress') {
      // Refused where a card is being read at this moment: then it says itself how that ends.
      const stopped = await stripe.terminal.readers.cancelAction(reader).catch(() => null);
      if (!stopped) return;
    }
    await end(stripe, call, intent.id, CANCELLED);
  };

  const terminal: ProviderTerminal = {
    readers: (account) =>
      asking(async () => {
        const all: ToldReader[] = [];
        const list = clientWith(account).terminal.readers.list({ limit: 100, expand: ['data.location'] });
        for await (const reader of list) all.push(toldReader(reader));
        return all;
      }),
    reader: (account, id) =>
      asking(async () => {
        const reader = await clientWith(account)
          .terminal.readers.retrieve(id, { expand: ['location'] })
          .catch(missing);
        return reader && !('deleted' in reader && reader.deleted) ? toldReader(reader as Stripe.Terminal.Reader) : null;
      }),
    places: (account) =>
      asking(async () => {
        const all: { id: string; name: string }[] = [];
        for await (const { id, display_name: name } of clientWith(account).terminal.locations.list({ limit: 100 }))
          all.push({ id, name });
        return all;
      }),
    addPlace: (account, { name, line1, city, postcode, country, region }) =>
      asking(async () => {
        const { id } = await clientWith(account).terminal.locations.create({
          display_name: name,
          address: { line1, city, postal_code: postcode, country, ...(region && { state: region }) },
        });
        return { id, name };
      }),
    register: (account, { code, label, place }) =>
      asking(async () =>
        toldReader(
          await clientWith(account).terminal.readers.create({
            ...{ registration_code: code, label, location: place, expand: ['location'] },
          }),
        ),
      ),
    atIt: (call) =>
      asking(async () => {
        if (!call.reference) return false;
        const stripe = await clientOf(call);
        const intent = await stripe.paymentIntents.retrieve(call.reference);
        return (
          intent.status === 'requires_payment_method' && (await actionOf(stripe, intent))?.status === 'in_progress'
        );
      }),
    card: (call) =>
      asking(async () => {
        if (!call.reference) return null;
        const stripe = await clientOf(call);
        return cardOf(call, await stripe.paymentIntents.retrieve(call.reference, WITH_CHARGE));
      }),
    present: (account, reader, how) =>
      asking(async () => {
        const stripe = clientWith(account);
        if (how === 'cancel') return void (await stripe.terminal.readers.cancelAction(reader));
        const card_present = { number: cards[how as Exclude<Presented, 'cancel'>] };
        await stripe.testHelpers.terminal.readers.presentPaymentMethod(reader, { type: 'card_present', card_present });
      }),
  };
  return { authorise, look, cancel, terminal };
}

const waiting = { state: 'action', captured: 0, refunds: [], actionUrl: null, problem: null } as const;
const over = { state: 'declined', captured: 0, refunds: [], actionUrl: null } as const;

export const isAtReader = ({ method }: Pick<ProviderCall, 'method'>): boolean => method === CARD_PRESENT;

/** What its reader has in hand of it; undefined: nothing, or something else by now. */
async function actionOf(stripe: Stripe, { id, metadata }: Intent): Promise<Stripe.Terminal.Reader.Action | undefined> {
  const reader = metadata['reader'];
  if (!reader) return undefined;
  const found = await stripe.terminal.readers.retrieve(reader).catch(missing);
  const action = found && 'action' in found ? found.action : null;
  const of = action?.process_payment_intent?.payment_intent;
  return (typeof of === 'string' ? of : of?.id) === id ? (action ?? undefined) : undefined;
}

/** The intent of an attempt whose answer was lost: among those made around the same time. */
async function intentOf(stripe: Stripe, call: ProviderCall): Promise<Intent | null> {
  const made = Math.floor(call.createdAt / 1_000);
  const created = { gte: made - AROUND_S, lte: made + 24 * 3_600 };
  for await (const intent of stripe.paymentIntents.list({ created, limit: 100 })) {
    if (intent.metadata['attempt'] === call.attemptId) return stripe.paymentIntents.retrieve(intent.id, WITH_CHARGE);
  }
  return null;
}

function cardOf(call: ProviderCall, { latest_charge: charge, amount_details: of, metadata }: Intent): ToldCard | null {
  if (!charge || typeof charge === 'string') return null;
  const card = charge.payment_method_details?.card_present ?? charge.payment_method_details?.interac_present;
  if (!card) return null;
  const { receipt } = card;
  const entry = entries[card.read_method ?? ''] ?? 'unknown';
  return {
    ...{ reader: metadata['reader'] ?? '', brand: brandName(card.brand ?? ''), last4: card.last4 ?? '', entry },
    approvalCode: receipt?.authorization_code ?? '',
    application: receipt?.application_preferred_name ?? '',
    aid: receipt?.dedicated_file_name ?? '',
    verified: receipt?.cardholder_verification_method ?? '',
    tip: fromStripe(of?.tip?.amount ?? 0, call.currency),
  };
}

const entries: Readonly<Record<string, ToldCard['entry']>> = {
  ...{ contact_emv: 'chip', contactless_emv: 'contactless', contactless_magstripe_mode: 'contactless' },
  ...{ magnetic_stripe_fallback: 'swipe', magnetic_stripe_track2: 'swipe' },
};

/** As people know it: Stripe writes `visa`. */
const brands: Readonly<Record<string, string>> = {
  ...{ visa: 'Visa', mastercard: 'Mastercard', amex: 'American Express', discover: 'Discover', diners: 'Diners Club' },
  ...{ jcb: 'JCB', unionpay: 'UnionPay', interac: 'Interac', eftpos_au: 'eftpos', girocard: 'girocard' },
};
const brandName = (brand: string): string => brands[brand] ?? brand;

function missing(error: unknown): null {
  if ((error as { code?: string }).code === 'resource_missing') return null;
  throw error;
}
