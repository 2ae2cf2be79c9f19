import type { ParkedBasket } from '@tillhouse/shared/domains/register/parked-schema.ts';
import type { Order, OrderLine, Tender } from '@tillhouse/shared/domains/orders/schema.ts';
import { plainSerial } from '@tillhouse/shared/domains/register/serials.ts';
import type { FoundSale, SaleFilter } from '../../bridge/find-sale-queries.ts';
import type { ParkedSale } from '../../bridge/parked-views.ts';
import type { Reader } from '../database/reader.ts';
import type { SaleWords } from '../lists/sale-words.ts';
import { fullTitle } from '../words.ts';
import type { Note } from './note.ts';

/** Of an outage of days; older ones are found once the cloud has told of them. */
const LOOKED_THROUGH = 3_000;

/** What neighbours told and the cloud has not: read over the shop's tables, never written into them. */
function told(reader: Reader, kind: 'sale' | 'return' | 'parked', unless: string): Note[] {
  const rows = reader.all<{ body: string }>(
    `SELECT n.body FROM lan_notes n WHERE n.kind = ? AND NOT EXISTS (${unless})
      ORDER BY n.occurred_at DESC LIMIT ${LOOKED_THROUGH}`,
    [kind],
  );
  // As it was kept, it was checked.
  return rows.map(({ body }) => JSON.parse(body) as Note);
}

const rowsOf = <T>({ rows }: Note, name: Note['rows'][number]['table']): T[] =>
  rows.flatMap(({ table, row }) => (table === name ? [row as T] : []));

const nameOf = (
  reader: Reader,
  table: 'registers' | 'locations' | 'customers',
  id: string | null,
): string | undefined => reader.get<{ name: string }>(`SELECT name FROM ${table} WHERE id = ?`, [id])?.name;

/** Baskets that lie parked at neighbours, which the cloud has not told of. */
export function parkedNear(reader: Reader, locationId: string | null, currency: string): ParkedSale[] {
  const known = `SELECT 1 FROM main.parked_baskets p WHERE p.id = n.about
    UNION ALL SELECT 1 FROM main.lan_notes e WHERE e.about = n.about AND e.kind = 'ended'`;
  return told(reader, 'parked', known).flatMap((note): ParkedSale[] => {
    const [parked] = rowsOf<ParkedBasket>(note, 'parked_baskets');
    if (!parked || parked.locationId !== locationId || parked.currency !== currency) return [];
    const { id, name, total, parkedAt, parkedByName: by, units, customerId, registerId } = parked;
    const at = nameOf(reader, 'registers', registerId);
    const customer = nameOf(reader, 'customers', customerId);
    return [
      { id, name, total, parkedAt, by, units, elsewhere: true, ...(at && { at }), ...(customer && { customer }) },
    ];
  });
}

interface Sold {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
  readonly tenders: readonly Tender[];
  readonly sequences: readonly number[];
  readonly serials: readonly string[];
}

function soldOf(note: Note): Sold[] {
  const [order] = rowsOf<Order>(note, 'orders');
  if (!order) return [];
  const sequences = rowsOf<{ sequence: number }>(note, 'receipts').map(({ sequence }) => sequence);
  const serials = rowsOf<{ plain: string }>(note, 'sold_serials').map(({ plain }) => plain);
  const [lines, tenders] = [rowsOf<OrderLine>(note, 'order_lines'), rowsOf<Tender>(note, 'tenders')];
  return [{ order, lines, tenders, sequences, serials }];
}

export interface Sought {
  readonly words: SaleWords;
  readonly filter: SaleFilter;
  /** `filter.days` as the first business day */
  readonly since: string | null;
  readonly registerId: string | null;
  readonly customerIds: readonly string[];
}

function fits({ order, tenders, sequences, serials }: Sold, { words, filter, since, registerId, customerIds }: Sought) {
  const { number, digits, date, amount, person } = words;
  const serial = (text: string) => serials.includes(plainSerial(text));
  const byDigits = (text: string) =>
    tenders.some(({ card }) => card?.last4 === text) || sequences.includes(Number(text)) || serial(text);
  const byPerson = (name: string) =>
    (order.customerId !== null && customerIds.includes(order.customerId)) ||
    order.customerName.toLowerCase().includes(name.toLowerCase()) ||
    serial(name);
  return (
    (number === undefined || order.number.startsWith(number.replace(/^#/, '')) || serial(number)) &&
    (digits === undefined || byDigits(digits)) &&
    (person === undefined || byPerson(person)) &&
    (date === undefined || order.businessDate === date) &&
    (amount === undefined || order.total === amount) &&
    (since === null || order.businessDate >= since) &&
    (!filter.here || order.registerId === registerId) &&
    (filter.tender === undefined || tenders.some((one) => one.kind === filter.tender && one.amount > 0))
  );
}

const arrived = 'SELECT 1 FROM main.orders o WHERE o.id = n.about';

/** Sales of neighbours that the cloud has not told of, the latest first, by the same words as those that are here. */
export function salesNear(reader: Reader, sought: Sought, most: number): FoundSale[] {
  const found = told(reader, 'sale', arrived)
    .flatMap(soldOf)
    .filter((sold) => fits(sold, sought))
    .slice(0, most);
  if (found.length === 0) return [];
  const back = new Map<string, number>();
  for (const { lines } of told(reader, 'return', arrived).flatMap(soldOf))
    for (const { originalLineId: id, quantity } of lines) if (id !== null) back.set(id, (back.get(id) ?? 0) - quantity);
  return found.map((sold) => shown(reader, sold, back));
}

function shown(reader: Reader, { order, lines, tenders }: Sold, back: ReadonlyMap<string, number>): FoundSale {
  const { id, number, placedAt, customerName, units, total, currency, actorName: soldBy } = order;
  const some = lines.some((line) => (back.get(line.id) ?? 0) > 0);
  const all = lines.every((line) => (back.get(line.id) ?? 0) >= line.quantity);
  return {
    ...{ id, number, placedAt, customerName, units, total, currency, soldBy },
    channelName: nameOf(reader, 'registers', order.registerId) ?? '',
    locationName: nameOf(reader, 'locations', order.locationId) ?? '',
    items: lines.map(({ title, variantTitle, quantity, scale }) => ({
      ...{ title: fullTitle(title, variantTitle), quantity, scale },
    })),
    tenders: tenders
      .filter(({ amount }) => amount > 0)
      .map(({ kind, amount, card }) => ({ kind, amount, brand: card?.brand ?? null, last4: card?.last4 ?? null })),
    back: all ? 'all' : some ? 'some' : 'none',
    near: true,
  };
}
