import { expect, test } from 'vitest';
import { seededChance } from '../testing/seeded-chance.ts';
import { SimCloud } from '../testing/sim-cloud.ts';
import { SimDesk } from '../testing/sim-desk.ts';
import { simActor, simStore } from '../testing/sim-domain.ts';
import { attentionList } from './attention-list.ts';
import { mutate } from './mutate.ts';
import { argumentsToSend, onPresentValues } from './send-again.ts';

const now = 1_700_000_000_000;

/** Two desks that both see one item at 100; the first one's change of its price will come second to the cloud. */
async function twoEditors(): Promise<{ late: SimDesk; early: SimDesk; id: string; price: (desk: SimDesk) => number }> {
  const chance = seededChance(7);
  const cloud = new SimCloud({ chance, now: () => now });
  const handles = new Map([...cloud.logs.keys()].map((table) => [table, `${table}-1`]));
  const desks = [0, 1].map(() => new SimDesk({ chance, cloud, deviceId: chance.uuid(), now: () => now, handles }));
  const [late, early] = desks as [SimDesk, SimDesk];
  const id = chance.uuid();
  for (const desk of desks) await desk.open();
  await early.mutate('sim.createItem', { id, sku: 'mug' });
  await early.push('none');
  for (const desk of desks) await takeIn(desk);
  await late.mutate('sim.editItem', { id, price: { base: 100, value: 130 } });
  await early.mutate('sim.editItem', { id, price: { base: 100, value: 110 } });
  await early.push('none');
  const price = (desk: SimDesk) => Number(desk.database.read('SELECT price FROM sim_items')[0]?.price);
  return { late, early, id, price };
}

async function takeIn(desk: SimDesk): Promise<void> {
  for (const table of [...desk.puller.shapes.keys(), 'sync_outcomes']) await desk.deliver(table, false);
  await desk.puller.advance();
}

const expected = { field: 'price', base: 100, mine: 130, theirs: 110 };

test('a refusal that comes before the other value shows both, once the other value is there', async () => {
  const { late, price } = await twoEditors();
  expect(price(late)).toBe(130);
  await late.push('none');
  expect(price(late)).toBe(100);
  await takeIn(late);
  expect(price(late)).toBe(110);
  expect(attentionList(late.database)[0]?.fields).toMatchObject([expected]);
});

test('a refusal that comes after the other value shows both, though the change was not shown any more', async () => {
  const { late, price } = await twoEditors();
  await takeIn(late);
  expect(price(late)).toBe(110);
  await late.push('none');
  const [item] = attentionList(late.database);
  expect(item).toMatchObject({ kind: 'refused', code: 'sim.price-changed', fields: [expected] });
  expect(onPresentValues(item?.args, item?.fields ?? [])).toMatchObject({ price: { base: 110, value: 130 } });
});

test('a refusal shows what was wanted, though somebody had written the same before another wrote over it', async () => {
  const { late, early } = await twoEditors();
  const customerId = crypto.randomUUID();
  const blank = { email: null, phone: null, city: null, country: null, note: '', externalRef: null, status: 'active' };
  await early.mutate('customers.save', { customers: [{ ...blank, id: customerId, name: 'Hannah' }] });
  await early.push('none');
  for (const desk of [late, early]) await takeIn(desk);
  const edit = (desk: SimDesk, patch: object) => desk.mutate('customers.edit', { customerId, patch });
  await edit(late, { city: { base: null, value: 'Wells' }, note: { base: '', value: 'rings first' } });
  for (const [base, value] of [
    [null, 'Wells'],
    ['Wells', 'Frome'],
  ]) {
    await edit(early, { city: { base, value } });
    await early.push('none');
    await takeIn(early);
    await takeIn(late);
  }
  await late.push('none');
  await takeIn(late);
  const item = attentionList(late.database).find(({ name }) => name === 'customers.edit');
  expect(item).toMatchObject({ code: 'customers.field-changed' });
  const city = item?.fields.filter(({ field }) => field === 'city');
  expect(city).toMatchObject([{ base: null, mine: 'Wells', theirs: 'Frome' }]);
  expect(item?.fields.filter(({ field }) => field === 'note')).toMatchObject([{ mine: 'rings first', theirs: '' }]);
});

test('of a refused edit of several fields, those chosen are sent again on what holds now', () => {
  const key = (id: string) => JSON.stringify([id, 'retail']);
  const price = (id: string) => ({
    table: 'prices',
    key: key(id),
    field: 'amount',
    base: 100,
    mine: 130,
    theirs: 110,
  });
  const written = { table: 'prices', key: key('moss'), field: 'updatedAt', base: 1, mine: 2, theirs: 3 };
  const change = (variantId: string) => ({ variantId, base: 100, value: 130 });
  const item = {
    args: { priceListId: null, changes: [change('moss'), change('tide'), change('rust')] },
    fields: [written, price('moss'), price('tide'), price('rust')],
  };
  const now = (variantId: string) => ({ variantId, base: 110, value: 130 });
  expect(argumentsToSend(item, [1, 3])).toEqual({ priceListId: null, changes: [now('moss'), now('rust')] });
  expect(argumentsToSend(item, 'mine')).toEqual({ priceListId: null, changes: ['moss', 'tide', 'rust'].map(now) });
  expect(argumentsToSend(item, [])).toBe(null);
  expect(argumentsToSend(item, 'theirs')).toBe(null);
});

test('a field of its own name that is let go leaves the others in the patch', () => {
  const field = (name: string, mine: string) => ({
    table: 'products',
    key: '["mug"]',
    field: name,
    base: 'a',
    mine,
    theirs: 'z',
  });
  const item = {
    args: { productId: 'mug', patch: { title: { base: 'a', value: 'b' }, taxClass: { base: 'a', value: 'c' } } },
    fields: [field('title', 'b'), field('taxClass', 'c')],
  };
  expect(argumentsToSend(item, [0])).toEqual({ productId: 'mug', patch: { title: { base: 'z', value: 'b' } } });
});

test('sent again after its row is gone, an edit is refused in words and not for a base that nobody wrote', async () => {
  const { late, early, id } = await twoEditors();
  await late.push('none');
  await early.mutate('sim.removeItem', { id });
  await early.push('none');
  await takeIn(late);
  const [item] = attentionList(late.database);
  expect(item?.fields).toMatchObject([{ field: 'price', mine: 130, gone: true }]);
  const again = onPresentValues(item?.args, item?.fields ?? []);
  expect(again).toMatchObject({ price: { base: 100, value: 130 } });
  await expect(late.mutate('sim.editItem', again)).rejects.toMatchObject({ code: 'sim.unknown-item' });
});

test('an edit that an earlier program made and a person sends again by this one says which form its arguments have', async () => {
  const { late, id } = await twoEditors();
  const { database, deviceId } = late;
  const command = { name: 'sim.reserve', version: 1, args: { itemId: id, units: 3 }, actor: simActor, deviceId };
  await mutate(database, { ...command, store: simStore, occurredAt: now, mutationId: crypto.randomUUID() });
  const [row] = database.read(`SELECT version, args FROM sync_outbox WHERE name = 'sim.reserve'`);
  expect(row).toEqual({ version: 2, args: JSON.stringify({ itemId: id, quantity: 3 }) });
});

test('a row of this desk whose unique value the cloud gives to another one is not shown, and why is known, until the cloud decides', async () => {
  const { late, early } = await twoEditors();
  const { database } = late;
  const [mine, theirs] = [crypto.randomUUID(), crypto.randomUUID()];
  await late.mutate('sim.createItem', { id: mine, sku: 'cup' });
  await late.mutate('sim.retitle', { id: mine, title: 'Cup' });
  await early.mutate('sim.createItem', { id: theirs, sku: 'cup' });
  await early.push('none');
  await takeIn(late);
  expect(database.read(`SELECT id FROM sim_items WHERE sku = 'cup'`)).toEqual([{ id: theirs }]);
  const waiting = `SELECT not_shown FROM sync_outbox WHERE args LIKE '%' || ? || '%' ORDER BY order_no`;
  expect(database.read(waiting, [mine])).toEqual([{ not_shown: 'sim.sku-taken' }, { not_shown: 'sim.unknown-item' }]);
  await late.push('none');
  await takeIn(late);
  expect(attentionList(database).map(({ code }) => code)).toContain('sim.sku-taken');
});
