import { lacksOf } from '@tillhouse/shared/domains/access/rights.ts';
import type { CardOfTender } from '@tillhouse/shared/domains/orders/frozen-parts.ts';
import { planRefunds, type RefundPart, refundable } from '@tillhouse/shared/domains/orders/plan-refunds.ts';
import type { Tender } from '@tillhouse/shared/domains/orders/schema.ts';
import { recordReturn } from '@tillhouse/shared/domains/register/return-mutators.ts';
import type { ReturnArgs, SaleTender } from '@tillhouse/shared/domains/register/sale-args.ts';
import { sum } from '@tillhouse/shared/kernel/money.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import type { ExchangeBack } from '../../bridge/card-views.ts';
import { type Ground, runWithin } from '../commands/run-command.ts';
import type { Reader } from '../database/reader.ts';
import { deviceAt } from '../devices/device-settings.ts';
import { shownAttempt } from '../devices/shown-attempt.ts';
import { type Attempt, attemptsFor, markRecorded, outside, type Read, within } from '../devices/terminals/attempts.ts';
import type { Host } from '../host.ts';
import { forgetYes, payBack, yesTo } from './exchange.ts';
import type { Exchange } from './exchange-kept.ts';
import { cardBackDiffers, cardBackFirst } from './problems.ts';

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

interface Backs {
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
function backsOf(reader: Reader, from: Read, { args, worth }: Exchange, part: number): Backs {
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
    return { ...each, card, byTerminal: each.kind === 'card' && card !== null && terminal !== null, paid: of(each) };
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

const paidHere = ['card', 'gift-card', 'store-credit'] as const;
const isPaidHere = (kind: string): kind is (typeof paidHere)[number] => paidHere.some((one) => one === kind);
const isProvided = ({ kind }: RefundPart): boolean => kind === 'test' || kind === 'online';

interface Recording {
  readonly exchange: Exchange;
  /** So much of its worth pays what is bought */
  readonly part: number;
  readonly sessionId: string;
  readonly at: number;
  /** Cards are paid back on a terminal of its own, or by hand */
  readonly keyed: boolean;
}

/**
 * Records the return of an exchange in the transaction of its sale: what the new goods cost is left to them, and what is over goes back to how it
 * was paid: by the terminal before, by a provider behind it. @returns the tender by which the sale takes it over; none where nothing is left to it
 * @throws HostProblem `basket.card-back-first`, `basket.card-back-differs`
 */
export async function recordExchange(
  host: Host,
  connection: DeskConnection,
  ground: Ground,
  { exchange, part, sessionId, at, keyed }: Recording,
): Promise<SaleTender[]> {
  const { mutationId } = exchange;
  const { parts, stray } = backsOf(host.desk.reader, within(connection), exchange, part);
  if (stray[0]) throw cardBackDiffers(stray[0].amount);
  const first = parts.find(({ byTerminal, paid }) => byTerminal && !paid);
  if (first && !keyed) throw cardBackFirst(first.amount);
  const here = parts.filter(({ kind }) => isPaidHere(kind));
  const provided = parts.filter(isProvided);
  // What arrived at the bank somebody sends back there, from the page of the return.
  const owed = sum(parts.filter((one) => isProvided(one) || one.kind === 'bank').map(({ amount }) => amount));
  const refunds: NonNullable<ReturnArgs['refunds']> = [
    ...(part > 0 ? [{ key: 'exchange', kind: 'exchange' as const, amount: part, reference: '' }] : []),
    ...here.map(({ tenderId, kind, amount, paid }) => ({
      ...{ key: tenderId, kind: isPaidHere(kind) ? kind : ('card' as const), amount, tenderId },
      ...{ reference: paid?.reference ?? '', ...(paid?.card && { card: paid.card }) },
    })),
  ];
  const args: ReturnArgs = {
    ...exchange.args,
    sessionId,
    ...(refunds.length > 0 && { refunds }),
    ...(owed > 0 && { owed }),
    payBack,
  };
  const approval = yesTo(host, args.orderId);
  await runWithin(connection, ground, { name: recordReturn.name, args, mutationId, ...(approval && { approval }) }, at);
  markRecorded(
    connection,
    here.flatMap(({ paid }) => paid?.id ?? []),
    at,
  );
  for (const { tenderId, amount } of provided)
    await askProvider(connection, ground, args.orderId, { tenderId, amount }, at);
  forgetYes(host, args.orderId);
  if (part === 0) return [];
  const [back] = connection.allNow('SELECT number FROM receipts WHERE order_id = ?', [args.orderId]);
  const tender = { key: 'exchange', kind: 'exchange' as const, amount: part, given: part, change: 0 };
  return [{ ...tender, reference: String(back?.number ?? ''), exchangeOf: idFor(mutationId, 'tender:exchange') }];
}

/** An intent, which the provider may refuse. Whoever may not ask leaves it owed, on the page of the return. */
async function askProvider(
  connection: DeskConnection,
  ground: Ground,
  orderId: string,
  { tenderId, amount }: Pick<RefundPart, 'tenderId' | 'amount'>,
  at: number,
): Promise<void> {
  const need = { permission: 'orders.refund', value: amount };
  if (lacksOf(ground.actor, [need], ground.store).length > 0) return;
  const args = { orderId, tenderId, amount, note: '' };
  await runWithin(
    connection,
    ground,
    { name: 'orders.refund', args, mutationId: idFor(orderId, `refund:${tenderId}`) },
    at,
  );
}
