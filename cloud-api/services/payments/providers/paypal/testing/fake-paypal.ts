import { patchOrder } from './patch-order.ts';
import type { FakeProvider } from '../../testing/same-book.ts';
import { type ApiAnswer, type ApiRequest, startFaultyApi } from '../../../../../testing/faulty-api.ts';

interface Money {
  readonly currency_code: string;
  readonly value: string;
}
interface Part {
  readonly id: string;
  status: string;
  readonly amount: Money;
  readonly custom_id?: string;
  readonly links?: readonly { readonly rel: string; readonly href: string }[];
  expiration_time?: string;
  readonly at: number;
}
interface Order {
  readonly id: string;
  readonly made: number;
  amount: Money;
  custom: string;
  /** Of one that asks where it goes: who agreed */
  agreed: object | undefined;
  readonly unit: string;
  status: 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'COMPLETED';
  authorization: Part | undefined;
  readonly captures: Part[];
  readonly refunds: Part[];
}

export interface FakePaypal extends FakeProvider {
  readonly url: string;
  /** What is captured is looked into for so long: milliseconds */
  capturesTake: number;
  /** The bank of whoever agrees says no when it is held. */
  declines: boolean;
  /** How many tokens it gave out */
  tokens: number;
  /** Somebody agrees, and lives where they say. */
  agrees(reference: string, payer: object, shipping: object): void;
  /** Every token that is out ends now. */
  endTokens(): void;
  /** The shopper opens a dispute, or it goes on. */
  dispute(attemptId: string, of: Record<string, unknown>): void;
  /** An event as it is sent, with its headers; whoever changes a byte of it is found out */
  event(attemptId: string, type: string, id?: string): { headers: Record<string, string>; body: string };
  close(): Promise<void>;
}

export interface PaypalApp {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly webhookId: string;
}

const HOUR_MS = 3_600_000;
const cents = ({ value }: Money): number => Math.round(Number(value) * 100);

/**
 * PayPal's Orders, Payments and Webhooks APIs as their published descriptions have them, as far as the adapter speaks
 * them: tokens that end, orders that are agreed to and hold nothing, orders that are gone when nobody agreed, authorised
 * and captured by keys, refunds that tell their mark. It keeps a book of its own.
 */
export async function startFakePaypal(app: PaypalApp, now: () => number): Promise<FakePaypal> {
  const orders: Order[] = [];
  const events = new Map<string, string>();
  const disputes = new Map<string, { readonly capture: string; readonly amount: Money; of: Record<string, unknown> }>();
  let tokens = new Map<string, number>();
  let count = 0;
  const next = (prefix: string): string => `${prefix}${String(++count).padStart(8, '0')}`;
  const refused = (status: number, issue: string): ApiAnswer => ({
    status,
    body: {
      name: status === 422 ? 'UNPROCESSABLE_ENTITY' : issue,
      message: 'No',
      details: [{ issue, description: 'No' }],
    },
  });
  const part = ({ at: _at, ...each }: Part) => each;

  function shown(order: Order): object {
    const { id, status, amount, custom, agreed, unit, authorization, captures, refunds } = order;
    const { payer, shipping } = (agreed ?? {}) as { payer?: object; shipping?: object };
    const payments = {
      ...(authorization && { authorizations: [part(authorization)] }),
      ...(captures.length > 0 && { captures: captures.map(part) }),
      ...(refunds.length > 0 && { refunds: refunds.map(part) }),
    };
    const href = `https://www.paypal.example/checkoutnow?token=${id}`;
    return {
      ...{ id, intent: 'AUTHORIZE', status },
      ...(payer && { payer }),
      purchase_units: [
        {
          ...{ reference_id: unit, ...(custom && { custom_id: custom }), amount },
          ...(shipping && { shipping }),
          ...(authorization && { payments }),
        },
      ],
      links: status === 'PAYER_ACTION_REQUIRED' ? [{ href, rel: 'payer-action', method: 'GET' }] : [],
    };
  }

  /** Time passes there too. */
  function turn(): void {
    for (const { captures } of orders) {
      for (const capture of captures) {
        if (capture.status === 'PENDING' && now() - capture.at >= fake.capturesTake) capture.status = 'COMPLETED';
      }
    }
  }

  function create(raw: string): ApiAnswer {
    const { intent, purchase_units: units, payment_source: source } = JSON.parse(raw);
    const [unit] = units;
    if (intent !== 'AUTHORIZE' || units.length !== 1) return refused(422, 'INVALID_PARAMETER');
    if (!/^\d+(\.\d\d)?$/.test(unit.amount.value)) return refused(422, 'DECIMAL_PRECISION');
    if (!/^https?:/.test(source.paypal.experience_context.return_url)) return refused(422, 'INVALID_PARAMETER');
    const order: Order = {
      ...{
        id: next('ORDER'),
        made: now(),
        amount: unit.amount,
        custom: unit.custom_id ?? '',
        unit: unit.reference_id,
        agreed: undefined,
        status: 'PAYER_ACTION_REQUIRED',
      },
      ...{ authorization: undefined, captures: [], refunds: [] },
    };
    orders.push(order);
    return { status: 201, body: shown(order) };
  }

  function authorize(order: Order | undefined): ApiAnswer {
    if (!order) return refused(404, 'RESOURCE_NOT_FOUND');
    if (order.authorization) return refused(422, 'ORDER_ALREADY_AUTHORIZED');
    if (order.status !== 'APPROVED') return refused(422, 'ORDER_NOT_APPROVED');
    if (fake.declines) return refused(422, 'INSTRUMENT_DECLINED');
    order.status = 'COMPLETED';
    order.authorization = { id: next('AUTH'), status: 'CREATED', amount: order.amount, at: now() };
    order.authorization.expiration_time = new Date(now() + 29 * 24 * HOUR_MS).toISOString();
    return { status: 201, body: shown(order) };
  }

  function move(order: Order | undefined, id: string | undefined, verb: string | undefined, raw: string): ApiAnswer {
    if (!order?.authorization) return refused(404, 'RESOURCE_NOT_FOUND');
    const { authorization, captures, refunds } = order;
    if (verb === 'refund') {
      const { amount, custom_id: mark } = JSON.parse(raw) as { amount: Money; custom_id?: string };
      const capture = captures.find((each) => each.id === id);
      const up = `https://api-m.paypal.example/v2/payments/captures/${id}`;
      const of = refunds.filter(({ links = [] }) => links.some(({ href }) => href === up));
      const back = of.reduce((sum, each) => sum + cents(each.amount), 0) + cents(amount);
      if (!capture || capture.status === 'PENDING' || back > cents(capture.amount))
        return refused(422, 'REFUND_AMOUNT_EXCEEDED');
      capture.status = back === cents(capture.amount) ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
      const refund: Part = {
        id: next('REF'),
        status: 'COMPLETED',
        amount,
        at: now(),
        links: [{ rel: 'up', href: up }],
        ...(mark && { custom_id: mark }),
      };
      refunds.push(refund);
      return { status: 201, body: part(refund) };
    }
    const isOpen = authorization.status === 'CREATED' || authorization.status === 'PARTIALLY_CAPTURED';
    if (!isOpen) return refused(422, `AUTHORIZATION_${authorization.status}`);
    if (Date.parse(authorization.expiration_time ?? '') <= now()) return refused(422, 'AUTHORIZATION_EXPIRED');
    if (verb === 'void') {
      authorization.status = 'VOIDED';
      return { status: 204, body: null };
    }
    const { amount, final_capture: isFinal } = JSON.parse(raw) as { amount: Money; final_capture?: boolean };
    const taken = captures.reduce((sum, each) => sum + cents(each.amount), 0) + cents(amount);
    if (taken > cents(order.amount)) return refused(422, 'MAX_CAPTURE_AMOUNT_EXCEEDED');
    authorization.status = isFinal || taken === cents(order.amount) ? 'CAPTURED' : 'PARTIALLY_CAPTURED';
    const capture: Part = { id: next('CAP'), status: 'PENDING', amount, at: now() };
    captures.push(capture);
    turn();
    return { status: 201, body: part(capture) };
  }

  function token({ headers }: ApiRequest): ApiAnswer {
    const pair = Buffer.from(`${app.clientId}:${app.clientSecret}`).toString('base64');
    if (headers.authorization !== `Basic ${pair}`) return { status: 401, body: { error: 'invalid_client' } };
    const made = next('TOKEN');
    tokens.set(made, now() + 9 * HOUR_MS);
    fake.tokens += 1;
    return { status: 200, body: { access_token: made, token_type: 'Bearer', expires_in: 9 * 3_600 } };
  }

  function verify(raw: string): ApiAnswer {
    const { webhook_id: hook, transmission_id: id } = JSON.parse(raw) as Record<string, string>;
    // By the bytes, as PayPal's signature is.
    const isOurs = hook === app.webhookId && raw.endsWith(`"webhook_event":${events.get(id ?? '')}}`);
    return { status: 200, body: { verification_status: isOurs ? 'SUCCESS' : 'FAILURE' } };
  }

  function answer(request: ApiRequest): ApiAnswer {
    turn();
    const { method, path, headers, raw } = request;
    if (path === '/v1/oauth2/token') return token(request);
    const until = tokens.get(headers.authorization?.replace('Bearer ', '') ?? '');
    if (until === undefined || until <= now()) return refused(401, 'invalid_token');
    if (path === '/v1/notifications/webhooks') return { status: 200, body: { webhooks: [{ id: app.webhookId }] } };
    if (path === '/v1/notifications/verify-webhook-signature') return verify(raw);
    const [, , , resource, id, verb] = path.split('/');
    if (resource === 'disputes' && id === undefined) {
      const found = [...disputes].filter(([, { capture }]) => capture === request.query.get('disputed_transaction_id'));
      return { status: 200, body: { items: found.map(([dispute_id]) => ({ dispute_id })) } };
    }
    if (resource === 'disputes') {
      const dispute = disputes.get(id ?? '');
      const body = dispute && { dispute_id: id, dispute_amount: dispute.amount, ...dispute.of };
      return body ? { status: 200, body } : refused(404, 'RESOURCE_NOT_FOUND');
    }
    if (resource === 'orders') {
      const order = orders.find((each) => each.id === id);
      if (id === undefined) return create(raw);
      // What nobody agreed to is gone after three hours.
      const isGone = order?.status === 'PAYER_ACTION_REQUIRED' && now() - order.made > 3 * HOUR_MS;
      if (!order || isGone) return refused(404, 'RESOURCE_NOT_FOUND');
      if (method === 'PATCH') {
        const issue = patchOrder(order, raw);
        return issue ? refused(422, issue) : { status: 204, body: null };
      }
      return method === 'GET' ? { status: 200, body: shown(order) } : authorize(order);
    }
    const whose = ({ authorization, captures }: Order) =>
      authorization?.id === id || captures.some((capture) => capture.id === id);
    return move(orders.find(whose), id, verb, raw);
  }

  const api = await startFaultyApi({
    ...{ answer, now, keptMs: 6 * HOUR_MS },
    changes: ({ method, path }) => method !== 'GET' && path.startsWith('/v2/'),
    failed: (status) => refused(status, status === 409 ? 'PREVIOUS_REQUEST_IN_PROGRESS' : 'INTERNAL_SERVER_ERROR'),
    keyOf: ({ headers }) => headers['paypal-request-id'] as string | undefined,
  });
  const own = (attemptId: string): Order[] => orders.filter(({ custom }) => custom === attemptId);
  const fake: FakePaypal = {
    ...api,
    ...{ capturesTake: 0, declines: false, tokens: 0 },
    agrees: (reference, payer, shipping) => {
      const order = orders.find(({ id }) => id === reference);
      if (!order) throw new Error(`no order ${reference}`);
      Object.assign(order, { status: 'APPROVED', agreed: { payer, shipping } });
    },
    endTokens: () => {
      tokens = new Map();
    },
    pay: (attemptId, how) => {
      const order = own(attemptId)[0];
      // Whoever is asked to confirm has not agreed before.
      if (order?.status === 'PAYER_ACTION_REQUIRED' && (how === 'pays' || how === 'confirms'))
        order.status = 'APPROVED';
    },
    refundThere: (attemptId, amount) => {
      const [order] = own(attemptId);
      const value = (amount / 100).toFixed(2);
      const body = JSON.stringify({ amount: { currency_code: 'EUR', value } });
      move(order, order?.captures.find(({ status }) => status !== 'REFUNDED')?.id, 'refund', body);
    },
    book: (attemptId) => {
      const mine = own(attemptId);
      const captures = mine.flatMap((order) => order.captures.filter(({ status }) => status !== 'PENDING'));
      return {
        ...{ payments: mine.length, captures: captures.length },
        captured: captures.reduce((sum, { amount }) => sum + cents(amount), 0),
        refunded: mine.flatMap(({ refunds }) => refunds).reduce((sum, { amount }) => sum + cents(amount), 0),
        held: mine.filter(({ authorization }) => /^(CREATED|PARTIALLY_CAPTURED)$/.test(authorization?.status ?? ''))
          .length,
      };
    },
    runOut: (attemptId) => {
      const authorization = own(attemptId)[0]?.authorization;
      if (authorization) authorization.status = 'VOIDED';
    },
    dispute: (attemptId, of) => {
      const capture = own(attemptId)[0]?.captures[0];
      if (capture) disputes.set(`PP-${attemptId}`, { capture: capture.id, amount: capture.amount, of });
    },
    event: (attemptId, type, id = next('WH')) => {
      const [order] = own(attemptId);
      const resource = order ? shown(order) : { id: 'none' };
      // Spaced as nobody else would write it: a signature is over the bytes.
      const body = `{"id":"${id}" ,"event_type":"${type}", "resource":${JSON.stringify(resource)}}`;
      const transmission = next('T');
      events.set(transmission, body);
      const headers = { 'paypal-transmission-id': transmission, 'paypal-auth-algo': 'SHA256withRSA' };
      return { headers, body };
    },
  };
  return fake;
}
