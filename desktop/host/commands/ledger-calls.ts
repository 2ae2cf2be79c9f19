import * as z from 'zod';
import { askCloud } from '../cloud/ask-cloud.ts';
import { type Calls, call } from '../define-call.ts';
import type { Host } from '../host.ts';
import { HostProblem } from '../problem.ts';
import type { WindowSession } from '../session/windows.ts';
import { groundOf } from './run-command.ts';

const days = { from: z.iso.date(), to: z.iso.date() };
const balance = z.object({
  rows: z.array(
    z.object({
      account: z.string(),
      detail: z.string(),
      name: z.string().nullable(),
      currency: z.string(),
      opening: z.number(),
      debit: z.number(),
      credit: z.number(),
      closing: z.number(),
    }),
  ),
  // An older cloud does not say it.
  unconverted: z.array(z.object({ currency: z.string(), entries: z.number() })).default([]),
});
const book = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      orderId: z.string().nullable(),
      registerId: z.string().nullable(),
      reference: z.string(),
      currency: z.string(),
      businessDate: z.string(),
      occurredAt: z.number(),
      lines: z.array(z.object({ account: z.string(), detail: z.string(), amount: z.number() })),
    }),
  ),
  next: z.string().nullable(),
});

const payouts = z.object({
  payouts: z.array(
    z.object({
      ...{ id: z.string(), provider: z.string(), reference: z.string(), currency: z.string(), arrivesOn: z.string() },
      ...{ amount: z.number(), charges: z.number(), expected: z.number(), ledger: z.number() },
      state: z.enum(['on-its-way', 'paid', 'failed']),
      line: z.object({ day: z.string(), amount: z.number(), text: z.string() }).nullable(),
      differences: z.array(z.string()),
      parts: z.array(z.object({ kind: z.string(), reference: z.string(), gross: z.number(), expected: z.number() })),
    }),
  ),
  bankLines: z.number(),
});

function readerOf(host: Host, window: WindowSession): string {
  const { person } = groundOf(host, window);
  if (person.permissions.includes('ledger.view')) return person.id;
  throw new HostProblem(
    'desk.forbidden',
    'forbidden',
    'Reading the books needs the right “ledger.view”. Ask an owner.',
  );
}

/** The books are kept in the cloud, for all desks and months: a desk asks for them. */
export const ledgerCalls = {
  'ledger.balance': call(z.strictObject({ ...days, in: z.enum(['own', 'books']).optional() }), (host, window, args) =>
    askCloud(host, '/sync/v1/ledger/trial-balance', { ...args, readerId: readerOf(host, window) }, balance),
  ),
  'ledger.payouts': call(z.strictObject(days), (host, window, args) =>
    askCloud(host, '/sync/v1/ledger/payouts', { ...args, readerId: readerOf(host, window) }, payouts),
  ),
  'ledger.book': call(
    z.strictObject({
      ...days,
      after: z.string().max(80).optional(),
      limit: z.number().int().min(1).max(500).optional(),
    }),
    (host, window, args) =>
      askCloud(host, '/sync/v1/ledger/day-book', { ...args, readerId: readerOf(host, window) }, book),
  ),
} satisfies Partial<Calls>;
