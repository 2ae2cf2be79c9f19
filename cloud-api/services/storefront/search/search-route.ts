import * as z from 'zod';
import type { ShopCaller } from '../../../platform/auth/caller.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { serialise } from '../answer-cache.ts';
import { cached } from '../cached-answer.ts';
import type { StorefrontContext } from '../context.ts';
import { matchProducts, wordsQuery } from '../find-products.ts';
import { readProductsById } from '../read-products.ts';
import { askedCurrency, shopProduct } from '../shop-schemas.ts';
import type { ShopView } from '../shop-views.ts';
import { factsOf, OF, type ProductFacts, wordsOf } from './product-facts.ts';
import { type Chosen, type Facets, fitOf, searchFacts } from './search-facts.ts';

/** More than that are not looked through: the answer says so, and further words find what is meant. */
const MOST_FOUND = 5_000;
const LARGEST_PAGE = 100;
const READ_AT_ONCE = 500;
/** Counts are of many products, and an answer hears only of those it shows: counts are as old as this at most. */
const KEPT_MS = 5_000;

const several = (most: number) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((given) => (given === undefined ? [] : [given].flat()))
    .pipe(z.array(z.string().min(1).max(200)).max(most));
const amount = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional();

const searchQuery = z.object({
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
type SearchQuery = z.infer<typeof searchQuery>;

const counts = z.array(z.object({ value: z.string(), count: z.number().int() }));
const searchAnswer = z.object({
  products: z.array(shopProduct),
  total: z.object({
    count: z.number().int(),
    atLeast: z.boolean().describe('More fit the words than are looked through'),
  }),
  facets: z
    .object({
      categories: counts,
      makers: counts,
      options: z.array(z.object({ name: z.string(), values: counts })),
      price: z.object({ from: z.number().int(), to: z.number().int() }).nullable().describe('Minor units'),
      inStock: z.number().int(),
    })
    .describe('How many products each further choice would leave, each kind as if nothing of itself were chosen'),
  nextCursor: z.string().nullable(),
});

/** Searching a shop by words and by what products are. */
export function searchRoute(context: StorefrontContext): Route {
  return route(
    {
      method: 'GET',
      path: '/shop/v1/search',
      summary: 'Products by words and choices, with how many each further choice would leave',
      description: 'A product is found where one variant of it is all that was chosen. Needs `q` or `category`.',
      tag: 'Shop',
      access: { as: 'shop' },
      query: searchQuery,
      answers: { 200: { description: 'A page', schema: searchAnswer }, 304: { description: 'As you have it' } },
    },
    async ({ query, caller, request, reply }) => {
      const { tenantId } = caller as ShopCaller;
      const { words, wanted } = wordsOfQuery(query);
      const chosen = chosenOf(query);
      const from = query.cursor === undefined ? null : readCursor(query.cursor);
      const view = await context.views.of(caller as ShopCaller, request, query.currency);
      const key = `search ${JSON.stringify([query.limit, query.cursor, query.sort, words, chosen])}`;
      return cached(context, { tenantId, view, key, request, reply, mostMs: KEPT_MS }, async () => {
        const { facts, more } = await factsFound(context, tenantId, view, wanted);
        const { found, facets } = searchFacts(facts, chosen, query.sort, fitOf(words));
        const { ids, nextCursor } = pageOf(found, from, query.limit);
        const products = await withTenant(context.pool, tenantId, (db) =>
          readProductsById(db, tenantId, { ...view, at: context.now() }, ids),
        );
        const total = { count: found.length, atLeast: more };
        const variantIds = products.flatMap(({ variants }) => variants.map(({ id }) => id));
        return serialise({ products, total, facets: without(facets, chosen), nextCursor }, variantIds);
      });
    },
  );
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
  const ids = await withTenant(context.pool, tenantId, (db) => matchProducts(db, wanted, MOST_FOUND + 1));
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
