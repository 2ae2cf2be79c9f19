import fc from 'fast-check';
import { decimalsOf } from '../../../../kernel/currencies.ts';
import { testId } from '../../../../testing/two-engines.ts';
import { checkDigit } from '../../gtin.ts';
import type { FileList } from '../lossless.ts';
import { byCharacters, type ProductRecord, type RecordFacts, type RecordPrice, type VariantRecord } from '../record.ts';

/** Catalogues that files have trouble with: by hand, and by chance. */

export const listsOfTest: readonly FileList[] = [
  { id: testId(0x901), name: 'Trade', currency: 'EUR', terms: null },
  {
    id: testId(0x902),
    name: 'Tokyo "10%"',
    currency: 'JPY',
    terms: { status: 'live', kind: 'sale', priority: 3, groups: ['vip'] },
  },
  { id: testId(0x903), name: 'كويت', currency: 'KWD', terms: null },
];

const price = (list: string | null, amount: number, more: Partial<RecordPrice> = {}): RecordPrice => ({
  ...{ list, amount, compareAt: null, breaks: [] },
  currency: listsOfTest.find(({ name }) => name === list)?.currency ?? 'GBP',
  ...more,
});

export const variantWith = (n: number, more: Partial<VariantRecord> = {}): VariantRecord => ({
  ...{ id: testId(0x2000 + n), position: 0, title: '', optionValues: [], sku: `SKU-${n}`, gtin: null, barcodes: [] },
  ...{ unit: 'H87', scale: 0, measure: null, depositId: null, tracked: true, status: 'active', image: null },
  ...{ cost: null, customs: null, prices: [price(null, 1400)] },
  ...more,
});

export const productWith = (n: number, more: Partial<ProductRecord> = {}): ProductRecord => ({
  ...{ id: testId(0x1000 + n), title: `Product ${n}`, handle: `product-${n}`, description: '', status: 'active' },
  ...{ category: '', supplier: '', tags: [], options: [], taxClass: 'standard', minimumAge: null, image: null },
  ...{ soldAtTill: true, soldOnline: true, externalRef: null, customs: null, metafields: [] },
  variants: [variantWith(n)],
  ...more,
});

/** What spreadsheets, quotes and line ends are known to spoil. */
export function nastyByHand(): ProductRecord[] {
  const products = [
    productWith(1, {
      title: `=HYPERLINK("http://bad.example","Mug, 35 cl")`,
      description: 'Two lines\nand a "quote";\ta tab\r\nand a Windows one, – dash',
      tags: ['tea, coffee', '=cmd', "o'clock", 'a"b'],
      supplier: "'=already marked",
      category: '@home',
      externalRef: 'spree:mug',
      metafields: [
        { name: 'custom.empty', value: '' },
        { name: 'custom.note', value: '=1+1\n' },
      ],
      options: [
        { name: 'Colour', values: ['Moss', 'Chalk', 'Nobody has this one'] },
        { name: 'Size', values: ['0123', '1E5', '-5'] },
      ],
      customs: { hsCode: '0901210000', origin: 'PT', grams: 380, size: { length: 120, width: 95, height: 100 } },
      variants: [
        variantWith(11, {
          ...{ sku: '00123', optionValues: ['Moss', '0123'], title: 'Moss / 0123', gtin: '614141000036' },
          ...{ barcodes: ['04006381333931', 'SHELF, 4'], cost: { amount: 480, currency: 'GBP' } },
          prices: [
            price(null, 1400, { compareAt: 1600, breaks: [{ minQuantity: 12, amount: 1250 }] }),
            price('Tokyo "10%"', 2600),
            price('Trade', 1230, { compareAt: 1500 }),
            price('كويت', 4125),
          ],
        }),
        variantWith(12, {
          ...{
            sku: "'=SKU",
            position: 1,
            optionValues: ['Chalk', '1E5'],
            title: 'A title of its own',
            status: 'archived',
          },
          ...{ customs: { hsCode: '', origin: 'CN', grams: null, size: null }, prices: [price('Trade', 0)] },
        }),
        variantWith(13, {
          ...{
            sku: '-5',
            position: 5,
            optionValues: ['Moss', '-5'],
            title: 'Moss / -5',
            prices: [],
            depositId: testId(0x2022),
          },
          ...{ image: 'https://pictures.example/a,b.webp', measure: { amount: 75, scale: 2, unit: 'l', per: 'l' } },
        }),
      ],
    }),
    productWith(2, {
      ...{
        title: 'كوب قهوة',
        handle: 'كوب',
        description: '\u202bعربي\u202c 🍵👩‍👩‍👧',
        status: 'archived',
        minimumAge: 18,
      },
      ...{ soldAtTill: false, soldOnline: false, taxClass: 'zero', image: '+picture' },
      variants: [variantWith(22, { sku: '🍵', tracked: false, unit: 'KGM', scale: 3 })],
    }),
    productWith(3, { title: "'tis", handle: '0123', status: 'draft', description: ' spaces kept ', tags: [] }),
  ];
  return products.toSorted((a, b) => byCharacters(a.handle, b.handle));
}

const letters = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(...`'"=+-@\t\r\n;, 01Eaé🍵ك`), maxLength: 8 }),
  )
  .filter((text) => text.isWellFormed() && !text.includes('\0'));
/** As commands keep words: without spaces around them. */
const words = letters.map((text) => text.trim()).filter((text) => text !== '');
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });

const facts: fc.Arbitrary<RecordFacts | null> = maybe(
  fc
    .record({
      hsCode: fc.constantFrom('', '691110', '0901210000'),
      origin: fc.constantFrom('', 'PT', 'CN'),
      grams: maybe(fc.nat(5_000)),
      size: maybe(
        fc.record({ length: fc.integer({ min: 1, max: 9_999 }), width: fc.constant(5), height: fc.constant(7) }),
      ),
    })
    .filter(({ hsCode, origin, grams, size }) => hsCode !== '' || origin !== '' || grams !== null || size !== null),
);

function priceIn(list: string | null): fc.Arbitrary<RecordPrice> {
  const most = 10 ** (5 + (decimalsOf(price(list, 0).currency) ?? 2));
  return fc
    .record({
      amount: fc.nat(most),
      compareAt: maybe(fc.nat(most)),
      steps: fc.uniqueArray(fc.integer({ min: 2, max: 99 }), { maxLength: 3 }),
    })
    .map(({ amount, compareAt, steps }) =>
      price(list, amount, {
        compareAt,
        breaks: steps.toSorted((a, b) => a - b).map((minQuantity) => ({ minQuantity, amount: Math.trunc(amount / 2) })),
      }),
    );
}
const names = [null, ...listsOfTest.map(({ name }) => name).toSorted(byCharacters)];
const pricesOf = fc.tuple(...names.map((name) => maybe(priceIn(name)))).map((all) => all.filter((one) => one !== null));

/** Whole catalogues, products in the order of their addresses. */
export const anyCatalogue: fc.Arbitrary<ProductRecord[]> = fc
  .uniqueArray(
    fc.record({
      handle: words,
      fields: fc.record({
        title: words,
        description: letters,
        status: fc.constantFrom('active' as const, 'draft' as const, 'archived' as const),
        category: letters,
        supplier: letters,
        tags: fc.uniqueArray(words, { maxLength: 3 }),
        taxClass: words,
        minimumAge: maybe(fc.integer({ min: 1, max: 99 })),
        image: maybe(letters),
        soldAtTill: fc.boolean(),
        soldOnline: fc.boolean(),
        externalRef: maybe(words),
        customs: facts,
        metafields: fc
          .uniqueArray(fc.record({ name: words, value: letters }), { maxLength: 3, selector: ({ name }) => name })
          .map((all) => all.toSorted((a, b) => byCharacters(a.name, b.name))),
      }),
      optionNames: fc.uniqueArray(words, { maxLength: 3 }),
      variants: fc.array(
        fc.record({
          ...{
            values: fc.array(words, { minLength: 3, maxLength: 3 }),
            sku: words,
            title: maybe(letters),
            gtin: fc.boolean(),
          },
          ...{
            codes: fc.uniqueArray(words, { maxLength: 2 }),
            image: maybe(letters),
            customs: facts,
            prices: pricesOf,
          },
          ...{
            status: fc.constantFrom('active' as const, 'archived' as const),
            tracked: fc.boolean(),
            cost: maybe(fc.nat(90_000)),
          },
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    { maxLength: 4, selector: ({ handle }) => handle },
  )
  .map((all) => {
    let n = 0;
    const products = all.map(({ handle, fields, optionNames, variants }, at) => {
      const made = variants.map(({ values, sku, title, gtin, codes, cost, ...rest }, position) => {
        n += 1;
        const optionValues = optionNames.map((_, option) => `${values[option]}${position}`);
        const digits = `50${String(n).padStart(10, '0')}`;
        return variantWith(n, {
          ...rest,
          ...{ position: position * 2, sku: `${sku}${n}`, optionValues, title: title ?? optionValues.join(' / ') },
          gtin: gtin ? digits + checkDigit(digits) : null,
          barcodes: codes.map((code) => `${code}#${n}`).toSorted(byCharacters),
          cost: cost === null ? null : { amount: cost, currency: 'GBP' },
        });
      });
      const options = optionNames.map((name, option) => ({
        name,
        values: made.map(({ optionValues }) => optionValues[option] ?? ''),
      }));
      return productWith(at + 1, { ...fields, handle, options, variants: made });
    });
    return products.toSorted((a, b) => byCharacters(a.handle, b.handle));
  });
