import { join } from 'node:path';
import { devices } from '@tillhouse/shared/domains/access/schema.ts';
import { fieldEdits } from '@tillhouse/shared/domains/catalog/field-edits-schema.ts';
import { fieldConflicts } from '@tillhouse/shared/domains/catalog/schema.ts';
import { customers } from '@tillhouse/shared/domains/customers/schema.ts';
import { stockTasks } from '@tillhouse/shared/domains/inventory/schema.ts';
import { orderFlags } from '@tillhouse/shared/domains/orders/schema.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDesk } from '../database/open-desk.ts';
import { openBeside, openSealedReader } from '../keys/sealed-reader.ts';
import { refusedCases } from '../queries/refused-cases.ts';
import { payCash } from '../testing/pay-basket.ts';
import { layRows } from '../testing/lay-rows.ts';
import { seedIds, seedNow } from '../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../testing/test-desk.ts';

const id = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const [CONFLICT, TASK, FLAG, OTHER_FLAG, REFUSED, PERSON] = [id(1), id(2), id(3), id(4), id(5), id(6)];
const customer = id(7);
const [product, variant] = [seedIds.product(1), seedIds.variant(1)];

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;

beforeEach(async () => {
  folder = await seededFolder();
  const file = openDesk(join(folder.dataDir, 'desk.sqlite'), () => {});
  await file.transaction('foreground', async (connection) => {
    layRows(connection, devices, [
      {
        id: seedIds.device,
        name: 'Bath till 1',
        kind: 'till',
        locationIds: [seedIds.bath],
        registerId: null,
        publicKey: 'key',
        months: null,
        status: 'enrolled',
        enrolledAt: seedNow,
        enrolledBy: null,
      },
    ]);
    layRows(connection, fieldConflicts, [
      {
        id: CONFLICT,
        subject: 'product',
        subjectId: product,
        field: 'supplier',
        base: 'Musgrove',
        kept: 'Coates Willow',
        lost: 'Kiln Row',
        lostBy: 'Priya Nair',
        lostAt: seedNow,
        lostWrittenAt: seedNow - 60_000,
        lostDeviceId: seedIds.device,
        keptBy: 'Callum Reed',
        keptDeviceId: seedIds.device,
        resolvedAt: null,
        resolvedBy: null,
        resolution: null,
      },
    ]);
    layRows(connection, stockTasks, [
      {
        id: TASK,
        kind: 'oversold',
        locationId: seedIds.bath,
        variantId: variant,
        documentId: id(9),
        title: 'Oversold on B1-49',
        details: {},
        status: 'open',
        createdAt: seedNow,
        doneAt: null,
        doneBy: null,
        note: null,
      },
    ]);
    const flag = {
      orderId: id(9),
      placedAt: seedNow,
      month: new Date(seedNow).toISOString().slice(0, 7),
      raisedAt: seedNow,
      resolvedAt: null,
      resolvedBy: null,
      note: null,
    };
    layRows(connection, orderFlags, [
      { ...flag, id: FLAG, code: 'oversold', details: { variantId: variant, locationId: seedIds.bath } },
      { ...flag, id: OTHER_FLAG, code: 'price-differs', details: { variantId: variant, sold: 1200, current: 1400 } },
    ]);
    const price = connection.allNow('SELECT price_list_id AS list, amount FROM prices WHERE variant_id = ?', [variant]);
    const { list, amount } = price[0] as { list: string; amount: number };
    layRows(connection, fieldEdits, [
      {
        subject: 'price',
        subjectId: variant,
        field: `price:${list}`,
        before: 1,
        editedBy: 'Callum Reed',
        deviceId: seedIds.device,
        editedAt: seedNow,
      },
    ]);
    const field = { table: 'prices', key: JSON.stringify([variant, list]), field: 'amount', base: 90, mine: 4400 };
    connection.runNow(
      `INSERT INTO sync_attention (mutation_id, kind, name, version, args, code, message, details, fields, actor_name, at)
       VALUES (?, 'refused', 'pricing.setPrice', 1, ?, 'pricing.price-changed', 'Changed meanwhile.', NULL, ?, 'Priya Nair', ?)`,
      [
        REFUSED,
        JSON.stringify({ priceListId: null, changes: [{ variantId: variant, base: 90, value: 4400 }] }),
        JSON.stringify([
          { table: 'prices', key: field.key, field: 'updatedAt', base: 1, mine: 2, theirs: 3 },
          { ...field, theirs: 70 },
        ]),
        seedNow,
      ],
    );
    expect(amount).not.toBe(70);
    const of = { email: null, phone: null, country: null, note: '', externalRef: null, status: 'active' } as const;
    const newer = { street: '', postalCode: '', vatId: null, taxRelief: null, groups: [] };
    const row = { id: customer, name: 'Hannah Whitcombe', city: 'Wells', ...of, ...newer };
    layRows(connection, customers, [{ ...row, createdAt: seedNow, updatedAt: seedNow }]);
    const written = { editedBy: 'Ewa Nowak', deviceId: id(9), editedAt: seedNow - 60_000 };
    layRows(connection, fieldEdits, [
      { subject: 'customer', subjectId: customer, field: 'city', before: null, ...written },
    ]);
    const city = { table: 'customers', key: JSON.stringify([customer]), field: 'city', base: 'Bath', mine: 'Truro' };
    connection.runNow(
      `INSERT INTO sync_attention (mutation_id, kind, name, version, args, code, message, details, fields, actor_name, at)
       VALUES (?, 'refused', 'customers.edit', 1, ?, 'customers.field-changed', 'Changed meanwhile.', NULL, ?, 'Priya Nair', ?)`,
      [
        PERSON,
        JSON.stringify({ customerId: customer, patch: { city: { base: 'Bath', value: 'Truro' } } }),
        JSON.stringify([{ ...city, theirs: 'Bath' }]),
        seedNow,
      ],
    );
  });
  await file.close();
  desk = await bootDesk(folder.dataDir);
});
afterEach(async () => {
  await desk.host.close();
  folder.remove();
});

const list = () => desk.bridge.query('attention.list', {});
const find = async (mutationId: string) => (await list()).find((one) => one.mutationId === mutationId);
/** What waits to be sent: name and arguments, in order. */
function outbox(): [name: string, args: unknown][] {
  const reader = openSealedReader(join(folder.dataDir, 'desk.sqlite'), () => {});
  const rows = reader.all<{ name: string; args: string }>('SELECT name, args FROM sync_outbox ORDER BY order_no');
  reader.close();
  return rows.map((row) => [row.name, JSON.parse(row.args)]);
}

describe('what needs attention', () => {
  test('says both values, who, when and at which device, and what stands at this moment', async () => {
    expect(await find(CONFLICT)).toMatchObject({
      kind: 'field-conflict',
      mine: { by: 'Priya Nair', me: true, at: seedNow - 60_000, device: 'Bath till 1' },
      theirs: { by: 'Callum Reed', me: false, at: seedNow, device: 'Bath till 1' },
      fields: [{ field: 'Supplier', base: 'Musgrove', mine: 'Kiln Row', theirs: 'Coates Willow' }],
    });
    const refused = await find(REFUSED);
    expect(refused).toMatchObject({
      mine: { by: 'Priya Nair', me: true, device: 'Bath till 1' },
      theirs: { by: 'Callum Reed', at: seedNow, device: 'Bath till 1' },
      fields: [{ at: 1, field: 'Price', base: '£0.90', mine: '£44.00' }],
    });
    expect(refused?.fields[0]?.theirs).not.toBe('£0.70');
    expect(await find(OTHER_FLAG)).toMatchObject({
      badge: 'Price differs',
      reckoning: [{ amount: '£14.00' }, { amount: '£12.00' }, { text: 'Difference', amount: '−£2.00' }],
    });
  });

  test('shows a customer only to people who may see customers', async () => {
    expect(await find(PERSON)).toMatchObject({
      title: 'Hannah Whitcombe',
      maySettle: true,
      fields: [{ field: 'Town', base: 'Bath', mine: 'Truro', theirs: 'Wells' }],
      theirs: { by: 'Ewa Nowak', at: seedNow - 60_000 },
    });
    const person = { id: id(8), name: 'Callum Reed', roleId: 'cashier', permissions: [] };
    const reader = openSealedReader(join(folder.dataDir, 'desk.sqlite'), () => {});
    const [hidden] = refusedCases(reader, { person } as never, 9).filter(({ mutationId }) => mutationId === PERSON);
    reader.close();
    expect(hidden).toMatchObject({ title: 'Change of customer', maySettle: false, fields: [], theirs: null });
  });

  test('tells one shortage once, and counts what it lists', async () => {
    expect(await find(FLAG)).toBeUndefined();
    // What is told first may be how it stood before.
    let told = -1;
    desk.bridge.onSync(({ needsAttention }) => {
      told = needsAttention;
    });
    await desk.bridge.call('sync.now', {});
    const listed = (await list()).length;
    expect(listed).toBeGreaterThan(0);
    await expect.poll(() => told).toBe(listed);
  });
});

describe('settling', () => {
  test('keep mine sends a new edit on what stands now, and closes the case', async () => {
    const present = (await desk.bridge.query('products.one', { id: product }))?.supplier;
    await desk.bridge.call('attention.settle', { mutationId: CONFLICT, choice: 'mine' });
    expect(outbox()).toEqual([
      ['catalog.editProduct', { productId: product, patch: { supplier: { base: present, value: 'Kiln Row' } } }],
      ['catalog.settleConflict', { conflictId: CONFLICT, resolution: 'lost' }],
    ]);
    expect((await desk.bridge.query('products.one', { id: product }))?.supplier).toBe('Kiln Row');
    expect(await find(CONFLICT)).toBeUndefined();
    expect(await desk.bridge.query('attention.settled', {})).toMatchObject([
      { id: CONFLICT, how: 'the earlier value came back', by: 'Priya Nair' },
    ]);
  });

  test('take theirs closes the case and edits nothing', async () => {
    await desk.bridge.call('attention.settle', { mutationId: CONFLICT, choice: 'theirs' });
    expect(outbox()).toEqual([['catalog.settleConflict', { conflictId: CONFLICT, resolution: 'kept' }]]);
    expect(await find(CONFLICT)).toBeUndefined();
  });

  test('another wording stands in place of both', async () => {
    const wording = 'Kiln Row and Coates';
    await desk.bridge.call('attention.settle', { mutationId: CONFLICT, choice: 'merge', wording });
    expect((await desk.bridge.query('products.one', { id: product }))?.supplier).toBe(wording);
    expect(outbox()[1]).toMatchObject(['catalog.settleConflict', { resolution: 'merged' }]);
  });

  test('a refused customer is sent again on what stands now', async () => {
    await desk.bridge.call('attention.settle', { mutationId: PERSON, choice: 'mine' });
    expect(outbox()).toEqual([
      ['customers.edit', { customerId: customer, patch: { city: { base: 'Wells', value: 'Truro' } } }],
    ]);
    expect(await find(PERSON)).toBeUndefined();
  });

  test('a case is settled at a desk that knows no cloud, or before sync has begun', async () => {
    await desk.host.close();
    const file = openBeside(join(folder.dataDir, 'desk.sqlite'));
    file.exec("UPDATE desk_state SET value = json_set(value, '$.cloudUrl', NULL) WHERE name = 'enrolment'");
    file.close();
    desk = await bootDesk(folder.dataDir);
    await desk.bridge.call('attention.settle', { mutationId: PERSON, choice: 'theirs' });
    expect(await find(PERSON)).toBeUndefined();
    await expect(desk.bridge.call('attention.settle', { mutationId: PERSON, choice: 'mine' })).rejects.toMatchObject({
      code: 'attention.settled-already',
    });
  });

  test('a refused price is sent again on the price of now, or let go', async () => {
    const before = (await desk.bridge.query('products.one', { id: product }))?.variants[0]?.price;
    await desk.bridge.call('attention.settle', { mutationId: REFUSED, choice: 'merge', fields: [1] });
    expect(outbox()).toEqual([
      ['pricing.setPrice', { priceListId: null, changes: [{ variantId: variant, base: before, value: 4400 }] }],
    ]);
    expect(await find(REFUSED)).toBeUndefined();
    await expect(desk.bridge.call('attention.settle', { mutationId: REFUSED, choice: 'theirs' })).rejects.toMatchObject(
      { code: 'attention.settled-already' },
    );
    expect(outbox()).toHaveLength(1);
  });

  test('a task is closed with a note, and with it the flags of the same shortage', async () => {
    await desk.bridge.call('attention.settle', { mutationId: TASK, choice: 'theirs', note: 'Two in the window' });
    expect(outbox()).toEqual([
      ['inventory.finishStockTask', { taskId: TASK, note: 'Two in the window' }],
      ['orders.resolveFlag', { flagId: FLAG, note: 'Two in the window' }],
    ]);
    await desk.bridge.call('attention.settle', { mutationId: OTHER_FLAG, choice: 'theirs', note: 'Old label' });
    expect((await list()).map((one) => one.mutationId).sort()).toEqual([CONFLICT, REFUSED, PERSON]);
    expect(await desk.bridge.query('attention.settled', {})).toContainEqual(
      expect.objectContaining({ id: OTHER_FLAG, by: 'Priya Nair', note: 'Old label' }),
    );
  });

  test('is refused to whoever may not, and nothing is closed', async () => {
    await desk.bridge.call('session.signInWithPin', { staffId: seedIds.cashier, pin: '246810' });
    expect(await find(TASK)).toMatchObject({ maySettle: false });
    await expect(desk.bridge.call('attention.settle', { mutationId: TASK, choice: 'theirs' })).rejects.toMatchObject({
      code: 'command.forbidden',
    });
    expect(outbox()).toEqual([]);
  });
});

describe('giving the device back', () => {
  test('is refused while anything waits, says what, and removes nothing', async () => {
    await desk.bridge.call('basket.add', { variantId: variant });
    await payCash(desk.bridge, 5_000);
    const problem = await desk.bridge.call('device.leave', {}).catch((error: unknown) => error);
    expect(problem).toMatchObject({
      code: 'device.queue-not-empty',
      details: { waiting: 1 },
      message: expect.stringMatching(/1 change that the cloud has not: 1 sale\./),
    });
    expect(await desk.bridge.query('session.state', {})).toMatchObject({ enrolled: true });
    expect(outbox()).toHaveLength(1);
  });

  test('takes the shop off the device once nothing waits', async () => {
    await desk.bridge.call('device.leave', {});
    expect(await desk.bridge.query('session.state', {})).toMatchObject({ enrolled: false, person: null });
    const reader = openSealedReader(join(folder.dataDir, 'desk.sqlite'), () => {});
    const left = (table: 'products' | 'staff' | 'orders' | 'sync_attention') =>
      reader.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n;
    expect([left('products'), left('staff'), left('orders'), left('sync_attention')]).toEqual([0, 0, 0, 0]);
    reader.close();
  });

  test('is not for everybody', async () => {
    await desk.bridge.call('session.signInWithPin', { staffId: seedIds.cashier, pin: '246810' });
    await expect(desk.bridge.call('device.leave', {})).rejects.toMatchObject({ code: 'device.may-not-leave' });
  });
});
