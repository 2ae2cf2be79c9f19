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
  const ages = priced.lines.map(({ item }) => item?.minimumAge);
  const minimum = ageToAsk(ages, null);
  if (minimum === null) return null;
  return {
    minimum,
    bornBy: bornOnOrBefore(localDayAndHour(at, timeZone).date, minimum),
    open: ageToAsk(ages, basket && ageOf(basket)) !== null,
  };
}
