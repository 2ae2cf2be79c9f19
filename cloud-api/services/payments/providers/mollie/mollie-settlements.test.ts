import { expect, test } from 'vitest';
import type * as z from 'zod';
import { mollieSettlements } from './mollie-settlements.ts';

const attempt = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const eur = (value: string, currency = 'EUR') => ({ currency, value });
const page = (name: string, rows: object[], next?: string) => ({
  ...{ count: rows.length, _embedded: { [name]: rows } },
  _links: { next: next ? { href: `https://api.mollie.com/v2/${next}`, type: 'application/hal+json' } : null },
});
const settlement = (id: string, more: object) => ({
  ...{ resource: 'settlement', id, reference: `1.2603.${id}`, createdAt: '2026-03-03T06:00:00.0Z' },
  ...{ settledAt: '2026-03-04T08:00:00.0Z', status: 'paidout', amount: eur('19.51'), periods: {} },
  ...more,
});
const costs = (...values: string[]) => ({
  '2026': { '03': { revenue: [], costs: values.map((value) => ({ amountGross: eur(value) })) } },
});

/** Answers by path; each is asked for once. */
function readerOf(pages: Readonly<Record<string, object>>) {
  const asked: string[] = [];
  const read = async <T>(shape: z.ZodType<T>, path: string): Promise<T> => {
    asked.push(path);
    const of = /^settlements\/stl_a\/(\w+)/.exec(path)?.[1];
    const found = pages[path] ?? (of ? page(of, []) : undefined);
    if (!found) throw new Error(`nobody answers ${path}`);
    return shape.parse(found);
  };
  return { read, asked };
}

test('a settlement is its payments, captures, refunds and chargebacks, and what Mollie keeps', async () => {
  const payment = (id: string, n: number, value: string) => ({
    id,
    amount: eur(value),
    metadata: { attempt: attempt(n) },
  });
  const { read, asked } = readerOf({
    'settlements?limit=250': page(
      'settlements',
      [
        settlement('stl_open', { status: 'open', reference: null }),
        settlement('stl_a', { periods: costs('0.2912', '0.0988') }),
        settlement('stl_old', { createdAt: '2026-01-02T06:00:00.0Z' }),
      ],
      'settlements?from=stl_older&limit=250',
    ),
    'settlements/stl_a/payments?limit=250': page(
      'payments',
      [payment('tr_1', 1, '12.00')],
      'settlements/stl_a/payments?from=tr_2&limit=250',
    ),
    'settlements/stl_a/payments?from=tr_2&limit=250': page('payments', [payment('tr_2', 2, '30.00')]),
    'settlements/stl_a/captures?limit=250': page('captures', [
      { id: 'cpt_1', paymentId: 'tr_2', amount: eur('10.00') },
      { id: 'cpt_2', paymentId: 'tr_2', amount: eur('5.00') },
    ]),
    'settlements/stl_a/refunds?limit=250': page('refunds', [
      {
        id: 're_1',
        paymentId: 'tr_9',
        amount: eur('2.00'),
        metadata: { refund: `refund:${attempt(7)}`, attempt: attempt(3) },
      },
    ]),
    'settlements/stl_a/chargebacks?limit=250': page('chargebacks', [
      { id: 'chb_1', paymentId: 'tr_1', amount: eur('5.10') },
    ]),
    'payments/tr_9': {
      ...{
        id: 'tr_9',
        status: 'paid',
        createdAt: '2026-02-01T06:00:00Z',
        amount: eur('9.00'),
        metadata: { attempt: attempt(3) },
      },
      _links: {},
    },
  });
  expect(await mollieSettlements(read, Date.parse('2026-02-01'))).toEqual([
    {
      ...{ reference: '1.2603.stl_a', currency: 'EUR', amount: 1_951, state: 'paid' },
      arrivesAt: Date.parse('2026-03-04T08:00:00Z'),
      parts: [
        { kind: 'payment', reference: 'tr_1', attemptId: attempt(1), refundId: null, gross: 1_200, fee: 0 },
        { kind: 'payment', reference: 'cpt_1', attemptId: attempt(2), refundId: null, gross: 1_000, fee: 0 },
        { kind: 'payment', reference: 'cpt_2', attemptId: attempt(2), refundId: null, gross: 500, fee: 0 },
        { kind: 'refund', reference: 're_1', attemptId: attempt(3), refundId: attempt(7), gross: -200, fee: 0 },
        { kind: 'dispute', reference: 'chb_1', attemptId: attempt(1), refundId: null, gross: -510, fee: 0 },
        { kind: 'fee', reference: 'stl_a:costs', attemptId: null, refundId: null, gross: 0, fee: 39 },
      ],
    },
  ]);
  // What is older than was asked for ends it: no more pages are read.
  expect(asked.filter((path) => path.startsWith('settlements?'))).toHaveLength(1);
});

test('what nobody names is told as the rest, so that a settlement is the sum of its parts', async () => {
  const { read } = readerOf({
    'settlements?limit=250': page('settlements', [
      settlement('stl_a', { status: 'pending', amount: eur('7.00'), settledAt: null }),
    ]),
    'settlements/stl_a/payments?limit=250': page('payments', [
      { id: 'tr_1', amount: eur('10.00'), metadata: { attempt: 'somebody else' } },
      { id: 'tr_2', amount: eur('11.00', 'GBP'), metadata: null },
    ]),
  });
  const [told] = await mollieSettlements(read, 0);
  expect(told).toMatchObject({ state: 'on-its-way', arrivesAt: Date.parse('2026-03-03T06:00:00Z') });
  expect(told?.parts).toMatchObject([
    { kind: 'payment', reference: 'tr_1', attemptId: null, gross: 1_000 },
    { kind: 'other', reference: 'stl_a:rest', gross: -300 },
  ]);
});
