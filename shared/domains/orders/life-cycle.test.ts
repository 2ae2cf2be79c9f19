import { expect, test } from 'vitest';
import '../commands.ts';
import { mutatorNamed } from '../../kernel/define-mutator.ts';
import { DomainError } from '../../kernel/errors.ts';
import {
  allow,
  become,
  checks,
  columnOf,
  lacking,
  type Machine,
  paymentOf,
  type Statuses,
  returnState,
  states,
  steps,
} from './life-cycle.ts';
import { orders } from './schema.ts';

const order: Statuses & { id: string; number: string; version: number } = {
  ...{ id: 'o', number: '#10001', version: 3 },
  ...{ status: 'placed', paymentStatus: 'paid', fulfilmentStatus: 'to-pick' },
};
const codeOf = (work: () => void): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'allowed';
};

test('its states are those of the columns, its steps are commands, and each state is reached', () => {
  const machines = Object.keys(columnOf) as Machine[];
  for (const machine of machines)
    expect(Object.keys(states[machine]).sort()).toEqual([...(orders.columns[columnOf[machine]]?.allowed ?? [])].sort());
  for (const name of Object.keys(steps)) expect(mutatorNamed(name, 1), name).toBeDefined();
  // What an order is placed with, at a till or online; everything else is reached by steps.
  const born = {
    order: ['placed', 'closed'],
    payment: ['paid', 'authorised', 'unpaid', 'part-paid'],
    fulfilment: ['to-pick', 'handed-over', 'none'],
  };
  for (const machine of machines) {
    const changes = Object.values(steps).flatMap((step) => (machine in step ? [(step as never)[machine]] : [])) as {
      from: string[];
      to: string[];
    }[];
    const reached = new Set<string>([...born[machine], ...changes.flatMap(({ to }) => to)]);
    expect([...reached].sort(), machine).toEqual(Object.keys(states[machine]).sort());
    for (const { from, to } of changes)
      expect(Object.keys(states[machine])).toEqual(expect.arrayContaining([...from, ...to]));
  }
  for (const { doc } of Object.values(checks)) expect(doc).not.toBe('');
});

test('a command asks its checks in their order, and a screen is told the same', () => {
  expect(codeOf(() => allow('orders.fulfil', order))).toBe('allowed');
  expect(codeOf(() => allow('orders.fulfil', { ...order, fulfilmentStatus: 'held' }))).toBe('orders.held');
  expect(codeOf(() => allow('orders.fulfil', { ...order, fulfilmentStatus: 'shipped' }))).toBe(
    'orders.already-fulfilled',
  );
  const cancelled = { ...order, status: 'cancelled', fulfilmentStatus: 'none' } as const;
  expect(codeOf(() => allow('orders.fulfil', cancelled))).toBe('orders.already-cancelled');
  expect(codeOf(() => allow('orders.cancel', { ...order, fulfilmentStatus: 'part-shipped' }))).toBe(
    'orders.already-fulfilled',
  );
  expect(lacking('orders.release', order)).toBe('held');
  expect(lacking('orders.cancel', { ...order, fulfilmentStatus: 'held' })).toBeUndefined();
});

test('what a step does not declare cannot become of an order', () => {
  expect(become('orders.fulfil', order, { fulfilmentStatus: 'part-shipped' })).toEqual({
    fulfilmentStatus: 'part-shipped',
    version: 4,
  });
  expect(() => become('orders.hold', order, { status: 'cancelled' })).toThrow('may not take order');
  expect(() =>
    become('orders.fulfil', { ...order, fulfilmentStatus: 'held' }, { fulfilmentStatus: 'shipped' }),
  ).toThrow('may not take fulfilment from held to shipped');
});

test('return and payment are read off quantities and money', () => {
  const lines = (...returned: number[]) => returned.map((back) => ({ quantity: 2, returned: back }));
  expect([lines(0, 0), lines(1, 0), lines(2, 2)].map(returnState)).toEqual([
    'not-returned',
    'part-returned',
    'returned',
  ]);
  expect(
    [
      { paid: 0, due: 5 },
      { paid: 3, due: 2 },
      { paid: 5, due: -2 },
      { paid: 0, due: 0 },
    ].map(paymentOf),
  ).toEqual(['unpaid', 'part-paid', 'part-paid', 'paid']);
});
