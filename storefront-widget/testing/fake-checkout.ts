import { randomUUID } from 'node:crypto';
import type { FakeProduct } from './fake-products.ts';

interface Line {
  variantId: string;
  quantity: number;
}

interface Row {
  id: string;
  secret: string;
  status: 'open' | 'paying' | 'action' | 'placed' | 'ended';
  lines: Line[];
  coupons: string[];
  contact: unknown;
  delivery: { country: string } | null;
  shippingOptionId: string | null;
  problem: { code: string; message: string } | null;
  notices: unknown[];
  orderId: string | null;
  paidBy: Map<string, unknown>;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

const options = [
  { id: 'tracked', name: 'Tracked post', amount: 400, earliest: '2026-11-24', latest: '2026-11-25', kind: 'ship' },
  { id: 'day', name: 'Choose a day', amount: 700, earliest: '2026-11-23', latest: '2026-11-23', kind: 'ship' },
  { id: 'bath', name: 'Collect in Bath', amount: 0, earliest: null, latest: null, kind: 'pick-up' },
] as const;
const methods = [
  { id: 'card', kind: 'card', name: 'Card' },
  { id: 'bank', kind: 'redirect', name: 'Bank' },
  { id: 'later', kind: 'offline', name: 'Bank transfer' },
];

/** The checkouts of a shop as a page sees them, with one payment after the other going as it is told. */
export class FakeCheckout {
  readonly #products: readonly FakeProduct[];
  readonly rows = new Map<string, Row>();
  readonly #begun = new Map<string, string>();
  /** How the next payments go; then all are taken */
  readonly payments: ('taken' | 'declined' | 'challenge')[] = [];
  /** Keys of payments for which money moved */
  readonly charged: string[] = [];
  withPickUp = false;
  actionUrl = 'http://127.0.0.1:9/pay/1';

  constructor(products: readonly FakeProduct[]) {
    this.#products = products;
  }

  /** The shopper did on the payment page what was asked. */
  confirm(): void {
    for (const row of this.rows.values()) if (row.status === 'action') this.#place(row, 'challenge');
  }

  answer({ method, path, headers, body }: Asked): [number, unknown] {
    const [, id, pay] = /^\/shop\/v1\/checkouts(?:\/([^/]+)(\/pay)?)?$/.exec(path) ?? [];
    const key = String(headers['idempotency-key'] ?? '');
    if (!id) return this.#begin(key, body as Row);
    const row = this.rows.get(id);
    if (!row || headers['checkout-secret'] !== row.secret) return [404, { code: 'checkout.unknown', detail: 'None.' }];
    if (pay) return this.#pay(row, key, body as { expectedTotal: number });
    if (method === 'PATCH') {
      if (row.status !== 'open') return [409, { code: 'checkout.ended', detail: 'Over.', details: {} }];
      Object.assign(row, body, { notices: [] });
    }
    return [200, this.#view(row)];
  }

  #begin(key: string, { lines, coupons }: Pick<Row, 'lines' | 'coupons'>): [number, unknown] {
    const known = this.rows.get(this.#begun.get(key) ?? '');
    const row: Row = known ?? {
      ...{ id: randomUUID(), secret: `secret-${randomUUID()}`, status: 'open', lines, coupons, contact: null },
      ...{ delivery: null, shippingOptionId: null, problem: null, notices: [], orderId: null, paidBy: new Map() },
    };
    this.rows.set(row.id, row);
    this.#begun.set(key, row.id);
    return [201, { ...this.#view(row), secret: row.secret }];
  }

  #pay(row: Row, key: string, { expectedTotal }: { expectedTotal: number }): [number, unknown] {
    if (row.paidBy.has(key)) return [200, this.#view(row)];
    if (row.status !== 'open') return [409, { code: 'checkout.ended', detail: 'Over.', details: {} }];
    const now = this.#view(row);
    if (now['total'] !== expectedTotal) {
      return [409, { code: 'checkout.total-changed', detail: 'Changed.', details: { checkout: now } }];
    }
    row.paidBy.set(key, true);
    row.problem = null;
    const how = this.payments.shift() ?? 'taken';
    if (how === 'declined') row.problem = { code: 'card_declined', message: 'The bank said no.' };
    else if (how === 'challenge') row.status = 'action';
    else this.#place(row, key);
    return [200, this.#view(row)];
  }

  #place(row: Row, key: string): void {
    this.charged.push(key);
    row.status = 'placed';
    row.orderId = randomUUID();
  }

  #view(row: Row): Record<string, unknown> {
    const lines = row.lines.map(({ variantId, quantity }) => {
      const product = this.#products.find((one) => one.variants.some(({ id }) => id === variantId));
      const variant = product?.variants.find(({ id }) => id === variantId);
      const [unitPrice, amount] = [variant?.price ?? 0, (variant?.price ?? 0) * quantity];
      const names = { handle: product?.handle, title: product?.title, variantTitle: variant?.optionValues.join(' / ') };
      const plain = { image: product?.image ?? null, scale: 0, compareAt: null, discounts: [] };
      return { variantId, ...names, ...plain, quantity, unitPrice, amount, total: amount };
    });
    const offered = options.filter(({ kind }) => (kind === 'pick-up' ? this.withPickUp : row.delivery !== null));
    const option = offered.find(({ id }) => id === row.shippingOptionId);
    const subtotal = lines.reduce((sum, line) => sum + line.total, 0);
    const shippingTotal = option?.amount ?? 0;
    const total = subtotal + shippingTotal;
    const { id, status, coupons, contact, delivery, problem, notices } = row;
    return {
      ...{ id, status, currency: 'GBP', pricesIncludeTax: true, lines, contact, delivery, problem, notices, subtotal },
      coupons: coupons?.map((code) => ({ code, applied: false, reason: 'Unknown.' })) ?? [],
      ...{ shippingOptions: offered, shippingOptionId: option?.id ?? null, countries: ['GB', 'US', 'DE'], methods },
      ...{ discountTotal: 0, shippingTotal, taxTotal: Math.round(total / 6), total },
      action: status === 'action' ? { url: this.actionUrl } : null,
      order: row.orderId ? { id: row.orderId, number: 'L-1001', token: 'token-1' } : null,
      heldUntil: status === 'open' && option ? Date.now() + 11 * 60_000 : null,
    };
  }

  order(id: string, token: unknown): [number, unknown] {
    const row = [...this.rows.values()].find(({ orderId }) => orderId === id);
    if (!row || token !== 'token-1') return [404, { code: 'shop.order-unknown', detail: 'None.' }];
    const { lines, subtotal, shippingTotal, taxTotal, total, discountTotal } = this.#view(row);
    return [
      200,
      {
        ...{ id, number: 'L-1001', placedAt: 1_795_000_000_000, status: 'placed', paymentStatus: 'paid' },
        ...{ fulfilmentStatus: 'to-pick', currency: 'GBP', pricesIncludeTax: true, lines, subtotal, discountTotal },
        ...{ shippingTotal, taxTotal, total, paid: total, due: 0, parcels: [], refunds: [] },
        delivery: { recipient: 'Hannah', address: '18 Daniel Street\nBath BA2 6ND', country: 'GB', method: 'Post' },
      },
    ];
  }
}
