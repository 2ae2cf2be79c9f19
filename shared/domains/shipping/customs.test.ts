import { expect, test } from 'vitest';
import { declarationOf, factsOf, type GoodsAbroad, passesCustoms } from './customs.ts';

test('goods pass customs between countries, but not within the union nor at home', () => {
  const pass = (way: string) => passesCustoms(way.slice(0, 2), way.slice(3));
  expect(['GB-FR', 'DE-CH', 'AT-US', 'CH-AT'].map(pass)).toEqual([true, true, true, true]);
  expect(['GB-GB', 'AT-FR', '  -FR'.trim(), 'GB-'].map(pass)).toEqual([false, false, false, false]);
});

const size = { length: 280, width: 280, height: 320 };
test('a variant says what differs, its product the rest', () => {
  const product = { hsCode: '940521', origin: 'PT', grams: 900, size };
  expect(factsOf({ hsCode: '', origin: 'CN', grams: null, size: null }, product)).toEqual({ ...product, origin: 'CN' });
  expect(factsOf(undefined, undefined)).toEqual({ hsCode: '', origin: '', grams: null, size: null });
});

const line: GoodsAbroad = {
  ...{ lineId: 'a', title: 'Lamp', sku: 'L', quantity: 1, scale: 0, ordered: 3, before: 0, net: 1_000, discount: 50 },
  ...{ hsCode: '940521', origin: 'PT', grams: 900 },
};

test('each parcel declares its part of what was paid, and all of them the whole', () => {
  const values = [0, 1, 2].map((before) => declarationOf([{ ...line, before }]).value);
  expect(values).toEqual([333, 334, 333]);
  expect(declarationOf([{ ...line, quantity: 3 }])).toMatchObject({ value: 1_000, grams: 2_700, lacking: [] });
});

test('a gift is declared with what it would have cost; weighed goods by their weight; what lacks is named', () => {
  const gift = { ...line, lineId: 'b', title: 'Vase', net: 0, discount: 600, quantity: 2, hsCode: '' };
  const tea = { ...line, lineId: 'c', title: 'Tea', scale: 3, ordered: 250, quantity: 250, grams: 1_000, net: 500 };
  const said = declarationOf([gift, tea]);
  expect(said.lines).toMatchObject([
    { value: 400, free: true, grams: 1_800 },
    { value: 500, free: false, grams: 250 },
  ]);
  expect([said.value, said.grams, said.lacking]).toEqual([900, 2_050, ['Vase']]);
  expect(declarationOf([{ ...line, grams: null }, tea]).grams).toBeNull();
});
