import { randomUUID } from 'node:crypto';
import { builtInRoles, ownerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrolDevice, openStore, startTestCloud, type TestCloud } from '../../cloud-api/testing/test-cloud.ts';
import { openRealDesk, type RealDesk } from '../../sync/testing/real-desk.ts';
import { traceOf } from './trace-command.ts';

let cloud: TestCloud;
let desk: RealDesk;
let sell: () => Promise<string>;

beforeAll(async () => {
  cloud = await startTestCloud();
  const store = await openStore(cloud, 'larkhall');
  const { variantId } = await store.product('Enamel mug', 20);
  const registerId = randomUUID();
  const register = { id: registerId, code: 'T1', name: 'T1', locationId: store.locationId, status: 'active' };
  expect((await store.command('register.saveRegister', { register })).status).toBe(200);
  const permissions = builtInRoles.find((role) => role.id === ownerRole.id)?.permissions ?? [];
  desk = await openRealDesk({
    cloudUrl: cloud.cloud.url,
    device: await enrolDevice(cloud, store),
    actor: { id: store.staffId, name: 'Ada', roleId: ownerRole.id, permissions },
    store: { currency: 'GBP', timeZone: 'Europe/London', pricesIncludeTax: true },
  });
  await desk.until('the first copy', () => desk.sync.status().state === 'synced');
  const sessionId = randomUUID();
  await desk.sell({ sessionId, registerId, float: 5_000 }, 'register.openSession');
  sell = () =>
    desk.sell({
      orderId: randomUUID(),
      registerId,
      sessionId,
      customerId: null,
      lines: [{ key: 'a', variantId, quantity: 1 }],
      tenders: [{ key: 'cash', kind: 'cash', amount: 1_200, given: 2_000, change: 800, reference: '' }],
    });
});
afterAll(async () => {
  await desk?.close();
  await cloud?.close();
});

const trace = async (what: string) =>
  (await traceOf(what, { desk: desk.file.file, cloud: cloud.database.url, data: 'nowhere' })).join('\n');

test('a sale is followed by the number on its receipt, from the desk to the consumer of its event', async () => {
  const mutationId = await sell();
  await desk.until('it was answered', () => desk.sync.status().waiting === 0);
  const number = desk.one<string>('SELECT number FROM receipts');
  let said = '';
  await expect.poll(async () => (said = await trace(number.toLowerCase()))).toContain('was told');
  expect(said).toContain(`is mutation ${mutationId}`);
  const steps = [
    'desk: register.recordSale@1, a fact, by Ada',
    'outbox: number 2',
    'answered: applied',
    'cloud: register.recordSale applied',
    'audit: register.recordSale@1 by Ada',
    'register.sale-recorded',
    'consumer storefront-stock was told',
  ];
  const places = steps.map((step) => said.indexOf(step));
  expect(
    places.every((place) => place > 0),
    said,
  ).toBe(true);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  // One form of time on every line, whichever engine told it.
  for (const line of said.split('\n').slice(1)) expect(line).toMatch(/^ {2}(\d{4}-\d\d-\d\dT[\d:.]+Z| {24}) /);
  expect(await trace(mutationId)).toContain(`Mutation ${mutationId}`);
});

test('one that still waits says so, and a number that nobody knows is told', async () => {
  desk.line = 'cut';
  const mutationId = await sell();
  expect(await trace(mutationId)).toMatch(/waits for the cloud\n.*cloud: has no outcome of it; it has not arrived/);
  await expect(trace('T9-1')).rejects.toThrow('Nothing here has the number T9-1');
});
