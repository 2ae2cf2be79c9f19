import { expect, test } from 'vitest';
import { endingOf, outlived, takenElsewhere } from './parked.ts';

const lies = { ended: null, orderId: null } as const;
const taken = { ended: 'taken', orderId: 'sale-1' } as const;
const gone = { ended: 'discarded', orderId: null } as const;

test('whoever is first has a parked basket; the same again changes nothing', () => {
  expect(endingOf(lies, 'sale-1')).toBe('end');
  expect(endingOf(lies, null)).toBe('end');
  expect(endingOf(taken, 'sale-1')).toBe('done');
  expect(endingOf(taken, 'sale-2')).toBe('lost');
  expect(endingOf(taken, null)).toBe('lost');
  expect(endingOf(gone, null)).toBe('done');
  expect(endingOf(gone, 'sale-2')).toBe('lost');
});

test('only a sale of a basket that another sale took may be its second', () => {
  expect(takenElsewhere(taken, 'sale-2')).toBe(true);
  expect(takenElsewhere(taken, 'sale-1')).toBe(false);
  expect(takenElsewhere(gone, 'sale-2')).toBe(false);
  expect(takenElsewhere(lies, 'sale-2')).toBe(false);
});

test('what was ended is kept longer than any till may be without the cloud', () => {
  const day = 86_400_000;
  const all = [
    { id: 'old', endedAt: day },
    { id: 'young', endedAt: 10 * day },
    { id: 'lies', endedAt: null },
  ];
  expect(outlived(all, 46 * day)).toEqual(['old']);
});
