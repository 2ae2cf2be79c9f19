import { readAtOnce, withTenant } from '../../platform/db/transaction.ts';
import { answerOf, type CachedAnswer, serialise } from './answer-cache.ts';
import type { StorefrontContext } from './context.ts';
import { readPageIds, readProductsById } from './read-products.ts';
import type { ShopView } from './shop-views.ts';

/**
 * A list is which products it holds, and what each of them looks like. The first changes with the catalogue; the second with prices and
 * stock, and is the same in all lists of a view: so that a price that changes has one product read anew, however many lists show it.
 */

type Context = Pick<StorefrontContext, 'cache' | 'pool' | 'now'>;

interface Of {
  readonly tenantId: string;
  readonly view: ShopView;
}

interface PageAsked {
  readonly limit: number;
  /** Title and id of the last product of the page before */
  readonly after: readonly [string, string] | null;
  readonly category: string | null;
}

/** A page by title. @param key names it among the lists of its view */
export async function pageAnswer(context: Context, of: Of, key: string, ask: PageAsked): Promise<CachedAnswer> {
  const { tenantId, view } = of;
  const held = await context.cache.answer(tenantId, `${view.key} ids ${key}`, async () => {
    const { priceListId } = view;
    const page = await readAtOnce(context.pool, tenantId, (db) => readPageIds(db, tenantId, { ...ask, priceListId }));
    return serialise(page, []);
  });
  const { ids, last } = JSON.parse(held.body.toString()) as Awaited<ReturnType<typeof readPageIds>>;
  const nextCursor = last && Buffer.from(JSON.stringify(last)).toString('base64url');
  return listAnswer(await productPieces(context, of, ids), nextCursor, held.until);
}

/** These of the products that are on sale, in this order, and no more than `most`. */
export async function foundAnswer(
  context: Context,
  of: Of,
  ids: readonly string[],
  most: number,
): Promise<CachedAnswer> {
  return listAnswer((await productPieces(context, of, ids)).slice(0, most), null);
}

/** What each of them looks like, as it stands in an answer; of those that are not on sale, nothing. */
async function productPieces(
  { cache, pool, now }: Context,
  { tenantId, view }: Of,
  ids: readonly string[],
): Promise<CachedAnswer[]> {
  const before = `${view.key} piece `;
  const pieces = await cache.answers(
    tenantId,
    ids.map((id) => before + id),
    async (keys) => {
      const missing = keys.map((key) => key.slice(before.length));
      const read = await withTenant(pool, tenantId, (db) =>
        readProductsById(db, tenantId, { ...view, at: now() }, missing),
      );
      const found = new Map(read.map((product) => [before + product.id, product]));
      return new Map(
        keys.map((key) => {
          const product = found.get(key);
          const variantIds = product?.variants.map(({ id }) => id) ?? [];
          return [key, product ? serialise(product, variantIds) : gone];
        }),
      );
    },
  );
  return pieces.filter(({ body }) => body.length > 0);
}

const gone: CachedAnswer = { body: Buffer.alloc(0), etag: '', variantIds: [] };
const [begin, comma] = [Buffer.from('{"products":['), Buffer.from(',')];

/** Until the first of what it is made of is shown no more. */
function listAnswer(pieces: readonly CachedAnswer[], nextCursor: string | null, until?: number): CachedAnswer {
  const parts = pieces.flatMap(({ body }, index) => (index === 0 ? [body] : [comma, body]));
  const end = Buffer.from(`],"nextCursor":${JSON.stringify(nextCursor)}}`);
  const untils = [until, ...pieces.map((piece) => piece.until)].filter((each) => each !== undefined);
  return answerOf(
    Buffer.concat([begin, ...parts, end]),
    pieces.flatMap(({ variantIds }) => variantIds),
    untils.length > 0 ? Math.min(...untils) : undefined,
  );
}
