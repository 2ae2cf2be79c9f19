import * as z from 'zod';
import type { StaffCaller } from '../../../platform/auth/caller.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { attemptStates, type Payments } from '../../../platform/payments/payments.ts';
import type { PaymentsContext } from '../context.ts';
import { attemptsOfOrder, exchangesOf, readBook } from './attempt-rows.ts';
import { told } from './book.ts';
import { newOperation, withOperation } from './operations.ts';
import { attemptOf, changeBook } from './change-book.ts';
import { lookUp, providerOf } from './steps.ts';

const minor = z.number().int().describe('Minor units of `currency`');
const shown = z.object({
  attemptId: z.uuid(),
  checkoutId: z.string(),
  orderId: z.string(),
  state: z.enum(attemptStates),
  provider: z.string(),
  method: z.string(),
  amount: minor,
  currency: z.string(),
  captured: minor,
  refunded: minor,
  reference: z.string().nullable().describe('The provider’s own id, or what a bank transfer is marked with'),
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  hold: z
    .object({
      until: z.number().nullable().describe('Until when it may be taken, epoch milliseconds; null: nobody said'),
      inParts: z.boolean(),
      takesInTime: z.boolean().describe('What is left is taken before it runs out, sent or not'),
      problem: z.object({ code: z.string(), message: z.string() }).nullable(),
    })
    .nullish()
    .describe('Of what is taken when goods are sent; null: with the order'),
});
const exchange = z.object({
  at: z.number().describe('Epoch milliseconds'),
  operation: z
    .string()
    .nullable()
    .describe('`authorise`, `hold`, `part`, `capture`, `release`, `refund:<id>`; null: a look'),
  said: z.string(),
  body: z.unknown(),
});
const params = z.object({ id: z.uuid() });
const tag = 'Payments';

/** What the office sees of payments, and notes of money that people moved. */
export function attemptRoutes(context: PaymentsContext, payments: Payments): Route[] {
  return [
    route(
      {
        method: 'GET',
        path: '/v1/payments',
        summary: 'Payments of an order',
        tag,
        access: { as: 'staff', permission: 'orders.view' },
        query: z.object({ orderId: z.uuid() }),
        answers: { 200: { description: 'The oldest first', schema: z.object({ payments: z.array(shown) }) } },
      },
      async ({ query: { orderId }, caller }) => {
        const { tenantId } = caller as StaffCaller;
        const books = await context.inTenant(tenantId, (db) => attemptsOfOrder(db, tenantId, orderId));
        return { payments: books.map((book) => ({ ...attemptOf(context, book), action: undefined })) };
      },
    ),
    route(
      {
        method: 'GET',
        path: '/v1/payments/:id',
        summary: 'A payment, with every word that was exchanged with the provider',
        tag,
        access: { as: 'staff', permission: 'orders.view' },
        params,
        answers: {
          200: { description: 'The payment', schema: shown.extend({ exchanges: z.array(exchange) }) },
        },
      },
      async ({ params: { id }, caller }) => {
        const { tenantId } = caller as StaffCaller;
        const found = await context.inTenant(tenantId, async (db) => {
          const book = await readBook(db, tenantId, id, false);
          return book && { book, exchanges: await exchangesOf(db, tenantId, id) };
        });
        if (!found) throw notFound('payment');
        return { ...attemptOf(context, found.book), action: undefined, exchanges: found.exchanges };
      },
    ),
    route(
      {
        method: 'POST',
        path: '/v1/payments/:id/look',
        summary: 'Ask the provider at once what became of a payment',
        tag,
        access: { as: 'staff', permission: 'orders.view' },
        params,
        answers: { 200: { description: 'As it stands now', schema: shown } },
      },
      async ({ params: { id }, caller }) => {
        const { tenantId } = caller as StaffCaller;
        const attempt = await payments.look(tenantId, id);
        if (!attempt) throw notFound('payment');
        // What is settled may be disputed, or was paid back over there.
        const book =
          attempt.captured > 0 ? await context.inTenant(tenantId, (db) => readBook(db, tenantId, id, false)) : null;
        return { ...(book ? attemptOf(context, await lookUp(context, book)) : attempt), action: undefined };
      },
    ),
    route(
      {
        method: 'POST',
        path: '/v1/payments/:id/received',
        summary: 'Note that the money of a bank transfer or a delivery has come',
        description: 'The whole of it; noted again, it is noted once.',
        tag,
        access: { as: 'staff', permission: 'orders.edit' },
        params,
        answers: { 200: { description: 'Taken', schema: shown } },
      },
      async ({ params: { id }, caller }) => {
        const { tenantId } = caller as StaffCaller;
        const now = context.now();
        const book = await changeBook(context, { tenantId, attemptId: id }, (before) => {
          const provider = providerOf(context, before);
          const open = provider.offline && (before.state === 'authorised' || before.state === 'captured');
          if (!open) throw notToBeNoted(before.state);
          const payment = { reference: before.reference ?? id, captured: before.amount, state: 'captured' as const };
          const noted = { ...newOperation('capture', 'received', before.amount, now), state: 'done' as const };
          if (before.captured > 0) return { book: before };
          return {
            book: told(
              withOperation(before, noted),
              { ...payment, refunds: [], actionUrl: null, problem: null },
              now,
              0,
            ),
            exchange: { key: 'received', said: 'answered', body: { by: 'name' in caller ? caller.name : '' } },
          };
        });
        return { ...attemptOf(context, book), action: undefined };
      },
    ),
  ];
}

const notToBeNoted = (state: string): HttpProblem =>
  new HttpProblem(
    409,
    'payments.not-to-be-noted',
    `This payment is ${state}, or its provider tells us itself when money comes. Nothing was changed.`,
    { state },
  );
