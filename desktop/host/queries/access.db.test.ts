import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { builtInRoles, managerRole, tillRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bridge } from '../../bridge/contract.ts';
import { openSealedReader } from '../keys/sealed-reader.ts';
import { openBridge } from '../testing/open-bridge.ts';
import { seedId, seedIds } from '../testing/seed-ids.ts';
import { bootDesk, PIN, seededFolder, type TestDesk } from '../testing/test-desk.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;
let bridge: Bridge;
const managerId = randomUUID();
const tomsPin = '804213';

const person = (id: string, name: string, roleId: string, more: object = {}) => ({
  person: {
    id,
    name,
    initials: name.slice(0, 2),
    email: `${name.toLowerCase()}@larkhall.example`,
    roleId,
    homeLocationId: seedIds.melksham,
    status: 'active',
    statusNote: null,
    ...more,
  },
});
async function windowOf(staffId: string, pin = PIN): Promise<Bridge> {
  const window = openBridge(desk.host);
  await window.call('session.signInWithPin', { staffId, pin });
  return window;
}
const hasPin = async (id: string) => (await bridge.query('staff.index', {})).find((one) => one.id === id)?.hasPin;

beforeAll(async () => {
  folder = await seededFolder();
  desk = await bootDesk(folder.dataDir);
  bridge = desk.bridge;
  await bridge.mutate('access.saveStaff', person(managerId, 'Tom', managerRole.id));
});
afterAll(async () => {
  await desk.host.close();
  folder.remove();
});

describe('roles and people', () => {
  test('those that come with Tillhouse first, the store’s own after, with the people who have them', async () => {
    const role = { id: randomUUID(), name: 'Arranger', permissions: ['desk.use', 'till.favourites'] };
    await bridge.mutate('access.saveRole', { role });
    const found = await bridge.query('roles.index', {});
    expect(found.map(({ name }) => name)).toEqual([...builtInRoles.map(({ name }) => name), 'Arranger']);
    expect(found.at(-1)).toEqual({ ...role, terms: {}, revision: 1, builtIn: false, people: 0 });
    expect(found.filter(({ people }) => people > 0).map(({ name, people }) => [name, people])).toEqual([
      ['Owner', 1],
      ['Manager', 1],
      ['Till', 1],
    ]);
  });

  test('who left is last and counts no more; e-mail addresses are for who manages people', async () => {
    const gone = randomUUID();
    await bridge.mutate('access.saveStaff', person(gone, 'Abe', tillRole.id));
    await bridge.mutate('access.saveStaff', person(gone, 'Abe', tillRole.id, { status: 'left', statusNote: 'Moved' }));
    const rows = await bridge.query('staff.index', {});
    expect(rows.map(({ name }) => name)).toEqual(['Ellie Roberts', 'Priya Nair', 'Tom', 'Abe']);
    expect(rows[2]).toEqual({
      id: managerId,
      name: 'Tom',
      initials: 'To',
      email: 'tom@larkhall.example',
      roleId: managerRole.id,
      roleName: 'Manager',
      homeLocationId: seedIds.melksham,
      locationName: 'Melksham',
      status: 'active',
      statusNote: null,
      hasPin: false,
      hasBadge: false,
      securityKeys: [],
    });
    expect((await bridge.query('roles.index', {})).find(({ id }) => id === tillRole.id)?.people).toBe(1);
    const till = await windowOf(seedIds.cashier);
    expect((await till.query('staff.index', {})).map(({ email }) => email)).toEqual([null, null, null, null]);
  });
});

describe('setting a PIN', () => {
  test('of another needs staff.manage; one’s own does not', async () => {
    await bridge.call('session.setPin', { staffId: managerId, pin: tomsPin });
    const till = await windowOf(seedIds.cashier);
    const ofAnother = till.call('session.setPin', { staffId: managerId, pin: '918273' });
    await expect(ofAnother).rejects.toMatchObject({ code: 'access.pin-of-another', kind: 'forbidden' });
    await windowOf(managerId, tomsPin);
    await till.call('session.setPin', { staffId: seedIds.cashier, pin: '918273' });
    await expect(windowOf(seedIds.cashier)).rejects.toMatchObject({ code: 'access.wrong-pin' });
    await windowOf(seedIds.cashier, '918273');
  });

  test('is no way to the rights of an owner, and ends the wait of who forgot it', async () => {
    const manager = await windowOf(managerId, tomsPin);
    const ofOwner = manager.call('session.setPin', { staffId: seedIds.owner, pin: '918273' });
    await expect(ofOwner).rejects.toMatchObject({ code: 'access.pin-of-higher', kind: 'forbidden' });
    for (const _ of [1, 2, 3, 4, 5]) await expect(windowOf(seedIds.cashier, '000000')).rejects.toThrow();
    await expect(windowOf(seedIds.cashier, '918273')).rejects.toMatchObject({ code: 'access.pin-wait' });
    await manager.call('session.setPin', { staffId: seedIds.cashier, pin: '550144' });
    await windowOf(seedIds.cashier, '550144');
  });

  test('takes it away; then only the password signs in', async () => {
    expect(await hasPin(seedIds.cashier)).toBe(true);
    await bridge.call('session.setPin', { staffId: seedIds.cashier, pin: null });
    expect(await hasPin(seedIds.cashier)).toBe(false);
    await expect(windowOf(seedIds.cashier, '550144')).rejects.toMatchObject({ code: 'access.no-pin' });
  });

  test.each(['111111', '123456', '890123', '654321'])('refuses %s, which anybody would try', async (pin) => {
    const asked = bridge.call('session.setPin', { staffId: seedIds.owner, pin });
    await expect(asked).rejects.toMatchObject({ code: 'access.easy-pin' });
  });

  test('takes six digits, keeps the hash alone and queues it', async () => {
    const short = bridge.call('session.setPin', { staffId: seedIds.owner, pin: '8042' });
    await expect(short).rejects.toMatchObject({ kind: 'invalid' });
    await bridge.call('session.setPin', { staffId: managerId, pin: '770315' });
    const file = openSealedReader(join(folder.dataDir, 'desk.sqlite'), () => {});
    const sent = JSON.stringify(file.all("SELECT * FROM sync_outbox WHERE name = 'access.setPin'"));
    file.close();
    expect(sent).toContain('$argon2id$');
    expect(sent).not.toContain('770315');
  });
});

test('how customers are reached is shown to whoever may see it, and to nobody else', async () => {
  const [role, id, pin] = [randomUUID(), randomUUID(), '739105'];
  const permissions = ['desk.use', 'customers.view', 'customers.edit'];
  await bridge.mutate('access.saveRole', { role: { id: role, name: 'Counter', permissions } });
  await bridge.mutate('access.saveStaff', person(id, 'Bea', role));
  await bridge.call('session.setPin', { staffId: id, pin });
  const moss = { id: seedId('a9', 1) };
  const customer = { ...moss, name: 'Rosalind Moss', email: 'moss@post.example', phone: '01225 1', city: 'Frome' };
  const rest = { country: 'GB', note: 'Rings twice', externalRef: null, status: 'active' };
  await bridge.mutate('customers.save', { customers: [{ ...customer, ...rest }] });
  const bea = await windowOf(id, pin);
  const known = await bridge.query('customers.page', moss);
  expect(known).toMatchObject({ email: 'moss@post.example', note: 'Rings twice' });
  expect(await bea.query('customers.page', moss)).toEqual({ ...known, email: null, phone: null, note: '' });
  const { rows } = await bea.query('customers.index', { offset: 0, limit: 50, view: 'active' });
  expect(rows.map(({ name, email, phone }) => [name, email, phone])).toContainEqual(['Rosalind Moss', null, null]);
  const over = { customers: [{ ...customer, ...rest, email: null }] };
  await expect(bea.mutate('customers.save', over)).rejects.toMatchObject({ code: 'command.forbidden' });
});
