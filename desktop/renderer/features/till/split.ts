import type { SplitBasket } from '../../../bridge/split-views.ts';
import type { Basket } from '../../../bridge/views.ts';

/** The part of a bill that is split by item whose money is taken now. */
export const openPart = ({ split }: Basket): SplitBasket['parts'][number] | null =>
  split?.parts.find(({ number }) => number === split.open) ?? null;

/** What is to be taken now: of the part that is open, else all that remains. */
export const dueNow = (basket: Basket): number => openPart(basket)?.left ?? basket.remaining;

/** Somebody has to say what the next person pays before money can be taken. */
export const mustChoose = ({ split, remaining }: Basket): boolean =>
  split !== undefined && split.open === null && remaining > 0;

/** Whether what is paid now can be chosen by item: nothing comes back with it, and nobody paid a part of it by amount. */
export function canChoose(basket: Basket): boolean {
  const part = openPart(basket);
  const begun = basket.legs.some((leg) => !leg.part || leg.part === part?.number);
  return basket.exchange === null && basket.remaining > 0 && !begun;
}
