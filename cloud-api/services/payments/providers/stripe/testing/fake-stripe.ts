import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Fault } from '../../../../../testing/faulty-api.ts';
import type { FakeProvider } from '../../testing/same-book.ts';
import { paidOut } from './fake-payouts.ts';
import { FakeTerminal } from './fake-terminal.ts';
import {
  type Answer,
  captureIn,
  cardDetails,
  type Dispute,
  type Form,
  type Intent,
  intentIn,
  metadataOf,
  type Refund,
  runOut,
  type Session,
  sessionIn,
  signed,
} from './stripe-shapes.ts';

export interface FakeStripe extends FakeProvider {
  /** Cards let more than one part be captured, where that is asked for */
  multicapture: boolean;
  readonly url: string;
  readonly terminal: FakeTerminal;
  /** The shopper’s bank disputes it, or goes on with that. @returns the id of the dispute */
  dispute(attemptId: string, status: string, dueBy?: number): string;
  /** Pays out what was captured and paid back of these, less 2.9 % and what is charged by itself. @returns its id */
  payOut(attemptIds: readonly string[], status: string): string;
  /** An event of the payment as it would be sent, signed */
  event(attemptId: string, type: string, secret: string, id?: string): { header: string; body: string };
  /** An event of a reader, signed */
  readerEvent(reader: string, type: string, secret: string): { header: string; body: string };
  close(): Promise<void>;
}

/**
 * Stripe as its published API describes it, as far as the adapter speaks it: Checkout Sessions, Payment Intents with
 * manual capture, refunds, idempotency keys (the first answer is kept, also a 500; other parameters are an error), and
 * signed events. It keeps a book of its own and goes wrong as it is told.
 */
export async function startFakeStripe(key: string, now: () => number): Promise<FakeStripe> {
  const sessions = new Map<string, Session>();
  const intents = new Map<string, Intent>();
  const refunds: Refund[] = [];
  const disputes: Dispute[] = [];
  const payouts = new Map<string, { payout: { status: string; of: string }; parts: object[] }>();
  const answers = new Map<string, { words: string; answer: Answer }>();
  const faults: (Fault | null)[] = [];
  let captures: string[] = [];
  let count = 0;
  const next = (prefix: string) => `${prefix}_test_${++count}`;
  const seconds = () => Math.floor(now() / 1_000);

  const refused = (code: string, message: string, status = 400, type = 'invalid_request_error'): Answer => ({
    status,
    body: { error: { type, code, message } },
  });
  const done = (body: object | undefined): Answer =>
    body ? { status: 200, body } : refused('resource_missing', 'No such object', 404);
  const shown = (session: Session, expand: boolean) => {
    const intent = session.payment_intent;
    return { ...session, payment_intent: expand && intent ? withCharge(intents.get(intent)) : intent };
  };
  const withCharge = (intent: Intent | undefined) => {
    const disputed = disputes.some((each) => each.payment_intent === intent?.id);
    const charge = { id: `ch_${intent?.id}`, object: 'charge', disputed, ...cardDetails(intent) };
    return intent && { ...intent, latest_charge: charge };
  };
  const terminal = new FakeTerminal({ intents, next, done, refused });
  function expire(session: Session): void {
    const begun = session.payment_intent === null ? undefined : intents.get(session.payment_intent);
    if (begun) begun.status = 'canceled';
    Object.assign(session, { status: 'expired', url: null });
  }

  function change(path: string, form: Form): Answer {
    const atReader = terminal.change(path, form);
    if (atReader) return atReader;
    const [, , resource, id = '', verb] = path.replace('/checkout/sessions', '/sessions').split('/');
    if (resource === 'payment_intents' && id === '') {
      const made = intentIn(form, next('pi'), seconds());
      intents.set(made.id, made);
      return done(made);
    }
    if (resource === 'sessions' && id === '') {
      const amount = Number(form['line_items[0][price_data][unit_amount]']);
      if (form['mode'] !== 'payment' || !(amount > 0)) return refused('parameter_invalid_integer', 'Invalid amount');
      if (!/^https?:/.test(form['success_url'] ?? '')) return refused('url_invalid', 'Not a valid URL');
      const session = sessionIn(form, next('cs'), seconds());
      sessions.set(session.id, session);
      return done(session);
    }
    if (resource === 'sessions' && verb === 'expire') {
      const session = sessions.get(id);
      if (session && session.status !== 'open') return refused('session_not_open', 'Only open sessions expire');
      if (session) expire(session);
      return done(session);
    }
    const intent = intents.get(resource === 'refunds' ? (form['payment_intent'] ?? '') : id);
    if (!intent) return done(undefined);
    if (resource === 'refunds') {
      const amount = Number(form['amount']);
      const back = refunds.reduce((sum, each) => sum + (each.payment_intent === intent.id ? each.amount : 0), 0);
      if (back + amount > intent.amount_received)
        return refused('charge_already_refunded', 'Greater than what is left');
      const refund: Refund = {
        ...{ id: next('re'), object: 'refund', payment_intent: intent.id, amount, status: 'succeeded' },
        metadata: metadataOf(form, 'metadata'),
      };
      refunds.push(refund);
      return done(refund);
    }
    if (verb === 'capture') {
      const taken = captureIn(intent, form, seconds());
      if (taken === null) return refused('payment_intent_unexpected_state', 'Cannot be captured');
      if (taken > 0) captures = [...captures, intent.id];
      return done(intent);
    }
    if (intent.status === 'succeeded' || intent.status === 'canceled' || intent.amount_received > 0) {
      return refused('payment_intent_unexpected_state', 'Cannot be cancelled');
    }
    intent.status = 'canceled';
    return done(intent);
  }

  const list = (url: string, data: object[]): Answer => done({ object: 'list', url, has_more: false, data });

  function read(path: string, query: URLSearchParams): Answer {
    const atReader = terminal.read(path);
    if (atReader) return atReader;
    const [, , resource, id] = path.replace('/checkout/sessions', '/sessions').split('/');
    const wanted = query.get('expand[0]') ?? '';
    const expand = wanted.startsWith('payment_intent');
    if (resource === 'payment_intents' && !id)
      return list(path, [...intents.values()].filter(({ created }) => created).reverse());
    if (resource === 'payment_intents') {
      const intent = intents.get(id ?? '');
      return done(wanted === 'latest_charge' ? withCharge(intent) : intent);
    }
    if (resource === 'payouts')
      return list(
        '/v1/payouts',
        [...payouts.values()].map(({ payout }) => payout),
      );
    if (resource === 'balance_transactions') {
      return list('/v1/balance_transactions', payouts.get(query.get('payout') ?? '')?.parts ?? []);
    }
    if (resource === 'disputes') {
      const data = disputes.filter((each) => each.payment_intent === query.get('payment_intent'));
      return done({ object: 'list', url: '/v1/disputes', has_more: false, data });
    }
    if (resource === 'refunds') {
      const data = refunds.filter((each) => each.payment_intent === query.get('payment_intent')).reverse();
      return done({ object: 'list', url: '/v1/refunds', has_more: false, data });
    }
    if (id) {
      const session = sessions.get(id);
      return done(session && shown(session, expand));
    }
    const [from, to] = [Number(query.get('created[gte]')), Number(query.get('created[lte]'))];
    const data = [...sessions.values()].filter(({ created }) => created >= from && created <= to).reverse();
    return done({ object: 'list', url: '/v1/checkout/sessions', has_more: false, data });
  }

  /** The first answer of a key is its answer, whatever it was. */
  function changeOnce(path: string, form: Form, words: string, idempotency: string | undefined, fault?: Fault): Answer {
    const kept = idempotency === undefined ? undefined : answers.get(idempotency);
    if (kept && kept.words !== words) return refused('idempotency_error', 'Other parameters', 400, 'idempotency_error');
    if (kept) return kept.answer;
    const made = change(path, form);
    const broken: Answer = { status: 500, body: { error: { type: 'api_error', message: 'Something went wrong' } } };
    const answer = fault === '500-after' ? broken : made;
    if (idempotency !== undefined) answers.set(idempotency, { words, answer });
    return answer;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const session of sessions.values()) {
      if (session.status === 'open' && session.expires_at <= seconds()) expire(session);
    }
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stripe');
    const body = await text(request);
    const send = ({ status, body: answer }: Answer) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    if (request.headers.authorization !== `Bearer ${key}`) {
      send(refused('invalid_api_key', 'Invalid API Key', 401));
      return;
    }
    if (request.method === 'GET') {
      send(read(pathname, searchParams));
      return;
    }
    const fault = faults.shift() ?? undefined;
    const [busy, limit] = [refused('idempotency_key_in_use', 'In use', 409), refused('rate_limit', 'Too many', 429)];
    if (fault === '409' || fault === '429') return void send(fault === '409' ? busy : limit);
    if (fault === '500-before') return void send({ status: 500, body: { error: { type: 'api_error', message: 'x' } } });
    if (fault === 'lost-before') return void request.socket.destroy();
    const form: Form = Object.fromEntries(new URLSearchParams(body));
    const idempotency = request.headers['idempotency-key'] as string | undefined;
    const run = () => changeOnce(pathname, form, `${pathname}?${body}`, idempotency, fault);
    const answer = fault === 'twice' ? [run(), run()][1] : run();
    if (fault === 'lost-after') request.socket.destroy();
    else send(answer as Answer);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const ofAttempt = (attemptId: string) =>
    [...sessions.values()].filter(({ client_reference_id: whose }) => whose === attemptId);
  const intentsOf = (attemptId: string) =>
    [...intents.values()].filter(({ metadata }) => metadata['attempt'] === attemptId);

  const fake: FakeStripe = {
    terminal,
    multicapture: true,
    runOut: (attemptId) => intentsOf(attemptId).forEach(runOut),
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    pay: (attemptId, how) => {
      const session = ofAttempt(attemptId).find(({ status }) => status === 'open' || status === 'complete');
      if (!session || how === 'leaves') return;
      const known = session.payment_intent === null ? undefined : intents.get(session.payment_intent);
      if (how === 'confirms' && known?.status !== 'requires_action') return;
      if (how !== 'confirms' && session.status !== 'open') return;
      const id = known?.id ?? next('pi');
      const held = session.capture === 'manual' ? 'requires_capture' : 'succeeded';
      const status = how === 'challenged' ? 'requires_action' : held;
      const { amount_total: amount, currency, metadata } = session;
      const parts = session.parts && fake.multicapture;
      const hold = { parts, capture_before: seconds() + 7 * 86_400 };
      intents.set(id, {
        id,
        object: 'payment_intent',
        amount,
        currency,
        metadata,
        status,
        amount_received: 0,
        ...hold,
      });
      session.payment_intent = id;
      if (how !== 'challenged') Object.assign(session, { status: 'complete', url: null });
    },
    refundThere: (attemptId, amount) => {
      const [intent] = intentsOf(attemptId);
      if (intent) change('/v1/refunds', { payment_intent: intent.id, amount: String(amount) });
    },
    book: (attemptId) => {
      const own = intentsOf(attemptId);
      const mine = new Set(own.map(({ id }) => id));
      return {
        payments: ofAttempt(attemptId).length || own.length,
        captures: captures.filter((id) => mine.has(id)).length,
        captured: own.reduce((sum, each) => sum + each.amount_received, 0),
        refunded: refunds.reduce((sum, each) => sum + (mine.has(each.payment_intent) ? each.amount : 0), 0),
        held: own.filter(({ status }) => status === 'requires_capture').length,
      };
    },
    payOut: (attemptIds, status) => {
      const known = [...payouts.values()].find(({ payout }) => payout.of === attemptIds.join());
      if (known) known.payout.status = status;
      const own = attemptIds.flatMap(intentsOf);
      const id = next('po');
      const { payout, parts, all } = paidOut(id, own, refunds, status, seconds());
      if (!known) payouts.set(id, { payout: { ...payout, of: attemptIds.join() }, parts: [...parts, all] });
      return id;
    },
    dispute: (attemptId, status, dueBy) => {
      const [intent] = intentsOf(attemptId);
      const known = disputes.find((each) => each.payment_intent === intent?.id);
      if (known) known.status = status;
      if (known || !intent) return known?.id ?? '';
      const id = next('du');
      const evidence = { due_by: dueBy ?? null };
      const of = { payment_intent: intent.id, amount: intent.amount, reason: 'fraudulent', evidence_details: evidence };
      disputes.push({ id, object: 'dispute', ...of, status });
      return id;
    },
    event: (attemptId, type, secret, id = next('evt')) => {
      const [intent] = intentsOf(attemptId);
      const disputed = disputes.find((each) => each.payment_intent === intent?.id);
      const object = (type.startsWith('charge.dispute') && disputed) || intent || ofAttempt(attemptId)[0];
      return signed({ id, type, object, created: seconds() }, secret);
    },
    readerEvent: (reader, type, secret) =>
      signed({ id: next('evt'), type, object: terminal.readers.get(reader), created: seconds() }, secret),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return fake;
}
