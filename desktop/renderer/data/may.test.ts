import { expect, test } from 'vitest';
import type { PersonSummary } from '../../bridge/views.ts';
import { lockOf } from './may.ts';

const person = (more: Partial<PersonSummary>): PersonSummary => ({
  ...{ id: 'p', name: 'P', initials: 'P', roleName: '', locationName: null, status: 'active', statusNote: null },
  ...{ hasPin: true, lastHereAt: null, permissions: [] },
  ...more,
});

test('a command that a right is missing for says which', () => {
  const reason = lockOf(person({ permissions: ['products.view'] }), 'stock.adjust');
  expect(reason).toBe('This needs the right “Adjust stock and its safety, finish stock tasks”. Ask an owner for it.');
  expect(lockOf(person({ permissions: ['stock.adjust'] }), 'stock.adjust')).toBeNull();
});

test('what may be done with somebody else’s yes is not locked, nor what is allowed up to a limit or somewhere', () => {
  const grants = [
    { permission: 'prices.edit', asks: true as const },
    { permission: 'till.return', upTo: 10_000 },
    { permission: 'stock.adjust', places: ['bath'] },
  ];
  const shopLead = person({ permissions: ['till.return', 'stock.adjust'], grants });
  expect(lockOf(shopLead, 'prices.edit')).toBeNull();
  expect(lockOf(shopLead, 'till.return')).toBeNull();
  expect(lockOf(shopLead, 'stock.adjust')).toBeNull();
});

test('a right that the desk does not honour alone says why', () => {
  const alone = person({ withheld: { 'prices.edit': 'sensitive-lease' } });
  expect(lockOf(alone, 'prices.edit')).toContain('has not heard from the cloud for a day');
});
