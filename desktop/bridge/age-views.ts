import type { Basket } from './views.ts';

/** Something in the basket is not sold to everybody. */
export interface BasketAge {
  /** In years: the highest of its lines */
  readonly minimum: number;
  /** Whoever was born on this day or before is old enough, `2008-11-27` */
  readonly bornBy: string;
  /** It has to be asked; false: somebody said yes */
  readonly open: boolean;
}

export interface AgeCalls {
  /**
   * Whether the buyer is old enough, once a sale. No: what asks for so many years is taken off. A date of birth that was typed
   * stays with who typed it: only the answer comes here.
   */
  'basket.answerAge': { args: { minimum: number; oldEnough: boolean; how: 'seen' | 'birth-date' }; result: Basket };
}
