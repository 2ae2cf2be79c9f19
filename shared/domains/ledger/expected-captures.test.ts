import { expect, test } from 'vitest';
import { expectedCaptures } from './expected-captures.ts';

const of = (captures: readonly number[], ...told: number[]) => told.map(expectedCaptures(captures));

test('parts of a payment are expected once each, in any order, in several payouts or together', () => {
  expect(of([500, 700, 300], 300, 500, 700)).toEqual([300, 500, 700]);
  expect(of([500, 700, 300], 700)).toEqual([700]);
  expect(of([500, 700, 300], 1_500)).toEqual([1_500]);
  expect(of([500, 500], 500, 500, 500)).toEqual([500, 500, 0]);
});

test('what the provider says otherwise is a difference to what was taken, and nothing is expected of what was not', () => {
  expect(of([500, 700], 450)).toEqual([500]);
  expect(of([500, 700], 500, 650)).toEqual([500, 700]);
  expect(of([], 500)).toEqual([0]);
});
