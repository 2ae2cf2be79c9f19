import { replacedBy } from '@tillhouse/shared/domains/claims/rules.ts';
import type { OrderClaim, OrderEvent, OrderPage } from '../../bridge/order-page.ts';
import type { Reader } from '../database/reader.ts';

type Row = Omit<OrderClaim, 'lines' | 'replacement'> & {
  readonly lines: string;
  readonly replacementId: string | null;
  readonly replacementNumber: string | null;
};

/** Claims of an order, the newest first. */
export const claimsOf = (reader: Reader, orderId: string): OrderClaim[] =>
  reader
    .all<Row>(
      `SELECT c.id, c.number, c.reason, c.remedy, c.lines, c.units, c.worth, c.goods_back AS goodsBack, c.return_id AS returnId,
         c.replacement_id AS replacementId, o.number AS replacementNumber, c.note, c.actor_name AS who, c.occurred_at AS at,
         c.received_at AS receivedAt, c.received_by AS receivedBy
       FROM claims c LEFT JOIN orders o ON o.id = c.replacement_id WHERE c.order_id = ? ORDER BY c.occurred_at DESC, c.id`,
      [orderId],
    )
    .map(({ lines, replacementId: id, replacementNumber: number, ...claim }) => ({
      ...claim,
      lines: JSON.parse(lines) as OrderClaim['lines'],
      replacement: id === null ? null : { id, number },
    }));

/** Units of each line that were sent again. */
export const replacedOf = (claims: readonly OrderClaim[]): ReadonlyMap<string, number> => replacedBy(claims);

/** Of an order that replaces, or a return that pays: its claim. */
export const claimOf = (reader: Reader, orderId: string): OrderPage['claimed'] =>
  reader.get<NonNullable<OrderPage['claimed']>>(
    'SELECT number, order_id AS orderId FROM claims WHERE replacement_id = ? OR return_id = ?',
    [orderId, orderId],
  ) ?? null;

/** What the timeline says of them. */
export const claimEvents = (claims: readonly OrderClaim[]): OrderEvent[] =>
  claims.flatMap(
    ({ id, at, who, worth, units, remedy, reason, note, number, receivedAt, receivedBy }): OrderEvent[] => [
      {
        id,
        at,
        who,
        kind: 'claimed',
        amount: worth,
        units,
        what: remedy,
        note,
        after: { claim: number, claimReason: reason },
      },
      ...(receivedAt === null
        ? []
        : [
            {
              ...{ id: `${id}-goods`, at: receivedAt, who: receivedBy ?? '', units, after: { claim: number } },
              kind: 'claim-goods' as const,
            },
          ]),
    ],
  );
