import { fields, list, whole, words } from './shapes.ts';
import type { SignIn } from './sign-in.ts';

/** What an account holds, read field by field. Amounts in minor units, instants in epoch milliseconds. */
export interface Me {
  readonly email: string;
  readonly name: string;
  readonly phone: string;
  /** Null: none */
  readonly storeCredit: { readonly amount: number; readonly currency: string } | null;
  /** Null: nobody earns any here */
  readonly points: {
    readonly balance: number;
    /** Of all of them */
    readonly worth: number;
    /** What one pays */
    readonly each: number;
    readonly currency: string;
    readonly least: number;
    /** Empty: none */
    readonly tier: string;
  } | null;
}

export interface OwnOrder {
  readonly id: string;
  readonly number: string;
  readonly placedAt: number;
  readonly status: string;
  readonly paymentStatus: string;
  readonly fulfilmentStatus: string;
  readonly currency: string;
  readonly total: number;
  readonly titles: readonly string[];
  /** What is paid back of it is on its way */
  readonly refundAsked: boolean;
}

export type AddressFields = Readonly<
  Record<'name' | 'line1' | 'line2' | 'city' | 'region' | 'postcode' | 'country', string>
>;

export interface OwnAddress {
  readonly id: string;
  readonly usual: boolean;
  readonly address: AddressFields;
}

export interface Addresses {
  readonly addresses: readonly OwnAddress[];
  readonly countries: readonly string[];
}

export interface Place {
  readonly id: string;
  readonly label: string;
  readonly current: boolean;
  readonly signedInAt: number;
}

const ACCOUNT = '/shop/v1/account';

export const readMe = async (as: SignIn, patch?: { name: string; phone: string }): Promise<Me> => {
  return meOf(await as.ask(ACCOUNT, patch ? { method: 'PATCH', body: patch } : {}));
};

function meOf(value: unknown): Me {
  const it = fields(value);
  const [credit, points] = [fields(it['storeCredit']), fields(it['points'])];
  return {
    ...{ email: words(it.email), name: words(it.name), phone: words(it['phone']) },
    storeCredit: it['storeCredit'] ? { amount: whole(credit.amount), currency: words(credit.currency) } : null,
    points: it['points']
      ? {
          ...{
            balance: whole(points['balance']),
            worth: whole(points['worth']),
            least: whole(points['least']),
            each: whole(points['each']),
          },
          ...{ currency: words(points.currency), tier: words(points['tier']) },
        }
      : null,
  };
}

/** @param key the same until it is done: asked twice, it is done once */
export const usePoints = (as: SignIn, points: number, key: string): Promise<Me> =>
  as.ask(`${ACCOUNT}/points`, { method: 'POST', headers: { 'idempotency-key': key }, body: { points } }).then(meOf);

export async function readOrders(
  as: SignIn,
  cursor: string | null,
): Promise<{ orders: OwnOrder[]; next: string | null; waiting: number; toAnswer: number }> {
  const it = fields(await as.ask(`${ACCOUNT}/orders?limit=10${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`));
  const orders = list(it['orders'])
    .map(fields)
    .map(
      (order): OwnOrder => ({
        ...{
          id: words(order.id),
          number: words(order.number),
          placedAt: whole(order.placedAt),
          total: whole(order.total),
        },
        ...{ status: words(order.status), paymentStatus: words(order.paymentStatus), currency: words(order.currency) },
        ...{ fulfilmentStatus: words(order.fulfilmentStatus), titles: list(order['titles']).map(words) },
        refundAsked: order['refundAsked'] === true,
      }),
    );
  return {
    orders,
    next: words(it['nextCursor']) || null,
    waiting: whole(it['waiting']),
    toAnswer: whole(it['toAnswer']),
  };
}

export const ownOrderPath = (id: string): string => `${ACCOUNT}/orders/${encodeURIComponent(id)}`;

const parts = ['name', 'line1', 'line2', 'city', 'region', 'postcode', 'country'] as const;
export const addressFields = (of: Readonly<Record<string, unknown>>): AddressFields =>
  Object.fromEntries(parts.map((name) => [name, words(of[name]).trim()])) as AddressFields;

function readAddresses(value: unknown): Addresses {
  const it = fields(value);
  const addresses = list(it['addresses'])
    .map(fields)
    .map((one) => ({
      id: words(one.id),
      usual: one['usual'] === true,
      address: addressFields(fields(one['address'])),
    }));
  return { addresses, countries: list(it.countries).map(words) };
}

export const listAddresses = (as: SignIn): Promise<Addresses> => as.ask(`${ACCOUNT}/addresses`).then(readAddresses);

/** @param id null: a new one */
export const saveAddress = (
  as: SignIn,
  id: string | null,
  body: { readonly address: AddressFields; readonly usual: boolean },
): Promise<Addresses> =>
  as
    .ask(`${ACCOUNT}/addresses${id ? `/${encodeURIComponent(id)}` : ''}`, { method: id ? 'PUT' : 'POST', body })
    .then(readAddresses);

export const removeAddress = (as: SignIn, id: string): Promise<Addresses> =>
  as.ask(`${ACCOUNT}/addresses/${encodeURIComponent(id)}`, { method: 'DELETE' }).then(readAddresses);

export async function readPlaces(as: SignIn): Promise<Place[]> {
  const it = fields(await as.ask(`${ACCOUNT}/sessions`));
  return list(it['sessions'])
    .map(fields)
    .map((one) => ({
      ...{ id: words(one.id), label: words(one['label']), current: one['current'] === true },
      signedInAt: whole(one['signedInAt']),
    }));
}

export const eraseAccount = (as: SignIn): Promise<unknown> => as.ask(ACCOUNT, { method: 'DELETE' });
