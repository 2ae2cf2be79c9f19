import * as z from 'zod';
import { readAtOnce, withTenant } from '../../../platform/db/transaction.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import type { StorefrontContext } from '../context.ts';
import { matchProducts, wordsQuery } from '../find-products.ts';
import { readProductsById, type ShopProduct } from '../read-products.ts';
import { askedCurrency } from '../shop-schemas.ts';
import type { ShopView } from '../shop-views.ts';
import { factsOf, OF, type ProductFacts, wordsOf } from './product-facts.ts';
import { type Chosen, type Facets, fitOf, searchFacts } from './search-facts.ts';

/** More than that are not looked through: the answer says so, and further words find what is meant. */
const MOST_FOUND = 5_000;
const LARGEST_PAGE = 100;
const READ_AT_ONCE = 500;
/** Counts are of many products, and an answer hears only of those it shows: counts are as old as this at most. */
export const KEPT_MS = 5_000;

const several = (most: number) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((given) => (given === undefined ? [] : [given].flat()))
    .pipe(z.array(z.string().min(1).max(200)).max(most));
const amount = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional();

export const searchQuery = z.object({
  currency: askedCurrency,
  q: z.string().trim().max(200).optional().describe('Beginnings of words of the title, category or maker'),
  category: several(20).describe('With all below it. Without words it is what is looked through. Several: any of them'),
  maker: several(20).describe('Several: any of them'),
  option: several(40).describe('`Size:M`. Several of one option: any of them; of different options: all of them'),
  priceFrom: amount.describe('Minor units of the currency, included'),
  priceTo: amount.describe('Minor units of the currency, included'),
  inStock: z.enum(['true', 'false']).optional().describe('`true`: only what can be bought now'),
  sort: z.enum(['best', 'price', 'price-down', 'title']).default('best'),
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(20),
  cursor: z.string().max(200).optional().describe('`nextCursor` of the page before, with all else as it was'),
});
export type SearchQuery = z.infer<typeof searchQuery>;

export interface SearchAnswer {
  readonly products: readonly ShopProduct[];
  readonly total: { readonly count: number; readonly atLeast: boolean };
  readonly facets: Facets;
  readonly nextCursor: string | null;
}

/** A question that was understood: what it is kept under, and how it is answered. */
export interface Search {
  readonly key: string;
  readonly answer: (context: StorefrontContext, tenantId: string, view: ShopView) => Promise<SearchAnswer>;
}

/** @throws HttpProblem 422 or 400 where it asks for nothing that can be */
export function searchFor(query: SearchQuery): Search {
  const { words, wanted } = wordsOfQuery(query);
  const chosen = chosenOf(query);
  const from = query.cursor === undefined ? null : readCursor(query.cursor);
  return {
    key: `search ${JSON.stringify([query.limit, query.cursor, query.sort, words, chosen])}`,
    answer: async (context, tenantId, view) => {
      const { facts, more } = await factsFound(context, tenantId, view, wanted);
      const { found, facets } = searchFacts(facts, chosen, query.sort, fitOf(words));
      const { ids, nextCursor } = pageOf(found, from, query.limit);
      const products = await withTenant(context.pool, tenantId, (db) =>
        readProductsById(db, tenantId, { ...view, at: context.now() }, ids),
      );
      const total = { count: found.length, atLeast: more };
      return { products, total, facets: without(facets, chosen), nextCursor };
    },
  };
}

function wordsOfQuery({ q, category }: SearchQuery): { words: readonly string[]; wanted: string } {
  const text = q || (category[0] ?? '');
  if (text === '') throw new HttpProblem(422, 'request.invalid', 'Say what to look for: `q` or `category`.');
  return { words: q ? wordsOf(q).slice(0, 8) : [], wanted: wordsQuery(text) };
}

function chosenOf(query: SearchQuery): Chosen {
  const options = query.option.map((text) => {
    const at = text.indexOf(':');
    if (at < 1) throw new HttpProblem(422, 'request.invalid', `An option is chosen as \`Size:M\`, not “${text}”.`);
    return `${text.slice(0, at)}${OF}${text.slice(at + 1)}`;
  });
  return {
    categories: query.category,
    makers: query.maker,
    options,
    priceFrom: query.priceFrom ?? null,
    priceTo: query.priceTo ?? null,
    inStock: query.inStock === 'true',
  };
}

async function factsFound(context: StorefrontContext, tenantId: string, view: ShopView, wanted: string) {
  const ids = await readAtOnce(context.pool, tenantId, (db) => matchProducts(db, wanted, MOST_FOUND + 1));
  const more = ids.length > MOST_FOUND;
  const facts = await context.facts.of(tenantId, view.key, more ? ids.slice(0, MOST_FOUND) : ids, async (missing) => {
    const read: ProductFacts[] = [];
    for (let from = 0; from < missing.length; from += READ_AT_ONCE) {
      const some = missing.slice(from, from + READ_AT_ONCE);
      const asked = { ...view, at: context.now() };
      const products = await withTenant(context.pool, tenantId, (db) => readProductsById(db, tenantId, asked, some));
      read.push(...products.map(factsOf));
    }
    return read;
  });
  return { facts, more };
}

/** An option that one product alone has, with one value, leaves nothing to choose; what was chosen is always told. */
function without(facets: Facets, chosen: Chosen): Facets {
  const isChosen = (name: string) => chosen.options.some((option) => option.startsWith(`${name}${OF}`));
  return { ...facets, options: facets.options.filter(({ name, values }) => values.length > 1 || isChosen(name)) };
}

interface Cursor {
  /** The last product of the page before, and where it stood: it may be gone by now */
  readonly id: string;
  readonly at: number;
}

function pageOf(found: readonly ProductFacts[], from: Cursor | null, limit: number) {
  const known = from ? found.findIndex(({ id }) => id === from.id) : -1;
  const start = from ? (known >= 0 ? known + 1 : from.at) : 0;
  const page = found.slice(start, start + limit);
  const last = page.at(-1);
  const isMore = start + limit < found.length;
  const next = last && isMore ? Buffer.from(JSON.stringify([last.id, start + limit])).toString('base64url') : null;
  return { ids: page.map(({ id }) => id), nextCursor: next };
}

const position = z.tuple([z.uuid(), z.number().int().min(0)]);

function readCursor(cursor: string): Cursor {
  try {
    const [id, at] = position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { id, at };
  } catch {
    throw new HttpProblem(400, 'request.cursor', 'This cursor is not one of ours. Begin again without it.');
  }
}
