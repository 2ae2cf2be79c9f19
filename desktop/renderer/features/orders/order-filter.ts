import type { OrderFilter } from '../../../bridge/order-queries.ts';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { fulfilmentWords, paymentWords } from './order-words.ts';

/** What a saved view holds: the tab it began from, and the filters on it. */
export interface SavedView {
  readonly name: string;
  readonly view: string;
  readonly filter: OrderFilter;
}

const KEY = 'tillhouse.order-views';
const MOST = 12;

/** Views of this desk; what is kept there by another program or version is left out. */
export function savedViews(store: Pick<Storage, 'getItem'>): SavedView[] {
  try {
    const kept: unknown = JSON.parse(store.getItem(KEY) ?? '[]');
    if (!Array.isArray(kept)) return [];
    return kept.flatMap((one: Partial<SavedView> | null) =>
      one && typeof one.name === 'string' && typeof one.view === 'string' && typeof one.filter === 'object'
        ? [{ name: one.name, view: one.view, filter: filterOf(one.filter) }]
        : [],
    );
  } catch {
    return [];
  }
}

/** Under its name once; the newest are kept. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  return [...views.filter(({ name }) => name !== view.name), view].slice(-MOST);
}

export function keepViews(store: Pick<Storage, 'setItem'>, views: readonly SavedView[]): void {
  store.setItem(KEY, JSON.stringify(views));
}

const channels = ['till', 'online', 'import'] as const;
const payments = ['paid', 'part-paid', 'authorised', 'unpaid', 'refunded'] as const;
const fulfilments = ['to-pick', 'part-shipped', 'held', 'shipped', 'handed-over', 'none'] as const;
const parcels = ['under-way', 'exception', 'returned', 'delivered', 'ready'] as const;
const oneOf = <T extends string>(all: readonly T[], value: unknown): T | undefined => all.find((one) => one === value);

const isDays = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 400;

/** A filter from what an address or a kept view says; what is none of it is left out. */
export function filterOf(said: unknown): OrderFilter {
  const given = (said ?? {}) as Record<string, unknown>;
  const [channel, payment] = [oneOf(channels, given['channel']), oneOf(payments, given['payment'])];
  const fulfilment = oneOf(fulfilments, given['fulfilment']);
  const parcel = oneOf(parcels, given['parcel']);
  const { underWayDays, locationId, days, minTotal } = given;
  return {
    ...(channel && { channel }),
    ...(payment && { payment }),
    ...(fulfilment && { fulfilment }),
    ...(parcel && { parcel }),
    ...(isDays(underWayDays) && { underWayDays }),
    ...(typeof locationId === 'string' && { locationId }),
    ...(isDays(days) && { days }),
    ...(typeof minTotal === 'number' && Number.isSafeInteger(minTotal) && { minTotal }),
  };
}

export const sameFilter = (a: OrderFilter, b: OrderFilter): boolean =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

export interface Choice {
  readonly key: keyof OrderFilter;
  readonly name: string;
  readonly value: string;
  readonly filter: OrderFilter;
}

const channelNames = { till: 'At a till', online: 'Online', import: 'Imported' } as const;

const parcelNames = {
  'under-way': 'Under way',
  exception: 'Has a problem',
  returned: 'Came back',
  delivered: 'Delivered',
  ready: 'Ready to collect',
} as const;

/** What the list can be narrowed by, in the order of the menu. */
export function choices(places: readonly { readonly id: string; readonly name: string }[], currency: string): Choice[] {
  const one = (key: Choice['key'], name: string, value: string, filter: OrderFilter): Choice => ({
    key,
    name,
    value,
    filter,
  });
  return [
    ...[1, 7, 30].map((days) =>
      one('days', t('Placed'), t('{n, plural, one {today} other {last # days}}', { n: days }), { days }),
    ),
    ...channels.map((channel) => one('channel', t('Channel'), t(channelNames[channel]), { channel })),
    ...payments.map((payment) => one('payment', t('Payment'), paymentWords(payment).text, { payment })),
    ...fulfilments.map((fulfilment) =>
      one('fulfilment', t('Fulfilment'), fulfilmentWords(fulfilment).text, { fulfilment }),
    ),
    ...parcels.map((parcel) => one('parcel', t('Parcel'), t(parcelNames[parcel]), { parcel })),
    ...[3, 7, 14].map((underWayDays) =>
      one('underWayDays', t('Under way'), t('over {n, plural, one {# day} other {# days}}', { n: underWayDays }), {
        underWayDays,
      }),
    ),
    ...places.map(({ id: locationId, name }) => one('locationId', t('Location'), name, { locationId })),
    ...[5_000, 10_000, 50_000].map((minTotal) =>
      one('minTotal', t('Total'), t('{amount} and over', { amount: moneyText({ amount: minTotal, currency }) }), {
        minTotal,
      }),
    ),
  ];
}
