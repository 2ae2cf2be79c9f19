import type { PaymentMethod } from '../../../platform/payments/payments.ts';
import type { PaymentAttempt } from '@tillhouse/shared/domains/orders/payment-attempt-schema.ts';

/** When a shopper is charged for what is taken when it is sent: in parts, or all of it with the first parcel; by language. */
const words: Readonly<Record<string, readonly [parts: string, once: string]>> = {
  en: [
    'You are charged when your order is sent, each parcel for what is in it. Until then the amount is only held.',
    'You are charged when the first parcel is sent. Until then the amount is only held.',
  ],
  de: [
    'Ihre Zahlung wird beim Versand eingezogen, mit jedem Paket für das, was darin ist. Bis dahin ist der Betrag nur vorgemerkt.',
    'Ihre Zahlung wird eingezogen, wenn das erste Paket versandt wird. Bis dahin ist der Betrag nur vorgemerkt.',
  ],
  fr: [
    'Vous êtes débité à l’expédition, chaque colis pour ce qu’il contient. Jusque-là, le montant est seulement réservé.',
    'Vous êtes débité à l’expédition du premier colis. Jusque-là, le montant est seulement réservé.',
  ],
  es: [
    'Se le cobra al enviar el pedido, cada paquete por lo que contiene. Hasta entonces el importe solo está retenido.',
    'Se le cobra al enviar el primer paquete. Hasta entonces el importe solo está retenido.',
  ],
  it: [
    'L’addebito avviene alla spedizione, ogni pacco per ciò che contiene. Fino ad allora l’importo è solo bloccato.',
    'L’addebito avviene alla spedizione del primo pacco. Fino ad allora l’importo è solo bloccato.',
  ],
  nl: [
    'U betaalt wanneer uw bestelling wordt verzonden, elk pakket voor wat erin zit. Tot dan is het bedrag alleen gereserveerd.',
    'U betaalt wanneer het eerste pakket wordt verzonden. Tot dan is het bedrag alleen gereserveerd.',
  ],
  ar: [
    'يُخصم المبلغ عند إرسال طلبك، كل طرد بقيمة ما فيه. وحتى ذلك الحين يبقى المبلغ محجوزًا فقط.',
    'يُخصم المبلغ عند إرسال الطرد الأول. وحتى ذلك الحين يبقى المبلغ محجوزًا فقط.',
  ],
};

const notes: Readonly<Record<string, string>> = {
  en: 'You are charged when it is sent.',
  de: 'Eingezogen wird beim Versand.',
  fr: 'Vous êtes débité à l’expédition.',
  es: 'Se le cobra al enviarlo.',
  it: 'L’addebito avviene alla spedizione.',
  nl: 'U betaalt wanneer het wordt verzonden.',
  ar: 'يُخصم المبلغ عند إرسال طلبك.',
};

export type NotedMethod = PaymentMethod & { readonly note?: string };

/** A way to pay, with when it is charged where that is not with the order. */
export const noted = (method: PaymentMethod, locale: string): NotedMethod =>
  method.charged === 'sent'
    ? { ...method, note: notes[locale.slice(0, 2).toLowerCase()] ?? notes['en'] ?? '' }
    : method;

export type HeldPayment = Pick<PaymentAttempt, 'state' | 'takes' | 'inParts'>;

/** Empty where nothing is held until it is sent. */
export function chargedWhen({ state, takes, inParts }: HeldPayment, locale: string): string {
  if (takes !== 'sent' || state !== 'authorised') return '';
  const [parts, once] = words[locale.slice(0, 2).toLowerCase()] ?? words['en'] ?? ['', ''];
  return inParts ? parts : once;
}
