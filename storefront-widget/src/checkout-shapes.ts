/** A checkout and an order as the shop tells them, read field by field; amounts in minor units. */
import {
  type CouponAnswer,
  type PricedLine,
  readCoupons,
  readPricedLine,
  readTotals,
  type Totals,
} from './priced-shapes.ts';
import { fields, list, whole, wholeOrNull, words, wordsOrNull } from './shapes.ts';

export interface Contact {
  readonly email: string;
  readonly name: string;
  readonly phone: string;
}

/** Of a firm that buys */
export interface Business {
  readonly company: string;
  readonly vatId: string;
  readonly reference: string;
}

export interface Address {
  readonly name: string;
  readonly line1: string;
  readonly line2: string;
  readonly city: string;
  readonly region: string;
  readonly postcode: string;
  /** ISO 3166-1 alpha-2 */
  readonly country: string;
}

export interface ShippingOption {
  readonly id: string;
  readonly name: string;
  readonly amount: number;
  /** `2026-11-24` */
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly kind: 'ship' | 'pick-up';
  readonly hint: string;
}

export interface PaymentMethod {
  readonly id: string;
  readonly kind: 'card' | 'redirect' | 'offline';
  readonly name: string;
  /** When it is charged, where that is not at once */
  readonly note: string;
}

export interface GiftCard {
  readonly id: string;
  readonly end: string;
  readonly amount: number;
}

export interface CheckoutNotice {
  readonly code: string;
  readonly variantId: string;
  readonly title: string;
  readonly before: unknown;
  readonly now: unknown;
}

export interface CheckoutLine extends PricedLine {
  readonly handle: string;
  readonly image: string | null;
}

export type CheckoutStatus = 'open' | 'waiting' | 'paying' | 'action' | 'placed' | 'ended';

export interface PlacedOrder {
  readonly id: string;
  readonly number: string;
  readonly token: string;
}

export interface Checkout extends Totals {
  readonly id: string;
  /** Told once, to who began it */
  readonly secret: string | null;
  readonly status: CheckoutStatus;
  readonly lines: readonly CheckoutLine[];
  readonly coupons: readonly CouponAnswer[];
  readonly notices: readonly CheckoutNotice[];
  readonly contact: Contact | null;
  readonly delivery: Address | null;
  readonly business: Business | null;
  readonly shippingOptions: readonly ShippingOption[];
  readonly shippingOptionId: string | null;
  readonly countries: readonly string[];
  /** `export` or `state-only`, where a shopper is told how it is taxed, and of which place */
  readonly taxNote: { readonly kind: string; readonly place: string };
  /** Of a firm's order: `waiting` for a yes of the `firm` or the `shop`, or `approved`, with its goods held until then; else empty */
  readonly approval: Readonly<Record<string, unknown>>;
  readonly methods: readonly PaymentMethod[];
  /** What pays first: the last characters of its code (of store credit none), and how much */
  readonly giftCards: readonly GiftCard[];
  /** What is left to be paid by a method */
  readonly toPay: number;
  /** Where the shopper has to do something, on the payment page */
  readonly actionUrl: string | null;
  /** Why it was not paid, in words a shopper may read */
  readonly problem: string | null;
  readonly order: PlacedOrder | null;
  /** Whether the shopper agreed to be reminded of it; null where they are not to be asked */
  readonly letters: boolean | null;
  /** Epoch milliseconds */
  readonly heldUntil: number | null;
}

const oneOf = <T extends string>(value: unknown, known: readonly T[], otherwise: T): T =>
  known.find((one) => one === value) ?? otherwise;

/** Null where there is none at all; a part that is missing is empty. */
function texts<T extends string>(value: unknown, names: readonly T[]): Record<T, string> | null {
  if (typeof value !== 'object' || value === null) return null;
  const it = fields(value);
  return Object.fromEntries(names.map((name) => [name, words(it[name])])) as Record<T, string>;
}

export const addressParts = ['name', 'line1', 'line2', 'city', 'region', 'postcode', 'country'] as const;
const businessParts = ['company', 'vatId', 'reference'] as const;
export const contactParts = ['email', 'name', 'phone'] as const;

/** An address that a browser may be sent to: a page, never a program. */
export function pageAddress(value: unknown): string | null {
  const url = URL.parse(words(value));
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : null;
}

/** @throws TypeError when it is no checkout at all */
export function readCheckout(value: unknown): Checkout {
  const it = fields(value);
  if (!words(it.id)) throw new TypeError('the answer is not a checkout');
  const order = fields(it.order);
  const problem = fields(it.problem);
  const note = fields(it.taxNote);
  return {
    ...readTotals(it),
    id: words(it.id),
    secret: wordsOrNull(it.secret),
    status: oneOf(it.status, ['open', 'waiting', 'paying', 'action', 'placed', 'ended'], 'open'),
    lines: list(it.lines).map((line) => ({
      ...readPricedLine(line),
      handle: words(fields(line).handle),
      image: wordsOrNull(fields(line).image),
    })),
    coupons: readCoupons(it.coupons),
    notices: list(it.notices).map((one) => {
      const { code, variantId, title, before, now } = fields(one);
      return { code: words(code), variantId: words(variantId), title: words(title), before, now };
    }),
    contact: texts(it.contact, contactParts),
    delivery: texts(it.delivery, addressParts),
    business: texts(it.business, businessParts),
    shippingOptions: list(it.shippingOptions).map((one) => {
      const { id, name, amount, earliest, latest, kind, hint } = fields(one);
      const dates = { earliest: wordsOrNull(earliest), latest: wordsOrNull(latest) };
      return {
        id: words(id),
        name: words(name),
        amount: whole(amount),
        hint: words(hint),
        ...dates,
        kind: oneOf(kind, ['ship', 'pick-up'], 'ship'),
      };
    }),
    shippingOptionId: wordsOrNull(it.shippingOptionId),
    countries: list(it.countries).map(words).filter(Boolean),
    approval: fields(it.approval),
    taxNote: { kind: words(note['kind']), place: words(note['place']) },
    methods: list(it.methods).map((one) => {
      const { id, kind, name, note: says } = fields(one);
      const kinds = ['card', 'redirect', 'offline'] as const;
      return { id: words(id), kind: oneOf(kind, kinds, 'redirect'), name: words(name), note: words(says) };
    }),
    giftCards: list(it.giftCards).map((one) => {
      const { id, end, amount } = fields(one);
      return { id: words(id), end: words(end), amount: whole(amount) };
    }),
    toPay: wholeOrNull(it.toPay) ?? whole(it.total),
    actionUrl: pageAddress(fields(it.action)['url']),
    problem: it.problem ? words(problem['message']) || words(problem['code']) : null,
    order: words(order['id'])
      ? { id: words(order['id']), number: words(order['number']), token: words(order['token']) }
      : null,
    letters: typeof it.letters === 'boolean' ? it.letters : null,
    heldUntil: wholeOrNull(it.heldUntil),
  };
}

/** What can still be bought of these, by what was told about them. */
export function linesLeft(
  lines: readonly CheckoutLine[],
  notices: readonly CheckoutNotice[],
): { readonly lines: { variantId: string; quantity: number }[]; readonly short: boolean } {
  const left = new Map<string, number>();
  for (const { code, variantId, now } of notices) {
    if (code === 'less-stock') left.set(variantId, whole(now));
    if (code === 'sold-out' || code === 'not-on-sale') left.set(variantId, 0);
  }
  const kept = lines.map(({ variantId, quantity }) => ({ variantId, quantity: left.get(variantId) ?? quantity }));
  return { lines: kept.filter(({ quantity }) => quantity > 0), short: left.size > 0 };
}

/** Whole units, as people count. */
export const unitsOf = ({ quantity, scale }: { readonly quantity: number; readonly scale: number }): number =>
  quantity / 10 ** scale;

/** The same for the same lines, however they are ordered. */
export const linesText = (lines: readonly { readonly variantId: string; readonly quantity: number }[]): string =>
  lines
    .map(({ variantId, quantity }) => `${variantId} ${quantity}`)
    .toSorted()
    .join();
