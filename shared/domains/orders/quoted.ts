import { localDayAndHour } from '../../kernel/instant.ts';
import { sum } from '../../kernel/money.ts';
import type { Draft } from './draft-schema.ts';
import type { FrozenOrder } from './frozen-order.ts';

type Quote = Pick<Draft, 'validUntil' | 'frozen'>;

/** Whether it is a quote whose prices hold today. */
export const holds = ({ validUntil, frozen }: Quote, at: number): boolean =>
  validUntil !== null && localDayAndHour(at, frozen.timeZone).date <= validUntil;

export type QuotedLine = Pick<FrozenOrder['lines'][number], 'quantity' | 'unitPrice' | 'discounts'> & {
  /** Null for a custom item that was put aside */
  readonly variantId: string | null;
  /** What a person took off it; the rest of `discount` is that of promotions */
  readonly byHand: number;
};

/** A line of a quote as it was quoted; undefined where there is none of that key. */
export function quotedLine({ frozen }: Pick<Quote, 'frozen'>, key: string): QuotedLine | undefined {
  const line = frozen.lines.find((each) => each.key === key);
  return line && { ...line, byHand: line.discount - sum(line.discounts.map(({ amount }) => amount)) };
}
