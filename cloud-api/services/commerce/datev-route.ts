import { createTx } from '@tillhouse/shared/data/tx.ts';
import { accountCharts, CHART_ID } from '@tillhouse/shared/domains/ledger/chart-schema.ts';
import { datevBatch } from '@tillhouse/shared/domains/ledger/datev.ts';
import { noChart } from '@tillhouse/shared/domains/ledger/errors.ts';
import { toWindows1252 } from '@tillhouse/shared/domains/ledger/windows-1252.ts';
import { localDayAndHour, localMoment } from '@tillhouse/shared/kernel/instant.ts';
import * as z from 'zod';
import { storeAt } from '../../platform/access/stores.ts';
import type { StaffCaller } from '../../platform/auth/caller.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { CommerceContext } from './context.ts';
import { type BookEntry, type BookPlace, dayBook, type Days } from './ledger-rows.ts';

const PAGE = 2_000;
/** An entry has two postings at least, and a batch 99,999 at most. */
const MOST_ENTRIES = 50_000;

async function allEntries(db: Connection, tenantId: string, days: Days): Promise<BookEntry[]> {
  const entries: BookEntry[] = [];
  let after: BookPlace | null = null;
  do {
    const page: BookEntry[] = await dayBook(db, tenantId, days, after, PAGE);
    entries.push(...page);
    const last = page.at(-1);
    after = last && page.length === PAGE ? { day: last.businessDate, at: last.occurredAt, id: last.id } : null;
  } while (after && entries.length <= MOST_ENTRIES);
  return entries;
}

/** The books as a batch of postings that DATEV, and what reads its format, takes in. */
export function datevRoute(context: CommerceContext): Route {
  return route(
    {
      method: 'GET',
      path: '/v1/ledger/datev.csv',
      summary: 'The postings of these days as a DATEV batch (EXTF, Buchungsstapel)',
      description:
        'Windows-1252, `;` between fields, CRLF. Numbers of accounts are those of `ledger.saveChart`; each posting stands against the clearing account. Days of one financial year, entries of one currency, at most 99,999 postings.',
      tag: 'Ledger',
      access: { as: 'staff', permission: 'ledger.view' },
      query: z.strictObject({
        from: z.iso.date().describe('First day of the store, YYYY-MM-DD'),
        to: z.iso.date().describe('Last day, included'),
        currency: z
          .string()
          .regex(/^[A-Z]{3}$/)
          .optional()
          .describe('Left out, that of the main store'),
      }),
      answers: { 200: { description: 'The batch', contentType: 'text/csv' } },
    },
    async ({ query: { from, to, currency }, caller, reply }) => {
      const { tenantId } = caller as StaffCaller;
      const text = await withTenant(context.pool, tenantId, async (db) => {
        const store = await storeAt(db, tenantId);
        const { tx, end } = createTx({ connection: db, tenantId, onEvent: async () => {} });
        const chart = await tx.get(accountCharts, { id: CHART_ID });
        end();
        if (!chart) throw noChart({});
        const entries = await allEntries(db, tenantId, { from, to });
        const [now, zone] = [context.now(), store?.timeZone ?? 'UTC'];
        const made = localDayAndHour(now, zone).date.replaceAll('-', '') + localMoment(now, zone).time.replace(':', '');
        return datevBatch(chart, entries, {
          ...{ from, to, currency: currency ?? store?.currency ?? '' },
          ...{ madeAt: `${made}00000`, title: `Tillhouse ${from}` },
        });
      });
      return reply
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `attachment; filename="EXTF_Buchungsstapel_${from}_${to}.csv"`)
        .type('text/csv; charset=windows-1252')
        .send(Buffer.from(toWindows1252(text)));
    },
  );
}
