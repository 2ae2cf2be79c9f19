import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { DEVICE, openTwoEngines, owner, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { prices } from '../pricing/schema.ts';
import { priceField } from './field-edits.ts';
import { fieldEdits } from './field-edits-schema.ts';
import { fieldConflicts, products } from './schema.ts';

const ewa = { ...owner, id: testId(0xa7), name: 'Ewa Nowak' };
const OTHER_DEVICE = testId(0xd2);

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
});

const edit = (field: string, base: unknown, value: unknown) => ({
  productId: shop.mug,
  patch: { [field]: { base, value } },
});

/** Priya's category, then Ewa's on another device over it. */
async function race(): Promise<string> {
  await two.run('catalog.editProduct', edit('category', 'Tableware', 'Mugs'), { at: 1_000 });
  const later = { actor: ewa, deviceId: OTHER_DEVICE, at: 2_000 };
  await two.run('catalog.editProduct', edit('category', 'Tableware', 'Gifts'), later);
  return (await two.rows(fieldConflicts))[0]?.id as string;
}

describe('who wrote a field', () => {
  test('is kept for each field by itself, with the device and what stood before', async () => {
    await two.run('catalog.editProduct', edit('category', 'Tableware', 'Mugs'), { at: 1_000 });
    await two.run('catalog.editProduct', edit('supplier', 'Kiln Row Pottery', 'Harrow Kiln'), {
      actor: ewa,
      at: 2_000,
    });
    await two.run('catalog.editProduct', edit('category', 'Mugs', 'Gifts'), { deviceId: OTHER_DEVICE, at: 3_000 });
    const edits = await two.rows(fieldEdits);
    expect(edits.filter((each) => each.subjectId === shop.mug)).toMatchObject([
      { field: 'category', before: 'Mugs', editedBy: 'Priya Nair', deviceId: OTHER_DEVICE, editedAt: 3_000 },
      { field: 'supplier', editedBy: 'Ewa Nowak', deviceId: DEVICE, editedAt: 2_000 },
    ]);
  });

  test('is kept for a price of a list, and not where the price was that already', async () => {
    const [price] = (await two.rows(prices)).filter((row) => row.variantId === shop.moss);
    const { amount, priceListId } = price as NonNullable<typeof price>;
    const set = (base: number, value: number) => ({
      priceListId: null,
      changes: [{ variantId: shop.moss, base, value }],
    });
    await two.run('pricing.setPrice', set(amount, amount));
    expect(await two.rows(fieldEdits)).toEqual([]);
    await two.run('pricing.setPrice', set(amount, amount + 50), { actor: ewa });
    expect(await two.rows(fieldEdits)).toMatchObject([
      { subject: 'price', subjectId: shop.moss, field: priceField(priceListId), before: amount, editedBy: 'Ewa Nowak' },
    ]);
  });

  test('names both sides of a race', async () => {
    await race();
    expect(await two.rows(fieldConflicts)).toMatchObject([
      {
        lost: 'Mugs',
        lostBy: 'Priya Nair',
        lostDeviceId: DEVICE,
        lostWrittenAt: 1_000,
        kept: 'Gifts',
        keptBy: 'Ewa Nowak',
        keptDeviceId: OTHER_DEVICE,
        lostAt: 2_000,
      },
    ]);
  });
});

describe('catalog.settleConflict', () => {
  test('closes the case and keeps both values; the first who settled it stays noted', async () => {
    const conflictId = await race();
    await two.run('catalog.settleConflict', { conflictId, resolution: 'kept' }, { at: 3_000 });
    await two.run('catalog.settleConflict', { conflictId, resolution: 'lost' }, { actor: ewa });
    expect(await two.rows(fieldConflicts)).toMatchObject([
      { lost: 'Mugs', kept: 'Gifts', resolution: 'kept', resolvedBy: 'Priya Nair', resolvedAt: 3_000 },
    ]);
    expect((await two.rows(products)).find((row) => row.id === shop.mug)?.category).toBe('Gifts');
  });

  test('refuses a case that is not there, and whoever may not edit', async () => {
    await two.refuse(
      'catalog.settleConflict',
      { conflictId: testId(0x999), resolution: 'kept' },
      'catalog.conflict-unknown',
    );
    const conflictId = await race();
    await two.refuse('catalog.settleConflict', { conflictId, resolution: 'kept' }, 'command.forbidden', {
      actor: personAs('Till'),
    });
  });
});
