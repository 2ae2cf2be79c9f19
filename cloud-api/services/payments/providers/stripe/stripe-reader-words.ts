import Stripe from 'stripe';
import type { PaymentProblem } from '../../../../platform/payments/payments.ts';
import type { ToldReader } from '../terminal.ts';
import { CANCELLED } from './stripe-words.ts';

/** The reader may have it all the same: Stripe waited for its answer in vain. */
export const isSilent = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeError && error.code === 'terminal_reader_timeout';

/** What a reader that does not take a payment says of it; undefined: it may have taken it. */
export function refusedAt(error: unknown): PaymentProblem | undefined {
  if (!(error instanceof Stripe.errors.StripeError)) return undefined;
  const { code } = error;
  if (code === 'terminal_reader_offline')
    return {
      code: 'payments.reader-offline',
      message:
        'The card reader is switched off or has no network, so nothing was charged. Look at the reader and try again, or take the money another way.',
    };
  if (code === 'terminal_reader_busy')
    return {
      code: 'payments.reader-busy',
      message:
        'The card reader is busy with something else, so nothing was charged. Wait until it is free and try again, or take the money another way.',
    };
  if (code === 'resource_missing')
    return {
      code: 'payments.reader-gone',
      message: 'Stripe does not know this card reader any more, so nothing was charged. Choose it anew under Devices.',
    };
  if (code === 'terminal_reader_hardware_fault')
    return {
      code: 'payments.reader-broken',
      message: 'The card reader says that it has a fault, so nothing was charged. Switch it off and on and try again.',
    };
  if (error.statusCode === 400 && error instanceof Stripe.errors.StripeInvalidRequestError)
    return {
      code: `payments.stripe-${code ?? 'refused'}`.replaceAll('_', '-'),
      message:
        'Stripe did not let this card reader take the payment, so nothing was charged. Look at the reader in Stripe’s own office.',
    };
  return undefined;
}

/** Why nothing was charged, in words that a cashier can say aloud. https://docs.stripe.com/declines/codes */
const words: Readonly<Record<string, string>> = {
  card_declined: 'The bank declined the card',
  generic_decline: 'The bank declined the card',
  insufficient_funds: 'There is not enough money on the card',
  expired_card: 'The card has expired',
  lost_card: 'The bank declined the card',
  stolen_card: 'The bank declined the card',
  incorrect_pin: 'The PIN was wrong',
  pin_try_exceeded: 'The PIN was wrong too often',
  offline_pin_required: 'The card has to be put in and its PIN entered',
  online_or_offline_pin_required: 'The card has to be put in and its PIN entered',
  withdrawal_count_limit_exceeded: 'The limit of the card is reached',
  card_not_supported: 'This kind of card is not taken here',
  currency_not_supported: 'The card does not take this currency',
  processing_error: 'The bank could not be asked. Try again',
  terminal_reader_timeout: 'Nobody presented a card in time',
  card_read_timed_out: 'Nobody presented a card in time',
  card_removed: 'The card was taken out too early',
};
const cancelledCodes = new Set(['customer_canceled', 'customer_cancelled', 'canceled', 'cancelled']);

/** @param action what the reader says of it */
export function declinedAt(
  failed: Intent['last_payment_error'],
  action?: Pick<Stripe.Terminal.Reader.Action, 'failure_code' | 'failure_message'>,
): PaymentProblem {
  const code = failed?.decline_code ?? failed?.code ?? action?.failure_code ?? '';
  if (cancelledCodes.has(code)) return { ...CANCELLED, message: 'The customer pressed Cancel at the reader' };
  const said = words[code] ?? words[failed?.code ?? ''] ?? 'The card was not accepted';
  return { code: 'payments.declined', message: said };
}
type Intent = Stripe.PaymentIntent;

/** What it takes of Stripe's reader. */
export function toldReader({
  id,
  label,
  device_type: model,
  serial_number: serial,
  location,
  status,
  action,
}: Stripe.Terminal.Reader): ToldReader {
  const place = typeof location === 'string' ? location : (location?.display_name ?? '');
  return {
    ...{ id, label: label || serial, model, serial, place },
    online: status === 'online',
    busy: action?.status === 'in_progress',
    simulated: model.startsWith('simulated_'),
  };
}
