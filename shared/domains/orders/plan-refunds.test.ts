import { expect, test } from 'vitest';
import { planRefunds, refundable } from './plan-refunds.ts';
import type { Tender } from './schema.ts';

type Paid = Pick<Tender, 'id' | 'kind' | 'amount' | 'originalTenderId'>;
const pay = (id: string, kind: Tender['kind'], amount: number, originalTenderId: string | null = null): Paid => ({
  ...{ id, kind, amount, originalTenderId },
});
const back = (kind: Tender['kind'], amount: number, originalTenderId: string | null = null) => ({
  ...{ kind, amount, originalTenderId },
});
const left = (payments: readonly Paid[], gone: readonly ReturnType<typeof back>[] = []) =>
  Object.fromEntries(refundable(payments, gone).map((row) => [row.tenderId, row.left]));

const both = [pay('card', 'card', 700), pay('cash', 'cash', 300)];

test('what was paid can be given back, each payment as it was made', () => {
  expect(refundable(both, [])).toEqual([
    { tenderId: 'card', kind: 'card', paid: 700, left: 700 },
    { tenderId: 'cash', kind: 'cash', paid: 300, left: 300 },
  ]);
  // Money that went out, and a payment that stands for another, are nothing to give back.
  expect(refundable([...both, pay('out', 'cash', -50), pay('again', 'card', 20, 'gone')], []).length).toBe(2);
  expect(refundable([pay('free', 'cash', 0)], [])).toEqual([]);
});

test('what went back is off the payment it names, and off others of its kind and then any where that holds less', () => {
  expect(left(both, [back('card', -200, 'card')])).toEqual({ card: 500, cash: 300 });
  // Named, though its kind is another: a card that was paid back in cash.
  expect(left(both, [back('cash', -200, 'card')])).toEqual({ card: 500, cash: 300 });
  expect(left(both, [back('cash', -200)])).toEqual({ card: 700, cash: 100 });
  expect(left(both, [back('cash', -400)])).toEqual({ card: 600, cash: 0 });
  expect(left(both, [back('card', -800, 'card')])).toEqual({ card: 0, cash: 200 });
  expect(left(both, [back('cash', -2_000)])).toEqual({ card: 0, cash: 0 });
  expect(left(both, [back('card', -100, 'unknown')])).toEqual({ card: 600, cash: 300 });
  expect(left(both, [back('card', -100), back('card', -100, 'card'), back('cash', -1)])).toEqual({
    ...{ card: 500, cash: 299 },
  });
  const cards = [pay('a', 'card', 100), pay('b', 'card', 100), pay('c', 'cash', 100)];
  expect(left(cards, [back('card', -150)])).toEqual({ a: 0, b: 50, c: 100 });
  expect(left(cards, [back('card', -150, 'b')])).toEqual({ a: 50, b: 0, c: 100 });
});

test('what a provider refused to pay back is there again', () => {
  expect(left(both, [back('card', -700, 'card'), back('card', 300, 'card')])).toEqual({ card: 300, cash: 300 });
  expect(left(both, [back('card', -200, 'card'), back('card', 100, 'card')])).toEqual({ card: 600, cash: 300 });
  // Also where the refusal stands among the payments of the order itself.
  const refused = [...both, pay('refused', 'card', 300, 'card')];
  expect(left(refused, [back('card', -700, 'card')])).toEqual({ card: 300, cash: 300 });
  // Without a name it is none that was given back.
  expect(left(both, [back('card', 300)])).toEqual({ card: 700, cash: 300 });
  expect(left(both, [back('card', 300, 'unknown')])).toEqual({ card: 700, cash: 300 });
});

test('money goes back to cards and providers first and to cash last; what no payment holds remains', () => {
  const of = (...payments: Paid[]) => refundable(payments, []);
  const mixed = of(pay('cash', 'cash', 300), pay('card', 'card', 500), pay('web', 'online', 200));
  const card = (amount: number) => ({ tenderId: 'card', kind: 'card', amount });
  const web = (amount: number) => ({ tenderId: 'web', kind: 'online', amount });
  const cash = (amount: number) => ({ tenderId: 'cash', kind: 'cash', amount });
  expect(planRefunds(400, mixed)).toEqual({ parts: [card(400)], rest: 0 });
  expect(planRefunds(500, mixed)).toEqual({ parts: [card(500)], rest: 0 });
  expect(planRefunds(600, mixed)).toEqual({ parts: [card(500), web(100)], rest: 0 });
  expect(planRefunds(900, mixed)).toEqual({ parts: [card(500), web(200), cash(200)], rest: 0 });
  expect(planRefunds(1_234, mixed)).toEqual({ parts: [card(500), web(200), cash(300)], rest: 234 });
  expect(planRefunds(0, mixed)).toEqual({ parts: [], rest: 0 });
  expect(planRefunds(50, [])).toEqual({ parts: [], rest: 50 });
  // Goods that were brought for it are paid out, not given back.
  const swapped = of(pay('goods', 'exchange', 400), pay('card', 'card', 100));
  expect(planRefunds(300, swapped)).toEqual({ parts: [card(100)], rest: 200 });
});

test('what was set against the open part of the sale itself came off no payment', () => {
  const setOff = pay('off', 'exchange', 300, 'r1');
  const returned = (id: string) => [{ ...back('exchange', -300), id }];
  const rest = (payments: readonly Paid[], gone: ReturnType<typeof returned>) =>
    refundable(payments, gone).map((row) => row.left);
  expect(rest([pay('card', 'card', 700), setOff], returned('r1'))).toEqual([700]);
  expect(rest([pay('card', 'card', 700), setOff], returned('r2'))).toEqual([400]);
  // Money that went out for it is no such thing.
  expect(rest([pay('card', 'card', 700), { ...setOff, amount: -300 }], returned('r1'))).toEqual([400]);
  expect(rest([pay('card', 'card', 700), { ...setOff, originalTenderId: null }], returned('r1'))).toEqual([700, 0]);
});

test('what was paid before the goods were handed over is paid out', () => {
  const paid = refundable([pay('before', 'layaway', 400), pay('card', 'card', 100)], []);
  expect(planRefunds(300, paid)).toEqual({ parts: [{ tenderId: 'card', kind: 'card', amount: 100 }], rest: 200 });
});
