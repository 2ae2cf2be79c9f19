import type { RecordedLine } from '@tillhouse/shared/domains/orders/tax-record-schema.ts';
import type { JurisdictionTax, TaxAddress, TaxAsk } from '@tillhouse/shared/domains/pricing/provider-tax.ts';
import { decimalText } from '@tillhouse/shared/kernel/currencies.ts';
import { sum } from '@tillhouse/shared/kernel/money.ts';
import * as z from 'zod';
import { fromDecimal, toDecimal } from '../../../platform/decimal-money.ts';
import { SHIPPING } from './recorded-lines.ts';
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
const LIVE = 'https://rest.avatax.com';
const SANDBOX = 'https://sandbox-rest.avatax.com';

const told = z.object({
  code: z.string(),
  status: z.string().optional(),
  totalTax: z.number(),
  lines: z
    .array(
      z.object({
        lineNumber: z.string(),
        tax: z.number(),
        details: z
          .array(
            z.object({
              jurisName: z.string(),
              jurisType: z.string(),
              taxName: z.string(),
              rate: z.number(),
              tax: z.number(),
            }),
          )
          .nullish(),
      }),
    )
    .nullish(),
});
type Told = z.infer<typeof told>;
const wrong = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

const levels: Readonly<Record<string, string>> = {
  State: 'State',
  STA: 'State',
  County: 'County',
  CTY: 'County',
  City: 'City',
  CIT: 'City',
};

function nameOf({
  jurisName,
  jurisType,
  taxName,
}: {
  readonly jurisName: string;
  readonly jurisType: string;
  readonly taxName: string;
}): string {
  const place = /[a-z]/.test(jurisName)
    ? jurisName
    : jurisName.toLowerCase().replace(/(^|[\s-])\p{L}/gu, (at) => at.toUpperCase());
  const tax = taxName.replace(/^(NY|[A-Z]{2}) (STATE|COUNTY|CITY|SPECIAL) /, '').toLowerCase();
  return nameOfTax(place, levels[jurisType], tax || 'tax');
}

/** As JSON has it; more digits than the currency has are refused, never rounded. */
const minor = (value: number, currency: string): number => fromDecimal(String(value === 0 ? 0 : value), currency);

interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
  readonly timeoutMs?: number;
}

/**
 * AvaTax by its REST API, version 2: a basket is asked about as a SalesOrder, which its book does not keep; a sale is a committed
 * SalesInvoice under our code, what comes back a ReturnInvoice with the tax that was charged, and a sale that never was is voided.
 */
export function avatax({ api }: { readonly api?: string | undefined } = {}): TaxProvider {
  async function ask(account: OpenTaxAccount, { method, path, body, timeoutMs = TIMEOUT_MS }: Asked): Promise<unknown> {
    const { licenseKey } = account.secrets;
    if (!licenseKey) throw new TaxRefused('This account was disconnected.');
    const base = api ?? (account.settings['mode'] === 'sandbox' ? SANDBOX : LIVE);
    let status: number;
    let answer: unknown;
    try {
      const response = await fetch(`${base}/api/v2${path}`, {
        ...{ method, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) },
        headers: {
          ...{ accept: 'application/json', 'content-type': 'application/json' },
          authorization: `Basic ${Buffer.from(`${account.settings['accountId']}:${licenseKey}`).toString('base64')}`,
          'x-avalara-client': 'Tillhouse; 1; REST; v2; cloud',
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      status = response.status;
      const text = await response.text();
      answer = text === '' ? null : JSON.parse(text);
    } catch (error) {
      throw new NoTaxAnswer('AvaTax', error);
    }
    if (status === 429) throw new TaxBusy('AvaTax is busy.');
    if (status === 404) return null;
    if (status === 401 || status === 403) throw new TaxRefused('AvaTax does not know this account and license key.');
    if (status >= 400 && status < 500)
      throw new TaxRefused(wrong.safeParse(answer).data?.error.message ?? 'AvaTax refused it.');
    if (status >= 300) throw new NoTaxAnswer('AvaTax', new Error(`it answered ${status}`));
    return answer;
  }
  const understood = (answer: unknown): Told => {
    const found = told.safeParse(answer);
    if (found.success) return found.data;
    throw new NoTaxAnswer('AvaTax', found.error);
  };
  const company = ({ settings }: OpenTaxAccount): string => settings['companyCode'] ?? '';
  const documentPath = (account: OpenTaxAccount, code: string): string =>
    `/companies/${encodeURIComponent(company(account))}/transactions/${encodeURIComponent(code)}`;
  const theirs = (found: Told, { record }: ToRecord): TheirRecord => ({
    ...{ theirs: found.code, theirLines: {}, theirTax: minor(found.totalTax, record.currency) },
  });

  async function create(account: OpenTaxAccount, asked: ToRecord): Promise<TheirRecord> {
    const { record, original } = asked;
    const back = record.kind === 'reversal';
    const amount = ({ net, tax }: RecordedLine) => (record.included === 'yes' ? sum([net, tax]) : net);
    const number = (value: number) => Number(toDecimal(value, record.currency));
    const charged = record.taxedBy !== 'provider' || back;
    const body = {
      ...head(account, record.goesTo, record.currency),
      ...{ type: back ? 'ReturnInvoice' : 'SalesInvoice', code: codeOf(record), date: record.day, commit: true },
      ...{ customerCode: record.orderId, ...(record.taxedBy === 'exempt' && { exemptionNo: 'EXEMPT' }) },
      ...(original && {
        referenceCode: codeOf(original),
        taxOverride: { type: 'TaxDate', taxDate: original.day, reason: 'Return' },
      }),
      lines: record.lines.map((line) => ({
        ...{ number: line.lineId, amount: number(amount(line)), taxIncluded: record.included === 'yes' },
        ...{ quantity: quantityOf(line), ...(line.code && { taxCode: line.code }) },
        // Its book has to say what was charged.
        ...(charged && { taxOverride: { type: 'TaxAmount', taxAmount: number(line.tax), reason: 'As charged' } }),
      })),
    };
    return theirs(understood(await ask(account, { method: 'POST', path: '/transactions/create', body })), asked);
  }
  async function voided(account: OpenTaxAccount, original: NonNullable<ToRecord['original']>): Promise<boolean> {
    const path = `${documentPath(account, codeOf(original))}/void?documentType=SalesInvoice`;
    try {
      const found = await ask(account, { method: 'POST', path, body: { code: 'DocVoided' } });
      return found !== null && understood(found).status === 'Cancelled';
    } catch (error) {
      // One that was filed is locked, and taken back by a document of its own.
      if (error instanceof TaxRefused && /lock|filed|modify/i.test(error.message)) return false;
      throw error;
    }
  }
  const asVoided = ({ record, original }: ToRecord): TheirRecord => ({
    ...{ theirs: `${original ? codeOf(original) : ''} void`, theirLines: {}, theirTax: record.tax },
  });
  return {
    name: 'avalara',
    settings: ['accountId', 'companyCode', 'mode', 'line1?', 'city', 'region?', 'postcode', 'country'],
    secrets: ['licenseKey'],
    quote: async (account, asked, timeoutMs) => {
      const body = {
        ...head(account, asked.to, asked.currency),
        type: 'SalesOrder',
        customerCode: 'checkout',
        ...(asked.taxId && { businessIdentificationNo: asked.taxId }),
        lines: linesOf(asked),
      };
      const found = understood(
        await ask(account, { method: 'POST', path: '/transactions/create?$include=Details', body, timeoutMs }),
      );
      const { currency } = asked;
      const taxed = (found.lines ?? []).map(({ lineNumber: key, tax, details }) => ({
        key,
        taxes: taxesOf(details ?? [], minor(tax, currency), currency),
      }));
      const lines = taxed.filter(({ key }) => key !== SHIPPING);
      const shipping = taxed.find(({ key }) => key === SHIPPING)?.taxes ?? [];
      return addedUp({ reference: '', lines, shipping }, minor(found.totalTax, currency));
    },
    record: async (account, asked) => {
      const { record, original } = asked;
      if (record.whole === 'yes' && original && (await voided(account, original))) return asVoided(asked);
      return create(account, asked);
    },
    look: async (account, asked) => {
      const { record, original } = asked;
      if (record.whole === 'yes' && original) {
        const found = await ask(account, {
          method: 'GET',
          path: `${documentPath(account, codeOf(original))}?documentType=SalesInvoice`,
        });
        if (found !== null && understood(found).status === 'Cancelled') return asVoided(asked);
      }
      const type = record.kind === 'reversal' ? 'ReturnInvoice' : 'SalesInvoice';
      const found = await ask(account, {
        method: 'GET',
        path: `${documentPath(account, codeOf(record))}?documentType=${type}`,
      });
      return found === null ? null : theirs(understood(found), asked);
    },
    check: async (account) => {
      try {
        const found = z
          .object({ authenticated: z.boolean() })
          .safeParse(await ask(account, { method: 'GET', path: '/utilities/ping' }));
        if (found.data?.authenticated) return { works: true, message: 'AvaTax answers, and knows the account.' };
        return { works: false, message: 'AvaTax does not know this account and license key.' };
      } catch (error) {
        if (error instanceof TaxRefused) return { works: false, message: error.message };
        return { works: false, message: 'AvaTax did not answer as it should. Try again in a moment.' };
      }
    },
  };
}

const place = ({ line1, line2, city, region, postcode, country }: TaxAddress) => ({
  ...{ line1, line2, city, region, postalCode: postcode, country },
});

function head(account: OpenTaxAccount, to: TaxAddress, currencyCode: string) {
  const { settings: from } = account;
  const { line1 = '', city = '', region = '', postcode: postalCode = '', country = '' } = from;
  return {
    ...{ companyCode: from['companyCode'], currencyCode },
    addresses: { shipFrom: { line1, city, region, postalCode, country }, shipTo: place(to) },
  };
}

const quantityOf = ({ quantity, scale }: { readonly quantity: number; readonly scale: number }): number =>
  Number(decimalText(Math.abs(quantity), scale)) || 1;

function linesOf({ lines, shipping, currency, included }: TaxAsk) {
  const line = (number: string, amount: number, code: string, quantity: number) => ({
    ...{ number, amount: Number(toDecimal(amount, currency)), quantity, taxIncluded: included },
    ...(code && { taxCode: code }),
  });
  return [
    ...lines.map((each) => line(each.key, each.amount, each.code, quantityOf(each))),
    ...(shipping.amount > 0 ? [line(SHIPPING, shipping.amount, shipping.code, 1)] : []),
  ];
}

function taxesOf(
  details: NonNullable<NonNullable<Told['lines']>[number]['details']>,
  tax: number,
  currency: string,
): JurisdictionTax[] {
  const due = details.filter((each) => each.tax !== 0);
  const taxes = due.map((each) => ({
    name: nameOf(each),
    rate: rateOf(String(each.rate), false),
    amount: minor(each.tax, currency),
  }));
  return dueOf(taxes, tax);
}
