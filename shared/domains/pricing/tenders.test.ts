import { expect, test } from 'vitest';
import { settleTenders } from './tenders.ts';

const coins = { increment: 5, mode: 'half-up' as const };
const settle = (total: number, ...given: Parameters<typeof settleTenders>[1]) => settleTenders(total, given, coins);
const cash = (amount?: number, given?: number) => ({
  kind: 'cash' as const,
  ...(amount !== undefined && { amount }),
  ...(given !== undefined && { given }),
});
const card = (amount?: number) => ({ kind: 'card' as const, ...(amount !== undefined && { amount }) });
const sums = ({ rounding, payable, paid, due }: ReturnType<typeof settle>) => ({ rounding, payable, paid, due });

test('nothing paid: all of it is due, to the cent', () => {
  expect(settle(1_572)).toEqual({ tenders: [], rounding: 0, payable: 1_572, paid: 0, due: 1_572 });
});

test('a tender left open takes the rest; only cash rounds it', () => {
  expect(settle(1_572, card())).toEqual({
    tenders: [{ kind: 'card', amount: 1_572, given: 1_572, change: 0 }],
    ...{ rounding: 0, payable: 1_572, paid: 1_572, due: 0 },
  });
  expect(settle(1_572, cash())).toEqual({
    tenders: [{ kind: 'cash', amount: 1_570, given: 1_570, change: 0 }],
    ...{ rounding: -2, payable: 1_570, paid: 1_570, due: 0 },
  });
  expect(settle(1_572, card(1_000), cash(undefined, 1_000))).toEqual({
    tenders: [
      { kind: 'card', amount: 1_000, given: 1_000, change: 0 },
      { kind: 'cash', amount: 570, given: 1_000, change: 430 },
    ],
    ...{ rounding: -2, payable: 1_570, paid: 1_570, due: 0 },
  });
  // Cash that was stated before leaves the rest to the open one.
  expect(settle(1_572, cash(1_000), card()).tenders.map(({ amount }) => amount)).toEqual([1_000, 572]);
  expect(sums(settle(1_572, cash(1_000), card()))).toEqual({ rounding: 0, payable: 1_572, paid: 1_572, due: 0 });
  expect(settle(1_572, cash(500), cash()).tenders.map(({ amount }) => amount)).toEqual([500, 1_070]);
  expect(settle(0, card(), cash()).tenders.map(({ amount }) => amount)).toEqual([0, 0]);
  expect(settle(100, card(), card()).tenders.map(({ amount }) => amount)).toEqual([100, 0]);
});

test('too little cash is what was given and rounds nothing; the rest is due', () => {
  const short = settle(1_572, cash(undefined, 1_000));
  expect(short.tenders).toEqual([{ kind: 'cash', amount: 1_000, given: 1_000, change: 0 }]);
  expect(sums(short)).toEqual({ rounding: 0, payable: 1_572, paid: 1_000, due: 572 });
  expect(sums(settle(1_572, cash(undefined, 1_569)))).toEqual({ rounding: 0, payable: 1_572, paid: 1_569, due: 3 });
  expect(sums(settle(1_572, cash(undefined, 1_570)))).toEqual({ rounding: -2, payable: 1_570, paid: 1_570, due: 0 });
});

test('stated cash that is what coins come to settles the total; any other sum does not round', () => {
  expect(sums(settle(1_572, cash(1_570)))).toEqual({ rounding: -2, payable: 1_570, paid: 1_570, due: 0 });
  expect(sums(settle(1_572, card(1_002), cash(570)))).toEqual({ rounding: 0, payable: 1_572, paid: 1_572, due: 0 });
  expect(sums(settle(1_572, card(1_000), cash(570)))).toEqual({ rounding: -2, payable: 1_570, paid: 1_570, due: 0 });
  expect(sums(settle(1_572, card(1_570)))).toEqual({ rounding: 0, payable: 1_572, paid: 1_570, due: 2 });
  expect(sums(settle(1_572, cash(1_572)))).toEqual({ rounding: 0, payable: 1_572, paid: 1_572, due: 0 });
  expect(sums(settle(1_572, cash(1_500)))).toEqual({ rounding: 0, payable: 1_572, paid: 1_500, due: 72 });
  expect(sums(settle(1_573, cash(1_575)))).toEqual({ rounding: 2, payable: 1_575, paid: 1_575, due: 0 });
  expect(sums(settle(2, card(2), cash(0)))).toEqual({ rounding: 0, payable: 2, paid: 2, due: 0 });
  expect(sums(settle(2, cash(0)))).toEqual({ rounding: 0, payable: 2, paid: 0, due: 2 });
});

test('cash handed over gives change, and is never less than what it settles', () => {
  expect(settle(1_570, cash(1_570, 2_000)).tenders).toEqual([
    { kind: 'cash', amount: 1_570, given: 2_000, change: 430 },
  ]);
  expect(settle(1_570, cash(1_570, 10)).tenders).toEqual([{ kind: 'cash', amount: 1_570, given: 1_570, change: 0 }]);
  const swiped = { ...card(1_570), given: 2_000 };
  expect(settle(1_570, swiped).tenders).toEqual([{ kind: 'card', amount: 1_570, given: 1_570, change: 0 }]);
});

test('more than there is to pay is refused with both sums', () => {
  const refused = (work: () => unknown) => {
    try {
      work();
    } catch (error) {
      const { code, details } = error as { code: string; details: object };
      return { code, ...details };
    }
    return null;
  };
  expect(refused(() => settle(1_572, card(1_573)))).toEqual({
    ...{ code: 'pricing.tenders-exceed', total: 1_572, tendered: 1_573 },
  });
  expect(refused(() => settle(1_572, card(1_572)))).toBeNull();
  // Stated above the total, an open one takes nothing.
  expect(refused(() => settle(100, card(150), cash()))).toMatchObject({ tendered: 150 });
  expect(refused(() => settle(100, card(150), card()))).toMatchObject({ total: 100, tendered: 150 });
});
