import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { FakeCheckout } from './fake-checkout.ts';
import { type FakeProduct, larkhallProducts } from './fake-products.ts';

export interface FakeShop {
  readonly address: string;
  readonly key: string;
  readonly products: FakeProduct[];
  /** What the server does instead of answering: an HTTP status for every read, and streams refused. */
  readonly faults: { status: number | null; noStream: boolean };
  /** What the store says of itself. */
  readonly face: { now: { locale: string; look: Record<string, string> | null } };
  /** Pages of the foreign site, by path. */
  readonly pages: Map<string, string>;
  readonly streams: () => number;
  readonly checkout: FakeCheckout;
  /** Every body that was sent to be priced */
  readonly priced: unknown[];
  /** Changes what may be sold and tells every open stream. */
  setAvailable(variantId: string, available: number, tell?: boolean): void;
  close(): Promise<void>;
}

const wordOf = (available: number) => (available <= 0 ? 'out' : available <= 5 ? 'low' : 'in-stock');

function viewOf(product: FakeProduct): Record<string, unknown> {
  const available = product.variants.reduce((sum, variant) => sum + variant.available, 0);
  const prices = product.variants.map((variant) => variant.price);
  return {
    ...product,
    description: 'Every piece differs a little. Wash by hand.',
    category: 'Tableware',
    supplier: 'Orla Fenn, Bristol',
    currency: 'GBP',
    priceFrom: Math.min(...prices),
    priceTo: Math.max(...prices),
    compareAt: product.variants[0]?.compareAt ?? null,
    available,
    availability: wordOf(available),
    variants: product.variants.map((variant) => ({
      ...variant,
      title: variant.optionValues.join(' / '),
      sku: variant.id.toUpperCase(),
      image: null,
      availability: wordOf(variant.available),
    })),
  };
}

interface AskedBasket {
  lines: { variantId: string; quantity: number }[];
  coupons?: string[];
}

/** The code that takes a tenth off every line. */
const TENTH = 'TENTH';

function priceOf(products: readonly FakeProduct[], { lines, coupons = [] }: AskedBasket): [number, unknown] {
  const tenth = coupons.includes(TENTH);
  const priced = [];
  for (const { variantId, quantity } of lines) {
    const product = products.find((one) => one.variants.some(({ id }) => id === variantId));
    const variant = product?.variants.find(({ id }) => id === variantId);
    if (!product || !variant) return [409, { code: 'orders.not-on-sale', detail: 'Not sold.', details: { variantId } }];
    const amount = variant.price * quantity;
    const off = tenth ? Math.round(amount / 10) : 0;
    priced.push({
      variantId,
      title: product.title,
      variantTitle: variant.optionValues.join(' / '),
      quantity,
      scale: 0,
      unitPrice: variant.price,
      compareAt: variant.compareAt,
      amount,
      discounts: off > 0 ? [{ name: 'A tenth off', amount: off }] : [],
      total: amount - off,
    });
  }
  const subtotal = priced.reduce((sum, line) => sum + line.amount, 0);
  const total = priced.reduce((sum, line) => sum + line.total, 0);
  const answer = {
    currency: 'GBP',
    pricesIncludeTax: true,
    lines: priced,
    coupons: coupons.map((code) => ({
      code,
      applied: code === TENTH,
      reason: code === TENTH ? 'A tenth off' : 'This code is not known here.',
    })),
    subtotal,
    discountTotal: subtotal - total,
    shippingTotal: 0,
    taxTotal: Math.round(total / 6),
    total,
  };
  return [200, answer];
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8') || 'null');
}

const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120"><path d="M34 42h48v44a18 18 0 0 1-18 18H52a18 18 0 0 1-18-18z" fill="#7f8f6a"/></svg>';

/** The storefront's public API as a page sees it, with its faults at hand; also serves the built widget and foreign pages. */
export async function startFakeShop(dist: string, key = 'pk_fake', products = larkhallProducts()): Promise<FakeShop> {
  const faults: FakeShop['faults'] = { status: null, noStream: false };
  const face: FakeShop['face'] = { now: { locale: 'en-GB', look: null } };
  const pages = new Map<string, string>();
  const streams = new Set<ServerResponse>();
  const variantOf = (id: string) =>
    products
      .flatMap((product) => product.variants.map((variant) => ({ product, variant })))
      .find((one) => one.variant.id === id);

  const priced: unknown[] = [];
  const checkout = new FakeCheckout(products);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://shop');
    const send = (status: number, body: unknown, type = 'application/json') => {
      response.writeHead(status, {
        'content-type': type,
        'access-control-allow-origin': '*',
        'access-control-allow-headers': 'authorization, content-type, idempotency-key, checkout-secret, order-token',
        'access-control-allow-methods': 'GET, POST, PATCH',
        'access-control-expose-headers': 'x-request-id',
        'x-request-id': 'req-7',
      });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    const page = pages.get(url.pathname);
    if (page !== undefined) return send(200, page, 'text/html; charset=utf-8');
    if (url.pathname.startsWith('/dist/'))
      return send(200, readFileSync(join(dist, url.pathname.slice(6)), 'utf8'), 'text/javascript');
    if (url.pathname.startsWith('/media/samples/')) return send(200, drawing, 'image/svg+xml');
    if (request.method === 'OPTIONS') return send(204, '');
    if (!url.pathname.startsWith('/shop/v1/')) return send(404, {});
    const given = url.searchParams.get('key') ?? request.headers.authorization?.replace('Bearer ', '');
    if (given !== key) return send(401, { code: 'identity.key-unknown' });
    if (url.pathname === '/shop/v1/events') {
      if (faults.noStream || faults.status) return send(503, {});
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'access-control-allow-origin': '*',
        'cache-control': 'no-store',
      });
      response.write(': open\n\n');
      streams.add(response);
      response.on('close', () => streams.delete(response));
      return;
    }
    if (faults.status) return send(faults.status, {});
    if (url.pathname === '/shop/v1/availability') {
      const ids = (url.searchParams.get('variantIds') ?? '').split(',');
      const availability = ids.flatMap((id) => {
        const found = variantOf(id);
        return found
          ? [
              {
                variantId: id,
                productId: found.product.id,
                available: found.variant.available,
                availability: wordOf(found.variant.available),
              },
            ]
          : [];
      });
      return send(200, { availability });
    }
    if (url.pathname === '/shop/v1/store') return send(200, face.now);
    if (url.pathname === '/shop/v1/price') {
      const body = (await bodyOf(request)) as AskedBasket;
      priced.push(body);
      return send(...priceOf(products, body));
    }
    if (url.pathname.startsWith('/shop/v1/checkouts')) {
      const { method = 'GET', headers } = request;
      return send(...checkout.answer({ method, path: url.pathname, headers, body: await bodyOf(request) }));
    }
    const order = /^\/shop\/v1\/orders\/(.+)$/.exec(url.pathname)?.[1];
    if (order !== undefined) return send(...checkout.order(order, request.headers['order-token']));
    const handle = /^\/shop\/v1\/products\/(.+)$/.exec(url.pathname)?.[1];
    if (handle !== undefined) {
      const product = products.find((one) => one.handle === decodeURIComponent(handle));
      return product ? send(200, viewOf(product)) : send(404, { code: 'storefront.product-not-found' });
    }
    const from = Number(url.searchParams.get('cursor') ?? 0);
    const limit = Number(url.searchParams.get('limit') ?? 12);
    const nextCursor = from + limit < products.length ? String(from + limit) : null;
    return send(200, { products: products.slice(from, from + limit).map(viewOf), nextCursor });
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    key,
    products,
    faults,
    face,
    pages,
    priced,
    checkout,
    streams: () => streams.size,
    setAvailable: (variantId, available, tell = true) => {
      const found = variantOf(variantId);
      if (!found) throw new Error(`no variant ${variantId}`);
      found.variant.available = available;
      const data = JSON.stringify({ variantId, productId: found.product.id, available });
      if (tell) for (const stream of streams) stream.write(`data: ${data}\n\n`);
    },
    close: async () => {
      for (const stream of streams) stream.destroy();
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
