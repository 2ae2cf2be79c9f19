import { recordedGoods, SHIPPING } from './recorded-lines.ts';
import type { JurisdictionTax, TaxAsk } from '@tillhouse/shared/domains/pricing/provider-tax.ts';
import { memberOf } from '@tillhouse/shared/domains/pricing/reverse-charge.ts';
import { sum } from '@tillhouse/shared/kernel/money.ts';
import Stripe from 'stripe';
import {
  codeOf,
  NoTaxAnswer,
  type OpenTaxAccount,
  rateOf,
  TaxBusy,
  type TaxProvider,
  TaxRefused,
  type TheirRecord,
  type ToRecord,
} from './tax-provider.ts';
import { addedUp, dueOf, nameOfTax } from './their-taxes.ts';

const TIMEOUT_MS = 8_000;
/** ISO 4217 has no minor units for these, and Stripe counts hundredths all the same. */
const HUNDREDTHS = new Set(['ISK', 'UGX']);
const WITH_TAXES = 'line_items.data.tax_breakdown';

const toStripe = (amount: number, currency: string): number => (HUNDREDTHS.has(currency) ? amount * 100 : amount);

/** @throws where it is no whole amount of the currency: what is not understood is never rounded into something */
function fromStripe(amount: number, currency: string): number {
  const own = HUNDREDTHS.has(currency) ? amount / 100 : amount;
  if (!Number.isSafeInteger(own)) throw new Error(`${amount} is no amount of ${currency}`);
  return own;
}

type Line = Stripe.Tax.CalculationLineItem;
type Breakdown =
  | NonNullable<Line['tax_breakdown']>[number]
  | NonNullable<Stripe.Tax.Calculation.ShippingCost['tax_breakdown']>[number];

const levels: Readonly<Record<string, string>> = { state: 'State', county: 'County', city: 'City' };

function nameOf({ jurisdiction, tax_rate_details: rate }: Breakdown): string {
  const { display_name: place, level } = jurisdiction;
  return nameOfTax(place, jurisdiction.country === 'US' ? levels[level] : undefined, rate?.display_name ?? 'tax');
}

function taxesOf(breakdown: readonly Breakdown[] | null | undefined, tax: number, currency: string): JurisdictionTax[] {
  const taxes = (breakdown ?? []).map((each) => ({
    name: nameOf(each),
    rate: rateOf(each.tax_rate_details?.percentage_decimal ?? '0', true),
    amount: fromStripe(each.amount, currency),
  }));
  return dueOf(taxes, fromStripe(tax, currency));
}

interface Basket extends Pick<TaxAsk, 'currency' | 'included' | 'to' | 'lines' | 'shipping' | 'taxId'> {
  readonly exempt: boolean;
}

function calculationOf({
  currency,
  included,
  to,
  lines,
  shipping,
  exempt,
  taxId,
}: Basket): Stripe.Tax.CalculationCreateParams {
  const tax_behavior = included ? 'inclusive' : 'exclusive';
  return {
    currency: currency.toLowerCase(),
    line_items: lines.map(({ key, amount, quantity, scale, code }) => ({
      ...{ amount: toStripe(amount, currency), reference: key, tax_behavior },
      // Goods that are weighed are one.
      quantity: scale === 0 ? Math.max(1, quantity) : 1,
      ...(code && { tax_code: code }),
    })),
    ...(shipping.amount > 0 && {
      shipping_cost: {
        ...{ amount: toStripe(shipping.amount, currency), tax_behavior },
        ...(shipping.code && { tax_code: shipping.code }),
      },
    }),
    customer_details: {
      address: {
        ...{ line1: to.line1, line2: to.line2, city: to.city, state: to.region, postal_code: to.postcode },
        country: to.country,
      },
      address_source: 'shipping',
      ...(exempt && { taxability_override: 'customer_exempt' as const }),
      ...(taxId && { tax_ids: [{ type: memberOf(taxId) ? ('eu_vat' as const) : ('gb_vat' as const), value: taxId }] }),
    },
    expand: [WITH_TAXES],
  };
}

/** What the SDK's error says of what was done. */
function said(error: unknown): Error {
  if (error instanceof TaxRefused || error instanceof TaxBusy || error instanceof NoTaxAnswer) return error;
  if (!(error instanceof Stripe.errors.StripeError)) return new NoTaxAnswer('Stripe', error);
  const { statusCode } = error;
  if (statusCode === 429 || statusCode === 409) return new TaxBusy('Stripe is busy.');
  if (error instanceof Stripe.errors.StripeIdempotencyError) return new NoTaxAnswer('Stripe', error);
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new TaxRefused(error.message);
  return new NoTaxAnswer('Stripe', error);
}

/**
 * Stripe Tax by Stripe's own SDK, which repeats nothing by itself. A calculation is kept there for 90 days, and a transaction is made of
 * it under a reference that its whole book has once; what is sent again with the same key is answered as at first.
 */
export function stripeTax({ api }: { readonly api?: string | undefined } = {}): TaxProvider {
  const base = api === undefined ? undefined : new URL(api);
  const httpClient = Stripe.createFetchHttpClient();
  const clientOf = ({ secrets }: OpenTaxAccount, timeout = TIMEOUT_MS): Stripe => {
    const key = secrets['secretKey'];
    if (!key) throw new TaxRefused('This account was disconnected.');
    return new Stripe(key, {
      ...{ maxNetworkRetries: 0, timeout, telemetry: false, appInfo: { name: 'Tillhouse' }, httpClient },
      ...(base && { host: base.hostname, port: base.port, protocol: base.protocol.slice(0, -1) as 'http' | 'https' }),
    });
  };
  const asking = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw said(error);
    }
  };
  async function allLines(stripe: Stripe, calculation: Stripe.Tax.Calculation): Promise<Line[]> {
    const first = calculation.line_items;
    if (first && !first.has_more) return first.data;
    const lines: Line[] = [];
    const pages = stripe.tax.calculations.listLineItems(calculation.id ?? '', {
      limit: 100,
      expand: ['data.tax_breakdown'],
    });
    for await (const line of pages) lines.push(line);
    return lines;
  }
  const theirsOf = async (
    stripe: Stripe,
    transaction: Stripe.Tax.Transaction,
    { record }: ToRecord,
  ): Promise<TheirRecord> => {
    const items = [...(transaction.line_items?.data ?? [])];
    if (!transaction.line_items || transaction.line_items.has_more) {
      items.length = 0;
      for await (const item of stripe.tax.transactions.listLineItems(transaction.id, { limit: 100 })) items.push(item);
    }
    const tax = items.reduce((all, { amount_tax }) => all + amount_tax, transaction.shipping_cost?.amount_tax ?? 0);
    const byKey = new Map(recordedGoods(record).map(({ key, lineId }) => [key, lineId]));
    return {
      theirs: transaction.id,
      theirLines: Object.fromEntries(items.map(({ id, reference }) => [byKey.get(reference) ?? reference, id])),
      theirTax: fromStripe(tax, record.currency),
    };
  };
  async function sale(stripe: Stripe, { record }: ToRecord, calculation: string): Promise<Stripe.Tax.Transaction> {
    return stripe.tax.transactions.createFromCalculation(
      { calculation, reference: codeOf(record), expand: ['line_items'] },
      { idempotencyKey: `${codeOf(record)}:${calculation}` },
    );
  }
  /** Of what it did not work out itself, or no longer keeps. */
  async function calculatedNow(stripe: Stripe, { record }: ToRecord): Promise<string> {
    const included = record.included === 'yes';
    const shown = ({ net, tax }: { readonly net: number; readonly tax: number }) => (included ? sum([net, tax]) : net);
    const delivery = record.lines.find(({ lineId }) => lineId === SHIPPING);
    const { id } = await stripe.tax.calculations.create(
      calculationOf({
        ...{ currency: record.currency, included, to: record.goesTo, exempt: record.taxedBy === 'exempt' },
        lines: recordedGoods(record).map((line) => ({ ...line, amount: shown(line) })),
        shipping: { amount: delivery ? shown(delivery) : 0, code: delivery?.code ?? '' },
      }),
      { idempotencyKey: `${codeOf(record)}:calculation` },
    );
    if (!id) throw new TaxRefused('Stripe made no calculation that can be recorded.');
    return id;
  }
  async function recordedSale(stripe: Stripe, asked: ToRecord): Promise<Stripe.Tax.Transaction> {
    const { taxedBy, reference } = asked.record;
    if (taxedBy === 'provider' && reference !== '') {
      try {
        return await sale(stripe, asked, reference);
      } catch (error) {
        const gone = error instanceof Stripe.errors.StripeInvalidRequestError && /expired|no such/i.test(error.message);
        if (!gone || alreadyThere(error)) throw error;
      }
    }
    return sale(stripe, asked, await calculatedNow(stripe, asked));
  }
  async function reversal(stripe: Stripe, { record, original }: ToRecord): Promise<Stripe.Tax.Transaction> {
    if (!original) throw new TaxRefused('What it takes back from is not known.');
    const { currency } = record;
    const included = record.included === 'yes';
    const of = ({ net, tax }: { readonly net: number; readonly tax: number }) => ({
      amount: toStripe(included ? sum([net, tax]) : net, currency),
      amount_tax: toStripe(tax, currency),
    });
    const delivery = record.lines.find(({ lineId }) => lineId === SHIPPING);
    const about = { original_transaction: original.theirs, reference: codeOf(record), expand: ['line_items'] };
    const lines = recordedGoods(record).map((line) => ({
      ...{ ...of(line), reference: line.lineId, original_line_item: original.theirLines[line.lineId] ?? '' },
      quantity: line.scale === 0 ? Math.abs(line.quantity) : 1,
    }));
    return stripe.tax.transactions.createReversal(
      record.whole === 'yes'
        ? { ...about, mode: 'full' }
        : { ...about, mode: 'partial', line_items: lines, ...(delivery && { shipping_cost: of(delivery) }) },
      { idempotencyKey: codeOf(record) },
    );
  }
  return {
    name: 'stripe',
    settings: [],
    secrets: ['secretKey'],
    quote: (account, ask, timeoutMs) =>
      asking(async () => {
        const stripe = clientOf(account, timeoutMs);
        const { currency } = ask;
        const found = await stripe.tax.calculations.create(calculationOf({ ...ask, exempt: false }));
        const items = await allLines(stripe, found);
        const lines = items.map(({ reference, tax_breakdown: taxes, amount_tax: tax }) => ({
          ...{ key: reference, taxes: taxesOf(taxes, tax, currency) },
        }));
        const { shipping_cost: delivery } = found;
        const shipping = delivery ? taxesOf(delivery.tax_breakdown, delivery.amount_tax, currency) : [];
        const tax = fromStripe(found.tax_amount_exclusive + found.tax_amount_inclusive, currency);
        return addedUp({ reference: found.id ?? '', lines, shipping }, tax);
      }),
    record: (account, asked) =>
      asking(async () => {
        const stripe = clientOf(account);
        const make = asked.record.kind === 'reversal' ? reversal : recordedSale;
        const made = await make(stripe, asked).catch((error: unknown) => {
          const known = alreadyThere(error);
          if (known) return stripe.tax.transactions.retrieve(known);
          throw error;
        });
        return theirsOf(stripe, made, asked);
      }),
    look: (account, asked) =>
      asking(async () => {
        const { theirs } = asked.record;
        if (theirs === '') return 'again';
        const stripe = clientOf(account);
        return theirsOf(stripe, await stripe.tax.transactions.retrieve(theirs, { expand: ['line_items'] }), asked);
      }),
    check: async (account) => {
      try {
        const { status } = await clientOf(account).tax.settings.retrieve();
        if (status === 'active') return { works: true, message: 'Stripe Tax is switched on and answers.' };
        return {
          works: false,
          message: 'Stripe knows the key, and Stripe Tax is not set up there yet: finish its settings.',
        };
      } catch (error) {
        return { works: false, message: checkWords(error) };
      }
    },
  };
}

/** The reference is in its book already, and it says under which id. */
function alreadyThere(error: unknown): string | undefined {
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return undefined;
  return error.param === 'reference' ? /\btax_[A-Za-z0-9]+/.exec(error.message)?.[0] : undefined;
}

function checkWords(error: unknown): string {
  const { StripeAuthenticationError, StripePermissionError } = Stripe.errors;
  if (error instanceof StripeAuthenticationError)
    return 'Stripe does not know this secret key. Put in the one of Developers → API keys.';
  if (error instanceof StripePermissionError)
    return 'Stripe knows the key, and it may not use Tax. Give it the rights that the guide names.';
  return 'Stripe did not answer as it should. Try again in a moment.';
}
