import { expect, test } from 'vitest';
import { customerProblems, emptyCustomer, newCustomer, patchOf } from './customer-draft.ts';

const seen = { ...emptyCustomer, name: 'Rosalind Moss', email: 'r@example.org', note: 'rings first' };

test('only what differs is sent, with what was seen; an emptied field is none', () => {
  expect(patchOf(seen, { ...seen, name: ' Rosalind Moss ' })).toEqual({});
  expect(patchOf(seen, { ...seen, email: ' ', note: '', city: 'Frome' })).toEqual({
    email: { base: 'r@example.org', value: null },
    city: { base: null, value: 'Frome' },
    note: { base: 'rings first', value: '' },
  });
});

test('somebody new needs a name and nothing else', () => {
  expect(customerProblems(emptyCustomer)).toEqual({ name: 'Give a name.' });
  expect(customerProblems({ ...seen, email: 'none' })).toEqual({ email: 'Not an e-mail address.' });
  expect(newCustomer('c-1', { ...emptyCustomer, name: ' Ada ' })).toEqual({
    ...{ id: 'c-1', name: 'Ada', email: null, phone: null, city: null, country: null, note: '' },
    ...{ externalRef: null, status: 'active' },
  });
});
