import { type ApiAnswer, type ApiRequest, type FaultyApi, startFaultyApi } from '../../../../testing/faulty-api.ts';
import { ratesFor, taxed } from './fake-rates.ts';

interface Asked {
  readonly type: string;
  readonly code?: string;
  readonly commit?: boolean;
  readonly companyCode: string;
  readonly exemptionNo?: string;
  readonly addresses: {
    readonly shipTo: { readonly region: string; readonly postalCode: string; readonly country: string };
  };
  readonly lines: readonly {
    readonly number: string;
    readonly amount: number;
    readonly taxIncluded?: boolean;
    readonly taxCode?: string;
    readonly taxOverride?: { readonly taxAmount: number };
  }[];
}
interface Document {
  readonly code: string;
  readonly type: string;
  status: string;
  readonly totalTax: number;
  readonly lines: readonly object[];
}

export interface FakeAvatax extends FaultyApi {
  readonly book: readonly Document[];
  tax(): number;
  /** It was filed, so that it stands as it is */
  lock(code: string): void;
}

const cents = (value: number): number => Math.round(value * 100);
const whole = (amount: number): number => amount / 100;

/** AvaTax's REST API as its reference describes it, as far as the adapter speaks it; amounts as JSON numbers of whole money. */
export async function startFakeAvatax(key: string, now: () => number): Promise<FakeAvatax> {
  const book: Document[] = [];
  const locked = new Set<string>();
  const refused = (status: number, code: string, message: string): ApiAnswer => ({
    status,
    body: { error: { code, message } },
  });

  function create(raw: string): ApiAnswer {
    const asked = JSON.parse(raw) as Asked;
    const { region, country, postalCode } = asked.addresses.shipTo;
    if (asked.companyCode !== 'SHOP') return refused(404, 'CompanyNotFoundError', 'Company not found');
    if (country === 'US' && !/^\d{5}/.test(postalCode))
      return refused(400, 'InvalidAddress', 'The address is not deliverable');
    const lines = asked.lines.map(({ number: lineNumber, amount, taxIncluded = false, taxCode = '', taxOverride }) => {
      const isDelivery = lineNumber === 'shipping';
      const rates = asked.exemptionNo ? [] : ratesFor(region, taxCode, isDelivery);
      const amounts = taxed(cents(amount), taxIncluded, rates);
      const details = rates.map(({ level, name, tax, rate }, at) => ({
        ...{
          jurisName: name.toUpperCase(),
          jurisType: level[0]?.toUpperCase() + level.slice(1),
          taxName: tax.toUpperCase(),
        },
        ...{ rate: rate / 100_000, tax: whole(amounts[at] ?? 0) },
      }));
      const computed = amounts.reduce((sum, each) => sum + each, 0);
      return { lineNumber, lineAmount: amount, tax: taxOverride ? taxOverride.taxAmount : whole(computed), details };
    });
    const totalTax = whole(lines.reduce((sum, { tax }) => sum + cents(tax), 0));
    const status = asked.commit ? 'Committed' : 'Temporary';
    const document = { code: asked.code ?? 'temporary', type: asked.type, status, totalTax, lines };
    if (asked.type !== 'SalesOrder') {
      if (book.some(({ code, type }) => code === document.code && type === document.type))
        return refused(400, 'DuplicateEntry', 'A document of this code is there already');
      book.push(document);
    }
    return { status: 201, body: document };
  }

  function answer({ method, path, query, headers, raw }: ApiRequest): ApiAnswer {
    const authenticated = headers.authorization === `Basic ${Buffer.from(`100:${key}`).toString('base64')}`;
    if (path === '/api/v2/utilities/ping') return { status: 200, body: { authenticated } };
    if (!authenticated) return refused(401, 'AuthenticationException', 'Authentication failed.');
    if (path === '/api/v2/transactions/create') return create(raw);
    const [, , , , , , code = '', verb] = path.split('/').map(decodeURIComponent);
    const found = book.find((each) => each.code === code && each.type === query.get('documentType'));
    if (!found) return refused(404, 'EntityNotFoundError', 'Document not found');
    if (verb === 'void' && method === 'POST') {
      if (locked.has(code)) return refused(400, 'CannotModifyLockedTransaction', 'The transaction is locked');
      found.status = 'Cancelled';
    }
    return { status: 200, body: found };
  }

  const api = await startFaultyApi({
    ...{ answer, now, keptMs: 0, changes: ({ method }) => method !== 'GET', keyOf: () => undefined },
    failed: (status) => refused(status, 'ServerError', 'Something went wrong'),
    spoilt: ({ status, body }) => ({ status, body: { ...body, totalTax: Number((body as Document).totalTax) + 0.01 } }),
  });
  const tax = () => book.reduce((sum, each) => (each.status === 'Cancelled' ? sum : sum + cents(each.totalTax)), 0);
  return { ...api, book, tax, lock: (code) => void locked.add(code) };
}
