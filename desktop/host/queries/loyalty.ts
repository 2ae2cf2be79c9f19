import * as z from 'zod';
import type { PointMovementRow } from '../../bridge/loyalty-views.ts';
import { pointsOf, programmeOf } from '../loyalty/points-of.ts';
import { query, sees } from './define-query.ts';
import { id, nothing, page } from './params.ts';

const MOST_MOVEMENTS = 500;

const loyaltyProgramme = query('loyalty.programme', {
  params: nothing,
  permission: 'credit.view',
  run: (reader) => {
    const whole = programmeOf(reader);
    const sums = reader.get<{ members: number; points: number }>(
      'SELECT count(*) AS members, coalesce(sum(balance), 0) AS points FROM point_accounts WHERE balance <> 0',
    ) ?? { members: 0, points: 0 };
    if (!whole) return { programme: null, ...sums, owed: 0 };
    const { id: _, ...programme } = whole;
    return { programme, ...sums, owed: sums.points * programme.pointValue };
  },
});

const loyaltyMembers = query('loyalty.members', {
  params: z.strictObject(page),
  permission: 'credit.view',
  heavy: true,
  run: (reader, { offset, limit }, asking) => {
    const programme = programmeOf(reader);
    if (!programme) return { total: 0, rows: [] };
    const names = sees(asking, 'customers.view');
    const total = reader.get<{ n: number }>('SELECT count(*) AS n FROM point_accounts')?.n ?? 0;
    const rows = reader.all<{ id: string; name: string | null }>(
      `SELECT a.id, c.name FROM point_accounts a LEFT JOIN customers c ON c.id = a.id
        ORDER BY a.balance DESC, a.id LIMIT ? OFFSET ?`,
      [limit, offset],
    );
    return {
      total,
      rows: rows.map(({ id: customerId, name }) => ({
        customer: { id: customerId, name: names ? (name ?? '') : '' },
        ...pointsOf(reader, programme, customerId, asking.now),
      })),
    };
  },
});

const loyaltyOne = query('loyalty.one', {
  params: z.strictObject({ customerId: id }),
  permission: 'credit.view',
  run: (reader, { customerId }, asking) => {
    const programme = programmeOf(reader);
    if (!programme) return null;
    const shown = pointsOf(reader, programme, customerId, asking.now);
    const rows = reader.all<
      Omit<PointMovementRow, 'balance' | 'order'> & { orderId: string | null; number: string | null }
    >(
      `SELECT m.id, m.kind, m.points, m.reason, m.actor_name AS actorName, m.occurred_at AS occurredAt, o.id AS orderId, o.number
         FROM point_movements m LEFT JOIN orders o ON o.id = m.order_id
        WHERE m.customer_id = ? ORDER BY m.occurred_at DESC, m.points, m.id LIMIT ${MOST_MOVEMENTS}`,
      [customerId],
    );
    let balance = shown.balance;
    const movements = rows.map(({ orderId, number, ...row }) => {
      const line = { ...row, balance, order: orderId === null ? null : { id: orderId, number: number ?? '' } };
      balance -= row.points;
      return line;
    });
    return { ...shown, currency: programme.currency, movements };
  },
});

export const loyaltyQueries = {
  'loyalty.programme': loyaltyProgramme,
  'loyalty.members': loyaltyMembers,
  'loyalty.one': loyaltyOne,
};
