import type { ForeignTaken } from '@tillhouse/shared/domains/access/store-parts.ts';
import { rateShown } from '@tillhouse/shared/domains/ledger/exchange.ts';
import { decimalsOf } from '@tillhouse/shared/kernel/currencies.ts';

/** Currencies taken in cash, as they are typed: `EUR, USD 0.78`; with a rate, or at that of the books. */
export const foreignText = (foreign: readonly ForeignTaken[] = []): string =>
  foreign.map(({ currency, rate }) => (rate === null ? currency : `${currency} ${rateShown(rate)}`)).join(', ');

/** `0.78` as an exact fraction; null where it is no rate. */
function fractionOf(text: string): string | null {
  const [whole = '', decimals = ''] = text.split('.');
  if (!/^\d{1,6}$/.test(whole) || !/^\d{0,8}$/.test(decimals)) return null;
  const top = BigInt(whole + decimals);
  if (top === 0n) return null;
  return decimals ? `${top}/${10n ** BigInt(decimals.length)}` : `${top}`;
}

/**
 * What is to be kept of it; null where it cannot be read. A rate that stands as it was keeps its day.
 * @param today the day a rate is of that is typed now
 */
export function foreignOfText(
  text: string,
  { own, before, today }: { readonly own: string; readonly before: readonly ForeignTaken[]; readonly today: string },
): ForeignTaken[] | null {
  const all = text.split(',').flatMap((part): (ForeignTaken | null)[] => {
    const [code = '', typed, ...more] = part.trim().split(/\s+/);
    if (code === '') return [];
    const currency = code.toUpperCase();
    const known = before.find((one) => one.currency === currency);
    if (more.length > 0 || currency === own || decimalsOf(currency) === undefined) return [null];
    if (typed === undefined) return [{ currency, rate: null, since: null }];
    if (known?.rate && rateShown(known.rate) === typed) return [known];
    const rate = fractionOf(typed);
    return [rate === null ? null : { currency, rate, since: today }];
  });
  const good = all.flatMap((one) => one ?? []);
  const twice = new Set(good.map(({ currency }) => currency)).size < good.length;
  return good.length < all.length || twice || good.length > 10 ? null : good;
}
