import type { CarrierAddress } from './carriers.ts';
import { countryIn, postcodeIn, regionIn } from './address.ts';

interface OnLabel {
  readonly recipient: string;
  /** Street, place and postcode, a line each */
  readonly address: string;
  /** ISO 3166 alpha-2; null: the country of the store */
  readonly country: string | null;
}

/**
 * The parts of an address that was kept as it stands on a label, as far as the rules of its country tell them: for a person to look at
 * before a carrier is told. What is not sure stays in the city.
 */
export function partsOfLabel({ recipient, address, country }: OnLabel, home: string): CarrierAddress {
  const to = country ?? home;
  const names = [to, countryIn('en', to)].map((name) => name.toUpperCase());
  const lines = address
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  if (lines.length > 1 && names.includes(lines.at(-1)?.toUpperCase() ?? '')) lines.pop();
  const place = lines.length > 1 ? (lines.pop() ?? '') : '';
  const code = postcodeIn(to, place);
  const without = place
    .replace(code ?? '', ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s,]+|[\s,]+$/g, '');
  const region = regionIn(to, without);
  const city = region ? without.slice(0, without.length - region.length).replaceAll(/[\s,]+$/g, '') : without;
  const [line1 = '', ...more] = lines;
  return {
    ...{ name: recipient, company: '', line1, line2: more.join(', '), city, region: region ?? '' },
    ...{ postcode: code ?? '', country: to, phone: '', email: '' },
  };
}
