import { expect, test } from 'vitest';
import type { OrderPacking } from '../../../bridge/customs-views.ts';
import type { OrderPage } from '../../../bridge/order-page.ts';
import { packedOf, parcelsOf } from './parcels-draft.ts';

const box = (id: string, side: number, mostGrams: number | null = null) => ({
  ...{ id, name: `Box ${id}`, length: side, width: side, height: side, wall: 3, ownGrams: 50, mostGrams, active: true },
});
const mug = { length: 100, width: 100, height: 100 };
const packing: OrderPacking = {
  boxes: [box('s', 100), box('l', 200, 2_000)],
  facts: {
    mug: { hsCode: '', origin: '', grams: 300, size: mug },
    pole: { hsCode: '', origin: '', grams: 900, size: { length: 900, width: 30, height: 30 } },
    card: { hsCode: '', origin: '', grams: null, size: null },
  },
};
const line = (id: string, scale = 0) => ({ id, variantId: id, title: id, scale });
const order = { lines: [line('mug'), line('pole'), line('card'), line('cloth', 3)] } as unknown as OrderPage;
const asSuggested = { one: false, changes: new Map() };

test('parcels are suggested for what was chosen, each with its weight and its outside', () => {
  expect(parcelsOf(order, { mug: 1 }, packing, asSuggested)).toMatchObject([
    { boxId: 's', grams: '350', size: '106 × 106 × 106', notes: [], contents: [{ lineId: 'mug', quantity: 1 }] },
  ]);
  const many = parcelsOf(order, { mug: 7, pole: 1, cloth: 1_250 }, packing, asSuggested);
  expect(many.map(({ boxId, grams }) => [boxId, grams])).toEqual([
    ['l', '1850'],
    ['s', '350'],
    [null, '900'],
  ]);
  expect(many[0]?.contents).toContainEqual({ lineId: 'cloth', quantity: 1_250 });
  expect(many[0]?.notes).toEqual([
    { is: 'by-weight', lines: ['cloth'] },
    { is: 'unweighed', lines: ['cloth'] },
  ]);
  expect(many[2]).toMatchObject({ size: '900 × 30 × 30', notes: [{ is: 'too-large' }] });
});

test('a hand puts it into another box, weighs it, and packs all of it into one', () => {
  const [first] = parcelsOf(order, { mug: 2 }, packing, asSuggested);
  expect(first).toMatchObject({ boxId: 'l', grams: '650' });
  const change = (patch: object) =>
    parcelsOf(order, { mug: 2 }, packing, { one: false, changes: new Map([[first?.key ?? '', patch]]) })[0];
  expect(change({ boxId: 's' })).toMatchObject({ size: '106 × 106 × 106', notes: [{ is: 'does-not-fit' }] });
  expect(change({ boxId: null })).toMatchObject({ size: '', grams: '600', notes: [] });
  expect(change({ grams: '2100' })).toMatchObject({ notes: [{ is: 'over', most: 2_000 }] });
  // It was said of other goods than now.
  const stale = new Map([[first?.key ?? '', { grams: '9' }]]);
  expect(parcelsOf(order, { mug: 3 }, packing, { one: false, changes: stale })[0]?.grams).toBe('950');
  const one = { one: true, changes: new Map() };
  expect(parcelsOf(order, { mug: 7 }, packing, one)).toMatchObject([{ boxId: null, grams: '2100', size: '' }]);
});

test('what is sent names the box, and what is no weight or size is not sent', () => {
  const [parcel] = parcelsOf(order, { mug: 1 }, packing, asSuggested);
  if (!parcel) throw new Error('none');
  expect(packedOf(packing, parcel)).toEqual({
    ...{ box: 'Box s', grams: 350, size: { length: 106, width: 106, height: 106 } },
  });
  expect(packedOf(packing, { ...parcel, boxId: null, grams: '', size: '' })).toEqual({
    ...{ box: null, grams: null, size: null },
  });
  for (const wrong of [{ grams: '1.2' }, { grams: 'x' }, { size: '10 × 10' }])
    expect(packedOf(packing, { ...parcel, ...wrong })).toBeNull();
});
