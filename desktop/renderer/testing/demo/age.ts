import type { Basket } from '../../../bridge/views.ts';

/** Crackers are sold from twelve years on. */
const isAged = ({ sku }: { readonly sku: string }): boolean => sku === 'XMS-CRK-6';

export const demoAge = (lines: Basket['lines'], oldEnough: boolean): Basket['age'] =>
  lines.some(isAged) ? { minimum: 12, bornBy: '2014-11-23', open: !oldEnough } : null;

export function answerAge(basket: { oldEnough: boolean; lines: Basket['lines'] }, oldEnough: boolean): void {
  basket.oldEnough = oldEnough;
  if (!oldEnough) basket.lines = basket.lines.filter((line) => !isAged(line));
}
