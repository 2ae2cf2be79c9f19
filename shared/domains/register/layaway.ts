import { sum } from '../../kernel/money.ts';
import type { QuotedLine } from '../orders/quoted.ts';
import type { Layaway, LayawayContent, LayawayLine } from './layaway-schema.ts';

/** `L-7F3A2C` */
export const layawayNumber = (layawayId: string): string =>
  `L-${layawayId.replaceAll('-', '').slice(-6).toUpperCase()}`;

/** A line as it was put aside, as one of a quote is: it is sold so. Undefined where there is none of that key. */
export function layawayLineOf({ content }: Pick<Layaway, 'content'>, key: string): QuotedLine | undefined {
  const line = content.lines.find((each) => each.key === key);
  return line && { ...line, byHand: line.discount - sum(line.discounts.map(({ amount }) => amount)) };
}

/** How much of a line is still to come. */
export const missingOf = ({ quantity, aside }: Pick<LayawayLine, 'quantity' | 'aside'>): number => quantity - aside;
export const isComplete = ({ lines }: Pick<LayawayContent, 'lines'>): boolean =>
  lines.every((line) => missingOf(line) <= 0);

export interface Came {
  readonly key: string;
  readonly variantId: string;
  readonly quantity: number;
}

/** What of goods that came goes to lines that wait for them, in their order. */
export function allotCame(
  { lines }: Pick<LayawayContent, 'lines'>,
  variantId: string,
  quantity: number,
): { readonly came: Came[]; readonly rest: number } {
  let rest = quantity;
  const came = lines.flatMap((line): Came[] => {
    if (line.variantId !== variantId) return [];
    const some = Math.min(rest, Math.max(0, missingOf(line)));
    rest -= some;
    return some > 0 ? [{ key: line.key, variantId, quantity: some }] : [];
  });
  return { came, rest };
}

export function withCame(
  content: LayawayContent,
  came: readonly { readonly key: string; readonly quantity: number }[],
) {
  const more = new Map(came.map(({ key, quantity }) => [key, quantity]));
  const lines = content.lines.map((line) => ({ ...line, aside: line.aside + (more.get(line.key) ?? 0) }));
  return { ...content, lines };
}

/** What is to be paid first, at least, of a percentage; whole minor units, rounded up. */
export const leastPart = (total: number, percent: number): number => Math.ceil((total * percent) / 100);

export interface LayawayTerms {
  /** Of its total, to be paid at once */
  readonly leastPercent: number;
  /** Days until the last is due */
  readonly days: number;
  /** Minor units that are kept where it is given up */
  readonly fee: number;
}
export const plainLayaway: LayawayTerms = { leastPercent: 20, days: 60, fee: 0 };

/** So much of each payment is kept, so that all of it is the fee: of the last first, never more than it was. */
export function feesOf(payments: readonly number[], fee: number): number[] {
  let rest = fee;
  return [...payments]
    .reverse()
    .map((paid) => {
      const part = Math.min(rest, paid);
      rest -= part;
      return part;
    })
    .reverse();
}
