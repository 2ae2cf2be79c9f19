import * as z from 'zod/mini';
import { id, text } from '../../kernel/args.ts';
import { isPictureAddress, linkOf } from './rich-text.ts';

/** What the first page of a shop on the web is made of, one below the other. */
export const sectionKinds = ['opening', 'shelf', 'words', 'tiles', 'quotes', 'shops'] as const;
export type SectionKind = (typeof sectionKinds)[number];

/** How many products a shelf shows at most: whole rows on wide screens. */
export const shelfSizes = [4, 8, 12, 24] as const;

export const MOST_SECTIONS = 20;
export const MOST_ON_SHELF = 12;
export const MOST_TILES = 8;
export const MOST_QUOTES = 6;
/** Of the words of one section */
export const MOST_WORDS = 4_000;

/** A picture of a shop: `https:`, a path of the shop itself, or a drawing of the sample set; null for what a browser must not load. */
export function isPicture(address: string): boolean {
  if (/^(still|sample):[a-z0-9-]{1,40}(\?[\w=&.-]{0,200})?$/.test(address)) return true;
  return isPictureAddress(address);
}

const title = text(120);
/** Empty: none */
const picture = text(1_000).check(
  z.regex(/^($|https:\/\/|\/|still:|sample:)/),
  z.refine<string>((address) => address === '' || isPicture(address), 'not the address of a picture'),
);
/** Empty: it leads nowhere */
const to = text(500).check(
  z.regex(/^($|https?:\/\/|\/|mailto:|tel:)/),
  z.refine<string>((address) => address === '' || linkOf(address) !== null, 'not a link'),
);

const every = { id, hidden: z.boolean() };

const opening = z.strictObject({
  ...every,
  kind: z.literal('opening'),
  /** Empty: what is on the first shelves */
  picture,
  /** Of a button below the introduction; empty: there is none */
  label: text(40),
  to,
});

const shelf = z.strictObject({
  ...every,
  kind: z.literal('shelf'),
  /** Empty: the name of the category */
  title,
  /** Empty: of every category */
  category: text(300),
  /** Products that somebody chose, in this order, instead of a category */
  products: z.array(id).check(z.maxLength(MOST_ON_SHELF)),
  most: z.number().check(z.refine<number>((most) => shelfSizes.some((size) => size === most), 'not a whole row')),
});

const words = z.strictObject({
  ...every,
  kind: z.literal('words'),
  title,
  /** With marks (rich-text.ts) */
  text: text(MOST_WORDS),
  picture,
  /** What the picture shows, for who does not see it */
  alt: text(200),
  side: z.enum(['start', 'end']),
});

const tile = z.strictObject({ label: text(80), to, picture });
const tiles = z.strictObject({
  ...every,
  kind: z.literal('tiles'),
  title,
  tiles: z.array(tile).check(z.maxLength(MOST_TILES)),
});

const quote = z.strictObject({ words: text(400), who: text(80) });
const quotes = z.strictObject({
  ...every,
  kind: z.literal('quotes'),
  title,
  quotes: z.array(quote).check(z.maxLength(MOST_QUOTES)),
});

/** Where the shops of this store are, as its locations say */
const shops = z.strictObject({ ...every, kind: z.literal('shops'), title, text: text(MOST_WORDS) });

export const pageSection = z.discriminatedUnion('kind', [opening, shelf, words, tiles, quotes, shops]);
export type PageSection = z.infer<typeof pageSection>;
export type SectionOf<K extends SectionKind> = Extract<PageSection, { kind: K }>;

/** In order; one opening at most. */
export const pageSections = z.array(pageSection).check(
  z.maxLength(MOST_SECTIONS),
  z.refine<PageSection[]>((list) => list.filter(({ kind }) => kind === 'opening').length < 2, 'two openings'),
  z.refine<PageSection[]>((list) => new Set(list.map((one) => one.id)).size === list.length, 'the same twice'),
);
