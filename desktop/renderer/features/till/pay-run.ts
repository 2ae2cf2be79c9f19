import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { CallMap } from '../../../bridge/calls.ts';
import type { CardAttempt, Leg } from '../../../bridge/card-views.ts';
import type { Basket, ReceiptView } from '../../../bridge/views.ts';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { sayRefused } from '../../data/writes.ts';
import { useSteady } from '../../ui/use-steady.ts';
import { cardAmount, inHand, isAway, type TerminalNow } from './pay-card.tsx';
import { foreignGiven, foreignOf, givenOf, type Payment } from './payment.ts';
import { nextBack } from './exchange-backs.tsx';
import { canChoose, openPart } from './split.ts';

/** Between two looks at a terminal that did not answer, or answered. */
const LOOK_MS = 15_000;

/** Whether this register has a terminal, and whether it answers while somebody pays. */
export function useTerminal(paying: boolean): TerminalNow {
  const bridge = useBridge();
  const { data: devices } = useRead('till.devices', {});
  const there = Boolean(devices?.terminal);
  const { data } = useQuery({
    queryKey: ['card.terminal', devices?.terminal?.address],
    queryFn: () => bridge.call('card.terminal', {}),
    enabled: paying && there,
    refetchInterval: LOOK_MS,
    gcTime: 0,
  });
  const byProvider = devices?.terminal?.model === 'stripe';
  return { there, ready: data?.ready ?? null, byProvider, says: data?.text ?? '' };
}

export interface PayRun {
  readonly giveBack: (leg: Leg) => void;
  /** What the terminal paid back for an exchange is taken back */
  readonly takeBack: (attempt: CardAttempt) => void;
  readonly cancel: (attempt: CardAttempt) => void;
  readonly askNow: () => void;
  readonly leave: (attempt: CardAttempt) => void;
  /** Takes what the sheet shows: hands it to the terminal, notes a part of it, or ends the sale. */
  readonly take: () => Promise<void>;
  /** A part of it in cash; resolves to whether it is noted */
  readonly takeCash: (amount: number) => Promise<boolean>;
  /** The basket as it came back with what was taken of a gift card */
  readonly show: (basket: Basket) => void;
  /** Asks what the next person pays */
  readonly items: () => void;
  readonly choose: (lines: { key: string; quantity: number }[]) => void;
  readonly ownReceipts: (on: boolean) => void;
  /** Back from choosing: to the money, or where nothing of it is paid yet, to a bill that is paid as one */
  readonly leaveItems: () => void;
}

interface Paying {
  readonly basket: Basket;
  readonly payment: Payment;
  readonly terminal: TerminalNow;
  readonly paying: boolean;
  /** The terminal asks the customer for a tip */
  readonly asksTip: boolean;
  readonly show: (basket: Basket) => void;
  readonly onSold: (receipt: ReceiptView) => void;
  /** A part was taken; so much change is to be given for it */
  readonly onTaken: (change?: number) => void;
  readonly onPayment: (update: (old: Payment) => Payment) => void;
}

/** Taking money, part by part. The host holds what was taken; this only asks, and ends the sale when nothing remains. */
export function usePayRun({
  basket,
  payment,
  terminal,
  paying,
  asksTip,
  show,
  onSold,
  onTaken,
  onPayment,
}: Paying): PayRun {
  const bridge = useBridge();
  const busy = useRef<Promise<boolean> | null>(null);
  const finished = useRef('');
  const givingBack = useRef('');
  const { id: basketId, remaining: due, legs } = basket;
  const open = inHand(basket) !== null;

  async function once(work: () => Promise<void>): Promise<boolean> {
    if (busy.current) return false;
    busy.current = work().then(
      () => true,
      (problem) => {
        sayRefused(problem);
        return false;
      },
    );
    const done = await busy.current;
    busy.current = null;
    return done;
  }
  type Quiet = 'card.cancel' | 'card.leave' | 'card.askAgain' | 'card.undoRefund';
  const ask = <N extends Quiet>(name: N, args: CallMap[N]['args']) => void bridge.call(name, args).catch(sayRefused);

  const keyed = payment.keyed ? { keyed: true } : {};
  const finish = async () => onSold(await bridge.call('basket.finish', { basketId, ...keyed }));
  const take = useSteady(async () => {
    if (open || due < 0 || (payment.way === 'credit' && due > 0)) return;
    await once(async () => {
      if ((legs.length > 0 || basket.exchange) && due === 0) {
        const next = payment.keyed ? undefined : nextBack(basket);
        if (!next || !basket.exchange) return finish();
        const { returnId: orderId } = basket.exchange;
        const { tenderId, amount } = next;
        await bridge.call('card.refund', { attemptId: crypto.randomUUID(), orderId, tenderId, amount });
        givingBack.current = basketId;
        return;
      }
      const reference = payment.reference.trim();
      const tipped = payment.tip > 0 ? { tip: payment.tip } : {};
      if (payment.way === 'cash') {
        const { cashTotal } = basket;
        const given = givenOf(payment, basket);
        if (basket.split) {
          const leg = { legId: crypto.randomUUID(), basketId, due, amount: cashTotal, given, ...tipped };
          show(await bridge.call('basket.takeCash', leg));
          return onTaken(given - cashTotal - payment.tip);
        }
        const foreign = foreignOf(payment, basket);
        const other = foreign && {
          foreign: { currency: foreign.currency, given: foreignGiven(payment, foreign) },
        };
        return onSold(await bridge.call('basket.payCash', { basketId, due: cashTotal, given, ...tipped, ...other }));
      }
      if (payment.way === 'account') return onSold(await bridge.call('basket.payOnAccount', { basketId, due }));
      const amount = cardAmount(payment, basket);
      if (terminal.there && !payment.keyed) {
        if (isAway(terminal)) return;
        await bridge.call('card.charge', {
          ...{ attemptId: crypto.randomUUID(), basketId, due, amount, ...tipped },
          ...(asksTip && payment.tip === 0 && { asksTip }),
        });
        return onTaken();
      }
      if (amount === due && !basket.split)
        return onSold(await bridge.call('basket.payCard', { basketId, due, reference, ...tipped }));
      show(
        await bridge.call('basket.takeCard', {
          legId: crypto.randomUUID(),
          basketId,
          due,
          amount,
          reference,
          ...tipped,
        }),
      );
      onTaken();
    });
  });
  const takeCash = useSteady((amount: number) =>
    once(async () => {
      show(await bridge.call('basket.takeCash', { legId: crypto.randomUUID(), basketId, due, amount }));
    }),
  );
  // The last of it was taken: nothing is left to press. The basket may say so before the call that took it has come back.
  const whole = paying && !open && legs.length > 0 && due === 0;
  const end = useSteady(async () => {
    await busy.current;
    await once(finish);
  });
  // What the terminal paid back is news of the basket: the next card is its turn, or the sale ends.
  const back = (basket.exchange?.backs ?? []).map(({ paid }) => paid?.id ?? '').join();
  const refused = basket.card !== null && basket.card.purpose === 'refund' && basket.card.state !== 'approved';
  useEffect(() => {
    if (givingBack.current !== basketId || open || !back) return;
    if (refused) givingBack.current = '';
    else void take();
  }, [back, basketId, open, refused, take]);
  const last = `${basketId} ${legs.at(-1)?.id ?? ''}`;
  useEffect(() => {
    if (!whole || finished.current === last) return;
    finished.current = last;
    void end();
  }, [whole, last, end]);
  return {
    takeBack: ({ id }) => ask('card.undoRefund', { attemptId: id }),
    giveBack: (leg) => void once(async () => show(await bridge.call('basket.voidLeg', { legId: leg.id }))),
    cancel: ({ id }) => ask('card.cancel', { attemptId: id }),
    askNow: () => ask('card.askAgain', {}),
    leave: ({ id }) => ask('card.leave', { attemptId: id }),
    take,
    takeCash,
    show,
    items: () => {
      if (!open && canChoose(basket)) onPayment((old) => ({ ...old, way: 'items', typed: '', change: 0 }));
    },
    choose: (lines) =>
      void once(async () => {
        show(await bridge.call('basket.choosePart', { basketId, due, lines }));
        onPayment((old) => ({ ...old, way: 'cash', typed: '', change: 0 }));
      }),
    ownReceipts: (on) => void once(async () => show(await bridge.call('basket.ownReceipts', { on }))),
    leaveItems: () =>
      void once(async () => {
        const part = openPart(basket);
        const untouched = part && legs.every((leg) => leg.part !== part.number);
        if (untouched) show(await bridge.call('basket.choosePart', { basketId, due, lines: [] }));
        onPayment((old) => ({ ...old, way: 'cash', typed: '', change: 0 }));
      }),
  };
}
