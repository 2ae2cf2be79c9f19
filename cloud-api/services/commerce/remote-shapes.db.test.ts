import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ShapeServer, startShapeServer } from '@tillhouse/sync/shapes/server.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { roleUrls } from '../../platform/db/roles.ts';
import { PUBLICATION } from '../../platform/db/secure.ts';
import {
  enrolDevice,
  openStore,
  startTestCloud,
  type TestCloud,
  type TestDevice,
  type TestStore,
} from '../../testing/test-cloud.ts';

/** Stands where Electric's service stands: asks for its secret, and passes the request on to a shape server alone. */
let front: Server;
let frontUrl: string;
let shapes: ShapeServer;
let shapesUrl = '';
let cloud: TestCloud;
let store: TestStore;
let other: TestStore;
let device: TestDevice;
const seen: URL[] = [];
let instead: ((response: ServerResponse) => void) | null = null;

function atFront(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const url = new URL(incoming.url ?? '/', shapesUrl);
  seen.push(url);
  if (instead) {
    instead(outgoing);
    return;
  }
  if (url.searchParams.get('secret') !== 'hush') {
    outgoing.writeHead(401).end('{"message":"Unauthorized - Invalid API secret"}');
    return;
  }
  const passed = request(url, { method: incoming.method, headers: incoming.headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(outgoing);
  });
  passed.on('error', () => outgoing.destroy());
  outgoing.on('close', () => passed.destroy());
  passed.end();
}

beforeAll(async () => {
  front = createServer(atFront).listen(0, '127.0.0.1');
  await once(front, 'listening');
  frontUrl = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  cloud = await startTestCloud({ shapesUrl: frontUrl, shapesSecret: 'hush' });
  const databaseUrl = roleUrls(cloud.database.url).replicator;
  shapes = await startShapeServer({ databaseUrl, publication: PUBLICATION, longPollMs: 3_000 });
  shapesUrl = await shapes.listen(0, '127.0.0.1');
  store = await openStore(cloud, 'fernhill');
  other = await openStore(cloud, 'rowan');
  device = await enrolDevice(cloud, store);
});
afterEach(() => {
  seen.length = 0;
  instead = null;
});
afterAll(async () => {
  // Its slot would keep the database from being dropped.
  await shapes?.close();
  await cloud?.close();
  front.closeAllConnections();
  front.close();
});

const ask = (query: string, headers: Record<string, string> = {}) =>
  cloud.call('GET', `/sync/v1/shape?${query}`, { token: device.token, headers });

interface Read {
  handle: string;
  offset: string;
  ids: string[];
}

async function readAll(table: string): Promise<Read> {
  const ids: string[] = [];
  let from = 'offset=-1';
  for (;;) {
    const answer = await ask(`table=${table}&${from}`);
    expect(answer.status).toBe(200);
    for (const message of answer.body) if (message.value) ids.push(message.value.id);
    const handle = answer.headers.get('electric-handle')!;
    const offset = answer.headers.get('electric-offset')!;
    if (answer.headers.has('electric-up-to-date')) return { handle, offset, ids };
    from = `offset=${offset}&handle=${handle}`;
  }
}

test('the route serves shapes of a server at an address as it serves its own', async () => {
  const mine = await store.product('Kettle', 3);
  const theirs = await other.product('Theirs', 3);
  const start = await readAll('products');
  expect(start.ids).toContain(mine.productId);
  expect(start.ids).not.toContain(theirs.productId);

  const held = ask(`table=products&offset=${start.offset}&handle=${start.handle}&live=true&cursor=`);
  const next = await store.product('Teapot', 1);
  const answer = await held;
  expect(answer.headers.get('electric-cursor')).toBeTruthy();
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  expect(JSON.stringify(answer.body)).toContain(next.productId);

  const gone = await ask(`table=products&offset=0_0&handle=1-1`);
  expect([gone.status, gone.body]).toEqual([409, [{ headers: { control: 'must-refetch' } }]]);
});

test('what is asked of the server is the enrolment’s, whatever the request says', async () => {
  const forged = [
    'where=true',
    `params[1]=${other.tenantId}`,
    `params[2]=x`,
    'columns=id',
    'secret=guess',
    'api_secret=guess',
    'subset__where=true',
    'subset__limit=5',
    'queryable_columns=id',
    'table2=staff',
  ].join('&');
  expect((await ask(`table=products&offset=-1&cursor=5&log=full&replica=full&${forged}`)).status).toBe(200);
  const [url] = seen;
  expect(url!.pathname).toBe('/v1/shape');
  const { columns, ...rest } = Object.fromEntries(url!.searchParams);
  expect(columns).toMatch(/^"tenant_id","id",/);
  expect(rest).toEqual({
    table: 'public.products',
    where: 'tenant_id = $1',
    'params[1]': store.tenantId,
    offset: '-1',
    cursor: '5',
    log: 'full',
    replica: 'full',
    secret: 'hush',
  });
});

test.each([
  `table=products&table=staff&offset=-1`,
  `table=products&offset=-1&offset=now`,
  `table=products&offset=-1&cursor=${'9'.repeat(300)}`,
  `table=products&offset=-1&handle=${'h'.repeat(300)}`,
  `table=products&offset=-1&live=true&live=false`,
  `table[]=products&offset=-1`,
  `offset=-1`,
  `table=products`,
  `table=staff%00&offset=-1`,
  `table=public.products&offset=-1`,
  `table=${encodeURIComponent('products" where true --')}&offset=-1`,
])('%s is refused before anybody is asked', async (query) => {
  const answer = await ask(query);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.body.code).toBeTruthy();
  expect(seen).toEqual([]);
});

test.each([
  'table=products&offset=1_2_3&handle=x',
  'table=products&offset=9%27--&handle=x',
  'table=products&offset=0_0',
])('%s is told as the server says it', async (query) => {
  const answer = await ask(query);
  expect([answer.status, answer.body.message]).toEqual([400, 'Invalid request']);
});

/** fetch would tidy the path up. */
function rawStatus(path: string, token?: string): Promise<number> {
  const { hostname, port } = new URL(cloud.cloud.url);
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers }, (answer) => resolve(answer.resume().statusCode ?? 0))
      .on('error', reject)
      .end();
  });
}

test.each([
  '/sync/v1//shape',
  '//sync/v1/shape',
  '/sync/v1/%73hape',
  '/sync%2fv1%2fshape',
  '/sync/v1%2Fshape',
  '/sync/v1/%2e/shape',
  '/sync/v1/x/%2e%2e/shape',
  '/sync/v1/x/../shape',
  '/sync/v1/./shape',
  '/sync/v1/%252e%252e/v1/shape',
  '/sync/v1/shape/',
  '/sync/v1/shape%00',
  '/sync/v1/shape;x=1',
  '/sync/v1\\shape',
  '/SYNC/v1/shape',
  '/v1/shape',
])('%s reaches no shape without a device', async (path) => {
  expect([401, 404, 400]).toContain(await rawStatus(`${path}?table=staff&offset=-1`));
  // And with one, nothing but what it holds.
  expect([404, 400]).toContain(await rawStatus(`${path}?table=staff_secrets&offset=-1`, device.token));
  expect(seen).toEqual([]);
});

test('a service that does not know this cloud, or is away, or sends it elsewhere, is a 503 and never a sign-out', async () => {
  const answers: [number, string | null][] = [];
  for (const refuse of [
    (response: ServerResponse) => response.writeHead(401).end('{"message":"Unauthorized - Invalid API secret"}'),
    (response: ServerResponse) => response.writeHead(404).end('Not found'),
    (response: ServerResponse) =>
      response.writeHead(302, { location: `${shapesUrl}/v1/shape?table=staff&offset=-1` }).end(),
    (response: ServerResponse) => response.writeHead(500).end('<secret stack>'),
    (response: ServerResponse) => response.destroy(),
  ]) {
    instead = refuse;
    const answer = await ask('table=products&offset=-1');
    answers.push([answer.status, answer.headers.get('retry-after')]);
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  }
  expect(answers).toEqual(Array(5).fill([503, '5']));
});
