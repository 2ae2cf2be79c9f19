import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvCell, csvCode, csvLine, neutralised, neutralisedCode, unneutralised, unneutralisedCode } from './csv.ts';

/** Texts made of what matters here, so that marks, signs and digits meet often. */
const nasty = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '＝', '0', '1', 'E', '.', '"', ';', 'a'),
  }),
);

describe('a text that a spreadsheet would take for a formula', () => {
  test.each(['=cmd|/c calc', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', "'=1"])(
    '%j is neutralised',
    (text) => {
      expect(neutralised(text)).toBe(`'${text}`);
      expect(csvCell(text)).not.toMatch(/^"?[=+\-@\t\r]/);
    },
  );

  test.each(['-5', '-5.20', "'tis", 'a=b', ''])('%j stays as it is', (text) => expect(neutralised(text)).toBe(text));

  test('every text comes back as it was, and no two share a cell', () => {
    fc.assert(
      fc.property(nasty, nasty, (a, b) => {
        expect(unneutralised(neutralised(a))).toBe(a);
        expect(unneutralisedCode(neutralisedCode(a))).toBe(a);
        if (a !== b) {
          expect(neutralised(a)).not.toBe(neutralised(b));
          expect(neutralisedCode(a)).not.toBe(neutralisedCode(b));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('digits of codes are kept from being cut short', () => {
    expect(['0123', '4006381333931', '1E5', '691110', "'0123"].map(neutralisedCode)).toEqual([
      "'0123",
      "'4006381333931",
      "'1E5",
      '691110',
      "''0123",
    ]);
  });
});

test('cells go through any reader of RFC 4180 unchanged', () => {
  fc.assert(
    fc.property(fc.array(nasty, { minLength: 2, maxLength: 6 }), (texts) => {
      const [row = []] = parse(csvLine(['x', ...texts.map(csvCell), csvCode(texts[0] ?? '')])) as string[][];
      expect(row.slice(1, -1).map(unneutralised)).toEqual(texts);
      expect(unneutralisedCode(row.at(-1) ?? '')).toBe(texts[0]);
    }),
  );
});
