import { inLanguage, textDirectionOf } from '@tillhouse/shared/domains/content/page-parts.ts';
import { type Block, blocksOf, firstWords, type Inline, linkOf } from '@tillhouse/shared/domains/content/rich-text.ts';
import { html, type Markup } from '../../../platform/http/markup.ts';
import { breadcrumbFacts, crumbsTo } from './json-ld.ts';
import type { Page } from './layout.ts';
import { href, pathTo, type PageView } from './page-view.ts';
import { crumbTrail } from './product-page.ts';
import type { OtherLanguage } from './read-catalogue.ts';
import type { ShownPage } from './read-pages.ts';

/** A link of a text as a browser follows it; an address outside is told nothing of the page it stood on. */
function link(page: Pick<PageView, 'base'>, address: string, words: Markup): Markup {
  const to = linkOf(address);
  if (!to) return words;
  if (to.kind === 'own') return html`<a href="${href(page, to.address === '/' ? '' : to.address)}">${words}</a>`;
  return to.kind === 'outside'
    ? html`<a href="${to.address}" rel="noopener noreferrer">${words}</a>`
    : html`<a href="${to.address}">${words}</a>`;
}

function inline(page: Pick<PageView, 'base'>, each: Inline): Markup {
  if (each.kind === 'text') return html`${each.text}`;
  if (each.kind === 'break') return html`<br>`;
  const words = html`${each.inlines.map((one) => inline(page, one))}`;
  if (each.kind === 'strong') return html`<strong>${words}</strong>`;
  return each.kind === 'link' ? link(page, each.address, words) : html`<em>${words}</em>`;
}

/** Moved to and fro by itself where it is wider than the screen, which keys must be able to do as well. */
function table(page: Pick<PageView, 'base'>, { head, rows, sides }: Extract<Block, { kind: 'table' }>): Markup {
  const said = (cell: readonly Inline[]) => cell.map((one) => inline(page, one));
  return html`<div class="wide" tabindex="0" role="group"><table>${
    head &&
    html`<thead><tr>${head.map((cell, at) => html`<th scope="col" class="${sides[at]}">${said(cell)}</th>`)}</tr></thead>`
  }<tbody>${rows.map(
    (row) => html`<tr>${row.map((cell, at) => html`<td class="${sides[at]}">${said(cell)}</td>`)}</tr>`,
  )}</tbody></table></div>\n`;
}

function block(page: Pick<PageView, 'base'>, each: Block): Markup {
  if (each.kind === 'rule') return html`<hr>\n`;
  if (each.kind === 'picture')
    return html`<figure><img src="${each.address}" alt="${each.alt}" loading="lazy" decoding="async" referrerpolicy="no-referrer"></figure>\n`;
  if (each.kind === 'table') return table(page, each);
  if (each.kind === 'list') {
    const items = each.items.map((item) => html`<li>${item.map((one) => inline(page, one))}</li>`);
    return each.ordered ? html`<ol>${items}</ol>\n` : html`<ul>${items}</ul>\n`;
  }
  const words = each.inlines.map((one) => inline(page, one));
  if (each.kind === 'heading') return each.level === 2 ? html`<h2>${words}</h2>\n` : html`<h3>${words}</h3>\n`;
  return each.kind === 'quote' ? html`<blockquote><p>${words}</p></blockquote>\n` : html`<p>${words}</p>\n`;
}

/** What a text with marks says, as HTML: made of these elements alone, each word escaped. */
export const textHtml = (page: Pick<PageView, 'base'>, text: string): Markup =>
  html`${blocksOf(text).map((each) => block(page, each))}`;

/** The same page in the tenant's other shops, each at its address in that language. */
function inOthers({ texts, storeIds }: ShownPage, shops: readonly OtherLanguage[]): Page['languages'] {
  const there = shops.flatMap(({ lang, address, storeId }) => {
    const text = storeIds.length === 0 || storeIds.includes(storeId) ? inLanguage(texts, lang) : undefined;
    return text ? [{ lang, address: address + pathTo.page(text.slug) }] : [];
  });
  return there.length < 2 ? [] : there;
}

/** @param draft looked at by who wrote it, and by nobody else */
export function contentPage(
  page: PageView,
  shown: ShownPage,
  { shops = [], draft = false }: { readonly shops?: readonly OtherLanguage[]; readonly draft?: boolean } = {},
): Page {
  const { words } = page;
  const { slug, title, body, seoTitle, seoDescription, lang } = shown.text;
  const path = pathTo.page(slug);
  const crumbs = [...crumbsTo(page, ''), { name: title, path }];
  const other = textDirectionOf(lang) === page.dir ? null : html` dir="${textDirectionOf(lang)}"`;
  return {
    title: seoTitle || title,
    description: seoDescription || firstWords(body) || title,
    canonical: draft ? null : path,
    languages: draft ? [] : inOthers(shown, shops),
    facts: draft ? [] : [breadcrumbFacts(page, crumbs)],
    at: path,
    body: html`<div class="wrap">${draft ? html`<p class="note" role="note">${words.draft}</p>` : crumbTrail(page, crumbs, title)}
<article class="prose"${other}><h1>${title}</h1>
${textHtml(page, body)}</article></div>`,
  };
}
