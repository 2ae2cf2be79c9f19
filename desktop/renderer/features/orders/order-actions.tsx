import type { ReactNode } from 'react';
import { lacking, type StepName } from '@tillhouse/shared/domains/orders/life-cycle.ts';
import type { OrderPage } from '../../../bridge/order-page.ts';
import { lockOf, may } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { canClaim } from './claim-draft.ts';
import { unitsOf, unsent } from './fulfil-draft.ts';
import { stillHeld } from './goes-words.ts';
import type { StatusActions } from './order-statuses.tsx';
import { leftOf } from './return-draft.ts';

export type Asking = 'payment' | 'take' | 'return' | 'cancel' | 'paper' | 'fulfil' | 'hold' | 'edit' | 'claim' | null;

export interface OrderActions extends StatusActions {
  readonly cancels: boolean;
  readonly holds: boolean;
  readonly returns: boolean;
  readonly fulfils: boolean;
  readonly edits: boolean;
  readonly claims: boolean;
}

/** What is owed on a return and open on its sale: the one is set against the other before any money moves. */
function setOffOf(order: OrderPage): { returnId: string; orderId: string; amount: number } | null {
  if (order.kind === 'return') {
    const amount = Math.min(-order.due, order.sale?.due ?? 0);
    return order.sale && amount > 0 ? { returnId: order.id, orderId: order.sale.id, amount } : null;
  }
  const back = order.status === 'cancelled' ? undefined : order.returns.find(({ due }) => due < 0);
  return back && order.due > 0
    ? { returnId: back.id, orderId: order.id, amount: Math.min(order.due, -back.due) }
    : null;
}

/** What can be done about it: by its life cycle, which commands ask too, and by what the person may. */
export function useOrderActions(order: OrderPage, ask: (what: Asking) => void): OrderActions {
  const { person } = useSession();
  const commands = useCommands();
  const run = (name: string, args: object, said: string) =>
    commands.mutate([{ name, args }], { onSuccess: () => toast({ tone: 'ok', title: said }) });
  const open = (step: StepName) => order.kind === 'sale' && lacking(step, order) === undefined;
  const returns = order.kind === 'sale' && order.status !== 'cancelled' && order.lines.some((line) => leftOf(line) > 0);
  const provider = order.refundable.find(
    ({ kind, left }) => ['test', 'online', 'gift-card', 'store-credit', 'bank'].includes(kind) && left > 0,
  );
  const owed = Math.min(Math.max(0, -order.due), provider?.left ?? 0);
  const due = open('orders.collect') && !order.historical ? Math.max(0, order.due) : 0;
  const held = due > 0 ? order.attempts.reduce((sum, attempt) => sum + stillHeld(attempt), 0) : 0;
  const noReturn = lockOf(person, 'till.return');
  const noFulfil = lockOf(person, 'orders.fulfil');
  const left = unitsOf(order, { quantities: Object.fromEntries(order.lines.map((line) => [line.id, unsent(line)])) });
  const pair = setOffOf(order);
  const pay: ReactNode =
    pair !== null ? (
      <Button
        size="small"
        locked={noReturn}
        disabled={commands.isPending}
        onClick={() => run('orders.setOff', { ...pair, note: '' }, t('Set against what is open'))}
      >
        {t('Set off {amount}', { amount: moneyText({ amount: pair.amount, currency: order.currency }) })}
      </Button>
    ) : owed > 0 && provider ? (
      <Button
        size="small"
        locked={lockOf(person, 'orders.refund')}
        disabled={commands.isPending}
        onClick={() =>
          run(
            'orders.refund',
            { orderId: order.id, tenderId: provider.tenderId, amount: owed, note: '' },
            provider.kind === 'bank'
              ? t('Noted as sent back by bank')
              : provider.kind === 'gift-card' || provider.kind === 'store-credit'
                ? t('Put back where it came from')
                : t('Paid back through the provider'),
          )
        }
      >
        {provider.kind === 'bank'
          ? t('Sent back {amount} by bank', { amount: moneyText({ amount: owed, currency: order.currency }) })
          : t('Pay back {amount}', { amount: moneyText({ amount: owed, currency: order.currency }) })}
      </Button>
    ) : held > 0 ? (
      <Button size="small" locked={lockOf(person, 'orders.edit')} onClick={() => ask('take')}>
        {t('Take the money now')}
      </Button>
    ) : due > 0 ? (
      <Button size="small" locked={lockOf(person, 'orders.edit')} onClick={() => ask('payment')}>
        {t('Take {amount}', { amount: moneyText({ amount: due, currency: order.currency }) })}
      </Button>
    ) : null;
  const fulfil: ReactNode = open('orders.fulfil') ? (
    <Button size="small" keys="F" locked={noFulfil} onClick={() => ask('fulfil')}>
      {t('Fulfil {n}', { n: left })}
    </Button>
  ) : open('orders.release') ? (
    <Button
      size="small"
      locked={noFulfil}
      disabled={commands.isPending}
      onClick={() =>
        run('orders.release', { orderId: order.id, note: '' }, t('{number} may be sent', { number: order.number }))
      }
    >
      {t('Release')}
    </Button>
  ) : null;
  return {
    cancels: open('orders.cancel') && order.lines.every(({ sent }) => sent === 0) && may(person, 'orders.cancel'),
    holds: open('orders.hold') && noFulfil === null,
    fulfils: open('orders.fulfil') && noFulfil === null,
    edits: open('orders.edit') && may(person, 'orders.edit'),
    returns: returns && noReturn === null,
    pay,
    fulfil,
    claims: canClaim(order) && lockOf(person, 'orders.claim') === null,
    back: returns ? (
      <Button size="small" keys="R" locked={noReturn} onClick={() => ask('return')}>
        {t('Return')}
      </Button>
    ) : null,
  };
}
