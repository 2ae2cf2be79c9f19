import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { packOne, type Sides, type Unit } from './pack-one.ts';
import { packLayers } from './pack-layers.ts';
import {
  MOST_COMPARED,
  packInto,
  packingItem,
  type PackedParcel,
  type PackingBox,
  type PackingItem,
} from './packing.ts';

const box = (id: string, [length, width, height]: Sides, more: Partial<PackingBox> = {}): PackingBox => ({
  ...{ id, length, width, height, wall: 3, ownGrams: 100, mostGrams: null },
  ...more,
});
const item = (id: string, sides: Sides | null, quantity = 1, grams: number | null = 200): PackingItem => ({
  ...{ id, quantity, grams },
  size: sides && { length: sides[0], width: sides[1], height: sides[2] },
});
const small = box('small', [200, 150, 100]);
const large = box('large', [400, 300, 300], { mostGrams: 5_000 });
const told = ({ parcels }: { readonly parcels: readonly PackedParcel[] }) =>
  parcels.map(({ boxId, contents }) => [boxId, contents.map(({ id, quantity }) => `${quantity}×${id}`).join(' ')]);

test('one parcel where one box takes all of it, the smallest that does, also turned over', () => {
  expect(told(packInto([large, small], [item('mug', [100, 100, 100], 2)]))).toEqual([['small', '2×mug']]);
  expect(told(packInto([large, small], [item('vase', [90, 190, 140])]))).toEqual([['small', '1×vase']]);
  expect(told(packInto([large, small], [item('mug', [100, 100, 100], 3)]))).toEqual([['large', '3×mug']]);
  const [parcel] = packInto([small], [item('mug', [100, 100, 100], 2)]).parcels;
  expect(parcel).toMatchObject({
    grams: 500,
    size: { length: 206, width: 156, height: 106 },
    alone: null,
    byWeight: [],
  });
});

test('as few parcels as carry it, the last no larger than it must be', () => {
  const heavy = item('pot', [100, 100, 100], 26, 200);
  // 24 of them weigh 4.9 kg with the box.
  expect(told(packInto([small, large], [heavy]))).toEqual([
    ['large', '24×pot'],
    ['small', '2×pot'],
  ]);
});

test('what no box takes is a parcel of its own, and says why', () => {
  const { parcels } = packInto([small, large], [item('pole', [900, 40, 40]), item('anvil', [90, 90, 90], 1, 9_000)]);
  expect(told({ parcels: parcels.slice(0, 1) })).toEqual([['small', '1×anvil']]);
  const bounded = packInto([large], [item('pole', [40, 900, 40]), item('anvil', [90, 90, 90], 2, 9_000)]);
  expect(bounded.parcels.map(({ alone, grams, size }) => [alone, grams, size?.length])).toEqual([
    ['too-large', 200, 900],
    ['too-heavy', 9_000, 90],
    ['too-heavy', 9_000, 90],
  ]);
});

test('what nobody measured goes in by weight: where there is room, else into the first box of the shop', () => {
  const mixed = packInto([large, small], [item('mug', [100, 100, 100], 2), item('card', null, 3, 10)]);
  expect(told(mixed)).toEqual([['small', '3×card 2×mug']]);
  expect(mixed.parcels[0]).toMatchObject({ grams: 530, byWeight: ['card'] });
  expect([mixed.unmeasured, mixed.unweighed]).toEqual([['card'], []]);
  expect(told(packInto([large, small], [item('card', null)]))).toEqual([['large', '1×card']]);
  const unknown = packInto([{ ...small, mostGrams: 1_000 }], [item('stone', null, 3, 500), item('bag', null, 1, null)]);
  expect(told(unknown)).toEqual([
    ['small', '1×bag 1×stone'],
    ['small', '1×stone'],
    ['small', '1×stone'],
  ]);
  expect(unknown.unweighed).toEqual(['bag']);
  expect(packInto([{ ...small, mostGrams: 300 }], [item('stone', null, 1, 500)]).parcels).toMatchObject([
    { boxId: null, alone: 'too-heavy', size: null, grams: 500 },
  ]);
});

test('without any box all of it is one parcel by weight', () => {
  const packed = packInto([], [item('pole', [900, 40, 40]), item('mug', [100, 100, 100], 2)]);
  expect(packed.parcels).toMatchObject([
    { boxId: null, grams: 600, size: null, alone: null, byWeight: ['mug', 'pole'] },
  ]);
  expect(packInto([], []).parcels).toEqual([]);
  expect(packInto([small], [item('mug', [1, 1, 1], 0)])).toEqual({ parcels: [], unmeasured: [], unweighed: [] });
  expect(() => packInto([small], [item('mug', [1, 1, 1], 1.5)])).toThrow('whole numbers');
});

test('very many are packed by weight, and more than that are one parcel; a length of cloth is one piece', () => {
  const many = packInto([small, { ...large, mostGrams: 20_100 }], [item('nail', [10, 10, 10], 1_000, 100)]);
  expect(many.parcels.map(({ boxId, grams }) => [boxId, grams])).toEqual([['small', 100_100]]);
  expect(many.unmeasured).toEqual(['nail']);
  const pallet = packInto([small], [item('nail', [10, 10, 10], 20_000, 5)]);
  expect(pallet.parcels).toMatchObject([{ boxId: null, grams: 100_000, contents: [{ quantity: 20_000 }] }]);
  const cloth = packingItem({
    id: 'cloth',
    quantity: 1_250,
    scale: 3,
    grams: 333,
    size: { length: 9, width: 9, height: 9 },
  });
  expect(cloth).toEqual({ id: 'cloth', quantity: 1, grams: 417, size: null });
});

const side = fc.integer({ min: 20, max: 260 });
const sides = fc.tuple(side, side, side);
const someItems = fc
  .array(
    fc.record({
      size: fc.option(sides, { nil: null, freq: 6 }),
      quantity: fc.integer({ min: 1, max: 6 }),
      grams: fc.option(fc.integer({ min: 0, max: 3_000 }), { nil: null, freq: 8 }),
    }),
    { maxLength: 9 },
  )
  .map((all) => all.map(({ size, quantity, grams }, at) => item(`i${at}`, size, quantity, grams)));
const someBoxes = fc
  .array(
    fc.record({
      inside: sides,
      ownGrams: fc.integer({ min: 0, max: 400 }),
      mostGrams: fc.option(fc.integer({ min: 400, max: 8_000 }), { nil: null }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((all) => all.map(({ inside, ...more }, at) => box(`b${at}`, inside, more)));

/** Enough, none, and so much that it runs out on the way. */
const someEffort = fc.oneof(
  { weight: 2, arbitrary: fc.constant(MOST_COMPARED) },
  fc.constant(0),
  fc.integer({ min: 1, max: 2_000 }),
);

test('nothing is lost, nothing overlaps, all of it is inside, and no box carries too much', () => {
  fc.assert(
    fc.property(someBoxes, someItems, someEffort, (boxes, items, left) => {
      const { parcels } = packInto(boxes, items, { left });
      const counts = new Map<string, number>();
      for (const { contents } of parcels)
        for (const { id, quantity } of contents) counts.set(id, (counts.get(id) ?? 0) + quantity);
      expect(counts).toEqual(
        new Map([...counts.keys()].map((id) => [id, items.find((one) => one.id === id)?.quantity])),
      );
      expect(counts.size).toBe(items.length);
      for (const parcel of parcels) {
        const of = boxes.find(({ id }) => id === parcel.boxId);
        const grams = parcel.contents.reduce((sum, { id, quantity }) => sum + quantity * gramsIn(items, id), 0);
        expect(parcel.grams).toBe(grams + (of?.ownGrams ?? 0));
        if (of?.mostGrams != null) expect(parcel.grams).toBeLessThanOrEqual(of.mostGrams);
        if (!of) expect(parcel.contents).toEqual([{ id: expect.any(String), quantity: 1 }]);
        const inner = of ? [of.length, of.width, of.height].sort((a, b) => b - a) : null;
        for (const [index, place] of parcel.places.entries()) {
          const { size } = items.find(({ id }) => id === place.id) ?? {};
          expect([...place.sides].sort()).toEqual([size?.length, size?.width, size?.height].sort());
          if (inner)
            for (const axis of [0, 1, 2] as const) {
              expect(place.at[axis]).toBeGreaterThanOrEqual(0);
              expect(place.at[axis] + place.sides[axis]).toBeLessThanOrEqual(inner[axis] ?? 0);
            }
          for (const other of parcel.places.slice(index + 1)) expect(overlap(place, other)).toBe(false);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('the same goods are packed the same, however they come', () => {
  fc.assert(
    fc.property(someBoxes, someItems, someEffort, fc.infiniteStream(fc.nat()), (boxes, items, left, keys) => {
      const shuffled = <T>(all: readonly T[]) =>
        all
          .map((one) => [keys.next().value ?? 0, one] as const)
          .sort(([a], [b]) => a - b)
          .map(([, one]) => one);
      // In which order a shop keeps its boxes counts for what nobody measured.
      const measured = items.every(({ size }) => size !== null);
      const packed = packInto(measured ? shuffled(boxes) : boxes, shuffled(items), { left });
      expect(packed).toEqual(packInto(boxes, items, { left }));
    }),
    { numRuns: 200 },
  );
});

test('many pieces of hostile sizes are compared so often and no more, and what is left is laid in layers', () => {
  let seed = 1;
  const between = (least: number, most: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return least + (seed % (most - least + 1));
  };
  const any = (least: number, most: number): Sides => [
    between(least, most),
    between(least, most),
    between(least, most),
  ];
  const boxes = Array.from({ length: 100 }, (_, at) => box(`b${at}`, any(200, 600)));
  const hostile = Array.from({ length: 500 }, (_, at) => item(`i${at}`, any(20, 120)));
  const effort = { left: MOST_COMPARED };
  const { parcels } = packInto(boxes, hostile, effort);
  // The last look may go beyond it, by what one piece is compared with.
  expect(effort.left).toBeLessThanOrEqual(0);
  expect(effort.left).toBeGreaterThan(-150_000);
  expect(parcels.reduce((all, { places }) => all + places.length, 0)).toBe(500);
  expect(parcels.length).toBeLessThan(9);
  // A basket as it is seldom larger is nowhere near that.
  const usual = { left: MOST_COMPARED };
  packInto(boxes.slice(0, 5), hostile.slice(0, 40), usual);
  expect(usual.left).toBeGreaterThan(MOST_COMPARED / 2);
});

test('layers: rows beside each other, layers upon each other, no more than the box carries', () => {
  const cube: Unit = { id: 'cube', sides: [10, 10, 10], grams: 5 };
  const all = (count: number) => Array.from({ length: count }, () => cube);
  expect(packLayers([20, 20, 20], 100, all(9))).toHaveLength(8);
  expect(packLayers([20, 20, 20], 14, all(9))).toHaveLength(2);
  // Flat, so that four go upon each other.
  const book: Unit = { id: 'book', sides: [20, 15, 5], grams: 0 };
  expect(packLayers([20, 15, 20], 0, [book, book, book, book, book])).toHaveLength(4);
  // A row takes no more depth than what lies in it, in a layer upon a deep one too.
  const slab: Unit = { id: 'slab', sides: [20, 20, 10], grams: 0 };
  const bar: Unit = { id: 'bar', sides: [20, 10, 10], grams: 0 };
  expect(packLayers([20, 20, 20], 0, [slab, bar, bar])).toHaveLength(3);
});

test('one box takes what somebody packed into it with care, seen by trying all ways', () => {
  const edge = fc.integer({ min: 1, max: 3 });
  let found = 0;
  let packed = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(edge, edge, edge), { minLength: 1, maxLength: 4 }), (pieces) => {
      const units = pieces.map((piece, at): Unit => {
        const [a, b, c] = [...piece].sort((one, two) => two - one) as [number, number, number];
        return { id: `${at}`, sides: [a, b, c], grams: 0 };
      });
      const ours = packOne([3, 3, 2], 1, units).length === units.length;
      const possible = byTrying([3, 3, 2], units);
      if (ours) expect(possible).toBe(true);
      found += possible ? 1 : 0;
      packed += ours ? 1 : 0;
    }),
    { numRuns: 400, seed: 7 },
  );
  // It is no search through all ways: of those that go in it misses few.
  expect(found).toBeGreaterThan(60);
  expect(packed / found).toBeGreaterThan(0.97);
});

const gramsIn = (items: readonly PackingItem[], id: string) => items.find((one) => one.id === id)?.grams ?? 0;
type Lying = { readonly at: Sides; readonly sides: Sides };
const overlap = (a: Lying, b: Lying): boolean =>
  ([0, 1, 2] as const).every(
    (axis) => a.at[axis] < b.at[axis] + b.sides[axis] && b.at[axis] < a.at[axis] + a.sides[axis],
  );

/** Every piece, at every whole point, in every way. */
function byTrying(inner: Sides, units: readonly Unit[], laid: readonly Lying[] = []): boolean {
  const [unit, ...rest] = units;
  if (!unit) return true;
  const [a, b, c] = unit.sides;
  for (const way of [
    [a, b, c],
    [a, c, b],
    [b, a, c],
    [b, c, a],
    [c, a, b],
    [c, b, a],
  ] as const)
    for (let x = 0; x + way[0] <= inner[0]; x++)
      for (let y = 0; y + way[1] <= inner[1]; y++)
        for (let z = 0; z + way[2] <= inner[2]; z++) {
          const next = { at: [x, y, z] as const, sides: way };
          if (!laid.some((one) => overlap(one, next)) && byTrying(inner, rest, [...laid, next])) return true;
        }
  return false;
}
