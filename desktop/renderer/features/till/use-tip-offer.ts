import { divideRounded, toMinorUnits } from '@tillhouse/shared/kernel/money.ts';
import { useEffect } from 'react';
import type { Basket } from '../../../bridge/views.ts';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { useSteady } from '../../ui/use-steady.ts';
import { dueNow } from './split.ts';
import { tipOnCoins } from './payment.ts';

interface Offer {
  readonly basket: Basket;
  /** Null: nobody is asked */
  readonly percents: readonly number[] | null;
  /** What a tip has to be made of: in cash the smallest coin */
  readonly coin: number;
  readonly onTip: (tip: number) => void;
}

/** Asks the customer for a tip at their display, and takes what they choose. Nobody is held up: the till goes on without an answer. */
export function useTipOffer({ basket, percents, coin, onTip }: Offer): void {
  const bridge = useBridge();
  const { data: wishes } = useRead('till.wishes', {});
  const due = dueNow(basket);
  const choices =
    percents === null || due <= 0
      ? null
      : percents.map((percent) => ({
          percent,
          amount: tipOnCoins(toMinorUnits(divideRounded(BigInt(due) * BigInt(percent), 100n)), coin),
        }));
  const offered = JSON.stringify(choices);
  useEffect(() => {
    // A display is never worth a message to whoever sells.
    void bridge.call('display.offerTip', { choices: JSON.parse(offered) as typeof choices }).catch(() => null);
  }, [bridge, offered]);
  useEffect(() => () => void bridge.call('display.offerTip', { choices: null }).catch(() => null), [bridge]);
  const take = useSteady((tip: number) => {
    if (choices !== null && tip > 0) onTip(tip);
    void bridge.call('display.taken', { what: 'tip' }).catch(() => null);
  });
  const chosen = wishes?.tip ?? null;
  useEffect(() => {
    if (chosen !== null) take(chosen);
  }, [chosen, take]);
}
