import { lacksOf } from '@tillhouse/shared/domains/access/rights.ts';
import type { RefundPart } from '@tillhouse/shared/domains/orders/plan-refunds.ts';
import { setOff } from '@tillhouse/shared/domains/orders/set-off-mutators.ts';
import { recordReturn } from '@tillhouse/shared/domains/register/return-mutators.ts';
import type { ReturnArgs, SaleTender } from '@tillhouse/shared/domains/register/sale-args.ts';
import { sum } from '@tillhouse/shared/kernel/money.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { type Ground, runWithin } from '../commands/run-command.ts';
import { markRecorded, within } from '../devices/terminals/attempts.ts';
import type { Host } from '../host.ts';
import { forgetYes, payBack, yesTo } from './exchange.ts';
import { backsOf } from './exchange-backs.ts';
import type { Exchange } from './exchange-kept.ts';
import { cardBackDiffers, cardBackFirst } from './problems.ts';

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
  const { against = 0 } = exchange;
  const owed = sum([
    ...parts.filter((one) => isProvided(one) || one.kind === 'bank').map(({ amount }) => amount),
    against,
  ]);
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
  if (against > 0) await setAgainst(connection, ground, args, against, at);
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

/** What was not paid of what came back is off the sale, where who sells may say so; else both stay open until somebody does. */
async function setAgainst(
  connection: DeskConnection,
  ground: Ground,
  { orderId: returnId, originalOrderId: orderId }: Pick<ReturnArgs, 'orderId' | 'originalOrderId'>,
  amount: number,
  at: number,
): Promise<void> {
  const [row] = connection.allNow('SELECT due FROM orders WHERE id = ?', [orderId]);
  if (Number(row?.due ?? 0) < amount) return;
  const mutationId = idFor(returnId, 'set-off');
  await runWithin(
    connection,
    ground,
    { name: setOff.name, args: { returnId, orderId, amount, note: '' }, mutationId },
    at,
  );
}
