import { defineError } from '../../kernel/errors.ts';

/** Why a scanned code is not what it says it is. Nothing is ever changed by reading one. */

const again = 'Nothing was changed. Scan it again, or look at the label.';

export const barcodeEmpty = defineError<{ length: number }>(
  'catalog.barcode-empty',
  'invalid',
  () => 'There is no code in this scan, or more than 500 characters. Nothing was changed.',
);

export const barcodeCheckDigit = defineError<{ ai: string; value: string; expected: string }>(
  'catalog.barcode-check-digit',
  'invalid',
  ({ ai, value, expected }) =>
    `The check digit of ${ai ? `(${ai})` : ''}${value} is wrong: it would be ${expected}. ${again}`,
);

export const barcodeUnknownIdentifier = defineError<{ ai: string; at: number }>(
  'catalog.barcode-unknown-identifier',
  'invalid',
  ({ ai }) => `GS1 knows no application identifier that begins with “${ai}”. ${again}`,
);

export const barcodeFormat = defineError<{ ai: string; value: string; expected: string }>(
  'catalog.barcode-format',
  'invalid',
  ({ ai, value, expected }) => `(${ai}) cannot be “${value}”: it is ${expected}. ${again}`,
);

export const barcodeRepeated = defineError<{ ai: string; values: readonly string[] }>(
  'catalog.barcode-repeated',
  'invalid',
  ({ ai, values }) => `(${ai}) stands there twice with different values, ${values.join(' and ')}. ${again}`,
);

export const barcodeExcluded = defineError<{ ai: string; with: string }>(
  'catalog.barcode-excluded',
  'invalid',
  (details) => `(${details.ai}) and (${details.with}) must not stand together. ${again}`,
);

export const barcodeRequires = defineError<{ ai: string; oneOf: readonly string[] }>(
  'catalog.barcode-requires',
  'invalid',
  ({ ai, oneOf }) => `(${ai}) means nothing without ${oneOf.map((each) => `(${each})`).join(' or ')}. ${again}`,
);

export const barcodeNoLink = defineError<{ uri: string }>(
  'catalog.barcode-no-link',
  'invalid',
  () => `This address is no GS1 Digital Link: no identifier stands in its path. ${again}`,
);

export const barcodePattern = defineError<{ pattern: string }>(
  'catalog.barcode-pattern',
  'invalid',
  ({ pattern }) =>
    `“${pattern.slice(0, 40)}” is no pattern for codes of the shop’s own. Write digits as they are, “.” for any digit, and the value in braces: 21.....{NNDDD}.`,
);
