import { describe, expect, it } from 'vitest';
import { combinations, missing, skuFor, skuStem } from './combinations.ts';
import {
  type Draft,
  draftCommands,
  draftSize,
  emptyDraft,
  marginTenths,
  type Product,
  setCell,
  setField,
} from './draft.ts';

const variant = (id: string, values: string[], price: number): Product['variants'][number] => ({
  id,
  title: values.join(' / '),
  optionValues: values,
  sku: `MUG-${id}`,
  gtin: null,
  price,
  compareAt: null,
  lowest: null,
  cost: 410,
  onHand: 3,
  scale: 0,
  unit: 'H87',
  measure: null,
  depositId: null,
  status: 'active',
  image: null,
});

const product = {
  id: 'p1',
  title: 'Stoneware mug',
  category: 'Mugs',
  supplier: 'Kiln Row',
  status: 'active',
  description: '',
  taxClass: 'standard',
  priceListId: 'retail',
  variants: [variant('a', ['Moss'], 1200), variant('b', ['Chalk'], 1200)],
} as unknown as Product;

describe('a draft', () => {
  it('forgets a change that was typed back', () => {
    let draft: Draft = setField(emptyDraft, product, 'title', 'Mug');
    expect(draftSize(draft)).toEqual({ fields: 1, variants: 0 });
    draft = setField(draft, product, 'title', 'Stoneware mug');
    const [first] = product.variants;
    draft = setCell(setCell(draft, first!, 'price', 1450), first!, 'price', 1200);
    expect(draft).toEqual(emptyDraft);
  });

  it('saves as one command for the product, one per variant and one for all prices, each with what was seen', () => {
    const [a, b] = product.variants;
    let draft = setField(emptyDraft, product, 'title', 'Mug');
    draft = setCell(draft, a!, 'price', 1450);
    draft = setCell(draft, b!, 'price', 1450);
    draft = setCell(draft, b!, 'compareAt', 1600);
    draft = setCell(draft, b!, 'gtin', '5060912440313');
    expect(draftCommands(draft, product)).toEqual([
      {
        name: 'catalog.editProduct',
        args: { productId: 'p1', patch: { title: { base: 'Stoneware mug', value: 'Mug' } } },
      },
      {
        name: 'catalog.editVariant',
        args: { variantId: 'b', patch: { gtin: { base: null, value: '5060912440313' } } },
      },
      {
        name: 'pricing.setPrice',
        args: {
          priceListId: 'retail',
          changes: [
            { variantId: 'a', base: 1200, value: 1450 },
            { variantId: 'b', base: 1200, value: 1450, compareAt: { base: null, value: 1600 } },
          ],
        },
      },
    ]);
  });
});

describe('a margin', () => {
  it('is reckoned without the tax that the price holds', () => {
    expect(marginTenths(1200, 410, '20/100', true)).toBe(590);
    expect(marginTenths(1000, 410, '20/100', false)).toBe(590);
    expect(marginTenths(1200, null, '20/100', true)).toBeNull();
    expect(marginTenths(0, 410, '20/100', true)).toBeNull();
  });
});

describe('variants from options', () => {
  const options = [
    { name: 'Glaze', values: ['Moss', 'Chalk'] },
    { name: 'Size', values: ['250 ml', '350 ml'] },
  ];

  it('makes every combination and leaves out those there are', () => {
    expect(combinations(options)).toHaveLength(4);
    expect(combinations([])).toEqual([[]]);
    expect(
      missing(options, [
        ['Moss', '250 ml'],
        ['Chalk', '350 ml'],
      ]),
    ).toEqual([
      ['Moss', '350 ml'],
      ['Chalk', '250 ml'],
    ]);
  });

  it('makes SKUs of the shared stem and the values', () => {
    expect(skuStem(['MUG-MOS-25', 'MUG-CHA-25'])).toBe('MUG');
    expect(skuStem(['BOWL'])).toBe('BOWL');
    expect(skuFor('MUG', ['Moss', '250 ml'])).toBe('MUG-MOS-250');
    expect(skuFor('MUG', ['Crème'])).toBe('MUG-CRE');
  });
});
