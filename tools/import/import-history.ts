import { basename } from 'node:path';
import { Checkpoint, fingerprintOf } from './checkpoint.ts';
import { countryCode } from './country-codes.ts';
import { type HistoryColumns, historyColumns, readHistoryLine } from './history-line.ts';
import { HistoryOrders, type MadeOrder } from './history-orders.ts';
import { HistorySurvey, isGoods } from './history-survey.ts';
import type { ProductToImport } from '@tillhouse/shared/domains/catalog/files/shops/read-product.ts';
import { batchId } from './import-products-batch.ts';
import type { ImportTalk, ImportTarget } from './import-target.ts';
import { ImportProblem } from './import-problem.ts';
import { openSheet } from './read-rows.ts';
import { RejectedReport } from './rejected-report.ts';
import { type Batch, sendBatches } from './send-batches.ts';
import { sendProducts } from './send-products.ts';
import { idOf } from '@tillhouse/shared/kernel/source-ids.ts';

export interface HistoryOptions {
  readonly path: string;
  /** Part of every id; another source never meets this one's. */
  readonly source: string;
  /** Name of the location that sold it; the first one when left out */
  readonly location?: string | undefined;
  readonly reportPath: string;
  readonly checkpointPath: string;
}

export interface HistoryResult {
  readonly lines: number;
  readonly importedLines: number;
  readonly orders: number;
  readonly returns: number;
  readonly linkedReturns: number;
  readonly customers: number;
  readonly guestOrders: number;
  readonly products: number;
  readonly severalTitles: number;
  readonly unknownColumns: readonly string[];
  readonly report: RejectedReport;
  readonly stopped: boolean;
}

const LINES_A_BATCH = 4_000;
const ORDERS_A_BATCH = 300;
const CUSTOMERS_A_BATCH = 500;

/** Brings invoice lines in as closed orders, with their products and customers. Run again it adds nothing. */
export async function importHistory(
  target: ImportTarget,
  talk: ImportTalk,
  options: HistoryOptions,
): Promise<HistoryResult> {
  const { path, source } = options;
  const { store } = target;
  const location = options.location
    ? store.locations.find(({ name }) => name === options.location)
    : store.locations[0];
  if (!location) {
    const known = store.locations.map(({ name }) => name).join(', ') || 'none yet';
    throw new ImportProblem(
      `There is no location ${options.location ?? ''} in this shop (${known}). Nothing was changed. Name one with --location.`,
    );
  }
  const { survey, columns, report, unknownColumns } = await surveyFile(options, store.timeZone, talk);
  const skus = await sendGoods(target, talk, source, survey);
  await sendCustomers(target, talk, source, survey);

  const checkpoint = new Checkpoint(
    options.checkpointPath,
    fingerprintOf(path, `${target.name}|${source}|${location.id}`),
  );
  const making = new HistoryOrders({
    source,
    currency: store.currency,
    locationId: location.id,
    variantOf: (code) => skus.get(code) ?? idOf(source, 'variant', code),
    linesOf: (invoice) => survey.invoices.get(invoice) ?? 0,
  });
  const sent = { lines: 0, orders: 0, returns: 0, linked: 0, guests: 0 };
  const done = new Set<number>();
  let confirmed = checkpoint.done;
  let number = 0;

  const batch = (orders: readonly MadeOrder[]): Batch => {
    const mine = number++;
    const args = { orders: orders.map(({ order }) => order) };
    const count = () => {
      for (const { lineCount, kind, linked, order } of orders) {
        sent.lines += lineCount;
        sent.orders += 1;
        if (kind === 'return') sent.returns += 1;
        if (linked) sent.linked += 1;
        if (order.customerId === null) sent.guests += 1;
      }
      talk.progress(
        `${sent.lines.toLocaleString('en')} of ${survey.lines.toLocaleString('en')} lines are in (${sent.orders.toLocaleString('en')} orders)`,
      );
    };
    if (mine < checkpoint.done) {
      count();
      return { command: '', args: null, id: '', onOutcome: () => {} };
    }
    return {
      command: 'orders.importHistory',
      args,
      id: batchId(source, 'orders.importHistory', args),
      onOutcome: (outcome) => {
        if (outcome.status !== 'applied')
          throw new ImportProblem(
            `The shop refused a batch of orders: ${outcome.message ?? outcome.code}. What came before is in; nothing is doubled when you run this again.`,
          );
        count();
        done.add(mine);
        while (done.delete(confirmed)) confirmed += 1;
        checkpoint.save(confirmed);
      },
    };
  };
  const sales = saleBatches(path, columns, store.timeZone, making, batch);
  await sendBatches(target, notEmpty(sales), talk, 3);
  // Cancellations come after every sale they may give back.
  if (!talk.stopped()) await sendBatches(target, notEmpty(inBatches([...making.returns()], batch)), talk, 2);
  const stopped = talk.stopped();
  if (!stopped) checkpoint.clear();
  await report.close();
  const titles = [...survey.goods.keys()].filter((code) => survey.product(code).otherTitles > 0).length;
  return {
    lines: survey.lines,
    importedLines: sent.lines,
    orders: sent.orders,
    returns: sent.returns,
    linkedReturns: sent.linked,
    customers: survey.customers.size,
    guestOrders: sent.guests,
    products: [...survey.goods.keys()].filter(isGoods).length,
    severalTitles: titles,
    unknownColumns,
    report,
    stopped,
  };
}

async function* notEmpty(batches: AsyncIterable<Batch> | Iterable<Batch>): AsyncGenerator<Batch> {
  for await (const batch of batches) if (batch.command) yield batch;
}

async function surveyFile(options: HistoryOptions, timeZone: string, talk: ImportTalk) {
  const sheet = await openSheet(options.path);
  const columns = historyColumns(sheet);
  const report = new RejectedReport(options.reportPath, sheet.columns);
  const survey = new HistorySurvey();
  for await (const row of sheet.rows) {
    survey.lines += 1;
    const read = readHistoryLine(row, columns, timeZone);
    if (read.ok) survey.add(read.value);
    else report.add(read.value);
    if (survey.lines % 5_000 === 0)
      talk.progress(`Reading ${basename(options.path)}: ${survey.lines.toLocaleString('en')} lines`);
    if (talk.stopped()) break;
  }
  return { survey, columns, report, unknownColumns: columns.unknown };
}

async function* saleBatches(
  path: string,
  columns: HistoryColumns,
  timeZone: string,
  making: HistoryOrders,
  batch: (orders: readonly MadeOrder[]) => Batch,
): AsyncGenerator<Batch> {
  const sheet = await openSheet(path);
  let waiting: MadeOrder[] = [];
  let lines = 0;
  for await (const row of sheet.rows) {
    const read = readHistoryLine(row, columns, timeZone);
    const made = read.ok ? making.add(read.value) : null;
    if (!made) continue;
    if (waiting.length > 0 && (lines + made.lineCount > LINES_A_BATCH || waiting.length >= ORDERS_A_BATCH)) {
      yield batch(waiting);
      waiting = [];
      lines = 0;
    }
    waiting.push(made);
    lines += made.lineCount;
  }
  if (waiting.length > 0) yield batch(waiting);
}

function* inBatches(orders: readonly MadeOrder[], batch: (orders: readonly MadeOrder[]) => Batch): Generator<Batch> {
  for (let start = 0; start < orders.length; start += ORDERS_A_BATCH)
    yield batch(orders.slice(start, start + ORDERS_A_BATCH));
}

/** Products of the stock codes. @returns variants that the shop has already under another id, by SKU */
async function sendGoods(
  target: ImportTarget,
  talk: ImportTalk,
  source: string,
  survey: HistorySurvey,
): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  const products = [...survey.goods.keys()].filter(isGoods).map((code): ProductToImport => {
    const { title, price } = survey.product(code);
    const product = {
      id: idOf(source, 'product', code),
      title: title.slice(0, 300),
      handle: `${source}-${code.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`.slice(0, 100),
      description: '',
      status: 'active',
      category: '',
      supplier: '',
      tags: [source],
      options: [],
      taxClass: 'standard',
      image: null,
      soldAtTill: true,
      soldOnline: false,
      externalRef: `${source}:${code}`,
    };
    const variant = {
      id: idOf(source, 'variant', code),
      title: '',
      optionValues: [],
      sku: code,
      gtin: null,
      unit: 'H87',
      scale: 0,
      tracked: true,
      image: null,
      price,
    };
    return { product, variants: [variant], lines: [] };
  });
  let sent = 0;
  await sendProducts(target, products, talk, {
    source,
    priceListId: null,
    applied: (some) => {
      sent += some.length;
      talk.progress(`${sent.toLocaleString('en')} of ${products.length.toLocaleString('en')} products are in`);
    },
    refused: ({ variants: [variant] }, outcome) => {
      const there = outcome.details?.variantId;
      if (outcome.code === 'catalog.sku-taken' && typeof there === 'string' && variant) {
        known.set(variant.sku, there);
        return;
      }
      throw new ImportProblem(
        `The shop refused the product ${variant?.sku}: ${outcome.message ?? outcome.code}. What came before is in; nothing is doubled when you run this again.`,
      );
    },
  });
  return known;
}

async function sendCustomers(
  target: ImportTarget,
  talk: ImportTalk,
  source: string,
  survey: HistorySurvey,
): Promise<void> {
  const all = [...survey.customers].map(([key, country]) => ({
    id: idOf(source, 'customer', key),
    name: `Customer ${key}`,
    email: null,
    phone: null,
    city: null,
    country: countryCode(country),
    note: countryCode(country) ? '' : `Country in the source: ${country || 'none'}`,
    externalRef: `${source}:${key}`,
    status: 'active',
  }));
  function* batches(): Generator<Batch> {
    for (let start = 0; start < all.length; start += CUSTOMERS_A_BATCH) {
      const args = { customers: all.slice(start, start + CUSTOMERS_A_BATCH) };
      const onOutcome: Batch['onOutcome'] = (outcome) => {
        if (outcome.status !== 'applied')
          throw new ImportProblem(`The shop refused customers: ${outcome.message ?? outcome.code}.`);
        talk.progress(
          `${Math.min(all.length, start + CUSTOMERS_A_BATCH).toLocaleString('en')} of ${all.length.toLocaleString('en')} customers are in`,
        );
      };
      yield { command: 'customers.save', args, id: batchId(source, 'customers.save', args), onOutcome };
    }
  }
  await sendBatches(target, batches(), talk, 1);
}
