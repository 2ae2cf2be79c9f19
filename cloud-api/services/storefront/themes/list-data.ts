import type { ListAsked } from '../hosted/list-page.ts';
import { href, type PageView } from '../hosted/page-view.ts';
import { counted } from '../hosted/page-words.ts';
import { listQuery } from '../hosted/list-page.ts';
import type { SearchAnswer } from '../search/run-search.ts';
import { cardData } from './product-data.ts';
import type { ListData } from './theme-data.ts';

const MOST_MAKERS = 8;

/** A list with what narrows and sorts it. @param path of the page, after the address of the shop */
export function listData(page: PageView, asked: ListAsked, answer: SearchAnswer | null, path: string): ListData {
  const { words, locale } = page;
  const to = (patch: Partial<ListAsked>) => href(page, path) + listQuery({ ...asked, cursor: '', ...patch });
  const makers = (answer?.facets.makers ?? []).filter(({ value }) => value !== '');
  const count = answer?.total.count ?? 0;
  const sorts = [
    ['best', words.best],
    ['price', words.cheap],
    ['price-down', words.dear],
    ['title', words.byTitle],
  ] as const;
  const next = answer?.nextCursor ?? null;
  return {
    products: (answer?.products ?? []).map((product) => cardData(page, product)),
    total: { count, text: answer ? counted(words.pieces, count, locale) + (answer.total.atLeast ? '+' : '') : '' },
    facets: {
      in_stock: { label: words.onlyStock, url: to({ inStock: !asked.inStock }), current: asked.inStock },
      makers:
        makers.length > 1 || asked.maker !== ''
          ? makers.slice(0, MOST_MAKERS).map(({ value }) => ({
              label: value,
              url: to({ maker: asked.maker === value ? '' : value }),
              current: asked.maker === value,
            }))
          : [],
    },
    sorts: sorts.map(([sort, label]) => ({ label, url: to({ sort }), current: asked.sort === sort })),
    next_url: next === null ? null : href(page, path) + listQuery({ ...asked, cursor: next }),
  };
}
