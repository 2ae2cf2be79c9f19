import { expect, test } from 'vitest';
import { sealedInCloud } from './cloud-fields.ts';
import { sealedAtFirst, sealedLater } from './seal-old-rows.ts';

test('of each table that is sealed, what is from before is sealed too, where there is any', () => {
  expect([...sealedLater, ...sealedAtFirst].sort()).toEqual([...sealedInCloud.keys()].sort());
});
