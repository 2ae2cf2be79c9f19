import type { Address } from '../checkout/schema.ts';

/** What an address has to say in a country. A country that is not here asks for a street and a place. */
interface AddressRule {
  readonly postcode?: RegExp;
  /** Codes of ISO 3166-2 behind the dash; where they are, one of them has to be named */
  readonly regions?: readonly string[];
}

const five = /^\d{5}$/;
const four = /^\d{4}$/;
const split = (codes: string): string[] => codes.split(' ');

/** By the postal addressing systems of the Universal Postal Union (`addressing solutions`, country sheets). */
const rules: Readonly<Record<string, AddressRule>> = {
  AT: { postcode: four },
  AU: { postcode: four, regions: split('ACT NSW NT QLD SA TAS VIC WA') },
  BE: { postcode: four },
  BG: { postcode: four },
  BR: {
    postcode: /^\d{5}-?\d{3}$/,
    regions: split('AC AL AM AP BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RR RS SC SE SP TO'),
  },
  CA: { postcode: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/, regions: split('AB BC MB NB NL NS NT NU ON PE QC SK YT') },
  CH: { postcode: four },
  CY: { postcode: four },
  CZ: { postcode: /^\d{3} ?\d{2}$/ },
  DE: { postcode: five },
  DK: { postcode: four },
  EE: { postcode: five },
  ES: { postcode: five },
  FI: { postcode: five },
  FR: { postcode: five },
  GB: { postcode: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/ },
  GR: { postcode: /^\d{3} ?\d{2}$/ },
  HR: { postcode: five },
  HU: { postcode: four },
  IE: { postcode: /^([AC-FHKNPRTV-Y]\d{2}|D6W) ?[0-9AC-FHKNPRTV-Y]{4}$/ },
  IN: { postcode: /^\d{6}$/ },
  IT: { postcode: five },
  JP: { postcode: /^\d{3}-?\d{4}$/ },
  LT: { postcode: /^(LT-)?\d{5}$/ },
  LU: { postcode: four },
  LV: { postcode: /^(LV-)?\d{4}$/ },
  MT: { postcode: /^[A-Z]{3} ?\d{4}$/ },
  MX: { postcode: five },
  NL: { postcode: /^\d{4} ?[A-Z]{2}$/ },
  NO: { postcode: four },
  NZ: { postcode: four },
  PL: { postcode: /^\d{2}-\d{3}$/ },
  PT: { postcode: /^\d{4}-\d{3}$/ },
  RO: { postcode: /^\d{6}$/ },
  SE: { postcode: /^\d{3} ?\d{2}$/ },
  SI: { postcode: four },
  SK: { postcode: /^\d{3} ?\d{2}$/ },
  US: {
    postcode: /^\d{5}(-\d{4})?$/,
    regions: split(
      'AK AL AR AS AZ CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MP MS MT NC ND NE NH NJ NM NV NY OH OK OR PA PR RI SC SD TN TX UT VA VI VT WA WI WV WY',
    ),
  },
};

/** A part of an address that a parcel would not find its way by. */
export type AddressLack =
  | 'delivery.name'
  | 'delivery.line1'
  | 'delivery.city'
  | 'delivery.region'
  | 'delivery.postcode';

/** As it is kept and written on labels: no spaces around, postcode and region in capitals. */
export function plainAddress(address: Address): Address {
  const plain = Object.fromEntries(Object.entries(address).map(([name, value]) => [name, value.trim()])) as Address;
  return { ...plain, postcode: plain.postcode.toUpperCase(), region: plain.region.toUpperCase() };
}

/** What an address lacks by the rules of its country; nothing where a parcel can be sent. */
export function addressLacks({ name, line1, city, region, postcode, country }: Address): AddressLack[] {
  const rule = rules[country] ?? {};
  return [
    ...(name === '' ? (['delivery.name'] as const) : []),
    ...(line1 === '' ? (['delivery.line1'] as const) : []),
    ...(city === '' ? (['delivery.city'] as const) : []),
    ...(rule.regions && !rule.regions.includes(region) ? (['delivery.region'] as const) : []),
    ...(rule.postcode && !rule.postcode.test(postcode) ? (['delivery.postcode'] as const) : []),
  ];
}

/** As on a label, a line each. */
export function addressLines({ line1, line2, city, region, postcode, country }: Address): string {
  const place = [city, region, postcode].filter(Boolean).join(' ');
  return [line1, line2, place, country].filter(Boolean).join('\n');
}

/** The name of a country, in a language; its code where nobody has a name for it. */
export function countryIn(locale: string, code: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** A label as people read it: the country by its name, where the text that was kept ends in its code or does not tell it. */
export function labelLines(
  {
    recipient,
    address,
    country,
  }: { readonly recipient: string; readonly address: string; readonly country: string | null },
  locale: string,
): string[] {
  const lines = address.split('\n').filter((line) => line.trim() !== '');
  const named = country === null || lines.length === 0 ? [] : [countryIn(locale, country)];
  const place = lines.filter((line, at) => at < lines.length - 1 || ![country, ...named].includes(line.trim()));
  return [recipient, ...place, ...named].filter(Boolean);
}

/** The postcode in a line such as `Bath BA1 6SF`, by the rule of the country; null: none that fits. */
export function postcodeIn(country: string, line: string): string | null {
  const rule = rules[country]?.postcode;
  if (!rule) return null;
  const words = line.split(/[\s,]+/);
  // Of two words before one: `BA1 6SF` is whole, `6SF` is none.
  for (const size of [2, 1])
    for (let at = words.length - size; at >= 0; at--) {
      const code = words.slice(at, at + size).join(' ');
      if (rule.test(code.toUpperCase()) && line.includes(code)) return code;
    }
  return null;
}

/** The region at the end of a place, where the country has regions that labels name. */
export function regionIn(country: string, place: string): string | null {
  const last = place.split(/[\s,]+/).at(-1) ?? '';
  return rules[country]?.regions?.includes(last.toUpperCase()) && last !== place ? last : null;
}
