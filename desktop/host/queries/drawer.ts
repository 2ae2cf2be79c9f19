import type { DeliveryTaxed } from '@tillhouse/shared/domains/orders/frozen-parts.ts';
import type { FiscalOfReceipt } from '@tillhouse/shared/domains/register/fiscal.ts';
import { HELD_CLASS, type DrawerTrade, reportOf, type ZReport } from '@tillhouse/shared/domains/register/z-report.ts';
import * as z from 'zod';
import type { ClosedDrawer, DrawerNow, TipOfSale, TipsOwed } from '../../bridge/drawer-queries.ts';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';
import { query } from './define-query.ts';
import { id } from './params.ts';

const LATEST = 60;

/** `14`, and `2-3` from the second generation on, as receipts are numbered. */
const zNumber = (generation: number, number: number): string =>
  generation === 1 ? `${number}` : `${generation}-${number}`;

interface OpenRow {
  readonly registerId: string;
  readonly registerName: string;
  readonly generation: number;
  readonly currency: string;
  readonly openedAt: number;
  readonly openedByName: string;
  readonly float: number;
  readonly last: number | null;
}

type ByHand = DrawerNow['moved'][number];
type Moved = Omit<ByHand, 'kind'> & { readonly kind: ByHand['kind'] | 'sale' | 'refund' | 'tip' };
type Trade = Omit<DrawerTrade, 'movements'> & { readonly movements: readonly Moved[] };

function tradeAt(reader: Reader, sessionId: string, open: OpenRow): Trade {
  return {
    ...{ float: open.float, openedAt: open.openedAt },
    orders: reader
      .all<Omit<DrawerTrade['orders'][number], 'shippingTaxed'> & { readonly taxed: string | null }>(
        `SELECT kind, channel, original_order_id AS originalOrderId, total, discount_total AS discountTotal, shipping_total AS shippingTotal, shipping_taxed AS taxed, fee_total AS feeTotal,
           rounding, due, subtotal, (SELECT coalesce(sum(l.total), 0) FROM order_lines l WHERE l.order_id = o.id AND l.tax_class = '${HELD_CLASS}') AS held
       FROM orders o WHERE session_id = ?`,
        [sessionId],
      )
      .map(({ taxed, ...row }) => ({
        ...row,
        shippingTaxed: taxed === null ? null : (JSON.parse(taxed) as DeliveryTaxed),
      })),
    lines: reader.all<DrawerTrade['lines'][number]>(
      `SELECT l.tax_rate AS taxRate, sum(l.net) AS net, sum(l.tax) AS tax
       FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.session_id = ? AND l.tax_class <> '${HELD_CLASS}'
       GROUP BY l.tax_rate`,
      [sessionId],
    ),
    tenders: reader.all<DrawerTrade['tenders'][number]>(
      `SELECT t.kind, sum(t.amount) AS amount FROM orders o JOIN tenders t ON t.order_id = o.id
       WHERE o.session_id = ? GROUP BY t.kind`,
      [sessionId],
    ),
    foreign: reader.all<NonNullable<DrawerTrade['foreign']>[number]>(
      `SELECT t.foreign_cash ->> '$.currency' AS currency, t.foreign_cash ->> '$.given' AS given, t.given AS worth
       FROM orders o JOIN tenders t ON t.order_id = o.id WHERE o.session_id = ? AND t.foreign_cash IS NOT NULL`,
      [sessionId],
    ),
    movements: reader.all<Moved>(
      `SELECT id, kind, amount, reason, actor_name AS actorName, occurred_at AS at FROM drawer_movements
       WHERE session_id = ? ORDER BY occurred_at, id`,
      [sessionId],
    ),
    receipts: reader
      .all<{ fiscal: string; placedAt: number }>(
        `SELECT r.fiscal, r.placed_at AS placedAt FROM orders o JOIN receipts r ON r.order_id = o.id
         WHERE o.session_id = ? AND r.fiscal IS NOT NULL`,
        [sessionId],
      )
      .map(({ fiscal, placedAt }) => ({ fiscal: JSON.parse(fiscal) as FiscalOfReceipt, placedAt })),
    tips: reader.all<NonNullable<DrawerTrade['tips']>[number]>(
      'SELECT kind, way, amount FROM tips WHERE session_id = ?',
      [sessionId],
    ),
  };
}

const isByHand = (one: Moved): one is ByHand => one.kind !== 'sale' && one.kind !== 'refund' && one.kind !== 'tip';

const drawerNow = query('till.drawer', {
  params: z.strictObject({ sessionId: id }),
  permission: 'till.session',
  run: (reader, { sessionId }, { now }): DrawerNow | null => {
    const open = reader.get<OpenRow>(
      `SELECT s.register_id AS registerId, r.name AS registerName, r.generation, s.currency, s.opened_at AS openedAt,
         s.opened_by_name AS openedByName, s.float, (SELECT max(number) FROM register_closings
           WHERE register_id = s.register_id AND generation = r.generation) AS last
       FROM register_sessions s JOIN registers r ON r.id = s.register_id
       WHERE s.id = ? AND NOT EXISTS (SELECT 1 FROM register_closings c WHERE c.session_id = s.id)`,
      [sessionId],
    );
    if (!open) return null;
    const trade = tradeAt(reader, sessionId, open);
    const { generation, last, float: _, ...rest } = open;
    return {
      ...rest,
      sessionId,
      next: zNumber(generation, (last ?? 0) + 1),
      report: reportOf(trade, now),
      moved: trade.movements.filter(isByHand),
      // What is put on a gift card is owed, and nobody's sale; a sale of nothing else is none.
      people: reader.all<DrawerNow['people'][number]>(
        `SELECT actor_name AS name, count(*) FILTER (WHERE held = 0 OR held <> subtotal) AS sales, sum(total - held) AS amount
           FROM (SELECT actor_id, actor_name, total, subtotal, (SELECT coalesce(sum(l.total), 0) FROM order_lines l
             WHERE l.order_id = o.id AND l.tax_class = '${HELD_CLASS}') AS held
             FROM orders o WHERE session_id = ? AND kind = 'sale')
          GROUP BY actor_id HAVING sales > 0 ORDER BY sales DESC, name`,
        [sessionId],
      ),
    };
  },
});

interface ClosedRow extends Omit<ClosedDrawer, 'number' | 'report' | 'storeName' | 'storeStreet'> {
  readonly number: number | null;
  readonly generation: number | null;
  readonly report: string | null;
  readonly locationId: string;
  readonly street: string;
}

const closings = query('till.closings', {
  params: z.strictObject({ registerId: id }),
  permission: 'till.session',
  run: (reader, { registerId }): ClosedDrawer[] => {
    const rows = reader.all<ClosedRow>(
      `SELECT c.session_id AS sessionId, r.name AS registerName, r.location_id AS locationId, coalesce(l.street, '') AS street,
         s.currency, c.generation, c.number, s.opened_at AS openedAt, s.opened_by_name AS openedByName,
         c.closed_at AS closedAt, c.closed_by_name AS closedByName, c.counted, c.expected, c.variance, c.note, c.report,
         c.previous_hash AS previousHash, c.hash
       FROM register_closings c JOIN register_sessions s ON s.id = c.session_id JOIN registers r ON r.id = c.register_id
       LEFT JOIN locations l ON l.id = r.location_id
       WHERE c.register_id = ? ORDER BY c.closed_at DESC LIMIT ?`,
      [registerId, LATEST],
    );
    return rows.map(({ number, generation, report, locationId, street, ...row }) => ({
      ...row,
      storeName: storeAt(reader, locationId)?.name ?? '',
      storeStreet: street,
      number: number === null ? null : zNumber(generation ?? 1, number),
      report: report === null ? null : (JSON.parse(report) as ZReport),
    }));
  },
});

const tipsOwed = query('till.tips', {
  params: z.strictObject({ currency: z.string().length(3) }),
  permission: 'till.cash',
  run: (reader, { currency }) =>
    reader.all<TipsOwed>(
      `SELECT t.staff_id AS staffId, coalesce(s.name, max(t.staff_name)) AS name, sum(t.amount) AS owed
         FROM tips t LEFT JOIN staff s ON s.id = t.staff_id WHERE t.currency = ?
        GROUP BY t.staff_id HAVING sum(t.amount) <> 0 ORDER BY owed DESC, t.staff_id`,
      [currency],
    ),
});

const tipsOfSale = query('till.tipsOf', {
  params: z.strictObject({ orderId: id }),
  permission: 'till.return',
  run: (reader, { orderId }) =>
    reader
      .all<Omit<TipOfSale, 'byTerminal' | 'byProvider'> & { readonly byTerminal: number; readonly byProvider: number }>(
        `SELECT t.id, t.amount, t.currency, t.way, coalesce(s.name, t.staff_name) AS name,
           EXISTS (SELECT 1 FROM tenders p WHERE p.id = t.tender_id AND p.card IS NOT NULL) AS byTerminal,
           EXISTS (SELECT 1 FROM tenders p WHERE p.id = t.tender_id AND json_extract(p.card, '$.provider') IS NOT NULL) AS byProvider
         FROM tips t LEFT JOIN staff s ON s.id = t.staff_id
        WHERE t.order_id = ? AND t.kind = 'given' AND NOT EXISTS (SELECT 1 FROM tips b
          WHERE b.order_id = t.order_id AND b.tender_id = t.tender_id AND b.kind = 'given-back') ORDER BY t.id`,
        [orderId],
      )
      .map((tip) => ({ ...tip, byTerminal: tip.byTerminal === 1, byProvider: tip.byProvider === 1 })),
});

export const drawerQueries = {
  'till.drawer': drawerNow,
  'till.closings': closings,
  'till.tips': tipsOwed,
  'till.tipsOf': tipsOfSale,
};
