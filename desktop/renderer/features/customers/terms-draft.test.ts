import { expect, test } from 'vitest';
import type { CustomerTerms } from '../../../bridge/customer-queries.ts';
import { draftOfTerms, termsOf, termsProblem } from './terms-draft.ts';

const none: CustomerTerms = { groups: [], street: '', postalCode: '', vatId: null, taxRelief: null };

test('fields and terms say the same, there and back', () => {
  const exempt: CustomerTerms = {
    ...{ groups: ['trade'], street: '4 Quay', postalCode: 'BA1', vatId: 'GB123456782' },
    taxRelief: { kind: 'exempt', evidence: 'EX-1', until: '2027-01-31' },
  };
  for (const terms of [none, exempt]) expect(termsOf(draftOfTerms(terms))).toEqual(terms);
});

test('relief needs its evidence; reverse charge is told by the VAT number', () => {
  const draft = { ...draftOfTerms(none), relief: 'reverse-charge' as const };
  expect(termsProblem(draft)).toContain('VAT number');
  expect(termsProblem({ ...draft, relief: 'exempt' })).toContain('certificate');
  expect(termsOf({ ...draft, vatId: ' ATU37675002 ' }).taxRelief).toEqual({
    ...{ kind: 'reverse-charge', evidence: 'ATU37675002', until: null },
  });
  expect(termsProblem(draftOfTerms(none))).toBeNull();
});
