import { type MinorUnits, sum } from '../../kernel/money.ts';
import type { CalculationArgs } from './calculation-args.ts';
import { type CashRounding, settleInCash } from './cash-rounding.ts';
import { tendersExceed } from './errors-calculation.ts';

export interface SettledTender {
  readonly kind: string;
  /** What it settles */
  readonly amount: MinorUnits;
  readonly given: MinorUnits;
  readonly change: MinorUnits;
}

export interface Settlement {
  readonly tenders: readonly SettledTender[];
  /** Cash rounding, its own line */
  readonly rounding: MinorUnits;
  /** total + rounding */
  readonly payable: MinorUnits;
  readonly paid: MinorUnits;
  readonly due: MinorUnits;
}

type Tender = NonNullable<CalculationArgs['tenders']>[number];

/**
 * Settles a total: amounts that are given stand, one left open takes the rest. Only the remainder that cash pays is rounded.
 * @throws DomainError `pricing.tenders-exceed`
 */
export function settleTenders(total: MinorUnits, given: readonly Tender[], cash: CashRounding): Settlement {
  const stated = sum(given.map(({ amount = 0 }) => amount));
  const inCash = sum(given.map(({ kind, amount = 0 }) => (kind === 'cash' ? amount : 0)));
  const openAt = given.findIndex(({ amount }) => amount === undefined);
  const open = given[openAt];
  const otherTenders = stated - inCash;
  const settled = settleInCash(total, otherTenders, cash);
  let rounding = 0;
  let rest = Math.max(0, total - stated);
  if (open?.kind === 'cash') {
    const wanted = settled.cash - inCash;
    const short = open.given !== undefined && open.given < wanted;
    rest = short ? (open.given ?? 0) : Math.max(0, wanted);
    rounding = short ? 0 : settled.rounding;
  } else if (!open && inCash > 0 && stated !== total && inCash === settled.cash) {
    rounding = settled.rounding;
  }
  const tenders = given.map(({ kind, amount, given: handed }, index): SettledTender => {
    const settles = amount ?? (index === openAt ? rest : 0);
    const paid = kind === 'cash' ? Math.max(handed ?? settles, settles) : settles;
    return { kind, amount: settles, given: paid, change: paid - settles };
  });
  const paid = sum(tenders.map(({ amount }) => amount));
  const payable = sum([total, rounding]);
  if (paid > payable) throw tendersExceed({ total: payable, tendered: paid });
  return { tenders, rounding, payable, paid, due: payable - paid };
}
