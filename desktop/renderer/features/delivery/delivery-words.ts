import type { WhyNot } from '@tillhouse/shared/domains/shipping/rules.ts';
import type { LiveRate, ShippingRate } from '@tillhouse/shared/domains/shipping/schema.ts';
import type { DeliveryZone } from '../../../bridge/delivery-queries.ts';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { countryName } from '../customers/countries.ts';

const MOST = 4;

/** `United Kingdom (BT, IV1) and 3 more` */
export function placesText(places: DeliveryZone['places']): string {
  const named = places.map(({ country, regions, postcodes = [] }) => {
    const parts = postcodes.length > 0 ? postcodes : regions;
    const shown = parts.length > 6 ? [...parts.slice(0, 6), '…'] : parts;
    return shown.length > 0 ? `${countryName(country)} (${shown.join(', ')})` : countryName(country);
  });
  if (named.length <= MOST) return named.join(', ');
  return t('{names} and {n} more', { names: named.slice(0, MOST).join(', '), n: named.length - MOST });
}

/** `2 to 4 work days, ordered by 14:00` */
export function daysText({ days, workdays = false, cutOff = null, live = null }: ShippingRate): string {
  if (days === null) return live ? t('when the carrier says') : t('no day promised');
  const { least, most } = days;
  const many = least === most ? String(least) : t('{least} to {most}', { least, most });
  const one = most === 1;
  const span = workdays
    ? one
      ? t('{many} work day', { many })
      : t('{many} work days', { many })
    : one
      ? t('{many} day', { many })
      : t('{many} days', { many });
  return cutOff === null ? span : t('{span}, ordered by {time}', { span, time: cutOff });
}

/** `for goods of £10.00 to £30.00`; empty: for any */
export function boundsText({ atLeast = null, below = null, currency }: ShippingRate['prices'][number]): string {
  const money = (amount: number) => moneyText({ amount, currency });
  if (atLeast !== null && below !== null)
    return t('for goods from {from}, below {below}', { from: money(atLeast), below: money(below) });
  if (atLeast !== null) return t('for goods from {from}', { from: money(atLeast) });
  return below === null ? '' : t('for goods below {below}', { below: money(below) });
}

/** Why a shopper is not offered it, as a whole sentence. */
export function whyText(
  why: WhyNot,
  { zone, currency }: { readonly zone: string | null; readonly currency: string },
): string {
  switch (why.code) {
    case 'no-address':
      return t('No address yet: shown once there is one.');
    case 'not-here':
      return t('The address is not in this zone.');
    case 'other-zone':
      return t('“{zone}” names the address more closely.', { zone: zone ?? '' });
    case 'zone-off':
      return t('The zone is switched off.');
    case 'no-price':
      return t('It has no price in {currency}.', { currency });
    case 'not-open':
      return t('Nobody collects there: it is switched off, or its stock is not sold online.');
    case 'asked-at-checkout':
      return t('The carrier is asked at the checkout, by what the goods weigh and where they go.');
    case 'no-answer':
      return t('The carrier did not answer.');
    case 'no-service':
      return t('None of the carrier’s services that are offered goes there.');
    case 'too-little':
      return t('Only for goods from {amount}.', { amount: moneyText({ amount: why.amount, currency }) });
    case 'too-much':
      return t('Only for goods below {amount}.', { amount: moneyText({ amount: why.amount, currency }) });
  }
}

/** What shoppers are offered where the carrier of an option does not answer. */
export const withoutAnswerText = (
  { withoutAnswer }: LiveRate,
  price: { readonly amount: number; readonly currency: string },
): string =>
  withoutAnswer === 'hide'
    ? t('not offered without an answer')
    : t('without an answer {amount}', { amount: price.amount === 0 ? t('Free') : moneyText(price) });
