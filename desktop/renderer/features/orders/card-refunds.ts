import { useEffect, useState } from 'react';
import type { ReturnArgs } from '@tillhouse/shared/domains/register/sale-args.ts';
import type { RefundPart } from '@tillhouse/shared/domains/orders/plan-refunds.ts';
import type { CardAttempt } from '../../../bridge/card-views.ts';
import type { OrderPage } from '../../../bridge/order-page.ts';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { sayRefused } from '../../data/writes.ts';
import { useSteady } from '../../ui/use-steady.ts';
import type { ReturnPreview } from './return-draft.ts';

export interface CardRefunds {
  /** Under way at the terminal */
  readonly open: CardAttempt | null;
  /** How the last one ended where it was not paid; null where there is nothing to say */
  readonly refused: CardAttempt | null;
  /** Paid at the terminal and not recorded yet: nothing of the return may change any more */
  readonly paid: readonly CardAttempt[];
  /** Pays what is to go through the terminal, one after the other; `onPaid` when all of it is */
  readonly start: () => void;
  /** The goods stay after all: what was paid back is taken back */
  readonly undo: () => void;
}

interface Asked {
  readonly order: OrderPage;
  readonly returnId: string;
  readonly preview: ReturnPreview | null;
  readonly onPaid: (args: ReturnArgs) => void;
}

const paidAttempt = (attempts: readonly CardAttempt[], { tenderId, amount }: RefundPart) =>
  attempts.find((one) => one.tenderId === tenderId && one.amount === amount && one.state === 'approved');

/** The return as it is recorded: what the terminal paid back says so. */
export function withCards(args: ReturnArgs, attempts: readonly CardAttempt[]): ReturnArgs {
  const { refunds } = args;
  if (!refunds) return args;
  return {
    ...args,
    refunds: refunds.map((refund) => {
      const { tenderId = '', amount } = refund;
      const paid = paidAttempt(attempts, { tenderId, amount, kind: 'card' });
      return paid?.card ? { ...refund, reference: paid.reference, card: paid.card } : refund;
    }),
  };
}

/** Paying back to cards through the terminal, before the return is recorded. The host holds what was paid. */
export function useCardRefunds({ order, returnId, preview, onPaid }: Asked): CardRefunds {
  const bridge = useBridge();
  const { data: devices } = useRead('till.devices', {});
  const { data: attempts = [] } = useRead('card.attempts', { orderId: returnId });
  const [running, setRunning] = useState(false);
  // A provider pays back what it took, whatever stands at this register.
  const byTerminal = (preview?.cards ?? []).filter(({ tenderId }) => {
    const card = order.payments.find(({ id }) => id === tenderId)?.card;
    return card && (card.provider ? true : devices?.terminal?.model === 'simulated');
  });
  const next = byTerminal.find((part) => !paidAttempt(attempts, part));
  const open = attempts.find(({ state }) => state === 'open') ?? null;
  const last = attempts.at(-1);
  const failed = !running && last && !['open', 'approved', 'reversed', 'settled'].includes(last.state) ? last : null;

  const pay = ({ tenderId, amount }: RefundPart) =>
    bridge
      .call('card.refund', { attemptId: crypto.randomUUID(), orderId: returnId, tenderId, amount })
      .catch((problem) => {
        setRunning(false);
        sayRefused(problem);
      });
  const step = useSteady(() => {
    if (!running || open) return;
    if (last && last.state !== 'approved') return setRunning(false);
    if (next) return void pay(next);
    setRunning(false);
    if (preview) onPaid(withCards(preview.args, attempts));
  });
  // One turn for each attempt that ended: its row is the only news there is.
  const news = attempts.map(({ id, state }) => `${id} ${state}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of what was tried is what the step waits for
  useEffect(step, [news]);
  return {
    open,
    refused: failed,
    paid: attempts.filter(({ state }) => state === 'approved'),
    start: () => {
      if (!preview || open) return;
      if (!next) return onPaid(withCards(preview.args, attempts));
      setRunning(true);
      void pay(next);
    },
    undo: () => {
      for (const { id, state } of attempts)
        if (state === 'approved') void bridge.call('card.undoRefund', { attemptId: id }).catch(sayRefused);
    },
  };
}
