import { localDayAndHour, addDays } from '@tillhouse/shared/kernel/instant.ts';
import { plainSerial } from '@tillhouse/shared/domains/register/serials.ts';
import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import * as z from 'zod';
import type { FoundSale, OlderAsk, SaleFilter } from '../../bridge/find-sale-queries.ts';
import type { Reader } from '../database/reader.ts';
import { readSaleWords, type SaleWords } from '../lists/sale-words.ts';
import { endOfPrefix } from '../lists/search-words.ts';
import { salesNear } from '../neighbours/told.ts';
import { readEnrolment } from '../session/desk-state.ts';
import { monthsAt } from '../session/months.ts';
import { storeHere } from '../session/session-state.ts';
import { fullTitle } from '../words.ts';
import { type Asking, query } from './define-query.ts';
import { orderRows } from './orders.ts';
import { text } from './params.ts';

/** One more than is shown says that there are more. */
const SHOWN = 20;
/** Found by one word; what finds more is narrowed by another one. */
const MOST_FOUND = 5_000;
/** People whose older sales are asked of the cloud at once. */
const MOST_ASKED = 3;
const GENERATIONS = 50;

function idsOf(reader: Reader, sql: string, values: readonly SqlValue[]): string[] {
  return reader.all<{ id: string }>(`${sql} LIMIT ${MOST_FOUND}`, values).map(({ id }) => id);
}

function byNumber(reader: Reader, number: string): string[] {
  const plain = number.replace(/^#/, '');
  return [plain, `#${plain}`].flatMap((prefix) =>
    idsOf(reader, 'SELECT id FROM main.orders WHERE number >= ? AND number < ?', [prefix, endOfPrefix(prefix)]),
  );
}

/** The number of a piece that was sold, whole. */
const bySerial = (reader: Reader, text: string): string[] =>
  idsOf(reader, 'SELECT order_id AS id FROM sold_serials WHERE plain = ?', [plainSerial(text)]);

/** Digits alone are the last four of a card, the count in a receipt’s number, and the number of an online order. */
function byDigits(reader: Reader, digits: string): string[] {
  const generations = JSON.stringify(Array.from({ length: GENERATIONS }, (_, index) => index + 1));
  const ofCard =
    digits.length === 4
      ? idsOf(
          reader,
          `SELECT order_id AS id FROM tenders WHERE card IS NOT NULL AND json_extract(card, '$.last4') = ?`,
          [digits],
        )
      : [];
  const ofReceipt = idsOf(
    reader,
    `SELECT c.order_id AS id FROM registers r CROSS JOIN receipts c ON c.register_id = r.id
       AND c.generation IN (SELECT value FROM json_each(?)) AND c.sequence = ?`,
    [generations, Number(digits)],
  );
  const online = idsOf(reader, 'SELECT id FROM main.orders WHERE number IN (?, ?)', [digits, `#${digits}`]);
  return [...ofCard, ...ofReceipt, ...online];
}

function byPerson(reader: Reader, person: string): { ids: string[]; customerIds: string[] } {
  const customerIds = reader.names.find('customer', person, MOST_FOUND);
  const ofCustomers = idsOf(
    reader,
    'SELECT o.id FROM json_each(?) c CROSS JOIN main.orders o ON o.customer_id = c.value',
    [JSON.stringify(customerIds)],
  );
  return { ids: [...ofCustomers, ...reader.names.find('order', person, MOST_FOUND)], customerIds };
}

interface Where {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

function conditions(words: SaleWords, filter: SaleFilter, today: string, asking: Asking): Where[] {
  const { days, tender, here } = filter;
  const register = asking.window.registerId;
  return [
    { sql: "o.kind = 'sale' AND o.status <> 'cancelled'", values: [] },
    ...(words.date === undefined ? [] : [{ sql: 'o.business_date = ?', values: [words.date] }]),
    ...(words.amount === undefined ? [] : [{ sql: 'o.total = ?', values: [words.amount] }]),
    ...(days === undefined ? [] : [{ sql: 'o.business_date >= ?', values: [addDays(today, 1 - days)] }]),
    ...(here && register !== null ? [{ sql: 'o.register_id = ?', values: [register] }] : []),
    ...(tender === undefined
      ? []
      : [
          {
            sql: 'EXISTS (SELECT 1 FROM tenders t WHERE t.order_id = o.id AND t.kind = ? AND t.amount > 0)',
            values: [tender],
          },
        ]),
  ];
}

/** Ids that every word allows, where a word names some; null where none does, and the latest are looked through. */
function named(reader: Reader, words: SaleWords): { ids: readonly string[] | null; customerIds: readonly string[] } {
  const people = words.person === undefined ? null : byPerson(reader, words.person);
  const lists = [
    ...(words.number === undefined ? [] : [[...byNumber(reader, words.number), ...bySerial(reader, words.number)]]),
    ...(words.digits === undefined ? [] : [[...byDigits(reader, words.digits), ...bySerial(reader, words.digits)]]),
    ...(people ? [[...people.ids, ...bySerial(reader, words.person ?? '')]] : []),
  ];
  const exact =
    words.amount !== undefined
      ? idsOf(reader, "SELECT id FROM main.orders WHERE kind = 'sale' AND total = ? ORDER BY placed_at DESC", [
          words.amount,
        ])
      : words.date !== undefined
        ? idsOf(reader, 'SELECT id FROM main.orders WHERE business_date = ? ORDER BY placed_at DESC', [words.date])
        : null;
  const [first, ...rest] = lists.length > 0 ? lists : exact ? [exact] : [];
  if (!first) return { ids: null, customerIds: [] };
  const others = rest.map((list) => new Set(list));
  const ids = [...new Set(first)].filter((id) => others.every((set) => set.has(id)));
  return { ids, customerIds: people?.customerIds ?? [] };
}

/** What the cloud can be asked of what was said: a whole number, people, or a day with a card or an amount. */
function olderAsks({ number, digits, date, amount }: SaleWords, customerIds: readonly string[]): OlderAsk[] {
  if (number !== undefined) return [{ number }];
  if (date !== undefined && (amount !== undefined || digits?.length === 4))
    return [
      { date, ...(amount !== undefined && { total: amount }), ...(digits?.length === 4 && { lastFour: digits }) },
    ];
  if (customerIds.length > 0 && customerIds.length <= MOST_ASKED)
    return customerIds.map((customerId) => ({ customerId }));
  // Online orders have numbers without letters.
  return digits !== undefined ? [{ number: `#${digits}` }] : [];
}

interface LineRow {
  readonly orderId: string;
  readonly title: string;
  readonly variantTitle: string;
  readonly quantity: number;
  readonly scale: number;
  readonly back: number;
}

/** Enough to recognise a sale by: what was bought, how it was paid, where, by whom it was sold, what came back. */
function described(reader: Reader, ids: readonly string[]): FoundSale[] {
  const asked = [JSON.stringify(ids)];
  const lines = reader.all<LineRow>(
    `SELECT l.order_id AS orderId, l.title, l.variant_title AS variantTitle, l.quantity, l.scale,
       coalesce((SELECT -sum(b.quantity) FROM order_lines b WHERE b.original_line_id = l.id), 0) AS back
     FROM json_each(?) j CROSS JOIN order_lines l ON l.order_id = j.value ORDER BY l.order_id, l.position`,
    asked,
  );
  const tenders = reader.all<FoundSale['tenders'][number] & { orderId: string }>(
    `SELECT t.order_id AS orderId, t.kind, t.amount, json_extract(t.card, '$.brand') AS brand,
       json_extract(t.card, '$.last4') AS last4
     FROM json_each(?) j CROSS JOIN tenders t ON t.order_id = j.value WHERE t.amount > 0 ORDER BY t.order_id, t.id`,
    asked,
  );
  const sellers = new Map(
    reader
      .all<{ id: string; actorName: string }>(
        'SELECT o.id, o.actor_name AS actorName FROM json_each(?) j CROSS JOIN orders o ON o.id = j.value',
        asked,
      )
      .map(({ id, actorName }) => [id, actorName]),
  );
  const linesOf = Map.groupBy(lines, ({ orderId }) => orderId);
  const tendersOf = Map.groupBy(tenders, ({ orderId }) => orderId);
  return orderRows(reader, ids).map((row) => {
    const own = linesOf.get(row.id) ?? [];
    const back = own.filter((line) => line.back > 0);
    return {
      ...{ id: row.id, number: row.number, placedAt: row.placedAt, customerName: row.customerName },
      ...{ channelName: row.channelName, locationName: row.locationName, soldBy: sellers.get(row.id) ?? '' },
      ...{ units: row.units, total: row.total, currency: row.currency },
      items: own.map(({ title, variantTitle, quantity, scale }) => ({
        ...{ title: fullTitle(title, variantTitle), quantity, scale },
      })),
      tenders: (tendersOf.get(row.id) ?? []).map(({ orderId: _, ...tender }) => tender),
      back: back.length === 0 ? 'none' : own.every((line) => line.back >= line.quantity) ? 'all' : 'some',
    };
  });
}

export const findSales = query('till.findSales', {
  params: z.strictObject({
    text,
    filter: z
      .strictObject({
        days: z.number().int().min(1).max(400),
        tender: z.enum(['cash', 'card', 'gift-card', 'store-credit', 'online']),
        here: z.boolean(),
      })
      .partial(),
  }),
  permission: 'till.return',
  run: (reader, { text: typed, filter }, asking) => {
    const store = storeHere(reader, asking.window);
    const today = localDayAndHour(asking.now, store?.timeZone ?? 'UTC').date;
    const currency = store?.currency ?? 'GBP';
    const locale = store?.locale ?? 'en-GB';
    const digits = new Intl.NumberFormat(locale, { style: 'currency', currency }).resolvedOptions();
    const words = readSaleWords(typed, { today, locale, digits: digits.maximumFractionDigits ?? 2 });
    const { ids, customerIds } = named(reader, words);
    // Before anybody has said anything: the latest of this till.
    const nothingSaid = Object.keys(words).length === 0 && Object.keys(filter).length === 0;
    const where = conditions(words, nothingSaid ? { here: true } : filter, today, asking);
    const from = ids === null ? 'main.orders o' : 'json_each(?) j CROSS JOIN main.orders o ON o.id = j.value';
    const found = reader.all<{ id: string }>(
      `SELECT o.id FROM ${from} WHERE ${where.map(({ sql }) => sql).join(' AND ')}
       ORDER BY o.placed_at DESC, o.id DESC LIMIT ${SHOWN + 1}`,
      [...(ids === null ? [] : [JSON.stringify(ids)]), ...where.flatMap(({ values }) => values)],
    );
    const enrolment = readEnrolment(reader);
    const since = enrolment ? `${monthsAt(reader, enrolment, asking.now).at(-1) ?? today.slice(0, 7)}-01` : null;
    const here = described(
      reader,
      found.slice(0, SHOWN).map(({ id }) => id),
    );
    const { days } = filter;
    const sought = {
      ...{ words, filter, customerIds, registerId: asking.window.registerId },
      since: days === undefined ? null : addDays(today, 1 - days),
    };
    const near = nothingSaid ? [] : salesNear(reader, sought, SHOWN);
    return {
      words,
      // The latest are theirs, most of the time: somebody comes back with what was bought a moment ago.
      rows: [...near, ...here].slice(0, SHOWN),
      more: found.length + near.length > SHOWN,
      since,
      older: olderAsks(words, customerIds),
    };
  },
});
