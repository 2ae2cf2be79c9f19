import type { ApiAnswer } from '../../../../../testing/faulty-api.ts';

interface Money {
  readonly amount: number;
  readonly currency: string;
}
export interface FakePaid {
  readonly id: string;
  readonly orderId: string;
  readonly attemptId: string;
  readonly amount: Money;
  readonly refunds: readonly { readonly id: string; readonly reason: string; readonly amount_money: Money }[];
}
interface Payout {
  readonly id: string;
  readonly of: string;
  status: string;
  readonly destination: { readonly type: string };
  readonly entries: readonly { readonly net_amount_money: Money }[];
}
interface Dispute {
  readonly id: string;
  readonly payment: string;
  readonly amount: Money;
  state: string;
  readonly dueAt: string | null;
}

export interface FakeSquareOffice {
  /** What was paid for these goes to the bank, less 3 %, and a fee of its own. */
  payOut(attemptIds: readonly string[], status: string, destination?: string): string;
  dispute(attemptId: string, state: string, dueAt?: string): string;
  /** Its token may not read disputes. */
  hidesDisputes: boolean;
}

/** Payouts with their entries and disputes, as Square's reference describes them. Two lines are a page, so that pages are read. */
export function fakeSquareOffice(paid: () => readonly FakePaid[], next: (prefix: string) => string) {
  const payouts: Payout[] = [];
  const disputes: Dispute[] = [];
  const ok = (body: object): ApiAnswer => ({ status: 200, body });
  const page = (name: string, rows: readonly object[], query: URLSearchParams): ApiAnswer => {
    const from = Number(query.get('cursor') ?? 0);
    const more = from + 2 < rows.length;
    return ok({ [name]: rows.slice(from, from + 2), ...(more && { cursor: String(from + 2) }) });
  };
  const money = (amount: number, currency: string) => ({ amount, currency });

  const office: FakeSquareOffice = {
    hidesDisputes: false,
    payOut: (attemptIds, status, destination = 'BANK_ACCOUNT') => {
      const of = attemptIds.join();
      const known = payouts.find((each) => each.of === of);
      if (known) known.status = status;
      if (known) return known.id;
      const own = paid().filter(({ attemptId }) => attemptIds.includes(attemptId));
      const currency = own[0]?.amount.currency ?? 'EUR';
      const entry = (type: string, gross: number, fee: number, details: object) => ({
        ...{ id: next('poe_'), type, [`type_${type.toLowerCase()}_details`]: details },
        gross_amount_money: money(gross, currency),
        fee_amount_money: money(fee, currency),
        net_amount_money: money(gross - fee, currency),
      });
      const entries = own.flatMap(({ id, amount, refunds }) => [
        entry('CHARGE', amount.amount, Math.round(amount.amount * 0.03), { payment_id: id }),
        ...refunds.map((refund) =>
          entry('REFUND', -refund.amount_money.amount, 0, { payment_id: id, refund_id: refund.id }),
        ),
        ...disputes
          .filter(({ payment, state }) => payment === id && state !== 'WON')
          .map((each) => entry('OPEN_DISPUTE', -each.amount.amount, 0, { payment_id: id, dispute_id: each.id })),
      ]);
      const fee = entry('PROCESSING_FEE', -15, 0, {});
      const payout = { id: next('po_'), of, status, destination: { type: destination }, entries: [...entries, fee] };
      payouts.push(payout);
      return payout.id;
    },
    dispute: (attemptId, state, dueAt) => {
      const payment = paid().find((each) => each.attemptId === attemptId);
      const known = disputes.find((each) => each.payment === payment?.id);
      if (known) known.state = state;
      if (known || !payment) return known?.id ?? '';
      const { id, amount } = payment;
      disputes.push({ id: next('DISPUTE'), payment: id, amount, state, dueAt: dueAt ?? null });
      return disputes.at(-1)?.id ?? '';
    },
  };

  /** Undefined: it is none of these */
  function read([kind, id, below]: readonly string[], query: URLSearchParams): ApiAnswer | undefined {
    if (kind === 'payouts' && !id) {
      const rows = payouts.map(({ id: payoutId, status, destination, entries }) => {
        const { currency } = entries[0]?.net_amount_money ?? { currency: 'EUR' };
        const amount = entries.reduce((sum, each) => sum + each.net_amount_money.amount, 0);
        const at = { created_at: '2026-03-02T10:00:00Z', arrival_date: '2026-03-04' };
        return {
          id: payoutId,
          status,
          type: 'BATCH',
          location_id: 'L1',
          ...at,
          destination,
          amount_money: money(amount, currency),
        };
      });
      return page('payouts', rows, query);
    }
    if (kind === 'payouts' && below === 'payout-entries')
      return page('payout_entries', payouts.find((each) => each.id === id)?.entries ?? [], query);
    if (kind === 'disputes') {
      if (office.hidesDisputes)
        return { status: 403, body: { errors: [{ category: 'AUTHENTICATION_ERROR', code: 'FORBIDDEN' }] } };
      const rows = disputes.map(({ id: disputeId, payment, amount, state, dueAt }) => ({
        ...{ id: disputeId, dispute_id: disputeId, state, reason: 'NOT_AS_DESCRIBED', due_at: dueAt },
        ...{ amount_money: amount, disputed_payment: { payment_id: payment } },
      }));
      return page('disputes', rows, query);
    }
    if (kind === 'payments' && !id)
      return page(
        'payments',
        paid().map((each) => ({ id: each.id, status: 'COMPLETED', amount_money: each.amount, order_id: each.orderId })),
        query,
      );
    if (kind === 'refunds' && !id)
      return page(
        'refunds',
        paid().flatMap(({ refunds }) => refunds.map((each) => ({ status: 'COMPLETED', ...each }))),
        query,
      );
    return undefined;
  }

  function orders(raw: string): ApiAnswer {
    const { order_ids: ids } = JSON.parse(raw) as { order_ids: string[] };
    if (ids.length > 100) return { status: 400, body: { errors: [{ code: 'ARRAY_LENGTH_TOO_LONG' }] } };
    const found = paid().filter(({ orderId }) => ids.includes(orderId));
    return ok({
      orders: found.map(({ orderId, attemptId }) => ({ id: orderId, state: 'OPEN', reference_id: attemptId })),
    });
  }
  return { office, read, orders };
}
