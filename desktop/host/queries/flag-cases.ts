import { amountText } from '../words.ts';
import type { Case } from '../../bridge/sync-queries.ts';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';
import { productSubject, variantSubject } from './case-words.ts';
import { type Asking, sees } from './define-query.ts';
import { moneyText } from './field-words.ts';

type Line = Case['reckoning'][number];

interface FlagRow {
  id: string;
  code: string;
  details: string;
  at: number;
  orderId: string;
  number: string | null;
  place: string | null;
}

const flagWords: Readonly<Record<string, readonly [badge: string, text: string]>> = {
  oversold: ['Oversold', 'The order stands; there was not enough of an item.'],
  'price-differs': ['Price differs', 'Sold at another price than the one that held. The sale stands.'],
  'unknown-item': ['Unknown item', 'Sold without the cloud knowing the item. The sale stands.'],
  'duplicate-receipt': [
    'Receipt number twice',
    'Two receipts bear this number. Both stand; look whether one is a copy.',
  ],
  'total-differs': [
    'Total differs',
    'The till reckoned another total than the cloud does. The sale stands as it was paid.',
  ],
  'over-refunded': ['Returned too often', 'More came back than was sold. The money is paid; look who took it.'],
  'over-limit': ['Over the limit', 'More was given or paid back than is allowed. The sale stands as it was paid.'],
  'invoiced-twice': [
    'Invoiced twice',
    'Two desks without a line each issued an invoice for this order. Both numbers stand; send the buyer one of them.',
  ],
  'refund-refused': [
    'Refund refused',
    'The payment provider did not pay back. The order owes it again: pay it back another way, or ask the provider once more.',
  ],
  'layaway-twice': [
    'Paid twice',
    'Two tills took the last payment of one layaway. No money is lost; find who paid twice and pay it back.',
  ],
  'serial-twice': [
    'Number sold twice',
    'A piece with this serial number was sold before and did not come back. The sale stands; look whether it was typed wrongly.',
  ],
  'tax-own-rates': [
    'Taxed by own rates',
    'The provider of taxes did not answer while it was bought. The order stands as it was charged; look whether the tax is what is due.',
  ],
  'tax-refused': [
    'Not recorded',
    'The provider of taxes did not take it into its book. Put right what it says at Taxes, What is recorded, and try again.',
  ],
  'vat-unchecked': [
    'VAT number not looked up',
    'A firm of another country accounts for the tax, or wanted to, by a VAT number that no register has confirmed. Look it up on the page of the order.',
  ],
  'taken-twice': [
    'Taken up twice',
    'It was parked, and another till took it up too. The sale stands; look whether the same goods were sold there once more.',
  ],
  'hold-ends': [
    'Authorisation runs out',
    'The payment is authorised and not taken, and that ends within a day. Send the goods, or take the money on the page of the order.',
  ],
  'not-captured': [
    'Money not taken',
    'The payment provider did not take what it held. What is left to send is held: take the money once more or agree another way with the customer, then release the order.',
  ],
  'payment-disputed': [
    'Payment disputed',
    'The shopper had the payment taken back. Answer it at the provider with what shows that it was right.',
  ],
  'session-closed': [
    'After the close',
    'Sold after its drawer was counted. The sale stands; the count does not hold it.',
  ],
};

/** What the cloud flagged on orders it took in. An oversold item that has its own task is that task. */
export function flagCases(reader: Reader, asking: Asking, limit: number): Case[] {
  const rows = reader.all<FlagRow>(
    `SELECT f.id, f.code, f.details, f.raised_at AS at, f.order_id AS orderId, o.number, l.name AS place
     FROM order_flags f LEFT JOIN orders o ON o.id = f.order_id LEFT JOIN locations l ON l.id = o.location_id
     WHERE f.resolved_at IS NULL AND NOT (f.code = 'oversold' AND EXISTS (
       SELECT 1 FROM stock_tasks t WHERE t.kind = 'oversold' AND t.variant_id = f.details ->> '$.variantId'
         AND t.location_id = f.details ->> '$.locationId' AND t.status = 'open'))
     ORDER BY f.raised_at DESC LIMIT ?`,
    [limit],
  );
  const currency = storeAt(reader, null)?.currency ?? '';
  return rows.map((row) => {
    const details = JSON.parse(row.details) as Record<string, unknown>;
    const [badge, usual] = flagWords[row.code] ?? ['To look at', 'The order stands.'];
    const text =
      usedTooOften(details) ??
      oftenWithoutReceipt(details) ??
      beyondCredit(details, currency) ??
      disputed(details) ??
      layawayTwice(details, currency) ??
      usual;
    const variantId = typeof details.variantId === 'string' ? details.variantId : null;
    const productId = typeof details.productId === 'string' ? details.productId : null;
    const item = variantId ? variantSubject(reader, variantId) : productId ? productSubject(reader, productId) : null;
    const number = row.number ?? 'An order';
    return {
      mutationId: row.id,
      kind: 'order-flag' as const,
      title: item?.title ?? number,
      image: item?.image ?? null,
      badge,
      text: item ? `On ${number}. ${text}` : text,
      at: row.at,
      by: row.place ?? '',
      to: `/orders?open=${row.orderId}`,
      mine: null,
      theirs: null,
      fields: [],
      reckoning: differences(details, currency),
      evidence: [],
      countable: false,
      maySettle: sees(asking, 'orders.fulfil'),
    };
  });
}

const pairs = [
  ['current', 'Price that held', 'sold', 'Sold at'],
  ['lines', 'Its lines', 'total', 'Total of the till'],
  ['computed', 'Total of the cloud', 'total', 'Total of the till'],
  ['total', 'Total of the till', 'paid', 'Paid'],
  ['limit', 'Limit', 'amount', 'Paid back'],
] as const;

/** Tills that did not hear of each other took the last payment of a layaway. */
function layawayTwice(
  { layawayId, number, over, handedOverTwice, currency }: Record<string, unknown>,
  own: string,
): string | undefined {
  if (typeof layawayId !== 'string' || typeof over !== 'number') return undefined;
  if (handedOverTwice === true)
    return `${String(number)} was handed over at another till too. What was paid there stands. Take this sale back, pay out what was taken at it alone, and keep the rest of it as the fee.`;
  return `${amountText(over, typeof currency === 'string' ? currency : own)} too much was paid on ${String(number)}: another till took the last payment too. Open it under Layaways and pay that back.`;
}

/** Tills that did not hear of each other gave one code, or one customer, too often. */
function usedTooOften({ promotion, coupon, uses, limit }: Record<string, unknown>): string | undefined {
  if (typeof promotion !== 'string' || typeof uses !== 'number') return undefined;
  const what = coupon ? `The code ${coupon} of “${promotion}”` : `“${promotion}” by one customer`;
  return `${what} was used ${uses} times and may be ${limit}. The sales stand; nobody has to pay again.`;
}

/** Goods without a receipt: many of one customer, or at one person’s hand. */
function oftenWithoutReceipt({ withoutReceipt, count, days }: Record<string, unknown>): string | undefined {
  if (typeof withoutReceipt !== 'string' || typeof count !== 'number') return undefined;
  const who = withoutReceipt === 'staff' ? 'The same person took goods back' : 'The same customer brought goods back';
  return `${who} without a receipt ${count} times in ${String(days)} days. The money is paid; look at these returns.`;
}

/** Tills that knew nothing of each other sold more on account than may be open. */
function beyondCredit({ why, open, limit }: Record<string, unknown>, currency: string): string | undefined {
  if (why !== 'credit-limit' || typeof open !== 'number' || typeof limit !== 'number') return undefined;
  return `${moneyText(open, currency)} is open on the account of its buyer, and ${moneyText(limit, currency)} may be. The sale stands; ask for a payment.`;
}

/** What a provider takes back for a shopper, and until when it hears the shop. */
function disputed({
  disputeId,
  amount,
  currency,
  reason,
  state,
  dueAt,
  provider,
}: Record<string, unknown>): string | undefined {
  if (typeof disputeId !== 'string' || typeof amount !== 'number' || typeof currency !== 'string') return undefined;
  const what = `${moneyText(amount, currency)} by ${String(provider)}${reason ? ` (${String(reason).replaceAll('_', ' ').toLowerCase()})` : ''}`;
  if (state === 'lost')
    return `The dispute about ${what} was lost: the money stays with the shopper, and is booked so.`;
  if (state === 'review') return `The dispute about ${what} is decided by the bank. There is nothing to do until then.`;
  const taken = state === 'asked' ? 'is questioned; nothing was taken back yet' : 'is disputed, and was taken back';
  const until = typeof dueAt === 'number' ? ` by ${new Date(dueAt).toISOString().slice(0, 10)}` : '';
  return `${what} ${taken}. Hand in at the provider what shows that it was right${until}.`;
}

/** Two amounts that a flag holds against each other, and what lies between them. */
function differences(details: Record<string, unknown>, currency: string): Line[] {
  for (const [should, shouldWord, is, isWord] of pairs) {
    const [a, b] = [details[should], details[is]];
    if (typeof a !== 'number' || typeof b !== 'number') continue;
    return [
      { text: shouldWord, amount: moneyText(a, currency) },
      { text: isWord, amount: moneyText(b, currency) },
      { text: 'Difference', amount: moneyText(b - a, currency) },
    ];
  }
  return [];
}
