import type { CardOfTender } from '@tillhouse/shared/domains/orders/frozen-parts.ts';
import { planRefunds, type RefundPart, refundable } from '@tillhouse/shared/domains/orders/plan-refunds.ts';
import type { Tender } from '@tillhouse/shared/domains/orders/schema.ts';
import type { ExchangeBack } from '../../bridge/card-views.ts';
import type { Reader } from '../database/reader.ts';
import { deviceAt } from '../devices/device-settings.ts';
import { shownAttempt } from '../devices/shown-attempt.ts';
import { type Attempt, attemptsFor, outside, type Read } from '../devices/terminals/attempts.ts';
import type { Exchange } from './exchange-kept.ts';

/** The payments of a sale, each with what its card terminal said. */
function paymentsOf(reader: Reader, saleId: string) {
  const columns = 'id, kind, amount, original_tender_id AS originalTenderId, card';
  type Row = Pick<Tender, 'id' | 'kind' | 'amount' | 'originalTenderId'> & { readonly card: string | null };
  const own = reader.all<Row>(`SELECT ${columns} FROM tenders WHERE order_id = ? ORDER BY placed_at, id`, [saleId]);
  const back = reader.all<Row>(
    `SELECT ${columns} FROM tenders WHERE order_id IN (SELECT o.id FROM orders o WHERE o.original_order_id = ?)`,
    [saleId],
  );
  const cards = new Map(own.flatMap(({ id, card }) => (card === null ? [] : [[id, JSON.parse(card) as CardOfTender]])));
  return { left: refundable(own, [...own.filter(({ amount }) => amount < 0), ...back]), cards };
}

export interface Backs {
  readonly parts: readonly (RefundPart & {
    readonly card: CardOfTender | null;
    /** The terminal of this register pays it back to the card */
    readonly byTerminal: boolean;
    readonly paid: Attempt | undefined;
  })[];
  /** Paid back by the terminal already, and no part of what goes back by now */
  readonly stray: readonly Attempt[];
}

/** Where what is over of an exchange goes: to how the first sale was paid. */
export function backsOf(reader: Reader, from: Read, { args, worth }: Exchange, part: number): Backs {
  const { left, cards } = paymentsOf(reader, args.originalOrderId);
  const { parts } = planRefunds(worth - part, left);
  const terminal = deviceAt(reader, args.registerId, 'terminal');
  const approved = attemptsFor(from, args.orderId).filter(
    ({ purpose, state, recordedAt }) => purpose === 'refund' && state === 'approved' && recordedAt === null,
  );
  const of = ({ tenderId, amount }: RefundPart) =>
    approved.find((one) => one.tenderId === tenderId && one.amount === amount);
  const shown = parts.map((each) => {
    const card = cards.get(each.tenderId) ?? null;
    // A provider pays back what it took, whatever stands at this register.
    const byTerminal =
      each.kind === 'card' && card !== null && (card.provider ? true : terminal?.model === 'simulated');
    return { ...each, card, byTerminal, paid: of(each) };
  });
  const used = new Set(shown.flatMap(({ paid }) => paid?.id ?? []));
  return { parts: shown, stray: approved.filter(({ id }) => !used.has(id)) };
}

/** What the screen says of it, and what became of it at the terminal. */
export function shownBacks(reader: Reader, exchange: Exchange, part: number): ExchangeBack[] {
  const { parts, stray } = backsOf(reader, outside(reader), exchange, part);
  return [
    ...parts.map(({ tenderId, kind, amount, card, byTerminal, paid }) => ({
      ...{ tenderId, kind, amount, card, byTerminal, paid: paid ? shownAttempt(paid) : null, wrong: false },
    })),
    ...stray.map((attempt) => ({
      ...{ tenderId: attempt.tenderId ?? '', kind: 'card' as const, amount: attempt.amount, card: attempt.card },
      ...{ byTerminal: true, paid: shownAttempt(attempt), wrong: true },
    })),
  ];
}
