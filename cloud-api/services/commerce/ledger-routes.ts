import { booksAccounts } from '@tillhouse/shared/domains/ledger/exchange-schema.ts';
import { accounts } from '@tillhouse/shared/domains/ledger/schema.ts';
import * as z from 'zod';
import { storeAt } from '../../platform/access/stores.ts';
import type { StaffCaller } from '../../platform/auth/caller.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { CommerceContext } from './context.ts';
import { asPerson } from './read-as-person.ts';
import { type BookEntry, type BookPlace, dayBook, type Days, trialBalance, unconverted } from './ledger-rows.ts';

const days = {
  from: z.iso.date().describe('First day of the store, YYYY-MM-DD'),
  to: z.iso.date().describe('Last day, included'),
};
const signed = z.number().int().describe('Minor units; debit positive, credit negative');
const account = z.enum(accounts);

const balanceQuery = {
  ...days,
  in: z
    .enum(['own', 'books'])
    .default('own')
    .describe('`books`: all of it in the currency of the main store, at the rates that orders were placed at'),
};

const balance = z.object({
  rows: z.array(
    z.object({
      account: z
        .enum(booksAccounts)
        .describe('`exchange`, in the books’ currency alone: gained (credit) or lost (debit) by rates that changed'),
      detail: z.string().describe('Of tax the rate, of a tender its kind, of a drawer the id of its register'),
      name: z.string().nullable().describe('The name of that register'),
      currency: z.string(),
      opening: signed,
      debit: z.number().int(),
      credit: z.number().int(),
      closing: signed,
    }),
  ),
  unconverted: z
    .array(z.object({ currency: z.string(), entries: z.number().int() }))
    .describe('With `in=books`: entries that are not in it, since no rate was known when their order was placed'),
});

const place = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d\.\d{1,15}\.[0-9a-f-]{36}$/)
  .transform((text): BookPlace => {
    const [day = '', at = '0', id = ''] = text.split('.');
    return { day, at: Number(at), id };
  })
  .pipe(z.object({ day: z.iso.date(), at: z.number(), id: z.uuid() }));

const bookQuery = {
  ...days,
  after: place.optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
};

const book = z.object({
  entries: z.array(
    z.object({
      id: z.uuid(),
      kind: z
        .string()
        .describe('What caused it: sale, return, cancellation, refund, drawer-opened, cash-moved, drawer-closed'),
      orderId: z.uuid().nullable(),
      registerId: z.uuid().nullable(),
      reference: z.string().describe('Number of the order'),
      currency: z.string(),
      businessDate: z.iso.date(),
      occurredAt: z.number().int().describe('Epoch milliseconds'),
      lines: z.array(z.object({ account, detail: z.string(), amount: signed })),
    }),
  ),
  next: z.string().nullable(),
});

/** One row more was read than the page holds, so that the last page says that it is. */
function pageOf(rows: readonly BookEntry[], limit: number) {
  const entries = rows.slice(0, limit);
  const last = entries.at(-1);
  const more = rows.length > limit && last;
  return { entries, next: more ? `${more.businessDate}.${more.occurredAt}.${more.id}` : null };
}

type BookAsk = Days & { readonly after?: BookPlace | undefined; readonly limit: number };
const readBook = async (db: Connection, tenantId: string, { from, to, after, limit }: BookAsk) =>
  pageOf(await dayBook(db, tenantId, { from, to }, after ?? null, limit + 1), limit);
type BalanceAsk = Days & { readonly in: 'own' | 'books' };
async function readBalance(db: Connection, tenantId: string, { from, to, in: inWhat }: BalanceAsk) {
  if (inWhat === 'own') return { rows: await trialBalance(db, tenantId, { from, to }), unconverted: [] };
  const books = (await storeAt(db, tenantId))?.currency ?? '';
  const rows = await trialBalance(db, tenantId, { from, to }, books);
  return { rows, unconverted: await unconverted(db, tenantId, to, books) };
}

/** The books, for accountants and their programs. */
export function ledgerRoutes(context: CommerceContext): Route[] {
  const access = { as: 'staff', permission: 'ledger.view' } as const;
  return [
    route(
      {
        method: 'GET',
        path: '/v1/ledger/trial-balance',
        summary: 'What each account stood at before these days, moved in them, and stands at after',
        description: 'In each currency the closings sum to nothing.',
        tag: 'Ledger',
        access,
        query: z.strictObject(balanceQuery),
        answers: { 200: { description: 'Accounts', schema: balance } },
      },
      ({ query, caller }) => {
        const { tenantId } = caller as StaffCaller;
        return withTenant(context.pool, tenantId, (db) => readBalance(db, tenantId, query));
      },
    ),
    route(
      {
        method: 'GET',
        path: '/v1/ledger/day-book',
        summary: 'Every entry of these days with its lines, the oldest first',
        tag: 'Ledger',
        access,
        query: z.strictObject(bookQuery),
        answers: { 200: { description: 'A page', schema: book } },
      },
      ({ query, caller }) => {
        const { tenantId } = caller as StaffCaller;
        return withTenant(context.pool, tenantId, (db) => readBook(db, tenantId, query));
      },
    ),
  ];
}

/** The same for the screens of a desk: the device shows its token, and the person at it must be allowed to read. */
export function ledgerDeskRoutes(context: CommerceContext): Route[] {
  const { reader, read: within } = asPerson(context, 'ledger.view');
  return [
    route(
      {
        method: 'GET',
        path: '/sync/v1/ledger/trial-balance',
        summary: 'The trial balance, for a desk',
        tag: 'Sync',
        access: { as: 'device' },
        query: z.strictObject({ ...balanceQuery, ...reader }),
        answers: { 200: { description: 'Accounts', schema: balance } },
      },
      ({ query: { readerId, ...ask }, caller }) =>
        within(caller, readerId, (db, tenantId) => readBalance(db, tenantId, ask)),
    ),
    route(
      {
        method: 'GET',
        path: '/sync/v1/ledger/day-book',
        summary: 'The day book, for a desk',
        tag: 'Sync',
        access: { as: 'device' },
        query: z.strictObject({ ...bookQuery, ...reader }),
        answers: { 200: { description: 'A page', schema: book } },
      },
      ({ query: { readerId, ...ask }, caller }) =>
        within(caller, readerId, (db, tenantId) => readBook(db, tenantId, ask)),
    ),
  ];
}
