/**
 * GTINs (GS1 General Specifications 7.9: check digit). Codes of one item in different lengths meet as GTIN-14.
 */

export type GtinResult =
  | { readonly ok: true; readonly gtin14: string }
  | { readonly ok: false; readonly reason: 'length' | 'not-digits' | 'check-digit'; readonly expected?: string };

/** The last digit that makes `digits` (without it) a valid GTIN; weights 3 and 1 from the right. */
export function checkDigit(digits: string): string {
  let total = 0;
  for (let fromRight = 0; fromRight < digits.length; fromRight++) {
    total += Number(digits[digits.length - 1 - fromRight]) * (fromRight % 2 === 0 ? 3 : 1);
  }
  return String((10 - (total % 10)) % 10);
}

/** GTIN-8, UPC-A, EAN-13 or GTIN-14 as 14 digits. Spaces and hyphens as printed are ignored. */
export function toGtin14(code: string): GtinResult {
  const digits = code.replaceAll(/[\s-]/g, '');
  if (!/^\d+$/.test(digits)) return { ok: false, reason: 'not-digits' };
  if (![8, 12, 13, 14].includes(digits.length)) return { ok: false, reason: 'length' };
  const expected = checkDigit(digits.slice(0, -1));
  if (expected !== digits.at(-1)) return { ok: false, reason: 'check-digit', expected };
  return { ok: true, gtin14: digits.padStart(14, '0') };
}

/**
 * The form in which a code is kept and looked up: GTIN-14 where it is a valid GTIN, else the code itself without
 * spaces around it. The shop's own codes are case-sensitive, as Code 128 is.
 */
export function normaliseBarcode(code: string): string {
  const gtin = toGtin14(code);
  return gtin.ok ? gtin.gtin14 : code.trim();
}
