import { divideRounded, type MinorUnits, sum, toMinorUnits } from '../../kernel/money.ts';

export interface CashRounding {
  /** Minor units, 5 for 0.05; 0 or 1 leaves amounts alone */
  readonly increment: MinorUnits;
  readonly mode: 'half-up' | 'up' | 'down';
}

/** An amount of cash on the smallest coin. Paying back rounds as paying does, so a full refund meets its sale. */
export function roundCash(amount: MinorUnits, { increment, mode }: CashRounding): MinorUnits {
  if (increment <= 1) return amount;
  return toMinorUnits(divideRounded(BigInt(amount), BigInt(increment), mode) * BigInt(increment));
}

/**
 * What cash settles of a total after other tenders, and the rounding that becomes its own line of the order.
 * Only the remainder that is paid in cash is rounded; a card pays to the cent.
 */
export function settleInCash(
  total: MinorUnits,
  otherTenders: MinorUnits,
  rounding: CashRounding,
): { cash: MinorUnits; rounding: MinorUnits } {
  const rest = toMinorUnits(BigInt(total) - BigInt(otherTenders));
  const cash = roundCash(rest, rounding);
  return { cash, rounding: sum([cash, toMinorUnits(-BigInt(rest))]) };
}
