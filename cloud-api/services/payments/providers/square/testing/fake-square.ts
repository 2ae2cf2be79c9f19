import { createHmac } from 'node:crypto';
import { type ApiAnswer, type ApiRequest, startFaultyApi } from '../../../../../testing/faulty-api.ts';
import { type FakeSquareOffice, fakeSquareOffice } from './fake-square-payouts.ts';
import type { FakeProvider } from '../../testing/same-book.ts';

interface Money {
  readonly amount: number;
  readonly currency: string;
}
interface Refund {
  readonly id: string;
  status: string;
  readonly amount_money: Money;
  readonly reason: string;
}
interface Payment {
  readonly id: string;
  status: 'PENDING' | 'COMPLETED' | 'FAILED';
  readonly made: number;
  readonly amount_money: Money;
  readonly refunds: Refund[];
}
interface Link {
  readonly id: string;
  readonly orderId: string;
  readonly attemptId: string;
  readonly amount: Money;
  gone: boolean;
  state: 'DRAFT' | 'OPEN' | 'CANCELED';
  payment: Payment | null;
}

export interface FakeSquare extends FakeProvider {
  readonly office: FakeSquareOffice;
  readonly url: string;
  /** What is paid back from then on comes back to the shop. */
  refundsFail: boolean;
  orderOf(attemptId: string): string | undefined;
  paymentOf(attemptId: string): string | undefined;
  /** A webhook of its payment, as Square signs it */
  event(attemptId: string, url: string, key?: string): { raw: Buffer; headers: Record<string, string> };
  /** The same of anything, which says no more than that */
  news(type: string, object: object, url: string): { raw: Buffer; headers: Record<string, string> };
  close(): Promise<void>;
}

function signed(event: object, url: string, key: string) {
  const raw = Buffer.from(JSON.stringify(event));
  const signature = createHmac('sha256', key).update(url).update(raw).digest('base64');
  return { raw, headers: { 'x-square-hmacsha256-signature': signature } };
}

export const WEBHOOK_KEY = 'the signing key of this test';
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/**
 * Square's payment links as its reference describes them, as far as the adapter speaks it: a link with an order that is a draft until
 * it is paid, tenders that lead to payments, refunds by themselves, and keys of at most 45 letters. It keeps a book of its own.
 */
export async function startFakeSquare(token: string, now: () => number): Promise<FakeSquare> {
  const links: Link[] = [];
  let count = 0;
  const next = (prefix: string): string => `${prefix}${String(++count).padStart(12, 'X')}`;
  const refused = (status: number, code: string): ApiAnswer => ({
    status,
    body: { errors: [{ category: status === 401 ? 'AUTHENTICATION_ERROR' : 'INVALID_REQUEST_ERROR', code }] },
  });
  const ok = (body: object): ApiAnswer => ({ status: 200, body });
  const shownLink = ({ id, orderId }: Link) => ({
    payment_link: { id, version: 1, order_id: orderId, url: `https://square.link.example/u/${id}` },
  });
  const shownRefund = ({ id, status, amount_money, reason }: Refund) => ({ id, status, amount_money, reason });
  const paymentOf = (id: string) => links.map(({ payment }) => payment).find((payment) => payment?.id === id);
  const back = ({ refunds }: Payment): number =>
    refunds.filter(({ status }) => status !== 'FAILED').reduce((sum, each) => sum + each.amount_money.amount, 0);

  const {
    office,
    read: readOffice,
    orders,
  } = fakeSquareOffice(
    () =>
      links.flatMap(({ payment, orderId, attemptId }) =>
        payment?.status === 'COMPLETED'
          ? [{ id: payment.id, orderId, attemptId, amount: payment.amount_money, refunds: payment.refunds }]
          : [],
      ),
    next,
  );

  function create(raw: string): ApiAnswer {
    const { idempotency_key: key, order, checkout_options: options } = JSON.parse(raw);
    if (typeof key !== 'string' || key.length > 45) return refused(400, 'VALUE_TOO_LONG');
    if (order.location_id !== 'L1') return refused(404, 'NOT_FOUND');
    if (order.reference_id.length > 40) return refused(400, 'VALUE_TOO_LONG');
    const amount = order.line_items[0].base_price_money as Money;
    if (!Number.isSafeInteger(amount.amount) || !options.redirect_url) return refused(400, 'INVALID_VALUE');
    const link: Link = {
      ...{ id: next('LINK'), orderId: next('ORDER'), attemptId: order.reference_id, amount },
      ...{ gone: false, state: 'DRAFT', payment: null },
    };
    links.push(link);
    return ok(shownLink(link));
  }

  function refund(raw: string): ApiAnswer {
    const { idempotency_key: key, payment_id: id, amount_money: amount, reason } = JSON.parse(raw);
    if (typeof key !== 'string' || key.length > 45) return refused(400, 'VALUE_TOO_LONG');
    const payment = paymentOf(id);
    if (payment?.status !== 'COMPLETED') return refused(404, 'NOT_FOUND');
    if (back(payment) + amount.amount > payment.amount_money.amount) return refused(400, 'REFUND_AMOUNT_INVALID');
    const status = fake.refundsFail ? 'FAILED' : 'PENDING';
    const made: Refund = { id: next('REFUND'), status, amount_money: amount, reason };
    payment.refunds.push(made);
    return ok({ refund: shownRefund(made) });
  }

  function read(kind: string | undefined, id: string): ApiAnswer {
    if (kind === 'locations')
      return id === 'L1'
        ? ok({ location: { id, status: 'ACTIVE', currency: 'EUR', capabilities: ['CREDIT_CARD_PROCESSING'] } })
        : refused(404, 'NOT_FOUND');
    if (kind === 'orders') {
      const link = links.find(({ orderId }) => orderId === id);
      if (!link) return refused(404, 'NOT_FOUND');
      const tenders = link.payment ? [{ id: link.payment.id, payment_id: link.payment.id, type: 'CARD' }] : undefined;
      return ok({ order: { id, state: link.state, version: 1, reference_id: link.attemptId, tenders } });
    }
    if (kind === 'payments') {
      const payment = paymentOf(id);
      if (!payment) return refused(404, 'NOT_FOUND');
      const { status, amount_money } = payment;
      const order = links.find((link) => link.payment === payment)?.orderId;
      const refunds = payment.refunds.map((each) => each.id);
      return ok({ payment: { id, status, amount_money, order_id: order, refund_ids: refunds } });
    }
    const found = links.flatMap(({ payment }) => payment?.refunds ?? []).find((each) => each.id === id);
    return found ? ok({ refund: shownRefund(found) }) : refused(404, 'NOT_FOUND');
  }

  /** The bank decides in the end; what it did not pay is no tender. */
  function turn(): void {
    for (const link of links)
      if (link.payment?.status === 'PENDING' && now() - link.payment.made > HOUR_MS) link.payment = null;
  }

  function answer({ method, path, query, headers, raw }: ApiRequest): ApiAnswer {
    turn();
    if (headers.authorization !== `Bearer ${token}`) return refused(401, 'UNAUTHORIZED');
    const parts = path.split('/').slice(2);
    if (parts.join('/') === 'orders/batch-retrieve') return orders(raw);
    const listed = method === 'GET' ? readOffice(parts, query) : undefined;
    if (listed) return listed;
    if (parts[0] !== 'online-checkout') return method === 'POST' ? refund(raw) : read(parts[0], parts[1] ?? '');
    if (method === 'POST') return create(raw);
    const link = links.find(({ id, gone }) => id === parts[2] && !gone);
    if (!link) return refused(404, 'NOT_FOUND');
    if (method === 'GET') return ok(shownLink(link));
    link.gone = true;
    if (link.payment === null) link.state = 'CANCELED';
    return ok({ id: link.id, cancelled_order_id: link.orderId });
  }

  const api = await startFaultyApi({
    ...{
      answer,
      now,
      keptMs: DAY_MS,
      changes: ({ method, path }) => method !== 'GET' && !path.endsWith('/batch-retrieve'),
    },
    failed: (status) => refused(status, 'SERVICE_UNAVAILABLE'),
    keyOf: ({ method, raw }) =>
      method === 'POST' ? (JSON.parse(raw) as { idempotency_key?: string }).idempotency_key : undefined,
  });
  const own = (attemptId: string): Link[] => links.filter((link) => link.attemptId === attemptId);
  const fake: FakeSquare = {
    ...api,
    refundsFail: false,
    pay: (attemptId, how) => {
      const link = own(attemptId).at(-1);
      if (!link || link.gone || how === 'leaves') return;
      if (how === 'confirms') {
        if (link.payment) link.payment.status = 'COMPLETED';
      } else {
        const status = how === 'challenged' ? 'PENDING' : 'COMPLETED';
        link.payment ??= { id: next('PAY'), status, made: now(), amount_money: link.amount, refunds: [] };
        link.state = 'OPEN';
      }
    },
    refundThere: (attemptId, amount) => {
      const payment = own(attemptId)[0]?.payment;
      if (payment?.status === 'COMPLETED' && back(payment) + amount <= payment.amount_money.amount)
        payment.refunds.push({
          ...{ id: next('REFUND'), status: 'COMPLETED', reason: 'Returned goods' },
          amount_money: { amount, currency: payment.amount_money.currency },
        });
    },
    book: (attemptId) => {
      const mine = own(attemptId);
      const paid = mine.flatMap(({ payment }) => (payment?.status === 'COMPLETED' ? [payment] : []));
      return {
        payments: mine.length,
        captures: paid.length,
        captured: paid.reduce((sum, { amount_money: { amount } }) => sum + amount, 0),
        refunded: paid.reduce((sum, payment) => sum + back(payment), 0),
        held: 0,
      };
    },
    orderOf: (attemptId) => own(attemptId)[0]?.orderId,
    paymentOf: (attemptId) => own(attemptId)[0]?.payment?.id,
    event: (attemptId, url, key = WEBHOOK_KEY) => {
      const link = own(attemptId)[0];
      const payment = { id: link?.payment?.id, order_id: link?.orderId, status: link?.payment?.status };
      return signed({ event_id: next('EVENT'), type: 'payment.updated', data: { object: { payment } } }, url, key);
    },
    news: (type, object, url) => signed({ event_id: next('EVENT'), type, data: { object } }, url, WEBHOOK_KEY),
    office,
  };
  return fake;
}
