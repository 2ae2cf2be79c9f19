import { orders } from '@tillhouse/shared/domains/orders/schema.ts';
import { type TaxRecord, taxRecords } from '@tillhouse/shared/domains/orders/tax-record-schema.ts';
import { taxProviders as names } from '@tillhouse/shared/domains/pricing/tax-account-schema.ts';
import { placeOf } from '@tillhouse/shared/domains/pricing/tax-destination.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import * as z from 'zod';
import type { Person } from '../../../platform/auth/caller.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { CommerceContext } from '../context.ts';
import { inTables } from '../sealed-accounts.ts';
import { openTaxAccount } from './tax-accounts.ts';

const minor = z.number().int().describe('Minor units of `currency`');
const shown = z.object({
  id: z.uuid(),
  orderId: z.uuid(),
  number: z.string().describe('Of the order'),
  provider: z.enum(names),
  kind: z.enum(['sale', 'reversal']),
  state: z.enum(['waiting', 'sent', 'recorded', 'failed']),
  taxedBy: z
    .enum(['provider', 'own-rates', 'exempt'])
    .describe('By whom its tax was worked out; `own-rates`: the provider did not answer in its time'),
  place: z.string().describe('Where it went: `US-NY`'),
  currency: z.string(),
  net: minor,
  tax: minor.describe('As it was charged, or paid back'),
  theirTax: minor.nullable().describe('What the provider has; null: it is not recorded yet'),
  theirs: z.string().describe('The provider’s own name of it'),
  problem: z.string(),
  tries: z.number().int(),
  createdAt: z.number().int(),
});
const counts = z.object({
  waiting: z.number().int(),
  failed: z.number().int(),
  recorded: z.number().int(),
  differing: z.number().int().describe('Recorded with another tax than was charged'),
});
const access = { as: 'person', permission: 'settings.manage' } as const;
const tag = 'Tax providers';
const path = '/v1/tax-records';
const PAGE = 100;
/** One look costs a request over there. */
const MOST_COMPARED = 50;

/** What is recorded of orders with providers of taxes, what waits and what failed. */
export function taxRecordRoutes(context: CommerceContext): Route[] {
  const { pool, taxProviders, now } = context;
  return [
    route(
      {
        ...{ method: 'GET', path, tag, access },
        summary: 'What of orders is in the books of providers of taxes',
        query: z.object({
          state: z.enum(['waiting', 'failed', 'recorded', 'differing']).optional(),
          orderId: z.uuid().optional(),
        }),
        answers: {
          200: {
            description: 'The newest first, at most 100, and how many there are',
            schema: z.object({ records: z.array(shown), counts }),
          },
        },
      },
      async ({ query, caller }) => {
        const { tenantId } = caller as Person;
        return inTables(pool, tenantId, async (tx, db) => {
          const [sums] = await db.rows<Record<keyof z.infer<typeof counts>, string>>(
            `SELECT count(*) FILTER (WHERE state IN ('waiting', 'sent')) AS waiting, count(*) FILTER (WHERE state = 'failed') AS failed,
                    count(*) FILTER (WHERE state = 'recorded') AS recorded,
                    count(*) FILTER (WHERE state = 'recorded' AND their_tax <> tax) AS differing
               FROM tax_records WHERE tenant_id = $1`,
            [tenantId],
          );
          const ids = await db.rows<{ id: string }>(
            `SELECT id FROM tax_records WHERE tenant_id = $1 AND ($2::uuid IS NULL OR order_id = $2)
                AND ($3::text IS NULL OR state = $3 OR ($3 = 'waiting' AND state = 'sent')
                  OR ($3 = 'differing' AND state = 'recorded' AND their_tax <> tax))
              ORDER BY created_at DESC, id LIMIT ${PAGE}`,
            [tenantId, query.orderId ?? null, query.state ?? null],
          );
          return {
            records: await rowsOf(tx, ids),
            counts: {
              ...{ waiting: Number(sums?.waiting ?? 0), failed: Number(sums?.failed ?? 0) },
              ...{ recorded: Number(sums?.recorded ?? 0), differing: Number(sums?.differing ?? 0) },
            },
          };
        });
      },
    ),
    route(
      {
        ...{ method: 'POST', path: `${path}/:id/retry`, tag, access, params: z.object({ id: z.uuid() }) },
        summary: 'Record with a provider of taxes what it refused before',
        description: 'Under the code it has had from the first: looked up there before anything is sent.',
        answers: { 204: { description: 'It is asked again' } },
      },
      async ({ params: { id }, caller, reply }) => {
        await inTables(pool, (caller as Person).tenantId, async (tx) => {
          const [row] = await tx.getForUpdate(taxRecords, [{ id }]);
          if (!row) throw notFound('tax record');
          // One that is being asked about is not asked by two at once.
          if (row.state !== 'failed') return;
          // As one that was sent: its code is looked up first, whatever became of it.
          await tx.update(taxRecords, { id }, { state: 'sent', problem: '', nextAt: now(), updatedAt: now() });
        });
        return reply.status(204).send();
      },
    ),
    route(
      {
        ...{ method: 'POST', path: `${path}/compare`, tag, access },
        summary: 'Compare the books of providers of taxes with ours',
        description: `The newest ${MOST_COMPARED} that are recorded are read over there. It changes nothing there; here it notes what they have.`,
        answers: {
          200: {
            description: 'How many were compared, and those that are not there or say another tax',
            schema: z.object({ compared: z.number().int(), differing: z.array(shown), unread: z.number().int() }),
          },
        },
      },
      async ({ caller }) => {
        const { tenantId } = caller as Person;
        const found = await inTables(pool, tenantId, async (tx, db) => {
          const ids = await db.rows<{ id: string }>(
            `SELECT id FROM tax_records WHERE tenant_id = $1 AND state = 'recorded' ORDER BY created_at DESC, id LIMIT ${MOST_COMPARED}`,
            [tenantId],
          );
          const rows = await tx.getMany(taxRecords, ids);
          const originals = rows.flatMap(({ originalId }) => (originalId === null ? [] : [{ id: originalId }]));
          return { rows, originals: await tx.getMany(taxRecords, originals) };
        });
        const accounts = new Map<string, ReturnType<typeof openTaxAccount>>();
        const accountOf = (id: string) => {
          const known = accounts.get(id) ?? openTaxAccount(context, tenantId, id);
          accounts.set(id, known);
          return known;
        };
        let unread = 0;
        const differing: { id: string }[] = [];
        for (const record of found.rows) {
          const original = found.originals.find(({ id }) => id === record.originalId) ?? null;
          try {
            const account = await accountOf(record.accountId);
            if (!account || account.status === 'removed') throw new Error('disconnected');
            const there = await taxProviders[record.provider].look(account, { record, original });
            if (there === 'again') throw new Error('not searched by our code');
            const theirTax = there?.theirTax ?? 0;
            if (theirTax !== record.tax) differing.push({ id: record.id });
            if (theirTax !== record.theirTax)
              await inTables(pool, tenantId, (tx) =>
                tx.update(taxRecords, { id: record.id }, { theirTax, updatedAt: now() }),
              );
          } catch {
            unread += 1;
          }
        }
        const shownRows = await inTables(pool, tenantId, (tx) => rowsOf(tx, differing));
        return { compared: found.rows.length - unread, differing: shownRows, unread };
      },
    ),
  ];
}

async function rowsOf(tx: Tx, ids: readonly { readonly id: string }[]): Promise<z.infer<typeof shown>[]> {
  const rows = new Map((await tx.getMany(taxRecords, ids)).map((row) => [row.id, row]));
  const named = await tx.getMany(
    orders,
    [...new Set([...rows.values()].map(({ orderId }) => orderId))].map((id) => ({ id })),
  );
  const numbers = new Map(named.map(({ id, number }) => [id, number]));
  return ids.flatMap(({ id }) => {
    const row = rows.get(id);
    return row ? [viewOf(row, numbers.get(row.orderId) ?? '')] : [];
  });
}

function viewOf(row: TaxRecord, number: string): z.infer<typeof shown> {
  const { id, orderId, provider, kind, state, taxedBy, currency, net, tax, theirTax, theirs, problem, tries } = row;
  return {
    ...{ id, orderId, number, provider, kind, state, taxedBy, currency, net, tax, theirTax, theirs, problem, tries },
    ...{ place: placeOf(row.goesTo), createdAt: row.createdAt },
  };
}
