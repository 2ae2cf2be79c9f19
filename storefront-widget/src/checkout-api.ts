import type { ShopApi } from './api.ts';
import type { OrderWay } from './watch-order.ts';
import { type Address, type Business, type Checkout, type Contact, readCheckout } from './checkout-shapes.ts';

export interface WantedLine {
  readonly variantId: string;
  readonly quantity: number;
}

export interface CheckoutChange {
  readonly lines?: readonly WantedLine[];
  readonly coupons?: readonly string[];
  readonly contact?: Contact;
  readonly delivery?: Address;
  readonly shippingOptionId?: string | null;
  readonly business?: Business;
  /** The page to lead its shopper back to, who agreed to be reminded; null: they did not */
  readonly letters?: string | null;
  /** Those of its gift cards that stay */
  readonly giftCards?: readonly string[];
}

/** The shop, asked as a guest or as who is signed in */
type Asks = Pick<ShopApi, 'ask'>;

export interface Named {
  readonly id: string;
  readonly secret: string;
}

const path = (id: string) => `/shop/v1/checkouts/${encodeURIComponent(id)}`;
const secretly = ({ secret }: Named) => ({ 'checkout-secret': secret });

/** The same key again begins nothing new. @throws ShopError */
export const beginCheckout = (api: Asks, key: string, lines: readonly WantedLine[], coupons: readonly string[]) =>
  api
    .ask('/shop/v1/checkouts', { method: 'POST', headers: { 'idempotency-key': key }, body: { lines, coupons } })
    .then(readCheckout);

export const readOneCheckout = (api: ShopApi, of: Named): Promise<Checkout> =>
  api.ask(path(of.id), { headers: secretly(of) }).then(readCheckout);

export const changeCheckout = (api: Asks, of: Named, body: CheckoutChange): Promise<Checkout> =>
  api.ask(path(of.id), { method: 'PATCH', headers: secretly(of), body }).then(readCheckout);

/** The same key again is the same payment. */
export const payCheckout = (
  api: Asks,
  of: Named,
  key: string,
  body: {
    readonly expectedTotal: number;
    readonly expectedToPay: number;
    readonly methodId: string;
    readonly returnUrl: string;
  },
): Promise<Checkout> =>
  api
    .ask(`${path(of.id)}/pay`, { method: 'POST', headers: { ...secretly(of), 'idempotency-key': key }, body })
    .then(readCheckout);

export const wayToOrder = (api: ShopApi, id: string, token: string): OrderWay => [
  api,
  `/shop/v1/orders/${encodeURIComponent(id)}`,
  { headers: { 'order-token': token } },
];
