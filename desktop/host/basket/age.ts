import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import { type AgeCheck, ageToAsk, bornOnOrBefore } from '@tillhouse/shared/domains/register/age-check.ts';
import type { BasketAge } from '../../bridge/age-views.ts';
import type { PricedBasket } from './price-basket.ts';
import type { BasketRow } from './rows.ts';

export const ageOf = ({ age }: Pick<BasketRow, 'age'>): AgeCheck | null => (age ? (JSON.parse(age) as AgeCheck) : null);

/** What the basket asks of its buyer's age; null where it is for everybody. */
export function shownAge(
  priced: Pick<PricedBasket, 'lines'>,
  basket: Pick<BasketRow, 'age'> | undefined,
  { at, timeZone }: { readonly at: number; readonly timeZone: string },
): BasketAge | null {
  const ages = priced.lines.map(({ item }) => item?.minimumAge ?? null);
  const most = Math.max(0, ...ages.map((age) => age ?? 0));
  if (most === 0) return null;
  const asked = basket ? ageOf(basket) : null;
  return {
    minimum: most,
    bornBy: bornOnOrBefore(localDayAndHour(at, timeZone).date, most),
    open: ageToAsk(ages, asked) !== null,
  };
}
