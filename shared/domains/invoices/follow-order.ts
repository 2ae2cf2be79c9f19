import { atOnce } from '../../kernel/at-once.ts';
import type { MutationContext } from '../../kernel/define-mutator.ts';
import { localDayAndHour, monthOf } from '../../kernel/instant.ts';
import type { Tx } from '../../kernel/tx.ts';
import { type StoreSettings, storeSettings } from '../access/schema.ts';
import { mainOf, storeAt } from '../access/stores.ts';
import { claims } from '../claims/schema.ts';
import { type Address, checkouts } from '../checkout/schema.ts';
import { customers } from '../customers/schema.ts';
import { locations } from '../inventory/schema.ts';
import { type OrderDelivery, orderDeliveries } from '../orders/fulfilment-schema.ts';
import { type Order, orderLines, orders } from '../orders/schema.ts';
import { taxZones } from '../pricing/schema.ts';
import { jurisdictionsOf, zonePlaces } from '../pricing/store-taxes.ts';
import { completeInvoice, type InvoiceFacts } from './complete-invoice.ts';
import { type InvoiceDocument, invoiceNumber, onlinePoint } from './document.ts';
import { type Invoice, invoiceCounters, invoices } from './schema.ts';
import { sameTrade, takeBack } from './take-back.ts';

/** What this file needs of the command in whose transaction it writes. */
type By = Pick<MutationContext, 'authority' | 'idFor' | 'occurredAt' | 'actor'>;

/**
 * The invoices of an online order as it stands now, in the series of its store, written by whatever changed it: the first when it is
 * paid or something of it has left; after an edit that says something else a credit note over all of it and a new one; when it is
 * cancelled the credit note alone. In the cloud alone, and only for orders that no till has invoiced.
 * @param sent whether something of it has left
 */
export async function followOrder(tx: Tx, by: By, order: Order, sent = false): Promise<void> {
  if (!by.authority || order.channel !== 'online' || order.kind !== 'sale' || order.historical) return;
  // What is sent again for a claim is no supply of its own: the first one has its invoice.
  if (order.total === 0 && (await tx.list(claims, { replacementId: order.id })).length > 0) return;
  const issued = await tx.list(invoices, { orderId: order.id });
  const back = new Set(issued.map(({ creditedId }) => creditedId));
  const standing = issued.filter(({ kind, id }) => kind === 'invoice' && !back.has(id));
  const due = order.due <= 0 || sent;
  if (order.status === 'cancelled' ? standing.length === 0 : issued.length === 0 && !due) return;
  const store = await storeOf(tx, order);
  if (!store || standing.some(({ registerId }) => registerId !== store.id)) return;
  const [first] = standing;
  if (order.status === 'cancelled') return first && takeBackWhole(tx, by, store, first);
  const facts = await factsOf(tx, by, order, store);
  if (first) {
    const { document } = await completeInvoice({ ...facts, lastOf: async () => 0 });
    if (sameTrade(said(first), document)) return;
    await takeBackWhole(tx, by, store, first);
  }
  await issueOnline(tx, by, order, facts);
}

/** The credit note of a return whose sale has an invoice of the cloud's: in the series of its store, beside the return itself. */
export async function followReturn(tx: Tx, by: By, { orderId }: { readonly orderId: string }): Promise<void> {
  if (!by.authority) return;
  const order = await tx.get(orders, { id: orderId });
  if (order?.kind !== 'return' || order.originalOrderId === null || order.historical) return;
  const sale = await tx.get(orders, { id: order.originalOrderId });
  if (sale?.channel !== 'online') return;
  const issued = await tx.list(invoices, { orderId: sale.id });
  const back = new Set(issued.map(({ creditedId }) => creditedId));
  const credited = issued.find(({ kind, id }) => kind === 'invoice' && !back.has(id));
  const store = await storeOf(tx, sale);
  if (!store || credited?.registerId !== store.id) return;
  const { buyer } = said(credited);
  await issueOnline(tx, by, order, { ...(await factsOf(tx, by, order, store)), kind: 'credit-note', credited, buyer });
}

/** The page it was bought on, where that is known; else where its goods leave from. */
async function storeOf(tx: Tx, { id: orderId, locationId }: Order): Promise<StoreSettings | undefined> {
  const [[checkout], stores] = await atOnce([tx.list(checkouts, { orderId }), tx.list(storeSettings, {})]);
  if (stores.length < 2) return stores[0];
  if (!checkout) return storeAt(tx, locationId);
  return stores.find(({ id }) => id === checkout.storeId) ?? mainOf(stores);
}

type OnlineFacts = Omit<InvoiceFacts, 'lastOf'> & { readonly storeId: string };

async function factsOf(tx: Tx, by: By, order: Order, store: StoreSettings): Promise<OnlineFacts> {
  const { id: orderId, customerId, locationId } = order;
  const [lines, [checkout], [goesTo], customer, location] = await atOnce([
    tx.list(orderLines, { orderId }),
    tx.list(checkouts, { orderId }),
    tx.list(orderDeliveries, { orderId }),
    customerId === null ? undefined : tx.get(customers, { id: customerId }),
    tx.get(locations, { id: locationId }),
  ]);
  return {
    ...{ kind: 'invoice', order, customer, store, credited: undefined, at: by.occurredAt, storeId: store.id },
    lines: lines.sort((a, b) => a.position - b.position),
    street: location?.street ?? '',
    register: onlinePoint(store),
    ...(checkout?.business && { business: checkout.business }),
    ...(goesTo?.buyerReference ? { reference: goesTo.buyerReference } : {}),
    ...(await registeredThere(tx, store, goesTo)),
    ...(checkout?.delivery || goesTo ? { buyer: placeOf(checkout?.delivery, goesTo) } : {}),
  };
}

/** The number under which the store collects tax where the order was taxed, where that is elsewhere. */
async function registeredThere(tx: Tx, store: StoreSettings, goesTo: OrderDelivery | undefined) {
  const taxedIn = goesTo?.taxedIn;
  if (!taxedIn) return {};
  const [zone] = await tx.getMany(
    taxZones,
    zonePlaces(null, store).map((place) => ({ place })),
  );
  const there = zone?.collects?.find(({ jurisdiction }) => jurisdictionsOf(taxedIn).includes(jurisdiction));
  return there?.number ? { vatNumber: there.number } : {};
}

/** Field by field where the checkout asked for it so; else as it stands on the label. */
function placeOf(typed: Address | null | undefined, label: OrderDelivery | undefined): InvoiceFacts['buyer'] {
  if (typed) {
    const { name, line1, line2, city, region, postcode, country } = typed;
    const place = [city, region].filter(Boolean).join(', ');
    return { name, street: [line1, line2].filter(Boolean).join(', '), postalCode: postcode, city: place, country };
  }
  const { recipient = '', address = '', country } = label ?? {};
  return { name: recipient, street: address, country: country ?? '' };
}

const said = ({ document }: Invoice) => JSON.parse(document) as InvoiceDocument;

/** The next number; whoever else wants one waits for the end of this transaction, so that none is left out. */
async function take(tx: Tx, series: { registerId: string; generation: number; year: number; kind: Invoice['kind'] }) {
  if (!(await tx.add(invoiceCounters, series, { lastSequence: 1 }))) {
    await tx.insertOnce(invoiceCounters, { ...series, lastSequence: 0 });
    await tx.add(invoiceCounters, series, { lastSequence: 1 });
  }
  return (await tx.get(invoiceCounters, series))?.lastSequence ?? 1;
}

async function issueOnline(tx: Tx, by: By, order: Order, { storeId, ...facts }: OnlineFacts): Promise<void> {
  const { kind, register } = facts;
  const { generation } = register;
  const lastOf = async (year: number) => (await take(tx, { registerId: storeId, generation, year, kind })) - 1;
  const { document, ...rest } = await completeInvoice({ ...facts, lastOf });
  await write(tx, by, { ...rest, kind, orderId: order.id, registerId: storeId }, document);
}

async function takeBackWhole(tx: Tx, by: By, store: StoreSettings, invoice: Invoice): Promise<void> {
  const issuedOn = localDayAndHour(by.occurredAt, store.timeZone).date;
  const { code, generation } = onlinePoint(store);
  const series = { registerId: store.id, generation, year: Number(issuedOn.slice(0, 4)), kind: 'credit-note' as const };
  const sequence = await take(tx, series);
  const number = invoiceNumber('credit-note', { ...series, code, sequence });
  const row = { ...series, number, sequence, businessDate: issuedOn, orderId: invoice.orderId, creditedId: invoice.id };
  await write(tx, by, row, takeBack(said(invoice), invoice.number, issuedOn));
}

type Row = Pick<
  Invoice,
  ('kind' | 'orderId' | 'registerId' | 'generation' | 'year' | 'sequence') | ('number' | 'businessDate' | 'creditedId')
>;

function write(tx: Tx, by: By, row: Row, document: InvoiceDocument): Promise<void> {
  const { currency, net, tax, total } = document;
  return tx.insert(invoices, {
    ...{ ...row, id: by.idFor(`${row.kind}:online`), currency, net, tax, total },
    ...{ document: JSON.stringify(document), actorName: by.actor.name, issuedAt: by.occurredAt },
    month: monthOf(row.businessDate),
  });
}
