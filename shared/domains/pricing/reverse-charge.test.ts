import { expect, test } from 'vitest';
import {
  memberOf,
  registerAnswer,
  reverseChargeOf,
  reverseChargeRule,
  toLookAt,
  vatEvidence,
} from './reverse-charge.ts';

const digits = { check: 'digits', unanswered: 'tax' } as const;
const register = { check: 'register', unanswered: 'tax' } as const;
const german = { home: 'DE', rule: digits, ownNumber: 'DE136695976' };
const french = { vatId: 'FR 40 303 265 045', goesTo: 'FR' };
const number = 'FR40303265045';
const said = (answer: 'valid' | 'invalid' | 'none') => ({
  ...{ number, answer, request: 'WAPI-1', name: 'SA SODIMAS', address: '', at: 1 },
});

test('a firm of another member state accounts for the tax, by its number alone where that does', () => {
  for (const home of ['DE', 'DE-BY'])
    expect(reverseChargeOf({ ...german, home }, french, undefined)).toEqual({
      ...{ is: 'due-by-buyer', evidence: { number, register: null } },
    });
});

test('nobody does by a number of the own country, of no member, that is none, or where the store says nothing of it', () => {
  for (const vatId of ['DE136695976', 'GB980780684', 'CHE123456788', 'FR40303265046', 'FR', ''])
    expect(reverseChargeOf(german, { ...french, vatId }, undefined), vatId).toBeNull();
  for (const seller of [
    { ...german, rule: null },
    { ...german, home: null },
    { ...german, home: 'GB' },
    { ...german, ownNumber: '' },
  ])
    expect(reverseChargeOf(seller, french, undefined)).toBeNull();
  // It is collected, or nobody knows yet where it goes.
  expect(reverseChargeOf(german, { ...french, goesTo: null }, undefined)).toBeNull();
});

test('goods go to the country of the number, or they are taxed', () => {
  for (const goesTo of ['DE', 'IT', 'US'])
    expect(reverseChargeOf(german, { ...french, goesTo }, undefined)).toMatchObject({ is: 'taxed', why: 'elsewhere' });
  const greek = { vatId: 'EL 094259216', goesTo: 'GR' };
  expect(reverseChargeOf(german, greek, undefined)).toMatchObject({ is: 'due-by-buyer' });
  expect([memberOf('EL094259216'), memberOf('GB980780684')]).toEqual(['GR', null]);
});

test('where the register has to say so it is asked, and what it says of another number is nothing', () => {
  const asks = { ...german, rule: register };
  expect(reverseChargeOf(asks, french, undefined)).toEqual({ is: 'asks', number });
  expect(reverseChargeOf(asks, french, { ...said('valid'), number: 'IT00743110157' })).toMatchObject({ is: 'asks' });
  expect(reverseChargeOf(asks, french, said('valid'))).toEqual({
    ...{ is: 'due-by-buyer', evidence: { number, register: said('valid') } },
  });
  expect(reverseChargeOf(asks, french, said('invalid'))).toMatchObject({ is: 'taxed', why: 'unknown' });
});

test('where it does not answer tax is charged or taken off as the store has it, and either is looked at', () => {
  const of = (unanswered: 'tax' | 'flag') =>
    reverseChargeOf({ ...german, rule: { check: 'register', unanswered } }, french, said('none'));
  expect(of('tax')).toMatchObject({ is: 'taxed', why: 'unanswered' });
  expect(of('flag')).toMatchObject({ is: 'due-by-buyer' });
  expect(toLookAt({ number, register: said('none') }, true)).toBe('off-unanswered');
  expect(toLookAt({ number, register: said('none') }, false)).toBe('taxed-unanswered');
  expect(toLookAt({ number, register: null }, true)).toBe('digits-only');
  expect(toLookAt({ number, register: said('valid') }, true)).toBeNull();
  expect(toLookAt({ number, register: said('invalid') }, false)).toBeNull();
  expect(toLookAt({ number, register: null }, false)).toBeNull();
});

test('what a store, a register and an order say of it is one of what they may say', () => {
  const fine = (schema: { safeParse(value: unknown): { success: boolean } }, value: object) =>
    schema.safeParse(value).success;
  for (const check of ['digits', 'register', 'name'])
    for (const unanswered of ['tax', 'flag', 'refuse'])
      expect(fine(reverseChargeRule, { check, unanswered })).toBe(check !== 'name' && unanswered !== 'refuse');
  expect(
    ['valid', 'invalid', 'none', 'maybe'].map((answer) => fine(registerAnswer, { ...said('valid'), answer })),
  ).toEqual([...[true, true, true, false]]);
  expect(fine(registerAnswer, { ...said('valid'), number: 'F'.repeat(21) })).toBe(false);
  expect(fine(registerAnswer, { number })).toBe(false);
  expect(fine(vatEvidence, { number, register: null })).toBe(true);
  expect([fine(vatEvidence, { number }), fine(vatEvidence, { number, register: { number } })]).toEqual([false, false]);
});
