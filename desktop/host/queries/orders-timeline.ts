import type { OrderEvent, OrderPage } from '../../bridge/order-page.ts';
import type { Reader } from '../database/reader.ts';
import { claimEvents } from './order-claims.ts';
import { type Asking, sees } from './define-query.ts';

interface Head {
  readonly id: string;
  readonly kind: 'sale' | 'return';
  readonly placedAt: number;
  readonly actorName: string;
  readonly total: number;
}

type Of = { readonly orderId: string };

/** What it came to before it was edited. */
function totalWhenPlaced(total: number, changes: readonly OrderEvent[]): number {
  const edits = changes.filter(({ kind, before }) => kind === 'edited' && typeof before?.['total'] === 'number');
  const first = edits.sort((a, b) => a.at - b.at)[0]?.before?.['total'];
  return typeof first === 'number' ? first : total;
}

/** What happened to an order and to its returns, newest first; at one moment, what came later in the day's work leads. */
export function timelineOf(
  reader: Reader,
  head: Head,
  { returns, claims }: Pick<OrderPage, 'returns' | 'claims'>,
  asking: Asking,
): OrderEvent[] {
  const byId = new Map(returns.map((one) => [one.id, { id: one.id, number: one.number }]));
  const ids = JSON.stringify([head.id, ...byId.keys()]);
  const about = ({ orderId }: Of) => {
    const order = byId.get(orderId);
    return order ? { order } : {};
  };
  const whoOf = new Map(
    reader
      .all<{ id: string; who: string }>(
        'SELECT o.id, o.actor_name AS who FROM json_each(?) j JOIN orders o ON o.id = j.value',
        [ids],
      )
      .map(({ id, who }) => [id, who]),
  );
  const paid = reader
    .all<Of & { id: string; at: number; amount: number; what: string }>(
      `SELECT t.id, t.order_id AS orderId, t.placed_at AS at, t.amount, t.kind AS what
       FROM json_each(?) j JOIN tenders t ON t.order_id = j.value WHERE t.amount <> 0`,
      [ids],
    )
    .map(
      ({ id, at, amount, what, orderId }): OrderEvent => ({
        ...{ id, at, what, amount: Math.abs(amount), ...about({ orderId }) },
        kind: amount > 0 ? 'paid' : 'paid-back',
        who: '',
      }),
    );
  const reached = sees(asking, 'customers.contact');
  const seen = ({ email, phone, ...rest }: Record<string, unknown>) =>
    reached ? { ...rest, ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) } : rest;
  const changes = reader
    .all<Of & Pick<OrderEvent, 'id' | 'at' | 'who' | 'kind' | 'note'> & { before: string; after: string }>(
      `SELECT c.id, c.order_id AS orderId, c.occurred_at AS at, c.actor_name AS who, c.kind, c.note, c.before, c.after
       FROM json_each(?) j JOIN order_changes c ON c.order_id = j.value`,
      [ids],
    )
    .map(
      ({ before, after, orderId, ...change }): OrderEvent => ({
        ...{ ...change, ...about({ orderId }) },
        before: seen(JSON.parse(before) as Record<string, unknown>),
        after: seen(JSON.parse(after) as Record<string, unknown>),
      }),
    );
  const flags = reader
    .all<
      Of & {
        id: string;
        what: string;
        raised: number;
        resolved: number | null;
        who: string | null;
        note: string | null;
      }
    >(
      `SELECT f.id, f.order_id AS orderId, f.code AS what, f.raised_at AS raised, f.resolved_at AS resolved,
         f.resolved_by AS who, f.note FROM json_each(?) j JOIN order_flags f ON f.order_id = j.value`,
      [ids],
    )
    .flatMap(({ id, what, raised, resolved, who, note, orderId }): OrderEvent[] => [
      { ...{ id: `${id}-raised`, at: raised, what, ...about({ orderId }) }, kind: 'flagged', who: '' },
      ...(resolved === null
        ? []
        : [
            {
              ...{ id: `${id}-settled`, at: resolved, what, note: note ?? '', ...about({ orderId }) },
              kind: 'settled' as const,
              who: who ?? '',
            },
          ]),
    ]);
  const mailed = reader
    .all<Of & { id: string; at: number; who: string; note: string; what: string }>(
      `SELECT l.id, l.order_id AS orderId, coalesce(l.sent_at, l.asked_at) AS at, l.actor_name AS who, l.sent_to AS note, l.status AS what
       FROM json_each(?) j JOIN receipt_letters l ON l.order_id = j.value`,
      [ids],
    )
    .map(
      ({ orderId, note, ...letter }): OrderEvent => ({
        ...{ ...letter, ...about({ orderId }), kind: 'mailed' },
        note: reached || letter.what !== 'waiting' ? note : '',
      }),
    );
  const travelled = reader
    .all<Of & { id: string; at: number; who: string; what: string; note: string; parcel: string }>(
      `SELECT e.fulfilment_id || e.mark AS id, e.order_id AS orderId, e.at, CASE e.source WHEN '' THEN e.actor_name ELSE '' END AS who,
         e.state AS what, CASE WHEN e.place = '' OR e.words = '' THEN e.place || e.words ELSE e.place || ': ' || e.words END AS note,
         f.number AS parcel
       FROM json_each(?) j JOIN parcel_events e ON e.order_id = j.value JOIN fulfilments f ON f.id = e.fulfilment_id`,
      [ids],
    )
    .map(
      ({ orderId, parcel, ...event }): OrderEvent => ({
        ...{ ...event, ...about({ orderId }), kind: 'parcel', after: { parcel } },
      }),
    );
  const back = returns.map(
    ({ id, number, placedAt: at, units, total }): OrderEvent => ({
      ...{ id, at, units: -units, amount: -total, order: { id, number } },
      kind: 'returned',
      who: whoOf.get(id) ?? '',
    }),
  );
  const { id, placedAt: at, actorName: who, total } = head;
  const placed: OrderEvent = {
    id,
    at,
    who,
    amount: Math.abs(totalWhenPlaced(total, changes)),
    kind: head.kind === 'sale' ? 'placed' : 'returned',
  };
  const rank = (event: OrderEvent) => (event.kind === 'placed' ? 0 : event.kind === 'returned' ? 1 : 2);
  return [placed, ...paid, ...changes, ...flags, ...mailed, ...travelled, ...back, ...claimEvents(claims)].sort(
    (a, b) => b.at - a.at || rank(b) - rank(a),
  );
}
