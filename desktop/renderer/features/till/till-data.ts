import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { CallMap } from '../../../bridge/calls.ts';
import type { Bridge } from '../../../bridge/contract.ts';
import type { Basket, BasketLine, ReceiptView } from '../../../bridge/views.ts';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { sayRefused } from '../../data/writes.ts';

type BasketCall =
  | 'basket.add'
  | 'basket.addCustom'
  | 'basket.setQuantity'
  | 'basket.remove'
  | 'basket.undoRemove'
  | 'basket.clear'
  | 'basket.park'
  | 'basket.resume'
  | 'basket.discardParked'
  | 'basket.setSerials'
  | 'basket.addCoupon'
  | 'basket.removeCoupon'
  | 'basket.setCustomer'
  | 'basket.giveByHand'
  | 'basket.addGiftCard'
  | 'basket.dropExchange'
  | 'basket.dropDraft'
  | 'layaway.notNow'
  | 'basket.setDeliver'
  | 'basket.answerAge';

export const basketKey = ['till.basket', {}] as const;

export function useBasket(): Basket | undefined {
  return useRead('till.basket', {}).data;
}

/** The basket lives in the host; each call answers with the whole of it, which is on the screen at once. */
export function useBasketCalls() {
  const bridge = useBridge();
  const client = useQueryClient();
  const show = useCallback((basket: Basket) => client.setQueryData(basketKey, basket), [client]);
  const run = useCallback(
    async <N extends BasketCall>(
      name: N,
      args: CallMap[N]['args'],
      /** Whether it was seen to: then nothing is said of it */
      onProblem?: (problem: unknown) => boolean,
    ): Promise<Basket | null> => {
      try {
        const basket = (await bridge.call(name, args)) as Basket;
        show(basket);
        return basket;
      } catch (problem) {
        if (!onProblem?.(problem)) sayRefused(problem);
        return null;
      }
    },
    [bridge, show],
  );
  const scan = useCallback(
    async (code: string, many: { readonly times?: number } = {}) => {
      const answer = await bridge.call('basket.scan', { code, ...many });
      show(answer.basket);
      return answer;
    },
    [bridge, show],
  );
  return { run, scan, show };
}

/** Before the money is on the counter: whether so much may be given by hand, or somebody says yes to it. */
export async function mayBeGiven(bridge: Bridge, { byHand, lines }: Basket): Promise<boolean> {
  if (!byHand && lines.every((line) => !line.byHand)) return true;
  try {
    await bridge.call('basket.approve', {});
    return true;
  } catch (problem) {
    sayRefused(problem);
    return false;
  }
}

/** A deposit follows its line: it is not chosen by itself. */
export const ownLines = ({ lines }: Basket): readonly BasketLine[] =>
  lines.filter(({ depositOf }) => depositOf === undefined);

/** The first line whose pieces have numbers that nobody asked for yet. */
export const asksSerial = ({ lines }: Basket): BasketLine | undefined =>
  lines.find(({ serials }) => serials !== undefined && serials.missing > 0);

/** Of a basket whose empties are worth more than what is bought: sold, with the difference given from the drawer. */
export async function paidOut(bridge: Bridge, { id: basketId, cashTotal: due }: Basket): Promise<ReceiptView | null> {
  try {
    return await bridge.call('basket.payCash', { basketId, due, given: 0 });
  } catch (problem) {
    sayRefused(problem);
    return null;
  }
}

/** The basket after its sale, until the host says what is in the next one. */
export function emptied(basket: Basket): Basket {
  const nothing = { units: 0, subtotal: 0, discountTotal: 0, taxTotal: 0, total: 0, cashTotal: 0, cashRounding: 0 };
  const none = { legs: [], remaining: 0, card: null };
  return {
    ...basket,
    ...nothing,
    ...none,
    lines: [],
    taxByRate: [],
    coupons: [],
    customer: null,
    byHand: null,
    relief: null,
    exchange: null,
    draft: null,
    layaway: null,
    deliver: null,
    age: null,
    left: null,
    twice: null,
  };
}

/** "Stoneware mug, Moss" */
export function lineName(line: { readonly title: string; readonly variantTitle: string }): string {
  return line.variantTitle ? `${line.title}, ${line.variantTitle}` : line.title;
}

const units: Record<string, string> = { KGM: 'kg', LTR: 'l', MTR: 'm', GRM: 'g', LBR: 'lb' };

/** "kg" for a UN/CEFACT code of a measure; null for pieces. */
export function unitSign(code: string): string | null {
  return units[code] ?? null;
}
