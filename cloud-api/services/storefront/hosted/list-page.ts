import { html, type Markup } from '../../../platform/http/markup.ts';
import type { SearchAnswer } from '../search/run-search.ts';
import { breadcrumbFacts, crumbsTo } from './json-ld.ts';
import type { Page } from './layout.ts';
import { href, lastPart, pathTo, partsOf, type PageView } from './page-view.ts';
import { counted, fill } from './page-words.ts';
import { cards } from './pieces.ts';
import { crumbTrail } from './product-page.ts';

/** What a list was asked for: everything that its links and its form carry on. */
export interface ListAsked {
  readonly q: string;
  readonly category: string;
  readonly maker: string;
  readonly inStock: boolean;
  readonly sort: 'best' | 'price' | 'price-down' | 'title';
  readonly cursor: string;
}

export const listQuery = (asked: Partial<ListAsked>): string => {
  const { q, maker, inStock, sort, cursor } = asked;
  const said = new URLSearchParams({
    ...(q && { q }),
    ...(maker && { maker }),
    ...(inStock && { inStock: 'true' }),
    ...(sort && sort !== 'best' && { sort }),
    ...(cursor && { cursor }),
  });
  return said.size === 0 ? '' : `?${said}`;
};

/** Choices that narrow a list down: links, so that they work everywhere, and each says what it leads to. */
function filters(page: PageView, asked: ListAsked, { facets }: SearchAnswer, path: string): Markup {
  const { words } = page;
  const to = (patch: Partial<ListAsked>) => href(page, path) + listQuery({ ...asked, cursor: '', ...patch });
  const chip = (text: string, on: boolean, patch: Partial<ListAsked>) =>
    html`<a class="chip"${on ? html` aria-current="true"` : null} rel="nofollow" href="${to(patch)}">${text}</a>`;
  const makers = facets.makers.filter(({ value }) => value !== '');
  const sorts = [
    ['best', words.best],
    ['price', words.cheap],
    ['price-down', words.dear],
    ['title', words.byTitle],
  ] as const;
  return html`<nav class="filters" aria-label="${words.chosen}">
${chip(words.onlyStock, asked.inStock, { inStock: !asked.inStock })}
${
  (makers.length > 1 || asked.maker !== '') &&
  makers
    .slice(0, 8)
    .map(({ value }) => chip(value, asked.maker === value, { maker: asked.maker === value ? '' : value }))
}
</nav>
<nav class="filters sorts" aria-label="${words.sort}">${sorts.map(([sort, text]) => chip(text, asked.sort === sort, { sort }))}</nav>`;
}

function list(page: PageView, asked: ListAsked, answer: SearchAnswer, path: string): Markup {
  const { nextCursor, products } = answer;
  return html`${filters(page, asked, answer, path)}
<h2 class="hush">${page.words.all}</h2>
${cards(page, products, 4)}
${
  nextCursor !== null &&
  html`<p class="onward"><a class="button" rel="next" href="${href(page, path) + listQuery({ ...asked, cursor: nextCursor })}">${page.words.next}</a></p>`
}`;
}

const howMany = (page: PageView, { total }: SearchAnswer): Markup =>
  html`<span class="count">${counted(page.words.pieces, total.count, page.locale)}${total.atLeast && '+'}</span>`;

/** A level below, of what is here. */
export function categoriesBelow(category: string, { facets }: SearchAnswer): string[] {
  const depth = partsOf(category).length;
  const below = facets.categories
    .map(({ value }) => partsOf(value))
    .filter((parts) => parts.length > depth && parts.slice(0, depth).join(', ') === partsOf(category).join(', '))
    .map((parts) => parts.slice(0, depth + 1).join(', '));
  return [...new Set(below)];
}

export function categoryPage(page: PageView, asked: ListAsked, answer: SearchAnswer): Page {
  const { category } = asked;
  const path = pathTo.category(category);
  const crumbs = crumbsTo(page, category);
  const name = lastPart(category);
  const below = categoriesBelow(category, answer);
  const plain = listQuery(asked) === '';
  return {
    title: name,
    description: `${name}: ${answer.products
      .map(({ title }) => title)
      .slice(0, 8)
      .join(', ')}`,
    // One address for all the ways to look at it.
    canonical: asked.cursor === '' || plain ? path : path + listQuery({ cursor: asked.cursor }),
    facts: [breadcrumbFacts(page, crumbs)],
    at: partsOf(category)[0] ?? category,
    body: html`<div class="wrap">${crumbTrail(page, crumbs, name)}
<div class="title top"><h1>${name}</h1>${howMany(page, answer)}</div>
${
  below.length > 0 &&
  html`<nav class="filters" aria-label="${page.words.categories}: ${name}">${below.map(
    (each) => html`<a class="chip" href="${href(page, pathTo.category(each))}">${lastPart(each)}</a>`,
  )}</nav>`
}
${list(page, asked, answer, path)}</div>`,
  };
}

/** @param answer null where nothing was asked yet */
export function searchPage(page: PageView, asked: ListAsked, answer: SearchAnswer | null): Page {
  const { words } = page;
  const body = html`<div class="wrap"><div class="title top"><h1>${words.search}</h1>${answer && howMany(page, answer)}</div>
<form class="find" role="search" action="${href(page, pathTo.search)}" method="get">
<label class="hush" for="q">${words.searchFor}</label>
<input id="q" name="q" type="search" value="${asked.q}" placeholder="${words.searchFor}" maxlength="200" enterkeyhint="search" autocomplete="off">
<button class="button">${words.search}</button>
</form>
${
  answer &&
  (answer.products.length > 0
    ? list(page, asked, answer, pathTo.search)
    : html`<p class="empty" role="status">${fill(words.noneFor, { text: asked.q })}</p>`)
}</div>`;
  return {
    title: asked.q === '' ? words.search : `${words.search}: ${asked.q}`,
    description: words.searchFor,
    canonical: null,
    at: pathTo.search,
    body,
  };
}
