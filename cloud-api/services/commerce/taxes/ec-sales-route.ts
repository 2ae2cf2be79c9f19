import { createTx } from '@tillhouse/shared/data/tx.ts';
import { storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { storeUnknown } from '@tillhouse/shared/domains/access/store-errors.ts';
import { mainOf } from '@tillhouse/shared/domains/access/stores.ts';
import { minorRate } from '@tillhouse/shared/domains/ledger/exchange.ts';
import { type EcSale, ecSales, ecSalesCsv, type SoldToFirm } from '@tillhouse/shared/domains/pricing/ec-sales.ts';
import { taxZones } from '@tillhouse/shared/domains/pricing/schema.ts';
import { zonePlaces } from '@tillhouse/shared/domains/pricing/store-taxes.ts';
import { euMembers } from '@tillhouse/shared/kernel/european-union.ts';
import * as z from 'zod';
import type { StaffCaller } from '../../../platform/auth/caller.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { CommerceContext } from '../context.ts';

const query = z.strictObject({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .describe('`2026-11`, of the store’s days'),
  storeId: z.uuid().optional().describe('Left out: the main store'),
});
const access = { as: 'staff', permission: 'reports.view' } as const;
const about =
  'Orders that were sent to another member of the EU without tax, since the buyer accounts for it: per VAT number, less what came back in that month. An edit changes the month of its order. In the store’s currency, others at the rate their order was placed at. Not for filing.';

interface List {
  readonly home: string | null;
  readonly currency: string;
  readonly rows: readonly EcSale[];
}

/** The EC sales list, to look at and as a file. */
export function ecSalesRoutes(context: CommerceContext): Route[] {
  const read = (tenantId: string, asked: z.infer<typeof query>): Promise<List> =>
    withTenant(context.pool, tenantId, (db) => listOf(db, tenantId, asked));
  return [
    route(
      {
        ...{ method: 'GET', path: '/v1/reports/ec-sales', tag: 'Reports', access, query, description: about },
        summary: 'EC sales list: what firms of other members of the EU account for, by VAT number',
        answers: {
          200: {
            description: 'By VAT number',
            schema: z.object({
              month: z.string(),
              home: z.string().nullable().describe('The member that the store is taxed in; null: none'),
              currency: z.string(),
              rows: z.array(
                z.object({
                  member: z.string().describe('As its numbers begin: `FR`, `EL`'),
                  number: z.string().describe('Without its country'),
                  amount: z.number().int().nullable().describe('Minor units; null: a rate of exchange is missing'),
                  orders: z.number().int(),
                  unchecked: z.number().int().describe('Orders whose number nobody has looked up yet'),
                }),
              ),
            }),
          },
        },
      },
      async ({ caller, query: asked }) => {
        const { home, currency, rows } = await read((caller as StaffCaller).tenantId, asked);
        return { month: asked.month, home, currency, rows: [...rows] };
      },
    ),
    route(
      {
        ...{ method: 'GET', path: '/v1/reports/ec-sales.csv', tag: 'Reports', access, query, description: about },
        summary: 'The EC sales list as a file: one line a VAT number',
        answers: { 200: { description: 'UTF-8, CRLF, amounts as decimals', contentType: 'text/csv' } },
      },
      async ({ caller, query: asked, reply }) => {
        const { currency, rows } = await read((caller as StaffCaller).tenantId, asked);
        return reply
          .header('cache-control', 'private, no-store')
          .header('content-disposition', `attachment; filename="ec-sales-${asked.month}.csv"`)
          .type('text/csv; charset=utf-8')
          .send(ecSalesCsv(rows, { month: asked.month, currency }));
      },
    ),
  ];
}

async function listOf(db: Connection, tenantId: string, asked: z.infer<typeof query>): Promise<List> {
  const { tx, end } = createTx({ connection: db, tenantId, onEvent: async () => {} });
  try {
    const stores = await tx.list(storeSettings, {});
    const store = asked.storeId ? stores.find(({ id }) => id === asked.storeId) : mainOf(stores);
    if (asked.storeId && !store) throw storeUnknown({ storeId: asked.storeId });
    const [zone] = await tx.getMany(
      taxZones,
      zonePlaces(null, store ?? {}).map((place) => ({ place })),
    );
    const home = zone?.zone.slice(0, 2) ?? '';
    const currency = store?.currency ?? '';
    if (!store || !euMembers.has(home)) return { home: null, currency, rows: [] };
    const ofStore = { id: store.id, main: store.main, others: stores.filter(({ main }) => !main).map(({ id }) => id) };
    return { home, currency, rows: ecSales(home, await soldTo(db, tenantId, { ...asked, home, currency, ofStore })) };
  } finally {
    end();
  }
}

interface Row {
  readonly number: string;
  readonly currency: string;
  readonly rate: string | null;
  readonly shift: string | null;
  readonly books: string | null;
  readonly amount: string;
  readonly orders: string;
  readonly unchecked: string;
}
interface Of {
  readonly month: string;
  readonly home: string;
  readonly currency: string;
  readonly ofStore: { readonly id: string; readonly main: boolean; readonly others: readonly string[] };
}

/** By the sale: a return has its number and its address. Which store it is of its page says, else where its goods are. */
async function soldTo(db: Connection, tenantId: string, { month, home, currency, ofStore }: Of): Promise<SoldToFirm[]> {
  const rows = await db.rows<Row>(
    `SELECT s.tax_relief ->> 'evidence' AS number, o.currency, r.rate, r.shift, r.books_currency AS books,
            coalesce(sum(o.total - o.tax_total), 0)::bigint AS amount, count(*) FILTER (WHERE o.kind = 'sale') AS orders,
            count(*) FILTER (WHERE o.kind = 'sale' AND EXISTS (SELECT 1 FROM order_flags f WHERE f.tenant_id = o.tenant_id
              AND f.order_id = o.id AND f.code = 'vat-unchecked' AND f.resolved_at IS NULL)) AS unchecked
       FROM orders o
       JOIN orders s ON s.tenant_id = o.tenant_id AND s.id = coalesce(o.original_order_id, o.id)
       JOIN order_deliveries d ON d.tenant_id = s.tenant_id AND d.order_id = s.id AND d.kind = 'ship' AND d.country <> $3
       LEFT JOIN order_rates r ON r.tenant_id = s.tenant_id AND r.order_id = s.id
       LEFT JOIN locations l ON l.tenant_id = s.tenant_id AND l.id = s.location_id
       LEFT JOIN LATERAL (SELECT k.id, k.store_id FROM checkouts k
          WHERE k.tenant_id = s.tenant_id AND k.order_id = s.id LIMIT 1) c ON true
       LEFT JOIN LATERAL (SELECT x AS id FROM unnest($5::uuid[]) x
          WHERE x = CASE WHEN c.id IS NULL THEN l.store_id ELSE c.store_id END) w ON true
      WHERE o.tenant_id = $1 AND o.status <> 'cancelled' AND o.month = $2 AND d.country = ANY($6)
        AND s.tax_relief ->> 'kind' = 'reverse-charge'
        AND w.id IS NOT DISTINCT FROM $4
      GROUP BY 1, 2, 3, 4, 5`,
    [tenantId, month, home, ofStore.main ? null : ofStore.id, ofStore.others, [...euMembers]],
  );
  return rows.map(({ number, amount, orders, unchecked, ...of }) => ({
    ...{ number, amount: Number(amount), orders: Number(orders), unchecked: Number(unchecked) },
    rate: rateInto(currency, of),
  }));
}

/** As it was locked when it was placed; the books are in the currency of the main store. */
function rateInto(currency: string, of: Pick<Row, 'currency' | 'rate' | 'shift' | 'books'>) {
  if (of.currency === currency) return { n: 1n, d: 1n };
  return of.rate !== null && of.books === currency ? minorRate(of.rate, Number(of.shift)) : undefined;
}
