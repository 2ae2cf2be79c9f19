import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Letter, Mailer } from '../../../platform/mail/mailer.ts';
import { openPools, type Pools } from '../../../platform/db/pools.ts';
import { roleUrls } from '../../../platform/db/roles.ts';
import { cloudFields } from '../../../platform/keys/cloud-fields.ts';
import { sealThrough } from '../../../platform/db/pool-fields.ts';
import {
  openStore,
  publishableKey,
  quiet,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';
import { openShopper } from '../../../testing/shopper.ts';
import { findLeftCarts } from './find-left-carts.ts';
import { sendCartLetters } from './send-cart-letters.ts';

const HOUR = 3_600_000;
const PAGE = 'https://shop.example/mugs?of=stone#top';
let cloud: TestCloud;
let store: TestStore;
let key: string;
let admin: pg.Client;
let pools: Pools;
let mug: { variantId: string; productId: string };
/** Runs ahead of the cloud’s own from when something was begun, so that the cloud’s sweeper finds nothing due before this file does. */
let clock = 0;
let sent: Letter[] = [];
let away = false;
const mailer: Mailer = {
  send: async (letter) => {
    if (away) throw new Error('the mail server is away');
    // The cloud’s own, which confirm orders, are another matter.
    if (letter.unsubscribe) sent.push(letter);
  },
};

const settings = (active: boolean, hours = [1, 24]) => ({
  settings: {
    ...{ id: randomUUID(), name: 'larkhall', currency: 'GBP', timeZone: 'Europe/London', pricesIncludeTax: true },
    ...{
      taxRounding: 'line',
      cashRoundingIncrement: 1,
      cashRoundingMode: 'half-up',
      returnLimit: 5_000,
      receiptFooter: '',
    },
    cartLetters: {
      active,
      letters: hours.map((afterHours) => ({
        ...{ afterHours, subject: 'Still yours, {name}?' },
        text: 'Hello {name}, at {store}:\n{goods}\n\n{link}',
      })),
    },
  },
});
const command = async (name: string, args: unknown): Promise<void> => {
  const answer = await store.command(name, args);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};

beforeAll(async () => {
  cloud = await startTestCloud({ mailer });
  store = await openStore(cloud, 'larkhall');
  key = await publishableKey(cloud, store, ['https://shop.example']);
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  pools = openPools(roleUrls(cloud.database.url), () => {});
  sealThrough(
    [pools.app],
    cloudFields(cloud.cloud.identity.keyring, () => {}),
  );
  mug = await store.product('Stoneware mug', 50);
  await command('access.updateStoreSettings', settings(true));
});
afterAll(async () => {
  await admin?.end();
  await pools?.close();
  await cloud?.close();
});
beforeEach(() => {
  sent = [];
  away = false;
});

interface Begun {
  readonly id: string;
  readonly secret: string;
}
const ask = (
  method: string,
  path: string,
  { secret = '', ...body }: { secret?: string } & Record<string, unknown> = {},
) =>
  cloud.call(method, `/shop/v1${path}`, {
    token: key,
    headers: { 'checkout-secret': secret, 'idempotency-key': randomUUID() },
    ...(method === 'GET' ? {} : { body }),
  });
const begin = async (email: string, letters: string | null | 'unsaid' = PAGE): Promise<Begun> => {
  const { body } = await ask('POST', '/checkouts', { lines: [{ variantId: mug.variantId, quantity: 2 }] });
  const contact = { email, name: 'Bo Field' };
  const filled = await ask('PATCH', `/checkouts/${body.id}`, {
    secret: body.secret,
    contact,
    ...(letters !== 'unsaid' && { letters }),
  });
  expect(filled.status, JSON.stringify(filled.body)).toBe(200);
  return { id: body.id, secret: body.secret };
};
/** So many hours later, everything that is due by then is found and sent. */
const later = async (hours: number): Promise<Letter[]> => {
  clock += hours * HOUR;
  const context = { pool: pools.app, now: () => clock, log: quiet, mailer, publicOrigin: () => cloud.cloud.url };
  await findLeftCarts(pools.system, context);
  await sendCartLetters(pools.system, context);
  return sent.splice(0);
};
const linkOf = ({ text }: Letter): string => /#th-cart=(\S+)/.exec(text)?.[1] ?? '';
const rows = async (checkoutId: string) =>
  (
    await admin.query(
      'SELECT step::int, sent_at IS NOT NULL AS sent, send_at IS NOT NULL AS waits, came_back_at IS NOT NULL AS back FROM cart_letters WHERE checkout_id = $1 ORDER BY step',
      [checkoutId],
    )
  ).rows;

test('who agreed is written to once a step, and comes back to the very basket at today’s prices', async () => {
  const left = await begin('bo@shopper.example');
  clock = Date.now();
  const standing = await ask('GET', `/checkouts/${left.id}`, { secret: left.secret });
  expect(standing.body.letters).toBe(true);
  expect(await later(0.9)).toEqual([]);
  const [letter, ...more] = await later(0.2);
  expect(more).toEqual([]);
  expect(letter).toMatchObject({ to: 'bo@shopper.example', subject: 'Still yours, Bo Field?' });
  expect(letter?.text).toContain('at larkhall:\n· Stoneware mug\n\nhttps://shop.example/mugs?of=stone#th-cart=');
  expect(letter?.unsubscribe).toMatch(/\/letters\/off\?shop=/);
  expect(letter?.text).toContain(letter?.unsubscribe);
  expect(await later(0.1)).toEqual([]);

  await command('pricing.setPrice', {
    priceListId: null,
    changes: [{ variantId: mug.variantId, base: 1_200, value: 1_500 }],
  });
  const token = linkOf(letter as Letter);
  const back = await ask('POST', '/cart-returns', { letter: token });
  expect(back.status, JSON.stringify(back.body)).toBe(200);
  expect(back.body).toMatchObject({ id: left.id, total: 3_000, contact: { email: 'bo@shopper.example' } });
  expect(back.body.notices).toMatchObject([{ code: 'price-changed', before: 1_200, now: 1_500 }]);
  expect(back.body.lines).toMatchObject([{ variantId: mug.variantId, quantity: 2 }]);
  // The secret that it was begun with is good as well.
  expect((await ask('GET', `/checkouts/${left.id}`, { secret: back.body.secret })).status).toBe(200);
  expect(await rows(left.id)).toEqual([{ step: 0, sent: true, waits: false, back: true }]);
  for (const wrong of ['', 'x', token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A'), token.replace('.0.', '.1.')])
    expect((await ask('POST', '/cart-returns', { letter: wrong })).status, wrong).toBe(404);
  const other = await openStore(cloud, `other-${randomUUID().slice(0, 8)}`);
  const foreign = await publishableKey(cloud, other);
  expect((await cloud.call('POST', '/shop/v1/cart-returns', { token: foreign, body: { letter: token } })).status).toBe(
    404,
  );

  const [second, ...none] = await later(25);
  expect(none).toEqual([]);
  expect(linkOf(second as Letter)).toContain('.1.');
  expect(await later(100)).toEqual([]);

  const paid = await ask('POST', `/checkouts/${left.id}/pay`, {
    ...{ secret: back.body.secret, expectedTotal: 3_000, methodId: 'test', returnUrl: 'https://shop.example/' },
  });
  expect(paid.body.status, JSON.stringify(paid.body)).toBe('placed');
  expect((await ask('POST', '/cart-returns', { letter: token })).body).toMatchObject({ code: 'checkout.ended' });
  const figures = await cloud.call('GET', '/v1/reports/cart-letters', { token: store.token });
  expect(figures.body).toEqual({
    stores: [{ storeId: null, sent: 2, cameBack: 1, bought: [{ currency: 'GBP', orders: 1, total: 3_000 }] }],
    ended: 0,
  });
});

test('nobody is written to who did not agree, took it back, changed the address, bought, or whose store is silent', async () => {
  const plain = await begin('plain@shopper.example', 'unsaid');
  expect((await ask('GET', `/checkouts/${plain.id}`, { secret: plain.secret })).body.letters).toBe(false);
  const back = await begin('back@shopper.example');
  await ask('PATCH', `/checkouts/${back.id}`, { secret: back.secret, letters: null });
  const moved = await begin('one@shopper.example');
  await ask('PATCH', `/checkouts/${moved.id}`, {
    secret: moved.secret,
    contact: { email: 'two@shopper.example', name: 'Bo' },
  });
  const foreign = await ask('PATCH', `/checkouts/${moved.id}`, {
    secret: moved.secret,
    letters: 'https://evil.example/',
  });
  expect(foreign.body).toMatchObject({ code: 'checkout.return-url' });
  await begin('bought@shopper.example');
  const other = await begin('Bought@shopper.example', null);
  const paid = await ask('POST', `/checkouts/${other.id}/pay`, {
    ...{ secret: other.secret, expectedTotal: 3_000, methodId: 'test', returnUrl: 'https://shop.example/' },
  });
  expect(paid.body.status, JSON.stringify(paid.body)).toBe('placed');
  const silent = await begin('silent@shopper.example');
  clock = Date.now();
  const [one, ...more] = await later(1);
  expect([one?.to, more]).toEqual(['silent@shopper.example', []]);
  await command('access.updateStoreSettings', settings(false));
  expect((await ask('GET', `/checkouts/${silent.id}`, { secret: silent.secret })).body.letters).toBeNull();
  expect(await later(24)).toEqual([]);
  await command('access.updateStoreSettings', settings(true));
  await ask('PATCH', `/checkouts/${silent.id}`, { secret: silent.secret, letters: null });
});

test('one press ends letters for an address, looking does not; who agrees anew is written to anew', async () => {
  await begin('ann@shopper.example');
  const twin = await begin('ann@shopper.example');
  clock = Date.now();
  const letters = await later(1);
  expect(letters).toHaveLength(2);
  const off = new URL(letters[0]?.unsubscribe ?? '');
  const at = (method: string, search: string, body?: string) =>
    fetch(cloud.cloud.url + off.pathname + search, {
      ...{ method, ...(body && { body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }) },
    });
  const looked = await at('GET', off.search);
  expect([looked.status, looked.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(await looked.text()).toContain('larkhall is to send no more');
  expect((await admin.query('SELECT 1 FROM letter_refusals')).rows).toEqual([]);
  expect((await at('POST', off.search.slice(0, -2), 'List-Unsubscribe=One-Click')).status).toBe(404);
  const ended = await at('POST', off.search, 'List-Unsubscribe=One-Click');
  expect([ended.status, await ended.text()]).toEqual([200, expect.stringContaining('Done.')]);
  expect((await admin.query('SELECT address_index FROM letter_refusals')).rows).toEqual([
    { address_index: expect.not.stringContaining('ann') },
  ]);
  expect(await later(25)).toEqual([]);
  // The clock of this file is ahead of the cloud’s, by which a new agreement is dated.
  await admin.query(`UPDATE letter_refusals SET refused_at = now() - interval '1 minute'`);
  await ask('PATCH', `/checkouts/${twin.id}`, { secret: twin.secret, letters: PAGE });
  clock = Date.now();
  expect((await later(25)).map(({ to }) => to)).toEqual(['ann@shopper.example']);
});

test('a letter that the mail server does not take is tried again, under the name it had, unless it was bought meanwhile', async () => {
  const left = await begin('cy@shopper.example');
  const gone = await begin('di@shopper.example');
  clock = Date.now();
  away = true;
  expect(await later(1)).toEqual([]);
  expect([await rows(left.id), await rows(gone.id)]).toEqual([
    [{ step: 0, sent: false, waits: true, back: false }],
    [{ step: 0, sent: false, waits: true, back: false }],
  ]);
  away = false;
  await ask('PATCH', `/checkouts/${gone.id}`, { secret: gone.secret, letters: null });
  const [letter, ...more] = await later(0.5);
  expect(more).toEqual([]);
  expect(letter).toMatchObject({ to: 'cy@shopper.example', messageId: `<cart-${left.id}-0@127.0.0.1>` });
  expect((await ask('POST', '/cart-returns', { letter: linkOf(letter as Letter) })).body.id).toBe(left.id);
  expect(await rows(gone.id)).toEqual([{ step: 0, sent: false, waits: false, back: false }]);
});

test('who gives their account up is written to no more, and stands in no letter', async () => {
  const left = await begin('ed@shopper.example');
  clock = Date.now();
  away = true;
  await later(1);
  away = false;
  const token = await openShopper(cloud, store.tenantId, 'ed@shopper.example');
  expect(
    (await cloud.call('DELETE', '/shop/v1/account', { token, headers: { 'x-publishable-key': key } })).status,
  ).toBe(204);
  const kept = await admin.query(
    `SELECT c.status, c.contact, c.agreed_at, c.come_back_to, c.cart_letter_at, l.address_index, l.send_at
       FROM checkouts c JOIN cart_letters l ON l.checkout_id = c.id WHERE c.id = $1`,
    [left.id],
  );
  expect(kept.rows).toEqual([
    {
      status: 'ended',
      contact: null,
      agreed_at: null,
      come_back_to: null,
      cart_letter_at: null,
      address_index: '',
      send_at: null,
    },
  ]);
  expect((await later(25)).filter(({ to }) => to === 'ed@shopper.example')).toEqual([]);
});

test('a basket or a letter that cannot be worked on lets the others go first', async () => {
  const [bad, good] = [await begin('ill@shopper.example'), await begin('well@shopper.example')];
  clock = Date.now();
  const context = { pool: pools.app, now: () => clock, log: quiet, mailer, publicOrigin: () => cloud.cloud.url };
  clock += 2 * HOUR;
  await admin.query('UPDATE checkouts SET cart_letter_at = to_timestamp(0) WHERE id = $1', [bad.id]);
  await admin.query(
    `CREATE FUNCTION fail_one() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF NEW.checkout_id = '${bad.id}' THEN RAISE 'not this one'; END IF; RETURN NEW; END $$`,
  );
  await admin.query('CREATE TRIGGER fail_one BEFORE INSERT ON cart_letters FOR EACH ROW EXECUTE FUNCTION fail_one()');
  await findLeftCarts(pools.system, context);
  await admin.query('DROP TRIGGER fail_one ON cart_letters');
  const dueAt = async () =>
    (await admin.query(`SELECT extract(epoch FROM cart_letter_at) * 1000 AS at FROM checkouts WHERE id = $1`, [bad.id]))
      .rows[0].at;
  expect(Number(await dueAt())).toBe(clock + 600_000);
  expect([await rows(bad.id), (await rows(good.id)).length]).toEqual([[], 1]);
  clock += 600_000;
  await findLeftCarts(pools.system, context);
  await admin.query(
    'CREATE TRIGGER fail_one BEFORE UPDATE OF token_hashes ON cart_letters FOR EACH ROW EXECUTE FUNCTION fail_one()',
  );
  await admin.query('UPDATE cart_letters SET send_at = to_timestamp(0) WHERE checkout_id = $1', [bad.id]);
  await sendCartLetters(pools.system, context);
  expect(sent.map(({ to }) => to)).toEqual(['well@shopper.example']);
  // Its turn comes again.
  await admin.query('DROP TRIGGER fail_one ON cart_letters');
  clock += 600_000;
  await sendCartLetters(pools.system, context);
  expect(sent.map(({ to }) => to)).toEqual(['well@shopper.example', 'ill@shopper.example']);
});
