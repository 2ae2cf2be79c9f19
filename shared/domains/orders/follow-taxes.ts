import type { MutationContext } from '../../kernel/define-mutator.ts';
import { localDayAndHour } from '../../kernel/instant.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { codeOf, type Taxing } from '../pricing/provider-tax.ts';
import { taxAccounts } from '../pricing/tax-account-schema.ts';
import { type Order, type OrderLine, orderLines, orders } from './schema.ts';
import { type RecordedLine, SHIPPING, type TaxRecord, taxRecords } from './tax-record-schema.ts';

type By = Pick<MutationContext, 'authority' | 'idFor' | 'occurredAt' | 'store'>;
type Amounts = Pick<RecordedLine, 'quantity' | 'net' | 'tax'>;
type Line = Pick<OrderLine, 'id' | 'quantity' | 'scale' | 'net' | 'tax' | 'taxClass'>;
type Delivered = Pick<Order, 'shippingTotal' | 'shippingTax'>;

const none: Amounts = { quantity: 0, net: 0, tax: 0 };
const plus = (a: Amounts, b: Amounts): Amounts => ({
  quantity: a.quantity + b.quantity,
  net: sum([a.net, b.net]),
  tax: sum([a.tax, b.tax]),
});
const minus = ({ quantity, net, tax }: Amounts): Amounts => ({ quantity: 0 - quantity, net: 0 - net, tax: 0 - tax });
const isNothing = ({ net, tax }: Amounts): boolean => net === 0 && tax === 0;

const deliveryOf = ({ shippingTotal, shippingTax }: Delivered): Amounts => ({
  ...{ quantity: Math.sign(shippingTotal), net: sum([shippingTotal, -shippingTax]), tax: shippingTax },
});

function rowOf(
  by: By,
  record: Pick<
    TaxRecord,
    | ('id' | 'orderId' | 'accountId' | 'provider' | 'kind' | 'originalId' | 'whole' | 'taxedBy' | 'reference')
    | ('currency' | 'included' | 'goesTo' | 'day')
  >,
  lines: readonly RecordedLine[],
): TaxRecord {
  const at = by.occurredAt;
  return {
    ...record,
    lines: [...lines],
    net: sum(lines.map(({ net }) => net)),
    tax: sum(lines.map(({ tax }) => tax)),
    ...{ state: 'waiting', theirs: '', theirLines: {}, theirTax: null, problem: '', tries: 0 },
    ...{ nextAt: at, createdAt: at, updatedAt: at },
  };
}

/** An order that a provider taxes is to stand in its book: what of it, in the transaction that places the order. */
export async function beginTaxes(
  tx: Tx,
  by: By,
  order: Order,
  { lines, taxing }: { readonly lines: readonly (Line & { readonly key: string })[]; readonly taxing: Taxing },
): Promise<void> {
  const { accountId, provider, by: taxedBy, reference, to, codes, shippingCode } = taxing;
  const goods = lines.map(({ id: lineId, key, quantity, scale, net, tax, taxClass }) => ({
    ...{ lineId, key, quantity, scale, net, tax, code: codes[taxClass] ?? '' },
  }));
  const delivery = deliveryOf(order);
  const shipping = isNothing(delivery)
    ? []
    : [{ ...delivery, lineId: SHIPPING, key: SHIPPING, scale: 0, code: shippingCode }];
  const record = {
    ...{ id: by.idFor('tax'), orderId: order.id, accountId, provider: provider as TaxRecord['provider'] },
    ...{ kind: 'sale' as const, originalId: null, whole: 'no' as const, taxedBy, reference, goesTo: to },
    ...{ currency: order.currency, included: order.pricesIncludeTax ? ('yes' as const) : ('no' as const) },
    day: order.businessDate,
  };
  await tx.insert(taxRecords, rowOf(by, record, [...goods, ...shipping]));
}

/** What of each line is still sold: of a cancelled order nothing, else less what came back. */
async function stillSold(tx: Tx, order: Order): Promise<Map<string, Amounts & { scale: number; taxClass: string }>> {
  const sold = new Map<string, Amounts & { scale: number; taxClass: string }>();
  if (order.status === 'cancelled') return sold;
  const add = (lineId: string, of: Amounts, scale: number, taxClass: string) => {
    const known = sold.get(lineId);
    sold.set(lineId, { ...plus(known ?? none, of), scale, taxClass });
  };
  const returns = (await tx.list(orders, { originalOrderId: order.id })).filter(({ kind }) => kind === 'return');
  const back = await tx.listMany(
    orderLines,
    returns.map(({ id }) => ({ orderId: id })),
  );
  for (const line of await tx.list(orderLines, { orderId: order.id })) add(line.id, line, line.scale, line.taxClass);
  for (const line of back) if (line.originalLineId) add(line.originalLineId, line, line.scale, line.taxClass);
  for (const each of [order, ...returns]) add(SHIPPING, deliveryOf(each), 0, SHIPPING);
  return sold;
}

/**
 * Brings what a provider of taxes is to have of an order in line with the order as it stands now: what is less than was recorded is
 * taken back, line by line from where it stands, what is more is recorded beside it. Written by whatever changed the order, in its
 * transaction and under a lock, so that every change is taken back once. In the cloud alone.
 */
export async function followTaxes(tx: Tx, by: By, orderId: string): Promise<void> {
  if (!by.authority) return;
  const [first] = byAge((await tx.list(taxRecords, { orderId })).filter(({ kind }) => kind === 'sale'));
  if (!first) return;
  // Two returns at once each see the records of the other, or the other its.
  await tx.getForUpdate(taxRecords, [{ id: first.id }]);
  const records = byAge(await tx.list(taxRecords, { orderId }));
  const order = await tx.get(orders, { id: orderId });
  if (!order) return;
  const account = await tx.get(taxAccounts, { id: first.accountId });
  const codeNow = (taxClass: string): string =>
    taxClass === SHIPPING ? (account?.shippingCode ?? '') : codeOf(account?.codes ?? {}, taxClass);
  const wanted = await stillSold(tx, order);
  const booked = new Map<string, RecordedLine>();
  for (const line of records.flatMap(({ lines }) => lines)) {
    const known = booked.get(line.lineId);
    booked.set(line.lineId, { ...line, ...plus(known ?? none, line), code: known?.code ?? line.code });
  }
  const more: RecordedLine[] = [];
  const less: RecordedLine[] = [];
  for (const lineId of new Set([...booked.keys(), ...wanted.keys()])) {
    const [has, now] = [booked.get(lineId), wanted.get(lineId)];
    const change = plus(now ?? none, minus(has ?? none));
    if (isNothing(change)) continue;
    const line = {
      lineId,
      key: has?.key ?? lineId,
      scale: now?.scale ?? has?.scale ?? 0,
      code: has?.code ?? codeNow(now?.taxClass ?? ''),
    };
    if (change.net >= 0 && change.tax >= 0) more.push({ ...line, ...change });
    else if (change.net <= 0 && change.tax <= 0) less.push({ ...line, ...minus(change) });
    else {
      // One went up and the other down: what stands there is taken back whole, and stands anew.
      if (has) less.push({ ...line, ...plus(has, none) });
      if (now) more.push({ ...line, ...plus(now, none) });
    }
  }
  const { accountId, provider, goesTo, currency, included } = first;
  const day = localDayAndHour(by.occurredAt, by.store.timeZone).date;
  const of = { orderId, accountId, provider, goesTo, currency, included, day, reference: '' };
  const rows: TaxRecord[] = [];
  const sales = records.filter(({ kind }) => kind === 'sale').reverse();
  const open = sales.map((sale) => ({ sale, left: leftOf(sale, records), taken: [] as RecordedLine[] }));
  for (const line of less) takeFrom(open, line);
  for (const { sale, taken } of open) {
    if (taken.length === 0) continue;
    const untouched = !records.some(({ originalId }) => originalId === sale.id);
    const whole = order.status === 'cancelled' && untouched ? ('yes' as const) : ('no' as const);
    const id = by.idFor(`tax:${sale.id}`);
    rows.push(rowOf(by, { ...of, id, kind: 'reversal', originalId: sale.id, whole, taxedBy: sale.taxedBy }, taken));
  }
  const exempt = first.taxedBy === 'exempt';
  if (more.length > 0) {
    const sale = { id: by.idFor('tax:more'), kind: 'sale' as const, originalId: null, whole: 'no' as const };
    rows.push(rowOf(by, { ...of, ...sale, taxedBy: exempt ? 'exempt' : 'own-rates' }, more));
  }
  for (const row of rows) await tx.insertOnce(taxRecords, row);
}

const byAge = (records: readonly TaxRecord[]): TaxRecord[] =>
  records.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));

interface Open {
  readonly sale: TaxRecord;
  /** By line: what of it was not taken back yet */
  readonly left: Map<string, Amounts>;
  readonly taken: RecordedLine[];
}

function leftOf(sale: TaxRecord, records: readonly TaxRecord[]): Map<string, Amounts> {
  const left = new Map<string, Amounts>(sale.lines.map((line) => [line.lineId, line]));
  for (const line of records.flatMap(({ originalId, lines }) => (originalId === sale.id ? lines : [])))
    left.set(line.lineId, plus(left.get(line.lineId) ?? none, line));
  return left;
}

/** From the newest record on, and of each never more than it has. */
function takeFrom(open: readonly Open[], line: RecordedLine): void {
  let wanted: Amounts = line;
  for (const { left, taken } of open) {
    const has = left.get(line.lineId);
    if (!has) continue;
    const part: Amounts = {
      quantity: Math.max(0, Math.min(has.quantity, wanted.quantity)),
      net: Math.min(has.net, wanted.net),
      tax: Math.min(has.tax, wanted.tax),
    };
    if (part.net === 0 && part.tax === 0) continue;
    taken.push({ ...line, ...minus(part) });
    left.set(line.lineId, plus(has, minus(part)));
    wanted = plus(wanted, minus(part));
  }
}
