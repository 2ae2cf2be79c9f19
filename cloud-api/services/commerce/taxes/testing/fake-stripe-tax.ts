import { sum } from '@tillhouse/shared/kernel/money.ts';
import { type ApiAnswer, type ApiRequest, type FaultyApi, startFaultyApi } from '../../../../testing/faulty-api.ts';
import { ratesFor, taxed } from './fake-rates.ts';

interface Item {
  readonly id: string;
  readonly reference: string;
  readonly amount: number;
  readonly amount_tax: number;
  readonly taxes: readonly object[];
}
interface Kept {
  readonly id: string;
  readonly currency: string;
  readonly items: readonly Item[];
  readonly shipping: Item | undefined;
  readonly inclusive: boolean;
  readonly exempt: boolean;
}
export interface Entry extends Pick<Kept, 'id' | 'currency' | 'items' | 'shipping' | 'inclusive'> {
  readonly reference: string;
  readonly type: 'transaction' | 'reversal';
  readonly original: string | null;
}

export interface FakeStripeTax extends FaultyApi {
  /** What is recorded, reversals among it */
  readonly book: readonly Entry[];
  /** How many calculations were asked for */
  calculations(): number;
  /** Of everything recorded: its tax, less what was taken back */
  tax(): number;
}

const DAY_MS = 86_400_000;
/** Well formed, and of no place */
export const NOWHERE = '00000';

/** `line_items[0][amount]=1` as an object of objects. */
function parsed(raw: string): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(raw)) {
    const path = name.replaceAll(']', '').split('[');
    let at = root;
    for (const step of path.slice(0, -1)) {
      at[step] ??= {};
      at = at[step] as Record<string, unknown>;
    }
    at[path.at(-1) ?? ''] = value;
  }
  return root;
}

type Texts = Readonly<Record<string, string>>;
const listed = (of: unknown): Texts[] => Object.values((of ?? {}) as Record<string, Texts>);

/**
 * Stripe's Tax API as its reference describes it, as far as the adapter speaks it: calculations that are kept, transactions made of them
 * under a reference that is there once, reversals of all or of lines, never of more than there is. It keeps a book of its own.
 */
export async function startFakeStripeTax(key: string, now: () => number): Promise<FakeStripeTax> {
  const kept = new Map<string, Kept>();
  const book: Entry[] = [];
  let count = 0;
  const next = (prefix: string): string => `${prefix}_${String(++count).padStart(8, 'x')}`;
  const refused = (status: number, message: string, param?: string): ApiAnswer => ({
    ...{ status, body: { error: { type: 'invalid_request_error', message, ...(param && { param }) } } },
  });

  function itemOf(asked: Texts, state: string, exempt: boolean, isDelivery: boolean): Item {
    const inclusive = asked['tax_behavior'] === 'inclusive';
    const amount = Number(asked['amount']);
    const rates = exempt ? [] : ratesFor(state, asked['tax_code'] ?? '', isDelivery);
    const amounts = taxed(amount, inclusive, rates);
    const taxes = rates.map(({ level, name, tax, rate }, at) => ({
      ...{ amount: amounts[at], taxable_amount: amount, sourcing: 'destination', taxability_reason: 'standard_rated' },
      jurisdiction: { country: 'US', display_name: name, level, state },
      tax_rate_details: { display_name: tax, percentage_decimal: String(rate / 1_000), tax_type: 'sales_tax' },
    }));
    return { id: next('tax_li'), reference: asked['reference'] ?? '', amount, amount_tax: sum(amounts), taxes };
  }

  function calculate(raw: string): ApiAnswer {
    const body = parsed(raw);
    const details = body['customer_details'] as { address: Texts; taxability_override?: string };
    const { state = '', country = '', postal_code = '' } = details.address;
    if (country === 'US' && (!/^\d{5}/.test(postal_code) || postal_code === NOWHERE))
      return refused(400, 'We could not determine the customer’s tax location', 'customer_details[address]');
    const lines = listed(body['line_items']);
    if (lines.some(({ amount }) => !/^\d+$/.test(amount ?? ''))) return refused(400, 'Invalid integer', 'line_items');
    const exempt = details.taxability_override === 'customer_exempt';
    const delivery = body['shipping_cost'] as Texts | undefined;
    const found: Kept = {
      ...{ id: next('taxcalc'), currency: String(body['currency']), exempt },
      inclusive: lines[0]?.['tax_behavior'] === 'inclusive',
      items: lines.map((line) => itemOf(line, state, exempt, false)),
      shipping: delivery && itemOf(delivery, state, exempt, true),
    };
    kept.set(found.id, found);
    return { status: 200, body: shownCalculation(found) };
  }
  const page = (data: object[], url: string) => ({
    object: 'list',
    data: data.slice(0, 10),
    has_more: data.length > 10,
    url,
  });
  const shownItem = ({ taxes, ...item }: Item) => ({
    object: 'tax.calculation_line_item',
    ...item,
    tax_breakdown: taxes,
  });
  function shownCalculation({ id, currency, items, shipping, inclusive }: Kept): object {
    const tax = sum([...items.map((each) => each.amount_tax), shipping?.amount_tax ?? 0]);
    return {
      ...{ id, object: 'tax.calculation', currency, livemode: false },
      ...{ tax_amount_exclusive: inclusive ? 0 : tax, tax_amount_inclusive: inclusive ? tax : 0 },
      line_items: page(items.map(shownItem), `/v1/tax/calculations/${id}/line_items`),
      shipping_cost: shipping
        ? { amount: shipping.amount, amount_tax: shipping.amount_tax, tax_breakdown: shipping.taxes }
        : null,
    };
  }

  const shownEntry = ({ id, reference, type, currency, items, shipping }: Entry): object => ({
    ...{ id, object: 'tax.transaction', reference, type, currency, livemode: false },
    line_items: page(
      items.map(({ taxes: _taxes, ...item }) => ({ object: 'tax.transaction_line_item', ...item })),
      `/v1/tax/transactions/${id}/line_items`,
    ),
    shipping_cost: shipping ? { amount: shipping.amount, amount_tax: shipping.amount_tax } : null,
  });
  function enter(entry: Entry): ApiAnswer {
    const there = book.find(({ reference }) => reference === entry.reference);
    if (there)
      return refused(400, `Reference ${entry.reference} is used by transaction ${there.id} already`, 'reference');
    book.push(entry);
    return { status: 200, body: shownEntry(entry) };
  }
  function record(raw: string): ApiAnswer {
    const { calculation, reference } = parsed(raw) as Texts;
    const found = kept.get(calculation ?? '');
    if (!found) return refused(400, `No such tax calculation: '${calculation}'`, 'calculation');
    const { currency, items, shipping, inclusive } = found;
    return enter({
      id: next('tax'),
      reference: reference ?? '',
      type: 'transaction',
      original: null,
      currency,
      items,
      shipping,
      inclusive,
    });
  }
  function reverse(raw: string): ApiAnswer {
    const body = parsed(raw);
    const { mode, original_transaction: id, reference } = body as Texts;
    const original = book.find((each) => each.id === id);
    if (!original) return refused(404, 'No such tax transaction', 'original_transaction');
    const earlier = book.filter((each) => each.original === id);
    const of = { id: next('tax'), reference: reference ?? '', type: 'reversal', original: original.id } as const;
    const about = { ...of, currency: original.currency, inclusive: original.inclusive };
    const back = (item: Item): Item => ({ ...item, amount: 0 - item.amount, amount_tax: 0 - item.amount_tax });
    if (mode === 'full') {
      if (earlier.length > 0) return refused(400, 'The transaction was partially reversed already', 'mode');
      return enter({
        ...about,
        items: original.items.map(back),
        shipping: original.shipping && back(original.shipping),
      });
    }
    const items: Item[] = [];
    for (const { original_line_item: line, amount, amount_tax, reference: name } of listed(body['line_items'])) {
      const was = original.items.find((each) => each.id === line);
      if (!was) return refused(400, `No such line item: '${line}'`, 'line_items');
      const gone = earlier.flatMap((each) => each.items.filter((one) => one.id === `${line}!`));
      const left = sum([was.amount_tax, ...gone.map((each) => each.amount_tax), Number(amount_tax)]);
      if (Number(amount) > 0 || left < 0) return refused(400, 'More is reversed than there is', 'line_items');
      items.push({
        id: `${line}!`,
        reference: name ?? '',
        amount: Number(amount),
        amount_tax: Number(amount_tax),
        taxes: [],
      });
    }
    const delivery = body['shipping_cost'] as Texts | undefined;
    const shipping = delivery && {
      id: '',
      reference: '',
      taxes: [],
      amount: Number(delivery['amount']),
      amount_tax: Number(delivery['amount_tax']),
    };
    return enter({ ...about, items, shipping });
  }

  function answer({ method, path, headers, raw }: ApiRequest): ApiAnswer {
    if (headers.authorization !== `Bearer ${key}`)
      return { status: 401, body: { error: { type: 'invalid_request_error', message: 'Invalid API Key' } } };
    const [, , , resource, id, more] = path.split('/');
    if (path === '/v1/tax/settings') return { status: 200, body: { object: 'tax.settings', status: 'active' } };
    if (path === '/v1/tax/calculations' && method === 'POST') return calculate(raw);
    if (path === '/v1/tax/transactions/create_from_calculation') return record(raw);
    if (path === '/v1/tax/transactions/create_reversal') return reverse(raw);
    if (resource === 'calculations' && more === 'line_items') {
      const data = kept.get(id ?? '')?.items.map(shownItem) ?? [];
      return { status: 200, body: { object: 'list', data, has_more: false, url: path } };
    }
    const entry = book.find((each) => each.id === id);
    if (!entry) return refused(404, 'No such tax transaction');
    if (more === 'line_items') {
      const data = entry.items.map(({ taxes: _taxes, ...item }) => item);
      return { status: 200, body: { object: 'list', data, has_more: false, url: path } };
    }
    return { status: 200, body: shownEntry(entry) };
  }

  const api = await startFaultyApi({
    ...{ answer, now, keptMs: DAY_MS, changes: ({ method }) => method !== 'GET' },
    failed: (status) => ({ status, body: { error: { type: 'api_error', message: 'Something went wrong' } } }),
    keyOf: ({ headers }) => headers['idempotency-key'] as string | undefined,
    // A cent more than its lines.
    spoilt: ({ status, body }) => ({
      status,
      body: {
        ...body,
        tax_amount_exclusive: Number((body as { tax_amount_exclusive?: number }).tax_amount_exclusive) + 1,
      },
    }),
  });
  const taxOf = ({ items, shipping }: Entry): number =>
    sum([...items.map((item) => item.amount_tax), shipping?.amount_tax ?? 0]);
  return { ...api, book, calculations: () => kept.size, tax: () => sum(book.map(taxOf)) };
}
