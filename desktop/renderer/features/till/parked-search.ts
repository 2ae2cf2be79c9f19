import type { ParkedSale } from '../../../bridge/parked-views.ts';

/** Those that every word is found in: name, customer, who parked it, the till, or the amount as it is written. */
export function parkedThatFit(
  all: readonly ParkedSale[],
  text: string,
  written: (amount: number) => string,
): readonly ParkedSale[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(({ name, customer = '', by = '', at = '', total }) => {
    const said = [name, customer, by, at, written(total)].join('\n').toLocaleLowerCase();
    return words.every((word) => said.includes(word));
  });
}
