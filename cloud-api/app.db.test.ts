import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  enrolDevice,
  openStore,
  startTestCloud,
  type TestCloud,
  type TestDevice,
  type TestStore,
} from './testing/test-cloud.ts';

let cloud: TestCloud;
let one: TestStore;
let two: TestStore;
let device: TestDevice;
let openapi: { paths: Record<string, Record<string, { security: object[] }>>; components: { schemas: object } };

beforeAll(async () => {
  cloud = await startTestCloud();
  one = await openStore(cloud, 'one');
  two = await openStore(cloud, 'two');
  device = await enrolDevice(cloud, one);
  openapi = (await cloud.call('GET', '/openapi.json')).body;
});
afterAll(() => cloud?.close());

const operations = () =>
  Object.entries(openapi.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );

test('the document is OpenAPI 3.0.3, describes every route, and its references lead somewhere', () => {
  expect(openapi).toMatchObject({ openapi: '3.0.3', info: { title: 'Tillhouse' } });
  const paths = operations().map(({ method, path }) => `${method} ${path}`);
  expect(paths).toEqual(
    expect.arrayContaining([
      'POST /auth/session',
      'POST /sync/v1/push',
      'GET /sync/v1/shape',
      'GET /v1/products',
      'GET /v1/orders/{id}',
      'POST /v1/commands/catalog.createProduct',
      'GET /shop/v1/products/{handle}',
      'POST /shop/v1/orders',
    ]),
  );
  const text = JSON.stringify(openapi);
  expect(text).not.toContain('"$schema"');
  expect(text).not.toContain('"const"');
  expect(text).not.toMatch(/"type":\["/);
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    expect(openapi.components.schemas).toHaveProperty(name as string);
  }
  const ids = operations().map(({ operation }) => (operation as unknown as { operationId: string }).operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

test('who was here once comes back encrypted alone, and no page puts an answer in a frame', async () => {
  const { headers } = await cloud.call('GET', '/healthz');
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test('whatever is not open refuses who is not signed in, with a problem document', async () => {
  for (const { path, method, operation } of operations()) {
    if (operation.security.length === 0) continue;
    const answer = await cloud.call(
      method,
      path.replaceAll(/\{\w+\}/g, randomUUID()),
      method === 'POST' ? { body: {} } : {},
    );
    expect([path, answer.status]).toEqual([path, 401]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status: 401, requestId: answer.headers.get('x-request-id') });
  }
});

test('ids of another tenant lead nowhere, on every address', async () => {
  const theirs = await two.product('Theirs', 3);
  const customerId = randomUUID();
  const blank = { email: null, phone: null, city: null, country: null, note: '', externalRef: null, status: 'active' };
  const saved = await two.command('customers.save', { customers: [{ id: customerId, name: 'Cy', ...blank }] });
  expect(saved.status).toBe(200);
  expect((await cloud.call('GET', `/v1/customers/${customerId}`, { token: two.token })).body.name).toBe('Cy');
  const ids = [theirs.productId, theirs.variantId, two.locationId, two.staffId, two.priceListId, customerId];
  for (const { path, method } of operations()) {
    if (method !== 'GET' || !path.startsWith('/v1/')) continue;
    if (path.includes('{id}')) {
      for (const id of ids) {
        const answer = await cloud.call('GET', path.replace('{id}', id), { token: one.token });
        expect([path, answer.status]).toEqual([path, 404]);
      }
    } else {
      const days = path.includes('ledger') ? '?from=2026-01-01&to=2026-12-31' : '';
      const ofDay = path.includes('reports') && !path.endsWith('cart-letters');
      const day = path.includes('ec-sales') ? '?month=2026-01' : ofDay ? '?date=2026-01-01' : '';
      const order = ['/v1/payments', '/v1/carrier-labels'].includes(path) ? `?orderId=${customerId}` : '';
      const answer = await cloud.call('GET', `${path}${day}${days}${order}`, { token: one.token });
      // A shop that never gave its accounts numbers has nothing that an accountant’s program could read.
      const status = path.endsWith('/datev.csv') ? 409 : 200;
      expect([path, answer.status]).toEqual([path, status]);
      const text = JSON.stringify(answer.body);
      for (const id of [...ids, two.tenantId]) expect(text, path).not.toContain(id);
    }
  }
});

test('a command that names another tenant’s rows refuses, and changes nothing there', async () => {
  const theirs = await two.product('Untouched', 3);
  const change = { base: 'Untouched', value: 'Taken' };
  const edit = { productId: theirs.productId, patch: { title: change } };
  expect((await one.command('catalog.editProduct', edit)).status).toBeGreaterThanOrEqual(400);
  const lines = [{ locationId: two.locationId, variantId: theirs.variantId, delta: -3 }];
  expect((await one.command('inventory.adjust', { lines, reason: 'gone', note: '' })).status).toBeGreaterThanOrEqual(
    400,
  );
  const row = await cloud.call('GET', `/v1/products/${theirs.productId}`, { token: two.token });
  expect(row.body.title).toBe('Untouched');
  const levels = await cloud.call('GET', `/v1/stock-levels?variantId=${theirs.variantId}`, { token: two.token });
  expect(levels.body.rows).toMatchObject([{ onHand: 3 }]);
});

test('shapes carry the device’s own tenant, whatever the request says', async () => {
  const theirs = await two.product('Not yours', 1);
  const ask = (query: string) => cloud.call('GET', `/sync/v1/shape?offset=-1&${query}`, { token: device.token });
  const forged = `where=${encodeURIComponent(`tenant_id = '${two.tenantId}'`)}&params[1]=${two.tenantId}&columns=id,title,tenant_id`;
  const answer = await ask(`table=products&${forged}`);
  expect(answer.status).toBe(200);
  expect(JSON.stringify(answer.body)).not.toContain(theirs.productId);
  for (const table of [
    'identity.accounts',
    'events.outbox',
    'public.products',
    'sync_quarantine',
    'reservations',
    'nothing',
  ]) {
    expect([table, (await ask(`table=${table}`)).status]).toEqual([table, 404]);
  }
});

test('no spelling of the address gets past the proxy', async () => {
  for (const path of ['/sync/v1//shape', '/sync/v1/%73hape', '/sync//v1/shape', '/sync/v1/shape/']) {
    const status = await rawStatus(`${path}?table=staff&offset=-1`);
    expect([path, [401, 404].includes(status)]).toEqual([path, true]);
  }
});

/** fetch would tidy the path up. */
function rawStatus(path: string): Promise<number> {
  const { hostname, port } = new URL(cloud.cloud.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (answer) => resolve(answer.resume().statusCode ?? 0))
      .on('error', reject)
      .end();
  });
}

test('content types that only look like JSON are refused', async () => {
  for (const type of [' application/jsonx', 'application/json\ta', 'text/plain']) {
    const answer = await cloud
      .call('POST', '/auth/session', { headers: { 'content-type': type } })
      .catch(() => ({ status: 400 }));
    expect([400, 415, 422]).toContain(answer.status);
  }
});

test('a body that is no JSON, one with __proto__, and one that is too large are told, not crashed on', async () => {
  const send = async (body: string) => {
    const answer = await fetch(`${cloud.cloud.url}/auth/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return [answer.status, ((await answer.json()) as { code: string }).code];
  };
  expect(await send('{"email":')).toEqual([400, 'request.malformed']);
  expect(await send('{"__proto__":{"a":1}}')).toEqual([400, 'request.malformed']);
  expect(await send(JSON.stringify({ email: 'x'.repeat(2_000_000) }))).toEqual([413, 'request.too-large']);
});

test('a command sent twice is done once; its id cannot be used for another', async () => {
  const id = randomUUID();
  const location = {
    id: randomUUID(),
    name: 'Depot',
    street: '',
    kind: 'warehouse',
    sellsOnline: 'no',
    status: 'active',
  };
  const first = await one.command('inventory.saveLocation', { location }, id);
  const again = await one.command('inventory.saveLocation', { location }, id);
  expect([first.body.repeated, again.body.repeated]).toEqual([false, true]);
  const other = await one.command('pricing.saveTaxRate', { taxClass: 'x', name: 'x', rate: '0' }, id);
  expect(other.body).toMatchObject({ status: 409, code: 'command.id-used' });
});

test('a refusal is stored and answered alike the second time', async () => {
  const id = randomUUID();
  const args = { lines: [{ locationId: one.locationId, variantId: randomUUID(), delta: 1 }], reason: 'x', note: '' };
  const first = await one.command('inventory.adjust', args, id);
  const again = await one.command('inventory.adjust', args, id);
  expect(first.status).toBeGreaterThanOrEqual(400);
  expect([again.status, again.body.code]).toEqual([first.status, first.body.code]);
});

test('the report of a day adds up what was sold in each hour', async () => {
  const placedAt = Date.parse('2026-03-02T10:15:00Z');
  const line = { variantId: null, title: 'Cup', sku: 'CUP', quantity: 2, unitPrice: 500, total: 1_000 };
  const order = (at: number, kind: 'sale' | 'return', lines: object[]) => ({
    id: randomUUID(),
    number: `H${at}`,
    kind,
    placedAt: placedAt + at * 3_600_000,
    externalRef: null,
    customerId: null,
    customerName: '',
    locationId: one.locationId,
    currency: 'GBP',
    lines,
  });
  const back = { ...line, quantity: -1, total: -500 };
  const orders = [order(0, 'sale', [line, line]), order(0, 'return', [back]), order(2, 'sale', [line])];
  expect((await one.command('orders.importHistory', { orders })).status).toBe(200);
  const report = await cloud.call('GET', '/v1/reports/sales-by-hour?date=2026-03-02', { token: one.token });
  expect(report.body.hours).toEqual([
    { hour: 10, total: 1_500, orders: 1, units: 3 },
    { hour: 12, total: 1_000, orders: 1, units: 2 },
  ]);
  // What is put on a gift card is owed and not sold: beside goods its part counts for nothing, alone the whole order does.
  const admin = new pg.Client(cloud.database.url);
  await admin.connect();
  await admin.query(
    `UPDATE order_lines SET tax_class = 'gift-card' WHERE order_id = ANY($1) AND (order_id = $2 OR position = 0)`,
    [orders.map(({ id }) => id), orders[2]?.id],
  );
  await admin.end();
  const owed = await cloud.call('GET', '/v1/reports/sales-by-hour?date=2026-03-02', { token: one.token });
  expect(owed.body.hours).toEqual([
    { hour: 10, total: 1_000, orders: 1, units: 2 },
    { hour: 12, total: 0, orders: 0, units: 0 },
  ]);
  const best = await cloud.call('GET', '/v1/reports/top-products?date=2026-03-02', { token: one.token });
  expect(best.body.products).toMatchObject([{ sku: 'CUP', total: 1_000, units: 2 }]);
});
