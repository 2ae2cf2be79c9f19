import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { permissionNames } from '@tillhouse/shared/domains/access/permissions.ts';
import { declaredTables } from '@tillhouse/shared/kernel/define-table.ts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { signerOf, signHeads } from '../../platform/audit/signed-heads.ts';
import { openPools } from '../../platform/db/pools.ts';
import { roleUrls } from '../../platform/db/roles.ts';
import { createLog } from '../../platform/http/log.ts';
import { openShopper } from '../shopper.ts';
import {
  enrolDevice,
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../test-cloud.ts';
import { CANARY, type FullStore, openFullStore } from './full-store.ts';
import { addressOf, type Operation, operationsOf } from './operations.ts';
import { idsIn, rowsOf } from './rows-of.ts';
import { idPlaces, isId, type Place, sampleOf, type Schema } from './sample-of.ts';

/**
 * One tenant's credentials against everything of another's: each operation of the cloud's own document, each kind of id.
 * An operation joins by being in the document, and fails here when none of its calls gets past the checks of form.
 */

// Each of them calls every operation of a document that grows: on a machine with other work that is minutes.
vi.setConfig({ testTimeout: 600_000 });

const signer = signerOf(generateKeyPairSync('ed25519').privateKey);
let cloud: TestCloud;
let admin: pg.Client;
let mine: TestStore;
let theirs: FullStore;
let myPlace: { locationId: string; variantId: string };
let operations: Operation[];
let credentials: { owner: string; secret: string; device: string; shop: string; shopper: string };
/** Ids that stand in rows of theirs and in none of mine: `public.products` → its ids. */
let theirIds: Map<string, string[]>;
let theirOwn: Set<string>;
let myIds: Map<string, string[]>;
const logged: string[] = [];
/** Ids of theirs that I sent in a body: they may stand in rows of mine from then on. */
const sentIds = new Set<string>();
/** What each operation answered, to see that it was really reached. */
const answered = new Map<string, Set<string>>();

beforeAll(async () => {
  const log = createLog('debug', { write: (line: string) => void logged.push(line) });
  cloud = await startTestCloud({ log });
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  mine = await openStore(cloud, 'mine');
  const product = await mine.product('My jug', 20);
  myPlace = { locationId: mine.locationId, variantId: product.variantId };
  const applied = async (name: string, args: object): Promise<void> =>
    expect((await mine.command(name, args)).body, name).toMatchObject({ status: 'applied' });
  await applied('register.saveRegister', {
    register: { id: randomUUID(), code: 'T1', name: 'Till', locationId: mine.locationId, status: 'active' },
  });
  await applied('customers.save', {
    customers: [
      {
        id: randomUUID(),
        name: 'Mine',
        email: null,
        phone: null,
        city: null,
        country: null,
        note: '',
        externalRef: null,
        status: 'active',
      },
    ],
  });
  const order = { orderId: randomUUID(), customerId: null, customerName: 'Mine', shipping: 0, payment: 'test' };
  await applied('orders.placeOnline', { ...order, lines: [{ key: '1', variantId: product.variantId, quantity: 1 }] });
  const secret = await cloud.call('POST', '/auth/api-keys', {
    token: mine.token,
    body: { kind: 'secret', name: 'All', scopes: permissionNames },
  });
  credentials = {
    owner: mine.token,
    secret: secret.body.key,
    device: (await enrolDevice(cloud, mine)).token,
    shop: await publishableKey(cloud, mine),
    shopper: '',
  };
  theirs = await openFullStore(cloud);
  const pools = openPools(roleUrls(cloud.database.url), () => {});
  const signed = async () => expect(await signHeads(pools.system, signer, Date.now())).toBeGreaterThan(0);
  await vi.waitFor(signed, { timeout: 60_000, interval: 200 });
  await pools.close();
  operations = (await operationsOf(cloud)).toSorted((one, two) => Number(endsIt(one)) - Number(endsIt(two)));
  const own = await rowsOf(admin, mine.tenantId);
  const known = new Set(idsIn([...own.values()].flat().join()));
  const rows = await rowsOf(admin, theirs.tenantId);
  theirIds = idsByTable(rows, (id) => !known.has(id));
  theirOwn = new Set([...theirIds.values()].flat());
  myIds = idsByTable(own, (id) => id !== mine.tenantId);
  logged.length = 0;
});
/** What a shopper ends their sign-in with comes after all that needs it. */
const endsIt = ({ name }: Operation) => /^DELETE .shop.v1.account(.sessions)?$/.test(name);

beforeEach(async () => {
  credentials.shopper = await openShopper(cloud, mine.tenantId, 'shopper@mine.example');
});
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
});

/** Of each table up to three rows' own ids. */
function idsByTable(rows: Map<string, string[]>, keep: (id: string) => boolean): Map<string, string[]> {
  return new Map(
    [...rows].map(([table, texts]) => {
      const ids = texts.map((text) => (JSON.parse(text) as { id?: string; mutation_id?: string }).id);
      return [table, ids.filter((id): id is string => typeof id === 'string' && keep(id)).slice(0, 3)];
    }),
  );
}

/** One that fits, of nobody's ids. */
const bodyFor = ({ body }: Operation) =>
  body && sampleOf(body, (_place, each) => (isId(each) ? randomUUID() : undefined));

const bearers = () => [credentials.owner, credentials.secret, credentials.device];

/** Asks with one of my credentials, and looks for anything of theirs in the answer that I did not send myself. */
async function ask(operation: Operation, token: string | undefined, address: string, body?: unknown) {
  const sent = `${address} ${JSON.stringify(body)}`;
  for (const id of idsIn(JSON.stringify(body) ?? '')) sentIds.add(id);
  const answer = await cloud.call(operation.method, address, {
    ...(token === undefined ? {} : { token }),
    ...(body === undefined ? {} : { body }),
    headers: { 'idempotency-key': randomUUID(), ...keyFor(operation, credentials.shop) },
  });
  const said = `${JSON.stringify(answer.body)} ${JSON.stringify([...answer.headers])}`;
  const what = `${operation.name} ${sent.slice(0, 300)} → ${answer.status} ${said.slice(0, 600)}`;
  if (!sent.includes(CANARY)) expect(said.includes(CANARY), what).toBe(false);
  expect(
    idsIn(said).filter((id) => theirOwn.has(id) && !sent.includes(id) && !sentIds.has(id)),
    what,
  ).toEqual([]);
  expect(answer.status, what).toBeLessThan(500);
  const told = answered.get(operation.name) ?? new Set<string>();
  answered.set(operation.name, told.add(answer.status < 300 ? 'done' : String(answer.body?.code)));
  return { answer, what };
}

/** A shopper comes with the key of their shop. */
const keyFor = ({ needs }: Operation, key: string): Record<string, string> =>
  needs === 'shopper' ? { 'x-publishable-key': key } : {};

/** What the other store's own people and pages ask with. */
const asTheirs = (operation: Operation) => {
  const tokens = { publishableKey: theirs.publishableKey, shopper: theirs.shopper };
  const token = tokens[operation.needs as keyof typeof tokens] ?? theirs.token;
  return { token, headers: keyFor(operation, theirs.publishableKey) };
};

const tokensFor = (operation: Operation): (string | undefined)[] => {
  if (operation.needs === 'nobody') return [undefined];
  if (operation.needs === 'shopper') return [credentials.shopper];
  // Tenants come to none of these, whatever they hold; what operators see is another matrix.
  if (operation.needs === 'operator') return [...bearers(), credentials.shop, credentials.shopper];
  return operation.needs === 'publishableKey' ? [credentials.shop] : bearers();
};

test('the other store has rows in nearly every table, so that there is something to find', async () => {
  const rows = await rowsOf(admin, theirs.tenantId);
  const empty = [...rows].filter(([, texts]) => texts.length === 0).map(([table]) => table);
  expect(empty.sort()).toEqual([]);
  expect(theirOwn.size).toBeGreaterThan(50);
});

/** One credential at a time, so that each of these thousands of calls has its minute. */
test.each([0, 1, 2, 3])('an id of theirs in an address is nothing to me, by credential %i', async (index) => {
  const withIds = operations.filter(({ parameters }) =>
    parameters.some((each) => each.in === 'path' && isId(each.schema)),
  );
  expect(withIds.length).toBeGreaterThan(20);
  for (const operation of withIds) {
    const ids = [...theirIds.values()].flatMap(([first]) => first ?? []);
    // A shopper has one token; its turn comes with the one that has least to ask.
    const tokens =
      operation.needs === 'shopper'
        ? [[], [], [], tokensFor(operation)][index]
        : tokensFor(operation).slice(index, index + 1);
    for (const token of tokens ?? []) {
      await Promise.all(
        ids.map(async (id) => {
          const { answer, what } = await ask(operation, token, addressOf(operation, { id }), bodyFor(operation));
          expect(operation.needs === 'operator' ? [401] : [403, 404], what).toContain(answer.status);
        }),
      );
    }
  }
});

test('an operation that names nothing does nothing to them', async () => {
  const bare = operations.filter(
    ({ method, body, parameters }) => method !== 'GET' && !body && !parameters.some((each) => each.in === 'path'),
  );
  const before = await rowsOf(admin, theirs.tenantId);
  for (const operation of bare)
    for (const token of tokensFor(operation)) await ask(operation, token, addressOf(operation, {}));
  expect(await rowsOf(admin, theirs.tenantId)).toEqual(before);
});

test('a word or an id of theirs in a query finds nothing of theirs, also when they asked the same just before', async () => {
  const reads = operations.filter(({ method, path }) => method === 'GET' && !path.endsWith('/events'));
  const shown = await cloud.call('GET', '/shop/v1/products', { token: theirs.publishableKey });
  const theirHandle: string = shown.body.products[0].handle;
  const log = await cloud.call('GET', '/v1/audit?limit=20', { token: theirs.token });
  const theirNumbers: string[] = log.body.rows.map(({ id }: { id: string }) => id);
  for (const operation of reads) {
    const values = operation.parameters.flatMap(({ name, schema, in: where }): [string, string][] => {
      if (where !== 'query' && where !== 'path') return [];
      if (isId(schema)) return [...tableFor([name], theirIds).slice(0, 1), theirs.tenantId].map((id) => [name, id]);
      // Numbers are taken from one row of numbers for all tenants, so some of these are theirs.
      if (schema.pattern?.includes('\\d')) return theirNumbers.map((number) => [name, number]);
      if (schema.type === 'string')
        return [
          [name, String(sampleOf(schema, () => undefined, [name]))],
          [name, CANARY],
          [name, theirs.tenantId],
        ];
      return [[name, '1']];
    });
    // Side by side, but each of them after the other store asked the same: thousands of calls wait for each other else.
    await Promise.all(
      [['', ''] as const, ...values].map(async ([name, value]) => {
        const address = addressOf(operation, { date: '2026-03-01', handle: theirHandle, [name]: value });
        await cloud.call('GET', address, asTheirs(operation));
        for (const token of tokensFor(operation)) await ask(operation, token, address);
      }),
    );
  }
});

test('their place in a list is no key to it', async () => {
  for (const operation of operations.filter(({ parameters }) => parameters.some(({ name }) => name === 'cursor'))) {
    const page = await cloud.call('GET', addressOf(operation, { limit: '1' }), asTheirs(operation));
    const cursor: string | null = page.body.next ?? page.body.nextCursor ?? page.headers.get('electric-cursor');
    if (cursor === null) continue;
    for (const token of tokensFor(operation))
      await ask(operation, token, addressOf(operation, { limit: '50', cursor }));
  }
});

test('a device of mine reaches no shape of theirs, whatever it asks for', async () => {
  const shape = operations.find(({ path }) => path === '/sync/v1/shape') as Operation;
  const tricks = [
    '',
    '&where=true',
    `&where=tenant_id='${theirs.tenantId}'`,
    `&params[1]=${theirs.tenantId}`,
    '&columns=tenant_id',
  ];
  for (const { name, replication } of declaredTables()) {
    const own = await ask(shape, credentials.device, `/sync/v1/shape?table=${name}&offset=-1`);
    if (replication.rows !== 'none') expect(own.answer.status, own.what).toBe(200);
    for (const table of [name, `public.${name}`, `"public"."${name}"`]) {
      for (const trick of tricks) {
        const address = `/sync/v1/shape?table=${encodeURIComponent(table)}&offset=-1${trick}`;
        await ask(shape, credentials.device, address);
      }
    }
  }
  for (const table of ['identity.accounts', 'audit.entries', 'events.outbox', 'pg_class']) {
    const { answer } = await ask(shape, credentials.device, `/sync/v1/shape?table=${table}&offset=-1`);
    expect(answer.status).toBe(404);
  }
});

/** `variantId` → `public.variants`; the `id` of `product` → `public.products`. */
function tableFor(place: Place, ids: Map<string, string[]>): string[] {
  const names = place.filter((part) => !/^\d+$/.test(part)).map((part) => part.replace(/Ids?$|^id$/, ''));
  for (const word of names.reverse().filter((name) => name !== '')) {
    const plain = word.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    for (const [table, found] of ids) {
      const short = table.split('.')[1] ?? '';
      if (found.length > 0 && (short === plain || short === `${plain}s` || short.endsWith(`_${plain}s`))) return found;
    }
  }
  return [];
}

const bodies = () => operations.filter(({ method, body }) => method !== 'GET' && body);

test('ids of theirs in a body change nothing of theirs, alone or among my own', async () => {
  const before = await rowsOf(admin, theirs.tenantId);
  for (const operation of bodies()) {
    const schema = operation.body as Schema;
    const their = (place: Place) => tableFor(place, theirIds)[0] ?? [...theirOwn][0];
    const my = (place: Place) => tableFor(place, myIds)[0] ?? randomUUID();
    const places = idPlaces(schema).map((place) => place.join('.'));
    const bodies_ = [
      sampleOf(schema, (place, each) => (isId(each) ? my(place) : undefined)),
      sampleOf(schema, (place, each) => (isId(each) ? their(place) : undefined)),
      ...places.map((one) =>
        sampleOf(schema, (place, each) => {
          if (!isId(each)) return undefined;
          return place.join('.') === one ? their(place) : my(place);
        }),
      ),
    ];
    for (const body of bodies_)
      for (const token of tokensFor(operation)) await ask(operation, token, addressOf(operation, {}), body);
  }
  const after = await rowsOf(admin, theirs.tenantId);
  for (const [table, rows] of before) expect(after.get(table), table).toEqual(rows);
});

test('what a till of mine sends in their name is refused and touches nothing of theirs', async () => {
  const push = operations.find(({ path }) => path === '/sync/v1/push') as Operation;
  const before = await rowsOf(admin, theirs.tenantId);
  const [staffId] = theirIds.get('public.staff') ?? [];
  const clientId = randomUUID();
  const commands = bodies().filter(({ path }) => path.startsWith('/v1/commands/'));
  for (const [at, { path, body }] of commands.entries()) {
    const args = sampleOf(body as Schema, (place, each) =>
      isId(each) ? (tableFor(place, theirIds)[0] ?? [...theirOwn][0]) : undefined,
    );
    const actorId = at % 2 === 0 ? mine.staffId : staffId;
    const mutation = { seq: at + 1, id: randomUUID(), name: path.split('/').at(-1), version: 1, args };
    const mutations = [{ ...mutation, occurredAt: Date.now(), actorId, actorName: 'Somebody' }];
    await ask(push, credentials.device, '/sync/v1/push', { protocol: 1, clientId, mutations, sentAt: Date.now() });
  }
  const after = await rowsOf(admin, theirs.tenantId);
  for (const [table, rows] of before) expect(after.get(table), table).toEqual(rows);
});

test('a shopper of theirs is nobody here, and one of mine nobody there', async () => {
  for (const operation of operations.filter(({ needs }) => needs === 'shopper')) {
    for (const [token, key] of [
      [theirs.shopper, credentials.shop],
      [credentials.shopper, theirs.publishableKey],
    ] as const) {
      const body = bodyFor(operation);
      const answer = await cloud.call(operation.method, addressOf(operation, { id: randomUUID() }), {
        ...{ token, headers: { 'x-publishable-key': key } },
        ...(body === undefined ? {} : { body }),
      });
      expect([operation.name, answer.status, answer.body.code]).toEqual([operation.name, 401, 'auth.not-signed-in']);
    }
  }
});

test('nothing of theirs is in the log of my calls or in my events', async () => {
  expect(logged.filter((line) => line.includes(CANARY))).toEqual([]);
  const { rows } = await admin.query<{ row: string }>(
    'SELECT t::text AS row FROM events.outbox t WHERE tenant_id = $1',
    [mine.tenantId],
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(({ row }) => row.includes(CANARY))).toEqual([]);
});

test('a stream of mine tells nothing of theirs', async () => {
  const operation = operations.find(({ path }) => path === '/shop/v1/events') as Operation;
  const ended = new AbortController();
  const headers = { authorization: `Bearer ${credentials.shop}` };
  const stream = await fetch(cloud.cloud.url + operation.path, { headers, signal: ended.signal });
  answered.set(operation.name, new Set(['done']));
  const heard: string[] = [];
  const listening = (async () => {
    for await (const chunk of stream.body ?? []) heard.push(Buffer.from(chunk).toString());
  })().catch(() => {});
  const adjust = (token: string, lines: unknown[]) =>
    cloud.call('POST', '/v1/commands/inventory.adjust', {
      token,
      body: { lines, reason: 'found', note: CANARY },
      headers: { 'idempotency-key': randomUUID() },
    });
  expect((await adjust(theirs.token, [{ ...theirs.place, delta: 1 }])).status).toBe(200);
  expect((await adjust(credentials.owner, [{ ...myPlace, delta: 1 }])).status).toBe(200);
  // Mine came after theirs: once it is here, theirs would have been.
  await expect.poll(() => heard.join('')).toContain('availability');
  ended.abort();
  await listening;
  expect(idsIn(heard.join('')).filter((id) => theirOwn.has(id) && !sentIds.has(id))).toEqual([]);
});

test('what takes neither an id nor a body finds nothing of theirs and changes nothing of theirs', async () => {
  const before = await rowsOf(admin, theirs.tenantId);
  const bare = operations.filter(({ method, body, path }) => method !== 'GET' && !body && !path.includes('{'));
  for (const operation of bare)
    for (const token of tokensFor(operation)) await ask(operation, token, addressOf(operation, {}));
  const after = await rowsOf(admin, theirs.tenantId);
  for (const [table, rows] of before) expect(after.get(table), table).toEqual(rows);
});

test('every operation was really reached', () => {
  const form = ['request.invalid', 'command.invalid-arguments', 'request.idempotency-key', 'undefined'];
  const unreached = operations
    .filter(({ name }) => ![...(answered.get(name) ?? [])].some((code) => !form.includes(code)))
    .map(({ name }) => `${name}: ${[...(answered.get(name) ?? ['never asked'])].join()}`);
  expect(unreached).toEqual([]);
});
