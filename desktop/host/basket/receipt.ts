import type {
  CardOfTender,
  DeliveryTaxed,
  ForeignOfTender,
  ShareOfTender,
} from '@tillhouse/shared/domains/orders/frozen-parts.ts';
import type { OrderLine } from '@tillhouse/shared/domains/orders/schema.ts';
import type { FiscalOfReceipt } from '@tillhouse/shared/domains/register/fiscal.ts';
import { taxByRate } from '@tillhouse/shared/domains/pricing/rules.ts';
import type { ReceiptPart, ReceiptView } from '../../bridge/views.ts';
import { sum } from '@tillhouse/shared/kernel/money.ts';
import type { Reader } from '../database/reader.ts';
import { pointsOnReceipt } from '../loyalty/points-of.ts';
import { receiptDesignAt } from '../session/receipt-design.ts';
import { storeAt } from '../session/store-at.ts';
import { laterOf } from './later.ts';
import { fullTitle, reliefText } from '../words.ts';

interface OrderRow {
  number: string;
  receiptNumber: string | null;
  fiscal: string | null;
  placedAt: number;
  cashier: string;
  currency: string;
  subtotal: number;
  discountTotal: number;
  shipping: number;
  taxed: string | null;
  fee: number;
  rounding: number;
  total: number;
  due: number;
  payBy: string | null;
  against: number;
  returnOf: string | null;
  withoutReceipt: number;
  street: string | null;
  locationId: string;
  taxRelief: string | null;
}

interface LineRow {
  id: string;
  title: string;
  variantTitle: string;
  quantity: number;
  scale: number;
  unitPrice: number;
  net: number;
  tax: number;
  total: number;
  taxRate: string;
  discount: number;
  byHand: string | null;
  discounts: string;
  serials: string;
}

/** What came off a line and why: by promotions, and by hand. */
function notesOf({ discounts, byHand }: Pick<LineRow, 'discounts' | 'byHand'>): ReceiptView['lines'][number]['notes'] {
  const hand = byHand === null ? null : (JSON.parse(byHand) as OrderLine['byHand']);
  const promoted = JSON.parse(discounts) as { name: string; amount: number }[];
  return [
    ...(hand && (hand.discount > 0 || hand.reason) ? [{ text: hand.reason, amount: hand.discount }] : []),
    ...promoted.map(({ name, amount }) => ({ text: name, amount })),
  ];
}

/** What was on a card after this payment, however much was moved since. */
const tendersOf = `SELECT t.id, t.kind, t.amount, t.given, t."change", t.card, t.share, t.foreign_cash AS foreignCash,
    (SELECT sum(p.amount) FROM tips p WHERE p.order_id = t.order_id AND p.tender_id = t.id AND p.kind = 'given') AS tip, a.code_end AS codeEnd,
    (SELECT f.amount / p.point_value FROM credit_movements f JOIN loyalty_programmes p
      WHERE f.of_id = t.id AND f.kind = 'from-points') AS points,
    (SELECT sum(b.amount) FROM credit_movements b WHERE b.account_id = m.account_id AND (b.occurred_at < m.occurred_at
      OR (b.occurred_at = m.occurred_at AND (b.amount > m.amount OR (b.amount = m.amount AND b.id <= m.id))))) AS rest
  FROM tenders t LEFT JOIN credit_movements m ON m.id = t.id LEFT JOIN credit_accounts a ON a.id = m.account_id
  WHERE t.order_id = ? ORDER BY t.id`;

/** Of a card that was made by this sale or return, its first movement. */
const cardsOf = `SELECT m.account_id AS creditId, a.code_end AS codeEnd, m.amount, a.expires_on AS expiresOn,
    NOT EXISTS (SELECT 1 FROM credit_movements b WHERE b.account_id = m.account_id AND b.occurred_at < m.occurred_at) AS fresh
  FROM credit_movements m JOIN credit_accounts a ON a.id = m.account_id AND a.kind = 'gift-card'
  WHERE m.order_id = ? AND m.kind IN ('sold', 'refunded') ORDER BY m.id`;

/** Of a return: its tenders that were set against what was open of an earlier sale, which its paper says as what is due. */
const setOffOf = `SELECT b.id, b.amount FROM tenders b JOIN orders r ON r.id = b.order_id
    JOIN tenders t ON t.original_tender_id = b.id AND t.kind = 'exchange' JOIN orders s ON s.id = t.order_id
  WHERE b.order_id = ? AND b.kind = 'exchange' AND b.amount < 0 AND s.placed_at < r.placed_at`;

/** The return whose goods count for this sale. */
function exchangeWith(reader: Reader, orderId: string): ReceiptView['exchange'] {
  const head = reader.get<{ id: string; number: string; total: number; returnOf: string }>(
    `SELECT r.id, r.number, -r.total AS total, coalesce(s.number, '') AS returnOf
       FROM tenders t JOIN tenders b ON b.id = t.original_tender_id JOIN orders r ON r.id = b.order_id
       LEFT JOIN orders s ON s.id = r.original_order_id JOIN orders o ON o.id = t.order_id
      WHERE t.order_id = ? AND t.kind = 'exchange' AND t.amount > 0 AND r.placed_at <= o.placed_at`,
    [orderId],
  );
  if (!head) return null;
  const { id, ...shown } = head;
  const lines = reader.all<{ title: string; variantTitle: string; quantity: number; scale: number; total: number }>(
    `SELECT title, variant_title AS variantTitle, -quantity AS quantity, scale, -total AS total FROM order_lines
      WHERE order_id = ? ORDER BY position`,
    [id],
  );
  const back = reader.all<{ kind: string; amount: number }>(
    "SELECT kind, -amount AS amount FROM tenders WHERE order_id = ? AND kind <> 'exchange' ORDER BY id",
    [id],
  );
  return {
    ...shown,
    lines: lines.map(({ title, variantTitle, ...line }) => ({ ...line, title: fullTitle(title, variantTitle) })),
    back,
  };
}

interface TenderRow extends Omit<ReceiptView['tenders'][number], 'card' | 'credit' | 'tip' | 'points' | 'foreign'> {
  readonly tip: number | null;
  readonly card: string | null;
  readonly share: string | null;
  readonly foreignCash: string | null;
  readonly codeEnd: string | null;
  readonly points: number | null;
  readonly rest: number | null;
}

function shownForeign(text: string): NonNullable<ReceiptView['tenders'][number]['foreign']> {
  const { currency, given, rate } = JSON.parse(text) as ForeignOfTender;
  return { currency, given, rate };
}

/**
 * What is left on a card or of store credit. Less than nothing: others took of it, and what they gave back is still on its way here. What
 * was paid on a layaway is nothing that anybody spends a rest of.
 */
const restShown = (kind: string, rest: number | null): number | null =>
  kind === 'layaway' || rest === null || rest < 0 ? null : rest;

/** Who paid for what, of a bill that was split by item. */
function partsOf(lines: readonly LineRow[], paid: readonly TenderRow[]): ReceiptPart[] {
  const parts = new Map<number, ReceiptPart>();
  paid.forEach(({ share }, index) => {
    if (share === null) return;
    const { part: number, rounding, lines: shares } = JSON.parse(share) as ShareOfTender;
    const known = parts.get(number);
    const of = shares.map(({ lineId, ...rest }) => {
      const at = lines.findIndex(({ id }) => id === lineId);
      return { at, rate: lines[at]?.taxRate ?? '0', ...rest };
    });
    const tenders = [...(known?.tenders ?? []), index];
    parts.set(number, { number, lines: known?.lines ?? of, rounding: rounding + (known?.rounding ?? 0), tenders });
  });
  return [...parts.values()].sort((a, b) => a.number - b.number);
}

/** A receipt as it was frozen when it was sold: no price or name of today is in it. */
export function receiptView(reader: Reader, orderId: string): ReceiptView | null {
  const order = reader.get<OrderRow>(
    `SELECT o.number, r.number AS receiptNumber, r.fiscal, o.placed_at AS placedAt, o.actor_name AS cashier, o.currency,
       o.subtotal, o.discount_total AS discountTotal, o.shipping_total AS shipping, o.shipping_taxed AS taxed, o.fee_total AS fee, o.rounding, o.total, o.due,
       (SELECT s.due_on FROM account_sales s WHERE s.order_id = o.id) AS payBy,
       o.kind = 'return' AND o.due < 0 AND NOT EXISTS (SELECT 1 FROM tenders p WHERE p.order_id = o.original_order_id
         AND p.amount > 0 AND p.kind IN ('test', 'online', 'bank') AND p.placed_at <= o.placed_at) AS against,
       CASE o.kind WHEN 'return' THEN coalesce((SELECT s.number FROM orders s WHERE s.id = o.original_order_id), '') END AS returnOf,
       o.kind = 'return' AND o.channel = 'till' AND o.original_order_id IS NULL AS withoutReceipt,
       o.tax_relief AS taxRelief, o.location_id AS locationId, l.street
     FROM orders o LEFT JOIN receipts r ON r.order_id = o.id LEFT JOIN locations l ON l.id = o.location_id WHERE o.id = ?`,
    [orderId],
  );
  if (!order) return null;
  const lines = reader.all<LineRow>(
    `SELECT id, title, variant_title AS variantTitle, quantity, scale, unit_price AS unitPrice, net, tax, total, tax_rate AS taxRate,
       discount, by_hand AS byHand, (SELECT json_group_array(json_object('name', d.name, 'amount', d.amount)) FROM order_discounts d
         WHERE d.order_id = l.order_id AND d.line_id = l.id) AS discounts,
       (SELECT json_group_array(s.serial) FROM sold_serials s WHERE s.order_id = l.order_id AND s.line_id = l.id) AS serials
     FROM order_lines l WHERE order_id = ? ORDER BY position`,
    [orderId],
  );
  const setOff = reader.all<{ id: string; amount: number }>(setOffOf, [orderId]);
  const paid = reader
    .all<TenderRow & { readonly id?: string }>(tendersOf, [orderId])
    .filter(({ id }) => !setOff.some((one) => one.id === id))
    .map(({ id: _id, ...row }) => row);
  const tenders = paid.map(({ card, share: _, foreignCash, codeEnd, points, rest, tip, ...tender }) => ({
    ...tender,
    ...(foreignCash !== null && { foreign: shownForeign(foreignCash) }),
    ...(tip !== null && { tip }),
    ...(card !== null && { card: JSON.parse(card) as CardOfTender }),
    ...(points !== null && { points }),
    ...(codeEnd !== null && points === null && { credit: { codeEnd, rest: restShown(tender.kind, rest) } }),
  }));
  const parts = partsOf(lines, paid);
  const { receiptNumber, street, locationId, taxRelief, taxed, withoutReceipt, fiscal, payBy, against, ...shown } =
    order;
  const delivery = taxed === null ? [] : (JSON.parse(taxed) as DeliveryTaxed).parts;
  const store = storeAt(reader, locationId);
  const { header, footer } = receiptDesignAt(reader, locationId);
  const points = pointsOnReceipt(reader, orderId);
  const later = laterOf(reader, orderId);
  return {
    ...shown,
    ...(payBy !== null && { payBy }),
    due: sum([order.due, ...setOff.map(({ amount }) => amount)]),
    ...((against === 1 || setOff.length > 0) && { against: true }),
    ...(withoutReceipt === 1 && { withoutReceipt: true as const }),
    orderId,
    relief: reliefText(taxRelief === null ? null : JSON.parse(taxRelief)),
    number: receiptNumber ?? order.number,
    storeName: store?.name ?? '',
    storeStreet: street ?? '',
    lines: lines.map(({ title, variantTitle, quantity, scale, unitPrice, total, serials, ...less }) => ({
      title: fullTitle(title, variantTitle),
      quantity,
      scale,
      unitPrice,
      total,
      notes: notesOf(less),
      ...(serials !== '[]' && { serials: JSON.parse(serials) as string[] }),
    })),
    taxByRate: taxByRate([...lines, ...delivery]),
    tenders,
    ...(parts.length > 0 && { parts }),
    ...(points && { points }),
    ...(later && { later }),
    ...(fiscal !== null && { fiscal: JSON.parse(fiscal) as FiscalOfReceipt }),
    exchange: exchangeWith(reader, orderId),
    cards: reader
      .all<Omit<ReceiptView['cards'][number], 'fresh'> & { fresh: number }>(cardsOf, [orderId])
      .map((card) => ({ ...card, fresh: card.fresh === 1 })),
    header,
    footer,
    timeZone: store?.timeZone ?? 'UTC',
    language: store?.locale ?? 'en-GB',
  };
}
