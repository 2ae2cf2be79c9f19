import * as z from 'zod/mini';
import { flag, id, text } from '../../kernel/args.ts';

/** What a receipt opens and ends with. What a receipt has to say (goods, sums, taxes, what signed it) is no choice and stands between. */
export const headParts = ['logo', 'name', 'address', 'words'] as const;
export const footParts = ['number', 'words', 'link'] as const;
export type HeadPart = (typeof headParts)[number];
export type FootPart = (typeof footParts)[number];

const once = <T extends string>(parts: readonly [T, ...T[]]) =>
  z.array(z.enum(parts)).check(z.refine<T[]>((list) => new Set(list).size === list.length, 'the same twice'));

/** A picture of at most 30 KB, as PNG; screens make one of whatever was chosen. */
const png = z
  .string()
  .check(z.maxLength(40_000), z.regex(/^iVBORw0KGgo[A-Za-z0-9+/]+={0,2}$/, 'not a PNG picture in base64'));

export const storeReceipt = z.strictObject({
  /** Null: none */
  logo: z.nullable(
    z.strictObject({
      png,
      /** How much of the width of the roll it takes at most: a third, two thirds, all of it */
      size: z.enum(['small', 'medium', 'wide']),
    }),
  ),
  /** What stands above the sale, from top to bottom; what is left out is not printed */
  head: once(headParts),
  /** What stands below it. The number always does: goods are brought back by it */
  foot: once(footParts).check(z.refine<FootPart[]>((list) => list.includes('number'), 'without the number')),
  /** Whether it names who sold it */
  cashier: flag,
  /** Whether the price of one stands below a line of one, too */
  eachPrice: flag,
  /** Where a QR leads, with a line beside it; `{number}` stands for the receipt's; empty: nowhere */
  link: z.strictObject({
    address: z
      .string()
      .check(z.maxLength(300), z.regex(/^(https?:\/\/[^\s"'<>]+)?$/, 'not an address that begins with https://')),
    words: text(120),
  }),
  /** What a gift receipt ends with; empty: as every other */
  giftWords: text(400),
  /** Words of one location in place of the store's; null: as the store */
  places: z
    .array(z.strictObject({ locationId: id, header: z.nullable(text(400)), footer: z.nullable(text(400)) }))
    .check(
      z.maxLength(200),
      z.refine<{ locationId: string }[]>(
        (list) => new Set(list.map((one) => one.locationId)).size === list.length,
        'the same twice',
      ),
    ),
});
export type StoreReceipt = z.infer<typeof storeReceipt>;

const plainReceipt: StoreReceipt = {
  ...{ logo: null, head: ['name', 'address', 'words'], foot: ['number', 'words'] },
  ...{ cashier: true, eachPrice: false, link: { address: '', words: '' }, giftWords: '', places: [] },
};

/** Where the QR of one receipt leads; empty: nowhere. */
export const linkOf = ({ link }: StoreReceipt, number: string): string =>
  link.address.replaceAll('{number}', encodeURIComponent(number));

/** Of a store that says nothing of its receipts: as they came before there was anything to say. */
export const receiptOf = ({ receipt }: { readonly receipt: StoreReceipt | null }): StoreReceipt =>
  receipt ?? plainReceipt;
