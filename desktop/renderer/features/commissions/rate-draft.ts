import type { CommissionRateRow } from '../../../bridge/commission-views.ts';
import { percentText } from '../../data/percent.ts';
import { isDay } from '../../ui/day-field.tsx';
import { parseRate } from '../taxes/parse-rate.ts';

/** A rate as it is typed. `who`: empty for everybody, `role:…` or `staff:…` */
export interface RateDraft {
  readonly id: string;
  readonly who: string;
  readonly category: string;
  readonly percent: string;
  readonly fromDay: string;
}

export const draftOf = ({ id, staffId, roleId, category, rate, fromDay }: CommissionRateRow): RateDraft => ({
  ...{ id, fromDay, category: category ?? '', percent: percentText(rate) },
  who: staffId !== null ? `staff:${staffId}` : roleId !== null ? `role:${roleId}` : '',
});

/** What the command takes; null where something is no percentage, or the same people and goods stand there twice. */
export function ratesOf(drafts: readonly RateDraft[]): CommissionRateRow[] | null {
  const seen = new Set<string>();
  const rates: CommissionRateRow[] = [];
  for (const { id, who, category, percent, fromDay } of drafts) {
    const rate = parseRate(percent);
    const [top = 0, bottom = 1] = (rate ?? '').split('/').map(Number);
    const scope = `${who} ${category} ${fromDay}`;
    if (rate === null || top > bottom || !isDay(fromDay) || seen.has(scope)) return null;
    seen.add(scope);
    const [kind, of = null] = who.split(':');
    rates.push({
      ...{ id, rate, fromDay, category: category === '' ? null : category },
      ...{ staffId: kind === 'staff' ? of : null, roleId: kind === 'role' ? of : null },
    });
  }
  return rates;
}
