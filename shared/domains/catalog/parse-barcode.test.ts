import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alphaCheck } from './gs1-checks.ts';
import { identifiers, needsSeparator } from './gs1-table.ts';
import { checkDigit } from './gtin.ts';
import { parseBarcode } from './parse-barcode.ts';

const GS = '\u001d';
const read = (code: string) => parseBarcode(code).bracketed;
const refusal = (code: string) => {
  try {
    return `read as ${parseBarcode(code).bracketed || parseBarcode(code).kind}`;
  } catch (error) {
    return (error as { code: string }).code.replace('catalog.barcode-', '');
  }
};

describe('acceptance: barcodes', () => {
  test('an element string, a link, and what the symbology says', () => {
    expect(read('\u005de0011231231231233310ABC123␝99XYZ')).toBe('(01)12312312312333(10)ABC123(99)XYZ');
    expect(read(`]e0011231231231233310ABC123${GS}99XYZ`)).toBe('(01)12312312312333(10)ABC123(99)XYZ');
    expect(read('https://id.example.org/test/01/12312312312319?99=TESTING123')).toBe(
      '(01)12312312312319(99)TESTING123',
    );
    expect(read(']d1https://id.example.org/test/01/12312312312319?99=TESTING123')).toBe(
      '(01)12312312312319(99)TESTING123',
    );
    const qr = parseBarcode(']Q3011231231231231999TESTING123');
    expect(qr).toMatchObject({ gtin14: '12312312312319', symbology: { name: 'GS1 QR Code', gs1: true } });
    expect(qr.bracketed).toBe('(01)12312312312319(99)TESTING123');
  });

  test('refused, each with its reason', () => {
    expect(refusal(']e00212312312312333')).toBe('requires');
    expect(refusal(']e002123123123123333712')).toBe('read as (02)12312312312333(37)12');
    expect(refusal(']e00112312312312333021231231231233337123')).toBe('excluded');
    expect(refusal(`]e0011231231231233310A${GS}10B`)).toBe('repeated');
    expect(refusal(`]e0011231231231233310A${GS}10A`)).toBe('read as (01)12312312312333(10)A');
    expect(refusal(']e00112312312312334')).toBe('check-digit');
    expect(refusal('https://id.example.org/01/12312312312334')).toBe('check-digit');
    expect(refusal(']C1011231231231233317261301')).toBe('format');
    expect(refusal(']C101123123123123')).toBe('format');
    expect(refusal(`]C10112312312312333${'10'}${'x'.repeat(21)}`)).toBe('format');
    expect(refusal(']C104123')).toBe('unknown-identifier');
    expect(refusal(']C110ABC')).toBe('requires');
    expect(refusal(']E05012345678901')).toBe('check-digit');
    expect(refusal('')).toBe('empty');
  });

  test('UPC-A, EAN-13 and GTIN-14 of one item are one', () => {
    const codes = ['614141000036', '0614141000036', '00614141000036', ']E00614141000036', ' 614141 000036 '];
    expect(new Set(codes.map((code) => parseBarcode(code).gtin14))).toEqual(new Set(['00614141000036']));
    expect(parseBarcode('(01)00614141000036(10)L1').gtin14).toBe('00614141000036');
    expect(parseBarcode('https://shop.example/01/0614141000036').gtin14).toBe('00614141000036');
  });

  test('the store’s own codes carry weight, price or count by its rules', () => {
    const rules = [
      { pattern: '21.....{NNDDD}', means: 'weight' },
      { pattern: '22.....{NNNDD}', means: 'price' },
    ] as const;
    const cheese = parseBarcode('2112345015002', rules);
    expect(cheese).toMatchObject({
      kind: 'in-store',
      facts: { item: '12345', weight: { value: 1500, scale: 3, unit: 'KGM' } },
    });
    expect(cheese.lookUp).toContain('12345');
    expect(cheese.gtin14).toBe(`0211234500000${checkDigit('211234500000')}`);
    const priced = `220001200499${checkDigit('220001200499')}`;
    expect(parseBarcode(priced, rules)).toMatchObject({ facts: { item: '00012', price: { value: 499, scale: 2 } } });
    expect(parseBarcode(priced, rules).lookUp).toContain('12');
    expect(parseBarcode('2112345015002').kind).toBe('gtin');
    for (const pattern of ['21....{NNDDD}', '50.....{NNDDD}', '21.....', 'x']) {
      expect(() => parseBarcode('2112345015002', [{ pattern, means: 'weight' }])).toThrow(
        expect.objectContaining({ code: 'catalog.barcode-pattern' }),
      );
    }
  });
});

describe('what a code says of its piece', () => {
  test('weight, price, dates, lot and serial', () => {
    const meat = parseBarcode(`(01)12312312312333(3103)001500(3932)9780499(17)261100(15)240229(10)L-7(21)S1`);
    expect(meat.facts).toEqual({
      weight: { value: 1500, scale: 3, unit: 'KGM' },
      price: { value: 499, scale: 2, currency: '978' },
      expiry: '2026-11-30',
      bestBefore: '2024-02-29',
      lot: 'L-7',
      serial: 'S1',
    });
    expect(refusal('(01)12312312312333(15)230229')).toBe('format');
    expect(refusal('(01)12312312312333(3103)001500(3102)000150')).toBe('excluded');
  });

  test('a link keeps its order, and what is no identifier of GS1 in it is left alone', () => {
    expect(read('http://a.example/01/12312312312333/10/L%2F1/21/S?17=261231&utm=x')).toBe(
      '(01)12312312312333(10)L/1(21)S(17)261231',
    );
    expect(refusal('https://a.example/01/12312312312333/21/S/10/L')).toBe('format');
    expect(parseBarcode('https://a.example/menu').kind).toBe('plain');
  });

  test('plain codes stay what they are, and a scanner without symbology is understood', () => {
    expect(parseBarcode('MUG-MOS')).toMatchObject({ kind: 'plain', lookUp: ['MUG-MOS'] });
    expect(read('011231231231233310ABC123')).toBe('(01)12312312312333(10)ABC123');
    expect(parseBarcode('01999')).toMatchObject({ kind: 'plain' });
    expect(alphaCheck('1987654Ad4X4bL5ttr2310c')).toBe('2K');
  });
});

test('what is written is what is read, for every identifier with its demands', () => {
  const textFor = (set: string, length: number) =>
    'A1b2C3d4E5f6G7h8J9'
      .repeat(6)
      .slice(0, length)
      .replaceAll(/[a-z]/g, set === 'Y' ? 'Z' : '$&');
  const plain = [...identifiers.values()].filter(({ parts }) => parts.every(({ checks }) => checks.length === 0));
  expect(plain.length).toBeGreaterThan(100);
  fc.assert(
    fc.property(fc.constantFrom(...plain), fc.nat(90), ({ ai, parts, requires, excludes }, size) => {
      const value = parts
        .map(({ set, least, most }) =>
          set === 'N'
            ? '1'.repeat(Math.max(least, Math.min(most, size)))
            : textFor(set, Math.max(1, least, Math.min(most, size))),
        )
        .join('');
      const text = `${ai}${value}${needsSeparator(ai) ? GS : ''}`;
      const alone = requires.length === 0 && !excludes.includes('01');
      const itemOnly = requires.every((alternatives) =>
        alternatives.some((all) => all.length === 1 && all[0] === '01'),
      );
      if (!alone && !(itemOnly && !excludes.includes('01'))) return;
      const { elements } = parseBarcode(`]C1${text}0112312312312333`);
      expect(elements[0]).toMatchObject({ ai, value });
      expect(elements[1]).toMatchObject({ ai: '01' });
    }),
    { numRuns: 2_000 },
  );
});
