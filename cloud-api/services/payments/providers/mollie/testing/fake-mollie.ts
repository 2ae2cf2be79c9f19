import type { FakeProvider } from '../../testing/same-book.ts';
import { type ApiAnswer, type ApiRequest, startFaultyApi } from '../../../../../testing/faulty-api.ts';

interface Money {
  readonly currency: string;
  readonly value: string;
}
interface Part {
  readonly id: string;
  status: string;
  readonly amount: Money;
  readonly metadata?: Record<string, string>;
  readonly at: number;
}
interface Payment {
  readonly id: string;
  readonly made: number;
  readonly amount: Money;
  readonly metadata: Record<string, string>;
  readonly method: string | undefined;
  readonly manual: boolean;
  readonly webhookUrl: string | undefined;
  readonly expires: number;
  status: 'open' | 'pending' | 'authorized' | 'paid' | 'canceled' | 'expired' | 'failed';
  authorizedAt: string | undefined;
  readonly captures: Part[];
  readonly refunds: Part[];
  chargebacks: object[];
}

export interface FakeMollie extends FakeProvider {
  readonly url: string;
  /** What is captured takes so long over there: milliseconds */
  capturesTake: number;
  /** How many payments it made since it was started, other shops' among them */
  fill(count: number): void;
  webhookUrlOf(attemptId: string): string | undefined;
  idOf(attemptId: string): string;
  /** The bank charges it back, or turns that back. */
  chargeBack(attemptId: string, reversed: boolean): void;
  /** The body of a webhook: an id and nothing else */
  event(attemptId: string): string;
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;
const cents = ({ value }: Money): number => Math.round(Number(value) * 100);
const holding = new Set(['klarna', 'creditcard']);

/**
 * Mollie's Payments API as its reference describes it, as far as the adapter speaks it: amounts as text, one payment with
 * captures and refunds embedded, lists of the newest first, keys that hold for an hour, payments that nobody may cancel
 * and that end by themselves. It keeps a book of its own.
 */
export async function startFakeMollie(key: string, now: () => number): Promise<FakeMollie> {
  const payments: Payment[] = [];
  let count = 0;
  const next = (prefix: string): string => `${prefix}_${String(++count).padStart(10, 'x')}`;
  const iso = (ms: number): string => new Date(ms).toISOString();
  const refused = (status: number, detail: string, field?: string): ApiAnswer => ({
    status,
    body: { status, title: 'Error', detail, ...(field && { field }), _links: {} },
  });

  const isCancelable = ({ status, method }: Payment): boolean => status === 'open' && method === 'banktransfer';
  function shown(payment: Payment): object {
    const { id, made, amount, metadata, method, status, authorizedAt } = payment;
    const part = ({ at: _at, ...each }: Part) => ({ resource: 'part', ...each });
    return {
      ...{
        resource: 'payment',
        id,
        mode: 'test',
        createdAt: iso(made),
        amount,
        metadata,
        method: method ?? null,
        status,
      },
      ...(authorizedAt && { authorizedAt, captureBefore: iso(Date.parse(authorizedAt) + 7 * 24 * HOUR_MS) }),
      ...(status === 'open' && { isCancelable: isCancelable(payment) }),
      _links: {
        ...(status === 'open' && {
          checkout: { href: `https://www.mollie.example/checkout/${id}`, type: 'text/html' },
        }),
      },
      _embedded: {
        captures: payment.captures.map(part),
        refunds: payment.refunds.map(part),
        chargebacks: payment.chargebacks,
      },
    };
  }

  /** Time passes there too. */
  function turn(): void {
    for (const payment of payments) {
      const { status, expires } = payment;
      if (expires <= now() && status === 'open') payment.status = 'expired';
      // The bank decides in the end.
      if (expires <= now() && status === 'pending') payment.status = 'failed';
      for (const capture of payment.captures) {
        if (capture.status !== 'pending' || now() - capture.at < fake.capturesTake) continue;
        capture.status = 'succeeded';
        const taken = payment.captures.reduce((sum, each) => sum + cents(each.amount), 0);
        if (taken >= cents(payment.amount)) payment.status = 'paid';
      }
    }
  }

  function create(raw: string): ApiAnswer {
    const body = JSON.parse(raw) as Record<string, unknown>;
    const { amount, method, captureMode, lines, billingAddress, webhookUrl } = body as { amount: Money } & Record<
      string,
      string
    >;
    if (!/^\d+\.\d\d$/.test(amount.value)) return refused(422, 'The amount has the wrong decimals', 'amount.value');
    if (!/^https?:/.test(String(body['redirectUrl'])))
      return refused(422, 'The redirect URL is invalid', 'redirectUrl');
    if (/127\.0\.0\.1|localhost/.test(webhookUrl ?? ''))
      return refused(422, 'The webhook URL is unreachable', 'webhookUrl');
    if (method === 'klarna' && (!lines || !billingAddress)) return refused(422, 'It lacks lines', 'lines');
    if (captureMode === 'manual' && !holding.has(method ?? ''))
      return refused(422, 'It knows no captures', 'captureMode');
    const payment: Payment = {
      ...{ id: next('tr'), made: now(), amount, metadata: body['metadata'] as Record<string, string> },
      ...{ method, webhookUrl, manual: captureMode === 'manual', expires: now() + HOUR_MS / 4 },
      ...{ status: 'open', authorizedAt: undefined, captures: [], refunds: [], chargebacks: [] },
    };
    payments.push(payment);
    return { status: 201, body: shown(payment) };
  }

  function change(payment: Payment, verb: string | undefined, method: string, raw: string): ApiAnswer {
    if (method === 'DELETE') {
      if (!isCancelable(payment)) return refused(422, 'The payment cannot be canceled');
      payment.status = 'canceled';
      return { status: 200, body: shown(payment) };
    }
    if (verb === 'release-authorization') {
      if (payment.status !== 'authorized') return refused(422, 'There is no authorization');
      payment.status = payment.captures.length > 0 ? 'paid' : 'canceled';
      return { status: 202, body: null };
    }
    const { amount, metadata } = JSON.parse(raw) as { amount: Money; metadata?: Record<string, string> };
    if (verb === 'captures') {
      if (payment.status !== 'authorized') return refused(422, 'There is nothing to capture');
      const all = payment.captures.reduce((sum, each) => sum + cents(each.amount), 0) + cents(amount);
      if (all > cents(payment.amount)) return refused(422, 'The amount is higher than what is left', 'amount.value');
      const capture: Part = { id: next('cpt'), status: 'pending', amount, at: now() };
      payment.captures.push(capture);
      turn();
      return { status: 201, body: { resource: 'capture', ...capture } };
    }
    const back = payment.refunds.reduce((sum, each) => sum + cents(each.amount), 0);
    const taken = payment.captures.reduce(
      (sum, each) => sum + (each.status === 'succeeded' ? cents(each.amount) : 0),
      0,
    );
    const most = payment.manual ? taken : payment.status === 'paid' ? cents(payment.amount) : 0;
    if (back + cents(amount) > most) return refused(422, 'The amount is higher than what is left', 'amount.value');
    const refund: Part = { id: next('re'), status: 'queued', amount, at: now(), ...(metadata && { metadata }) };
    payment.refunds.push(refund);
    return { status: 201, body: { resource: 'refund', ...refund } };
  }

  function list(query: URLSearchParams): ApiAnswer {
    const newest = payments.toReversed();
    const from = query.get('from');
    const start = from === null ? 0 : newest.findIndex(({ id }) => id === from);
    const limit = Number(query.get('limit') ?? 50);
    if (limit > 250) return refused(400, 'The limit is at most 250', 'limit');
    const page = newest.slice(start, start + limit);
    const after = newest[start + limit];
    const href = after && `https://api.mollie.com/v2/payments?from=${after.id}&limit=${limit}`;
    const _links = { self: null, previous: null, next: href ? { href, type: 'application/hal+json' } : null };
    return { status: 200, body: { count: page.length, _embedded: { payments: page.map(shown) }, _links } };
  }

  function answer({ method, path, query, headers, raw }: ApiRequest): ApiAnswer {
    turn();
    if (headers.authorization !== `Bearer ${key}`)
      return refused(401, 'Missing authentication, or failed to authenticate');
    const [, , resource, id, verb] = path.split('/');
    if (resource === 'methods')
      return { status: 200, body: { count: 2, _embedded: { methods: [{ id: 'ideal' }, { id: 'creditcard' }] } } };
    if (method === 'GET' && id === undefined) return list(query);
    if (id === undefined) return create(raw);
    const payment = payments.find((each) => each.id === id);
    if (!payment) return refused(404, 'No payment exists with token');
    return method === 'GET' ? { status: 200, body: shown(payment) } : change(payment, verb, method, raw);
  }

  const api = await startFaultyApi({
    ...{ answer, now, keptMs: HOUR_MS, changes: ({ method }) => method !== 'GET' },
    failed: (status) => refused(status, 'Something went wrong'),
    keyOf: ({ headers }) => headers['idempotency-key'] as string | undefined,
  });
  const own = (attemptId: string): Payment[] => payments.filter(({ metadata }) => metadata['attempt'] === attemptId);
  const fake: FakeMollie = {
    ...api,
    capturesTake: 0,
    fill: (of) => {
      for (let made = 0; made < of; made += 1)
        create(
          JSON.stringify({
            amount: { currency: 'EUR', value: '1.00' },
            redirectUrl: 'https://other.example',
            metadata: {},
          }),
        );
    },
    pay: (attemptId, how) => {
      turn();
      const payment = own(attemptId).find(({ status }) => status === 'open' || status === 'pending');
      if (!payment || how === 'leaves' || (how === 'confirms' && payment.status !== 'pending')) return;
      if (how !== 'confirms' && payment.status !== 'open') return;
      payment.status = how === 'challenged' ? 'pending' : payment.manual ? 'authorized' : 'paid';
      if (payment.status === 'authorized') payment.authorizedAt = iso(now());
    },
    refundThere: (attemptId, amount) => {
      const [payment] = own(attemptId);
      const value = (amount / 100).toFixed(2);
      if (payment) change(payment, 'refunds', 'POST', JSON.stringify({ amount: { currency: 'EUR', value } }));
    },
    book: (attemptId) => {
      const mine = own(attemptId);
      const taken = mine.flatMap(({ captures }) => captures.filter(({ status }) => status === 'succeeded'));
      const atOnce = mine.filter(({ status, captures }) => status === 'paid' && captures.length === 0);
      return {
        payments: mine.length,
        captures: taken.length + atOnce.length,
        captured: [...taken, ...atOnce].reduce((sum, { amount }) => sum + cents(amount), 0),
        refunded: mine.flatMap(({ refunds }) => refunds).reduce((sum, { amount }) => sum + cents(amount), 0),
        held: mine.filter(({ status }) => status === 'authorized').length,
      };
    },
    runOut: (attemptId) => {
      const [payment] = own(attemptId);
      if (payment?.status === 'authorized') payment.status = payment.captures.length > 0 ? 'paid' : 'failed';
    },
    chargeBack: (attemptId, reversed) => {
      const [payment] = own(attemptId);
      const back = { id: 'chb_1', amount: payment?.amount, reason: { code: 'AC01', description: 'Not authorised' } };
      if (payment) payment.chargebacks = [{ ...back, reversedAt: reversed ? iso(now()) : null }];
    },
    webhookUrlOf: (attemptId) => own(attemptId)[0]?.webhookUrl,
    idOf: (attemptId) => own(attemptId)[0]?.id ?? 'tr_none',
    event: (attemptId) => `id=${own(attemptId)[0]?.id ?? 'tr_none'}`,
  };
  return fake;
}
