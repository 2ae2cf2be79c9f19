import { expect, test } from 'vitest';
import { placeOf, taxedAt } from './tax-destination.ts';

const at = (home: string | null, collects: string | null, to: string | null) => {
  const [country = '', region = ''] = to?.split('-') ?? [];
  const places = collects === null ? null : collects.split(' ').filter(Boolean);
  const said = taxedAt(
    home,
    places?.map((jurisdiction) => ({ jurisdiction, number: '' })) ?? null,
    to === null ? null : { country, region },
  );
  return said.kind === 'home' ? 'home' : said.kind === 'there' ? said.zone : `export to ${said.to}`;
};

test.each([
  // As it was before anybody said where else tax is collected, and where nothing is known of where it goes
  ['GB', null, 'US-NY', 'home'],
  [null, 'DE', 'DE', 'home'],
  ['GB', '', null, 'home'],
  ['GB', '', '', 'home'],
  ['GB', '', 'GB', 'home'],
  ['GB', '', 'FR', 'export to FR'],
  ['GB', 'FR', 'FR', 'FR'],
  ['GB', '', 'US-NY', 'export to US'],
  // Within the EU: at home below the threshold, there where it collects, and out of it an export
  ['DE', '', 'FR', 'home'],
  ['DE', 'FR', 'FR', 'FR'],
  ['DE', 'FR', 'AT', 'home'],
  ['DE', 'FR', 'CH', 'export to CH'],
  ['DE', '', 'GB', 'export to GB'],
  // A country that taxes part by part, everywhere
  ['CA-QC', '', 'CA-QC', 'home'],
  ['CA-QC', '', 'CA-ON', 'CA-ON'],
  ['CA-QC', '', 'CA', 'home'],
  // and one that does so where a seller is registered
  ['US-NY', '', 'US-NY', 'home'],
  ['US-NY', '', 'US-OR', 'export to US-OR'],
  ['US-NY', 'US-CA', 'US-CA', 'US-CA'],
  ['US-NY', 'US', 'US-TX', 'US-TX'],
  ['GB', 'US-CA', 'US-CA', 'US-CA'],
  ['GB', 'US-CA', 'US-TX', 'export to US'],
])('from %s, collecting in %s, to %s: %s', (home, collects, to, where) => {
  expect(at(home, collects, to)).toBe(where);
});

test('a place is a country with its part, where that is one as ISO 3166-2 writes them', () => {
  const of = (region: string) => placeOf({ country: 'US', region });
  expect(['NY', '7', 'A1B', '', 'New York', 'ny', 'NYNY', 'NY, upstate'].map(of)).toEqual([
    ...['US-NY', 'US-7', 'US-A1B', 'US', 'US', 'US', 'US', 'US'],
  ]);
});

test('what leaves is called an export', () => {
  const from = (home: string, country: string, region = '') => taxedAt(home, [], { country, region });
  expect(from('GB', 'FR')).toEqual({ kind: 'export', to: 'FR' });
  expect(from('US-NY', 'US', 'OR')).toEqual({ kind: 'export', to: 'US-OR' });
});
