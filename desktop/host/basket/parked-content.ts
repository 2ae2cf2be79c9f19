import { deliverArgs } from '@tillhouse/shared/domains/register/deliver-args.ts';
import type { ParkedContent } from '@tillhouse/shared/domains/register/parked-schema.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import { handOf } from './by-hand.ts';
import type { GivenByHand } from './by-hand.ts';
import { type LineRow, linesOf } from './rows.ts';

type Line = ParkedContent['lines'][number];
type Quoted = NonNullable<Line['quoted']>;

/** Without what is absent. */
function plainly({ unitPrice, percent, amount, reason }: GivenByHand): NonNullable<Line['given']> {
  return {
    reason,
    ...(unitPrice !== undefined && { unitPrice }),
    ...(percent !== undefined && { percent }),
    ...(amount !== undefined && { amount }),
  };
}

function lineOf({
  variantId,
  title,
  unitPrice,
  taxClass,
  quantity,
  byHand,
  quoted,
  empties,
  serials,
  touchedBy,
}: LineRow): Line {
  const given = handOf(byHand);
  return {
    ...{ variantId, quantity, touchedBy },
    ...(title !== null && { title }),
    ...(unitPrice !== null && { unitPrice }),
    ...(taxClass !== null && { taxClass }),
    ...(given && { given: plainly(given) }),
    ...(quoted !== null && { quoted: JSON.parse(quoted) as Quoted }),
    ...(serials && { serials: JSON.parse(serials) as string[] }),
    ...(empties === 1 && { empties: true }),
  };
}

/**
 * What other tills need of a basket. Null where only this one can finish it: it brings goods back, which somebody here approved, or
 * sells a gift card, whose code is kept here alone.
 */
export function contentOf(connection: DeskConnection, basketId: string): ParkedContent | null {
  const lines = linesOf(connection, basketId);
  const [row] = connection.allNow(
    'SELECT coupons, by_hand AS byHand, exchange, draft_id AS draftId, deliver FROM desk_baskets WHERE id = ?',
    [basketId],
  );
  if (!row || row.exchange !== null || lines.some(({ loads }) => loads !== null)) return null;
  const given = handOf(row.byHand as string | null);
  const to = row.deliver === null ? undefined : deliverArgs.safeParse(JSON.parse(String(row.deliver)));
  // What cannot be told whole stays at this till, which has it as it was typed.
  if (to?.success === false) return null;
  const deliver = to?.data;
  return {
    lines: lines.map(lineOf),
    coupons: JSON.parse(String(row.coupons)) as string[],
    ...(given && { given: plainly(given) }),
    draftId: row.draftId as string | null,
    ...(deliver && { deliver }),
  };
}

interface Laid {
  readonly basketId: string;
  readonly orderId: string;
  readonly place: string;
  readonly customerId: string | null;
  readonly takenFrom: string;
  readonly now: number;
  readonly newId: () => string;
}

/** Lays what another till parked into a basket of this one; it is for whoever sells here to say how old the buyer is. */
export function layContent(connection: DeskConnection, content: ParkedContent, laid: Laid): void {
  const { basketId, orderId, place, customerId, takenFrom, now, newId } = laid;
  const text = (value: object | undefined) => (value ? JSON.stringify(value) : null);
  connection.runNow(
    `INSERT INTO desk_baskets (id, place, order_id, customer_id, created_at, coupons, by_hand, draft_id, deliver, taken_from)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      ...[basketId, place, orderId, customerId, now, JSON.stringify(content.coupons)],
      ...[text(content.given), content.draftId, text(content.deliver), takenFrom],
    ],
  );
  for (const [position, line] of content.lines.entries())
    connection.runNow(
      `INSERT INTO desk_basket_lines (id, basket_id, position, variant_id, title, unit_price, tax_class, by_hand, quoted, serials, empties,
         quantity, touched_at, touched_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        ...[newId(), basketId, position + 1, line.variantId, line.title ?? null, line.unitPrice ?? null],
        ...[line.taxClass ?? null, text(line.given), text(line.quoted), text(line.serials), line.empties ? 1 : 0],
        ...[line.quantity, now, line.touchedBy],
      ],
    );
}
