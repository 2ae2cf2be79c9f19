import { expect, test } from 'vitest';
import { forgetReturn, type KeptReturn, keepReturn, keptReturn } from './kept-return.ts';
import { emptyReturn } from './return-draft.ts';

function shelf() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}
const half: KeptReturn = {
  ...{ saleId: 'sale', place: 'till', ids: { order: 'o', mutation: 'm' }, at: 1_000 },
  draft: { ...emptyReturn, fee: 250 },
};

test('a return that was begun is there again, for its own sale, with the ids it began with', () => {
  const storage = shelf();
  keepReturn(storage, half);
  expect(keptReturn(storage, 2_000)).toEqual(half);
  expect(keptReturn(storage, 2_000, 'sale')).toEqual(half);
  expect(keptReturn(storage, 2_000, 'other')).toBeNull();
  forgetReturn(storage, 'other');
  expect(keptReturn(storage, 2_000)).toEqual(half);
  forgetReturn(storage, 'sale');
  expect(keptReturn(storage, 2_000)).toBeNull();
});

test('what is of another day, or is no return, is not there', () => {
  const storage = shelf();
  keepReturn(storage, half);
  expect(keptReturn(storage, 1_000 + 13 * 3_600_000)).toBeNull();
  for (const text of ['{', '7', '{"saleId":"sale"}', 'null']) {
    for (const key of storage.items.keys()) storage.items.set(key, text);
    expect(keptReturn(storage, 2_000), text).toBeNull();
  }
});
