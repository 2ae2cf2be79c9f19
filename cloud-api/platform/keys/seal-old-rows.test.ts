import { expect, test } from 'vitest';
import { sealedInCloud } from './cloud-fields.ts';
import { sealedLater } from './seal-old-rows.ts';

test('of each table that is sealed, what is from before is sealed too', () => {
  expect([...sealedLater].sort()).toEqual([...sealedInCloud.keys()].sort());
});
