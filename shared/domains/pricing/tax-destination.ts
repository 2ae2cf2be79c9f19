import { euMembers } from '../../kernel/european-union.ts';
import type { TaxCollection } from './schema.ts';

/** Where goods go, as addresses name it: ISO 3166-1 alpha-2, and what stands behind the dash of ISO 3166-2 (empty: not known). */
export interface GoesTo {
  readonly country: string;
  readonly region: string;
}

/** `FR`, `US-NY`: as jurisdictions are named. */
export const placeOf = ({ country, region }: GoesTo): string =>
  /^[A-Z0-9]{1,3}$/.test(region) ? `${country}-${region}` : country;

export type TaxedAt =
  /** As the store is: no tax of another place is owed */
  | { readonly kind: 'home' }
  /** By the rates of that place; it may have none */
  | { readonly kind: 'there'; readonly zone: string }
  /** It leaves the place whose taxes the store collects, and is not taxed */
  | { readonly kind: 'export'; readonly to: string };

/** Where a seller owes tax only where it is registered, part by part of the country. */
const BY_REGISTRATION = new Set(['US']);

/**
 * Where an order that is sent is taxed. Between members of the EU it is the store's own country until the store collects there
 * (below the threshold for sales at a distance); within a country that taxes part by part it is the part it goes to; whatever else
 * leaves for where the store collects nothing is an export.
 * Not for filing: islands and free zones with rules of their own (the Canaries, Åland, the Channel Islands) count as their country.
 * @param home where the store is taxed, `GB` or `CA-QC`; null: by tax class alone, and then everything is
 * @param collects where else it collects tax; null: orders are taxed at home wherever they go
 * @param goesTo null: collected, or not known yet
 */
export function taxedAt(
  home: string | null,
  collects: readonly TaxCollection[] | null,
  goesTo: GoesTo | null,
): TaxedAt {
  if (home === null || collects === null || !goesTo || goesTo.country === '') return { kind: 'home' };
  const { country } = goesTo;
  const there = placeOf(goesTo);
  const registered = collects.some(({ jurisdiction }) => jurisdiction === there || jurisdiction === country);
  const homeCountry = home.slice(0, 2);
  if (country === homeCountry) {
    if (there === home || there === country) return { kind: 'home' };
    if (BY_REGISTRATION.has(country) && !registered) return { kind: 'export', to: there };
    return { kind: 'there', zone: there };
  }
  if (registered) return { kind: 'there', zone: there };
  return euMembers.has(country) && euMembers.has(homeCountry) ? { kind: 'home' } : { kind: 'export', to: country };
}
