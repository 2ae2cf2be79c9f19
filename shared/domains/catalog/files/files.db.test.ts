import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTwoEngines, testId, type TwoEngines } from '../../../testing/two-engines.ts';
import { anyCatalogue, listsOfTest, nastyByHand } from './testing/nasty-catalogue.ts';
import {
  losslessOf,
  losslessText,
  planIn,
  readLossless,
  readSheet,
  recordsIn,
  sheetOf,
  shopOf,
  take,
} from './testing/shop-of-engines.ts';

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());

/** A shop that has nothing but the list it sells from. */
async function emptyShop(): Promise<void> {
  await two.clear();
  const list = { id: testId(2), name: 'Shop', currency: 'GBP', isDefault: true };
  await two.given('pricing.savePriceList', { list });
}
beforeEach(emptyShop);

const nasty = () => losslessText(nastyByHand(), { currency: 'GBP', lists: listsOfTest });

async function bring(text: string) {
  const plan = await planIn(two, readLossless(text));
  return { plan, done: await take(two, plan) };
}

describe('a lossless file', () => {
  test('made by hand to be nasty: into an empty shop and out again it is the same bytes', async () => {
    const { plan, done } = await bring(nasty());
    expect([plan.problems, plan.unknown, done.refused]).toEqual([[], [], []]);
    expect(done).toMatchObject({ made: 3, changed: 0, stopped: false });
    expect(await losslessOf(two)).toBe(nasty());
    expect(await recordsIn(two)).toEqual(nastyByHand());
  });

  test('any catalogue at all: into an empty shop and out again it is the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(anyCatalogue, async (catalogue) => {
        await emptyShop();
        const text = losslessText(catalogue, { currency: 'GBP', lists: listsOfTest });
        const { plan, done } = await bring(text);
        expect([plan.problems, done.refused]).toEqual([[], []]);
        expect(await losslessOf(two)).toBe(text);
      }),
      { numRuns: 25 },
    );
  });

  test('unchanged, it changes nothing and says so', async () => {
    await bring(nasty());
    const { plan, done } = await bring(await losslessOf(two));
    expect(plan).toMatchObject({ planned: [], same: 3, problems: [] });
    expect(done.commands).toEqual([]);
  });
});

describe('a lossless file that was edited', () => {
  test('is compared field by field, names what it does not know, and tells lines that it cannot take', async () => {
    await bring(nasty());
    const lines = (await losslessOf(two)).split('\n');
    const [tis, mug] = [1, 5].map((at) => JSON.parse(lines[at] ?? '') as Record<string, unknown>);
    lines[1] = JSON.stringify({
      ...tis,
      title: 'Told anew',
      shelf: 'A4',
      metafields: [{ name: 'custom.care', value: 'by hand' }],
    });
    lines[5] = JSON.stringify({
      ...mug,
      variants: [
        { ...(mug as { variants: object[] }).variants[0], prices: [{ list: null, currency: 'GBP', amount: '1.234' }] },
      ],
    });
    lines.splice(6, 0, '{"handle":');
    const plan = await planIn(two, readLossless(lines.join('\n')));
    expect(plan.unknown).toEqual(['shelf']);
    expect(plan.problems).toMatchObject([{ line: 6 }, { line: 7, reason: 'not a line of JSON' }]);
    const { commands } = await take(two, plan);
    expect(commands.map(({ name }) => name)).toEqual(['catalog.editProduct', 'catalog.setMetafields']);
  });

  test('that is cut off, another shop’s or another kind is no file to take', async () => {
    const lines = nasty().split('\n');
    expect(() => readLossless(lines.slice(0, -2).join('\n'))).toThrow('cut off');
    expect(() => readLossless('{"format":"orders"}')).toThrow('not of products');
    await expect(planIn(two, readLossless(nasty().replace('"GBP"', '"EUR"')))).rejects.toThrow('sells in GBP');
  });

  test('a code that another product has is told before anything is written', async () => {
    await bring(nasty());
    const text = nasty()
      .replaceAll('SKU-3', '00123')
      .replaceAll('000000001003', '000000001abc')
      .replaceAll('000000002003', '000000002abc')
      .replace('"0123"', '"other"');
    const plan = await planIn(
      two,
      readLossless(
        text
          .split('\n')
          .filter((line) => !line.includes('product-1'))
          .join('\n'),
      ),
    );
    expect(plan.problems).toMatchObject([
      { line: 2, about: expect.anything(), reason: 'the SKU 00123 belongs to another variant' },
    ]);
    expect(plan.planned).toEqual([]);
  });
});

describe('a spreadsheet', () => {
  test('unchanged, it changes nothing and says so', async () => {
    await bring(nasty());
    const plan = await planIn(two, readSheet(await sheetOf(two), await shopOf(two)));
    expect(plan).toMatchObject({ planned: [], same: 3, problems: [], unknown: [] });
  });

  test('any catalogue at all: read back unchanged it changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyCatalogue, async (catalogue) => {
        await emptyShop();
        await bring(losslessText(catalogue, { currency: 'GBP', lists: listsOfTest }));
        const plan = await planIn(two, readSheet(await sheetOf(two), await shopOf(two)));
        expect([plan.planned.map(({ units }) => units), plan.problems]).toEqual([[], []]);
      }),
      { numRuns: 25 },
    );
  });

  /** The rows as cells, for changing one as a person would. */
  async function edited(change: (rows: string[][], at: (name: string) => number) => void): Promise<string> {
    const rows = parse(await sheetOf(two), { bom: true }) as string[][];
    change(rows, (name) => rows[0]?.indexOf(name) ?? -1);
    // As a spreadsheet saves it: every cell in quotes, without our marks of order.
    return rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');
  }
  const planOf = async (text: string, delimiter?: string) => planIn(two, readSheet(text, await shopOf(two), delimiter));

  test('a price, a title and a weight that were edited are written, by one command each, and nothing else', async () => {
    await bring(nasty());
    const text = await edited((rows, at) => {
      const [, tis, mug, chalk] = rows;
      if (!tis || !mug || !chalk) throw new Error('no rows');
      tis[at('Title')] = "'twas";
      mug[at('Price (GBP)')] = '1.234,50';
      chalk[at('Weight (g)')] = '400';
    });
    const plan = await planOf(text);
    expect(plan.problems).toEqual([]);
    expect(plan.planned.flatMap(({ units }) => units.flatMap(({ changes }) => changes))).toEqual([
      { sku: null, field: 'Title', from: "'tis", to: "'twas" },
      { sku: '00123', field: 'Price', from: '14.00', to: '1234.50' },
      { sku: "'=SKU", field: 'Weight (g)', from: '', to: '400' },
    ]);
    const { commands, refused } = await take(two, plan);
    expect(refused).toEqual([]);
    expect(commands.map(({ name }) => name)).toEqual(['catalog.editProduct', 'catalog.setCustoms', 'pricing.setPrice']);
    expect(commands[2]?.args).toEqual({
      priceListId: null,
      changes: [{ variantId: testId(0x2000 + 11), base: 1400, value: 123450 }],
    });
    expect(await planOf(text)).toMatchObject({ planned: [], same: 3 });
  });

  test('bad rows are told by their line and change nothing; the others are taken', async () => {
    await bring(nasty());
    const text = await edited((rows, at) => {
      const [, tis, mug, chalk, minus] = rows;
      if (!tis || !mug || !chalk || !minus) throw new Error('no rows');
      tis[at('Price (GBP)')] = 'forty';
      mug[at('Barcode')] = '4.00638E+12';
      mug[at('Price (GBP)')] = '99';
      chalk[at('SKU')] = 'CHALK';
      minus[at('SKU')] = '';
      rows.push(['only', 'two']);
    });
    const plan = await planOf(text);
    expect(plan.problems.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('"forty" is not a price'),
      expect.stringContaining('4.00638E+12 is what a spreadsheet made of a long number'),
      'no SKU',
      expect.stringMatching(/^2 cells where the head has/),
    ]);
    const { commands } = await take(two, plan);
    expect(commands.map(({ name }) => name)).toEqual(['catalog.editVariant']);
    const skus = (await recordsIn(two)).flatMap(({ variants }) =>
      variants.map(({ sku, prices }) => [sku, prices[0]?.amount]),
    );
    expect(skus).toContainEqual(['00123', 1400]);
    expect(skus).toContainEqual(['CHALK', 0]);
  });

  test('two columns are enough: SKU and Price, in any dialect of tables; others are named and not taken', async () => {
    await bring(nasty());
    const plan = await planOf("SKU;Price;Shelf\r\n'00123;15,00;A4\r\nnobody;1;\r\n", ';');
    expect(plan.unknown).toEqual(['Shelf']);
    expect(plan.problems).toMatchObject([
      { line: 3, about: 'nobody', reason: expect.stringContaining('no such product') },
    ]);
    expect(plan.planned.flatMap(({ units }) => units.flatMap(({ prices }) => prices))).toEqual([
      { list: null, change: { variantId: testId(0x2000 + 11), base: 1400, value: 1500 } },
    ]);
  });

  test('new products and new variants come in, and a price that was moved meanwhile is refused by its row', async () => {
    await bring(nasty());
    const text = [
      'Handle,Title,Option1 name,Option1 value,SKU,Price (GBP),Weight (g),Status',
      'jug,Jug,Glaze,Tide,JUG-T,34.00,900,draft',
      'jug,,,Moss,JUG-M,36.00,900,',
      "'0123,'tis,,,SKU-3,20.00,,draft",
    ].join('\n');
    const plan = await planOf(text);
    await two.given('pricing.setPrice', {
      priceListId: null,
      changes: [{ variantId: testId(0x2003), base: 1400, value: 1900 }],
    });
    const done = await take(two, plan);
    expect(done).toMatchObject({ made: 1, changed: 0, refused: [{ line: 4, sku: 'SKU-3' }] });
    expect((await recordsIn(two)).find(({ handle }) => handle === 'jug')).toMatchObject({
      status: 'draft',
      options: [{ name: 'Glaze', values: ['Tide', 'Moss'] }],
      customs: { grams: 900 },
      variants: [
        { title: 'Tide', prices: [{ amount: 3400 }] },
        { title: 'Moss', prices: [{ amount: 3600 }] },
      ],
    });
    const more = await planOf('Handle,Title,Option1 name,Option1 value,SKU,Price\njug,Jug,Glaze,Chalk,JUG-C,38.00');
    expect((await take(two, more)).commands.map(({ name }) => name)).toEqual(['catalog.addVariants']);
    expect((await recordsIn(two)).find(({ handle }) => handle === 'jug')?.options[0]?.values).toEqual([
      'Tide',
      'Moss',
      'Chalk',
    ]);
  });

  test('what a command would not take is told in words, before anything is written', async () => {
    await bring(nasty());
    const text = `Handle,Title,SKU,Price,Status,HS code\n'0123,${'x'.repeat(301)},SKU-3,14,odd,12\nnew,New,"${'y'.repeat(81)}",1,,`;
    const plan = await planOf(text);
    expect(plan.problems.map(({ reason }) => reason)).toEqual([
      'Status: “odd” is none of active, draft, archived',
      'HS code 12: not 6, 8 or 10 digits',
      expect.stringContaining('sku: is more than 80 characters'),
    ]);
    const long = await planOf(`Handle,Title\n'0123,${'x'.repeat(301)}`);
    expect(long.problems).toMatchObject([{ line: 2, reason: 'title: is more than 300 characters' }]);
    expect([...plan.planned, ...long.planned]).toEqual([]);
  });

  test('a tax class that has no rate here is told, not taken; the product counts neither as changed nor as the same', async () => {
    await bring(nasty());
    for (const taxClass of ['standard', 'zero'])
      await two.given('pricing.saveTaxRate', { taxClass, name: taxClass, rate: '0' });
    const plan = await planOf("Handle,Title,SKU,Price,Tax class\n'0123,'tis,SKU-3,14,standrd\nnew,New,NEW,1,odd\n");
    expect(plan.problems.map(({ reason }) => reason)).toEqual([
      'there is no tax class “standrd” here (standard, zero)',
      'there is no tax class “odd” here (standard, zero)',
    ]);
    expect(plan).toMatchObject({ planned: [], same: 0 });
  });

  test('prices of another money, and two columns of one name, are no file to take', async () => {
    const shop = await shopOf(two);
    expect(() => readSheet('SKU,Price (EUR)\nA,1', shop)).toThrow('this shop sells in GBP');
    expect(() => readSheet('SKU,Price,price\nA,1,2', shop)).toThrow('Two columns are called price');
    expect(() => readSheet('Shelf,Row\nA,1', shop)).toThrow('no table of products');
  });
});
