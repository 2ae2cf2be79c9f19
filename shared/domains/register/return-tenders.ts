import { toMinorUnits } from '../../kernel/money.ts';
import type { ReturnArgs, SaleTender } from './sale-args.ts';
import type { Trade } from './write-trade.ts';

/** Of cash, what goes over the counter is change. */
export function paidOut<T extends Pick<SaleTender, 'key' | 'kind' | 'reference'>>(how: T, amount: number) {
  return { ...how, amount: toMinorUnits(-BigInt(amount)), given: 0, change: how.kind === 'cash' ? amount : 0 };
}

/** What a return pays back of itself: a card or store credit says which one. */
export function paidBack(
  { credit, ...how }: NonNullable<ReturnArgs['payBack']>,
  amount: number,
): Trade['tenders'][number] {
  const to = credit ? { creditId: credit.creditId, loads: credit } : {};
  return { ...paidOut({ key: 'back', ...how }, amount), ...to };
}
