/** What an address needs, by country: which parts, how a postcode looks and where it stands. The shop's cloud asks the same. */

export interface AddressRule {
  /** How a postcode looks, upper case; null: it may have any or none */
  readonly postcode: RegExp | null;
  readonly example: string;
  /** A keyboard of digits is enough */
  readonly digits: boolean;
  /** The postcode stands before the city */
  readonly first: boolean;
  /** Codes of ISO 3166-2 behind the dash, of which one is needed */
  readonly regions: readonly string[];
}

const plain: AddressRule = { postcode: null, example: '', digits: false, first: false, regions: [] };
const split = (codes: string): string[] => codes.split(' ');
/** Codes of two letters each, without a space between them: every byte of this travels to phones. */
const pairs = (codes: string): string[] => codes.match(/../g) ?? [];

function like(postcode: RegExp, example: string, first: boolean, regions: string[] = []): AddressRule {
  return { postcode, example, digits: !/[A-Z]/.test(example), first, regions };
}

/** By the postal addressing systems of the Universal Postal Union (`addressing solutions`, country sheets). */
const rules: Record<string, AddressRule> = {
  AU: like(/^\d{4}$/, '2000', false, split('ACT NSW NT QLD SA TAS VIC WA')),
  BR: like(/^\d{5}-?\d{3}$/, '01000-000', false, pairs('ACALAMAPBACEDFESGOMAMGMSMTPAPBPEPIPRRJRNRORRRSSCSESPTO')),
  CA: like(/^[A-Z]\d[A-Z] ?\d[A-Z]\d$/, 'K1A 0B1', false, pairs('ABBCMBNBNLNSNTNUONPEQCSKYT')),
  CZ: like(/^\d{3} ?\d{2}$/, '110 00', true),
  GB: like(/^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/, 'BA2 6ND', false),
  GR: like(/^\d{3} ?\d{2}$/, '105 57', true),
  IE: like(/^([AC-FHKNPRTV-Y]\d{2}|D6W) ?[0-9AC-FHKNPRTV-Y]{4}$/, 'D02 X285', false),
  IN: like(/^\d{6}$/, '110001', false),
  JP: like(/^\d{3}-?\d{4}$/, '100-0001', true),
  LT: like(/^(LT-)?\d{5}$/, 'LT-01100', true),
  LV: like(/^(LV-)?\d{4}$/, 'LV-1050', false),
  MT: like(/^[A-Z]{3} ?\d{4}$/, 'VLT 1117', false),
  NL: like(/^\d{4} ?[A-Z]{2}$/, '1012 AB', true),
  NZ: like(/^\d{4}$/, '6011', false),
  PL: like(/^\d{2}-\d{3}$/, '00-001', true),
  PT: like(/^\d{4}-\d{3}$/, '1000-001', true),
  RO: like(/^\d{6}$/, '010011', true),
  SE: like(/^\d{3} ?\d{2}$/, '111 22', true),
  US: like(
    /^\d{5}(-\d{4})?$/,
    '10001',
    false,
    pairs(
      'AKALARASAZCACOCTDCDEFLGAGUHIIAIDILINKSKYLAMAMDMEMIMNMOMPMSMTNCNDNENHNJNMNVNYOHOKORPAPRRISCSDTNTXUTVAVIVTWAWIWVWY',
    ),
  ),
};
for (const country of pairs('ATBEBGCHCYDKHULUNOSISK')) rules[country] = like(/^\d{4}$/, '1010', true);
for (const country of pairs('DEEEESFIFRHRITMX')) rules[country] = like(/^\d{5}$/, '10115', true);
rules['SK'] = like(/^\d{3} ?\d{2}$/, '811 01', true);

export const ruleFor = (country: string): AddressRule => rules[country] ?? plain;

export type FieldProblem = 'missing' | 'email' | 'postcode';

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** What keeps these from being taken, by field, in the order in which they stand; empty where nothing does. */
export function problemsOf(
  values: Readonly<Record<string, string>>,
  withAddress: boolean,
): Readonly<Record<string, FieldProblem>> {
  const { postcode, regions } = ruleFor(values['country'] ?? '');
  const needed = ['email', 'name'];
  if (withAddress) needed.push('country', 'line1', 'city');
  if (withAddress && regions.length > 0) needed.push('region');
  if (withAddress && postcode) needed.push('postcode');
  const problems: Record<string, FieldProblem> = {};
  const given = (name: string) => (values[name] ?? '').trim();
  for (const name of needed) if (!given(name)) problems[name] = 'missing';
  if (given('email') && !email.test(given('email'))) problems['email'] = 'email';
  if (withAddress && postcode && given('postcode') && !postcode.test(given('postcode').toUpperCase()))
    problems['postcode'] = 'postcode';
  return problems;
}
