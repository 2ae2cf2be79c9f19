import { type MinorUnits, sum } from '../../kernel/money.ts';

/**
 * What a provider should have paid out for a payment that was taken in parts, each of which comes by itself, maybe in another payout: the
 * capture of ours that is as much, all of them where they come together, else the next that is left. Nothing is expected twice.
 * @param captures what we know to have been taken, in the order in which it was
 */
export function expectedCaptures(captures: readonly MinorUnits[]): (gross: MinorUnits) => MinorUnits {
  const left = [...captures];
  return (gross) => {
    const same = left.indexOf(gross);
    if (same >= 0) return left.splice(same, 1)[0] ?? 0;
    if (left.length > 1 && sum(left) === gross) return sum(left.splice(0));
    return left.shift() ?? 0;
  };
}
