import { usualSections } from '@tillhouse/shared/domains/content/usual-sections.ts';
import * as z from 'zod';
import { withTenant } from '../../../platform/db/transaction.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import type { StorefrontContext } from '../context.ts';
import type { PageFacts } from '../themes/page-facts.ts';
import { readProduct, type ShopProduct } from '../read-products.ts';
import { searchFor, searchQuery, KEPT_MS } from '../search/run-search.ts';
import { contentPage } from './content-page.ts';
import { homePage } from './home-page.ts';
import { type Page, pageText } from './layout.ts';
import { categoryPage, type ListAsked, searchPage } from './list-page.ts';
import { type Frame, type PageAt, pageView, type PageView, pathTo, partsOf } from './page-view.ts';
import { elementPage, isElementPage, missingPage } from './plain-pages.ts';
import { productPage } from './product-page.ts';
import { countOnSale, readCategories, readDepartments, readHandles, readLanguages } from './read-catalogue.ts';
import { readBelow } from './read-below.ts';
import { readMenus } from './read-menus.ts';
import { readPage, readPages, readPageToCome, type Reader } from './read-pages.ts';
import { readSections } from './read-sections.ts';
import { PART, siteMap, siteMapIndex } from './sitemap.ts';

/** A page that can be kept: under which name, how long at most, and how it is written. */
interface Written {
  readonly page: Page;
  /** What a theme writes it from; left out: it is never a theme's */
  readonly facts?: PageFacts;
  readonly variantIds: readonly string[];
}

export interface Writing {
  readonly name: string;
  readonly mostMs?: number;
  readonly type: 'text/html; charset=utf-8' | 'application/xml; charset=utf-8';
  /** @throws HttpProblem 404 where there is nothing at this address */
  readonly write: () => Promise<{ readonly text: string; readonly variantIds: readonly string[] }>;
}

const ON_PAGE = 24;
/** In the foot of each page, where nobody chose */
const MOST_PAGES = 24;
const idsOf = (products: readonly ShopProduct[]) => products.flatMap(({ variants }) => variants.map(({ id }) => id));
const one = (most: number) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((given) => [given].flat()[0] ?? '')
    .pipe(z.string().max(most))
    .catch('');
const listQuery = z.object({
  q: one(200).transform((text) => text.trim()),
  maker: one(200),
  inStock: z.literal('true').optional().catch(undefined),
  sort: z.enum(['best', 'price', 'price-down', 'title']).catch('best'),
  cursor: one(200),
});

export class PageWriter {
  readonly #context: StorefrontContext;
  readonly #at: PageAt;

  constructor(context: StorefrontContext, at: PageAt) {
    this.#context = context;
    this.#at = at;
  }

  /** @param path after the base, decoded part by part @returns undefined where there is no such page */
  page(path: readonly string[], query: unknown): Writing | undefined {
    const [kind = '', name = '', ...more] = path;
    if (more.length > 0) return undefined;
    if (path.length === 0) {
      // Where shops are is told by no change of goods.
      const places = this.#at.shop.hosted.sections?.some(({ kind }) => kind === 'shops');
      return this.#html('home', () => this.#home(), places ? KEPT_MS : undefined);
    }
    if (kind === 'p' && name !== '') {
      const { reviews: older } = z.object({ reviews: one(80) }).parse(query ?? {});
      return this.#html(`product ${name} ${older}`, () => this.#product(name, older));
    }
    if (kind === 'c' && name !== '') return this.#list({ ...asked(query), q: '', category: name });
    if (kind === 'pages' && name !== '') return this.#html(`text ${name}`, () => this.#text(name));
    if (name !== '') return undefined;
    if (kind === 'search') return this.#list({ ...asked(query), category: '' });
    if (isElementPage(kind))
      return this.#html(kind, async (page) => ({
        page: elementPage(page, kind),
        ...(kind !== 'checkout' && { facts: { kind } }),
        variantIds: [],
      }));
    const [, part] = /^sitemap(?:-([1-9]\d{0,5}))?\.xml$/.exec(kind) ?? [];
    return kind.startsWith('sitemap') && kind.endsWith('.xml')
      ? this.#siteMap(part === undefined ? null : Number(part))
      : undefined;
  }

  /** What every page needs of the catalogue, kept for all of them. */
  async view(): Promise<PageView> {
    const { shop, view } = this.#at;
    const { tenantId } = shop;
    const read = async () => {
      const frame = await withTenant(this.#context.pool, tenantId, async (db): Promise<Frame> => {
        const pages = await readPages(db, tenantId, this.reader);
        return {
          menu: await readDepartments(db, tenantId, view.priceListId),
          menus: await readMenus(db, tenantId, view.priceListId, { reader: this.reader, pages }),
          pages: pages.slice(0, MOST_PAGES).map(({ text: { title, slug } }) => ({ title, slug })),
          languages: withPath(await readLanguages(db, tenantId, this.#at.publicOrigin), pathTo.home),
        };
      });
      return { body: Buffer.from(JSON.stringify(frame)), etag: '', variantIds: [] };
    };
    const { body } = await this.#context.cache.answer(tenantId, `${view.key} frame`, read);
    return pageView(this.#at, JSON.parse(body.toString()) as Frame);
  }

  /** A page as it will be, by the id that only its writers know; null where there is none. */
  async pageToCome(pageId: string): Promise<string | null> {
    const { tenantId } = this.#at.shop;
    if (!z.uuid().safeParse(pageId).success) return null;
    const shown = await withTenant(this.#context.pool, tenantId, (db) =>
      readPageToCome(db, tenantId, pageId, this.reader),
    );
    if (!shown) return null;
    const view = await this.view();
    return pageText(view, contentPage(view, shown, { draft: true }));
  }

  /** As the theme of the shop writes it; else, also where the theme could not, as it comes. */
  async #shown(view: PageView, page: Page, facts: PageFacts | undefined): Promise<string> {
    const { theme } = this.#at;
    const themed = theme && facts && (await theme.write(view, page, facts));
    return themed ?? pageText(view, page);
  }

  /** Where nothing is: the same page for all such addresses. */
  missing(): Writing {
    return this.#html('missing', async (page) => ({
      page: missingPage(page),
      ...{ facts: { kind: 'not-found' }, variantIds: [] },
    }));
  }

  /** For whom pages beside the goods are read. */
  get reader(): Reader {
    const { view, shop } = this.#at;
    return { storeId: shop.storeId, locale: view.store?.locale ?? 'en-GB', now: this.#context.now() };
  }

  #html(name: string, write: (page: PageView) => Promise<Written>, mostMs?: number): Writing {
    return {
      name,
      type: 'text/html; charset=utf-8',
      ...(mostMs === undefined ? {} : { mostMs }),
      write: async () => {
        const view = await this.view();
        const { page, facts, variantIds } = await write(view);
        return { text: await this.#shown(view, page, facts), variantIds };
      },
    };
  }

  get #asked() {
    return { ...this.#at.view, at: this.#context.now() };
  }

  async #home() {
    const { tenantId } = this.#at.shop;
    const page = await this.view();
    const { hosted, storeId } = this.#at.shop;
    return withTenant(this.#context.pool, tenantId, async (db) => {
      const asked = { ...this.#asked, storeId };
      const sections = await readSections(
        db,
        tenantId,
        asked,
        hosted.sections ?? usualSections(page.menu, (name) => name),
      );
      const languages = await readLanguages(db, tenantId, this.#at.publicOrigin);
      const variantIds = sections.flatMap((each) => (each.kind === 'shelf' ? idsOf(each.goods) : []));
      const facts = { kind: 'home', sections } as const;
      return { page: homePage(page, sections, withPath(languages, pathTo.home)), facts, variantIds };
    });
  }

  async #product(handle: string, older: string) {
    const { tenantId } = this.#at.shop;
    const page = await this.view();
    return withTenant(this.#context.pool, tenantId, async (db) => {
      const product = await readProduct(db, tenantId, this.#asked, handle);
      if (!product) throw notFound('product');
      const languages = await readLanguages(db, tenantId, this.#at.publicOrigin, handle);
      const below = await readBelow(db, tenantId, this.#asked, product, older);
      return {
        page: productPage(page, product, withPath(languages, pathTo.product(handle)), below),
        facts: { kind: 'product', product } as const,
        variantIds: idsOf([product, ...below.recommended.map((each) => each.product)]),
      };
    });
  }

  async #text(slug: string) {
    const { tenantId } = this.#at.shop;
    const page = await this.view();
    return withTenant(this.#context.pool, tenantId, async (db) => {
      const shown = await readPage(db, tenantId, slug, this.reader);
      if (!shown) throw notFound('page');
      // Found by its address in another language, or by one of two that it has.
      if (shown.text.slug !== slug) throw new Elsewhere(pathTo.page(shown.text.slug));
      const shops = await readLanguages(db, tenantId, this.#at.publicOrigin);
      return { page: contentPage(page, shown, { shops }), facts: { kind: 'page', shown } as const, variantIds: [] };
    });
  }

  #list(asked: ListAsked): Writing {
    const { q, category, maker, inStock, sort, cursor } = asked;
    const said =
      q === '' && category === '' ? null : { ...(q && { q }), ...(category && { category }), ...(maker && { maker }) };
    const search =
      said &&
      searchFor(
        searchQuery.parse({
          ...said,
          ...(inStock && { inStock: 'true' }),
          ...(cursor && { cursor }),
          sort,
          limit: ON_PAGE,
        }),
      );
    const name = `${category === '' ? 'found' : 'category'} ${JSON.stringify([q, category, maker, inStock])} ${search?.key ?? ''}`;
    const write = async (page: PageView) => {
      const answer = search ? await search.answer(this.#context, this.#at.shop.tenantId, this.#at.view) : null;
      // A category of which nothing is on sale is no page; one of which nothing is left by the choices is.
      if (category !== '' && answer?.total.count === 0 && maker === '' && !inStock) throw notFound('category');
      const variantIds = answer ? idsOf(answer.products) : [];
      if (category !== '' && answer) {
        const facts = { kind: 'category', asked, answer } as const;
        return { page: categoryPage(page, asked, answer), facts, variantIds };
      }
      return { page: searchPage(page, asked, answer), facts: { kind: 'search', asked, answer } as const, variantIds };
    };
    return this.#html(name, write, KEPT_MS);
  }

  #siteMap(part: number | null): Writing {
    const { shop, view } = this.#at;
    const { tenantId } = shop;
    const write = async () => {
      const { address } = await this.view();
      const text = await withTenant(this.#context.pool, tenantId, async (db) => {
        const count = await countOnSale(db, tenantId, view.priceListId);
        const parts = Math.max(1, Math.ceil(count / PART));
        if (part === null && parts > 1) return siteMapIndex(address, parts);
        if (part !== null && (part > parts || parts === 1)) throw notFound('sitemap');
        const at = { from: ((part ?? 1) - 1) * PART, most: PART };
        const products = await readHandles(db, tenantId, view.priceListId, at);
        const texts = at.from > 0 ? [] : await readPages(db, tenantId, this.reader);
        const categories = at.from > 0 ? [] : await readCategories(db, tenantId, view.priceListId);
        const all = new Set(
          categories.flatMap((each) =>
            partsOf(each).map((_, to) =>
              partsOf(each)
                .slice(0, to + 1)
                .join(', '),
            ),
          ),
        );
        return siteMap(address, [
          ...(at.from > 0 ? [] : [{ path: pathTo.home }]),
          ...[...all].map((category) => ({ path: pathTo.category(category) })),
          ...texts.map(({ text: { slug }, changed }) => ({ path: pathTo.page(slug), changed })),
          ...products.map(({ handle, changed }) => ({ path: pathTo.product(handle), changed })),
        ]);
      });
      return { text, variantIds: [] };
    };
    return { name: `sitemap ${part}`, type: 'application/xml; charset=utf-8', write };
  }
}

/** The page has another address. */
export class Elsewhere extends Error {
  /** After the address of the shop */
  readonly path: string;

  constructor(path: string) {
    super(path);
    this.path = path;
  }
}

function asked(query: unknown): Omit<ListAsked, 'category'> {
  const { inStock, ...rest } = listQuery.parse(query ?? {});
  return { ...rest, inStock: inStock === 'true' };
}

const withPath = (languages: readonly { lang: string; address: string }[], path: string) =>
  languages.map(({ lang, address }) => ({ lang, address: address + (path || '/') }));

export const isMissing = (error: unknown): boolean =>
  error instanceof HttpProblem && (error.status === 404 || error.status === 400 || error.status === 422);
