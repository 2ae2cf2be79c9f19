import { html, type Markup, textOf, trusted } from '../../../platform/http/markup.ts';
import { pageScript, pageStyles } from './assets.ts';
import { footChoices } from './foot-choices.ts';
import { hostedKey } from './hosted-shops.ts';
import { jsonLd } from './json-ld.ts';
import { fontFiles, lookStyle } from './look-style.ts';
import { foldedMenu, footMenu, headMenu } from './menus.ts';
import { href, lastPart, pathTo, type PageView } from './page-view.ts';

export interface Page {
  readonly title: string;
  readonly description: string;
  /** Its one address, after that of the shop; null for what search engines leave out */
  readonly canonical: string | null;
  /** Of a picture, for those who pass the page on */
  readonly image?: string | null;
  readonly kind?: 'website' | 'product';
  /** The same page of the tenant's shops in other languages */
  readonly languages?: readonly { readonly lang: string; readonly address: string }[];
  readonly facts?: readonly object[];
  /** Category or part of the head that this page is of */
  readonly at?: string;
  readonly body: Markup;
}

const icon = (path: string): Markup =>
  html`<svg class="ic" viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`;
const icons = {
  search: icon('M3 10a7 7 0 1 0 14 0a7 7 0 1 0 -14 0M21 21l-6 -6'),
  account: icon('M8 7a4 4 0 1 0 8 0a4 4 0 0 0 -8 0M6 21v-2a4 4 0 0 1 4 -4h4a4 4 0 0 1 4 4v2'),
  bag: icon(
    'M6.331 8h11.339a2 2 0 0 1 1.977 2.304l-1.255 8.152a3 3 0 0 1 -2.966 2.544h-6.852a3 3 0 0 1 -2.965 -2.544l-1.255 -8.152a2 2 0 0 1 1.977 -2.304M9 11v-5a3 3 0 0 1 6 0v5',
  ),
  menu: icon('M4 7h16M4 12h16M4 17h16'),
};

/** As many as fit beside the name; all of them are at the foot. */
const MOST_IN_HEAD = 6;

/** The shop's own is what is meant where nothing is said. */
const paysIn = ({ view: { store, currency } }: PageView): Markup | null =>
  store && currency !== store.currency ? html` data-currency="${currency}"` : null;

interface HeadOf {
  /** Looked at by who is no shopper: found by nobody, kept by no worker */
  readonly preview?: boolean;
  /** Brought in before the look, which it is painted with */
  readonly styles?: Markup;
}

/** All of the head that is ours, whoever writes the rest: what search engines read, the look as one style, scripts with their hashes. */
export function headParts(page: PageView, of: Page, { preview = false, styles }: HeadOf = {}): Markup {
  const { title, description, canonical, image, kind, languages, facts } = of;
  const { shop, name, base, address, script, locale } = page;
  const full = title === name ? title : `${title} · ${name}`;
  const own = canonical === null ? null : address + (canonical || (base === '' ? '/' : ''));
  const ours = pageScript();
  return html`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${full}</title>
<meta name="description" content="${description}">
${own === null || preview ? html`<meta name="robots" content="noindex">` : html`<link rel="canonical" href="${own}">`}
<meta property="og:type" content="${kind ?? 'website'}">
<meta property="og:site_name" content="${name}">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:locale" content="${locale.replace('-', '_')}">
${own !== null && html`<meta property="og:url" content="${own}">`}
${image && html`<meta property="og:image" content="${new URL(image, address).href}">`}
${(languages ?? []).map(({ lang, address: other }) => html`<link rel="alternate" hreflang="${lang}" href="${other}">\n`)}
<link rel="icon" href="${href(page, '/icon.svg')}" type="image/svg+xml">
<link rel="manifest" href="${href(page, '/manifest.webmanifest')}">
${styles}<style>${trusted(lookStyle(page.view.store?.theme ?? null, shop.hosted.fonts, page.colours).text)}</style>
<script src="${ours.href}" integrity="${ours.integrity}" data-base="${base}" data-worker="${preview ? '' : href(page, `/worker.js?base=${base}`)}" defer></script>
${
  script &&
  html`<script src="/${script.name}" integrity="${script.integrity}" data-key="${hostedKey(shop)}" data-locale="${locale}"${paysIn(page)} data-product="${href(page, '/p/{handle}')}" data-checkout="${href(page, '/checkout')}" async></script>`
}
${(facts ?? []).map(jsonLd)}`;
}

function head(page: PageView, of: Page): Markup {
  const styles = pageStyles();
  const sheet = html`<link rel="stylesheet" href="${styles.href}" integrity="${styles.integrity}">\n`;
  const fonts = fontFiles[page.shop.hosted.fonts].map(
    (file) => html`<link rel="preload" href="/hosted/${file}" as="font" type="font/woff2" crossorigin>\n`,
  );
  return html`<head>
${headParts(page, of, { styles: html`${fonts}${sheet}` })}
</head>`;
}

const current = (is: boolean): Markup | null => (is ? html` aria-current="page"` : null);

/** The categories where nobody chose, as many as fit beside the name; all of them are behind the button of small screens. */
function categories(page: PageView, at: string | undefined, most: number): Markup[] {
  return page.menu
    .slice(0, most)
    .map((each) => html`<a href="${href(page, pathTo.category(each))}"${current(each === at)}>${lastPart(each)}</a>`);
}

function navigation(page: PageView, at: string | undefined): Markup {
  const { words, menu, menus } = page;
  if (menus.header === null)
    return html`<nav aria-label="${words.categories}">${categories(page, at, MOST_IN_HEAD)}</nav>
<details class="menu"><summary aria-label="${words.menu}">${icons.menu}</summary><nav aria-label="${words.categories}">${categories(page, at, menu.length)}</nav></details>`;
  // Without an entry it leaves the name in the middle.
  if (menus.header.length === 0) return html`<span></span>`;
  return html`<nav class="own" aria-label="${words.menu}">${headMenu(page, menus.header, at)}</nav>
<details class="menu"><summary aria-label="${words.menu}">${icons.menu}</summary><nav aria-label="${words.menu}">${foldedMenu(page, menus.header, at)}</nav></details>`;
}

function top(page: PageView, at: string | undefined): Markup {
  const { name, words } = page;
  const logo = page.view.store?.theme?.logo;
  return html`<a class="skip" href="#content">${words.skip}</a>
<header class="bar wrap">
${navigation(page, at)}
<a class="mark" href="${href(page, pathTo.home)}">${logo ? html`<img src="${logo}" alt="${name}" referrerpolicy="no-referrer">` : name}</a>
<p class="tools"><a class="tool" href="${href(page, pathTo.search)}" aria-label="${words.search}"${current(at === pathTo.search)}>${icons.search}</a><a class="tool" href="${href(page, '/account')}" aria-label="${words.account}"${current(at === '/account')}>${icons.account}</a><tillhouse-cart-button><a class="tool" href="${href(page, '/cart')}" aria-label="${words.basket}">${icons.bag}</a></tillhouse-cart-button></p>
</header>`;
}

function foot(page: PageView, { at, languages }: Page): Markup {
  const { menu, pages, menus, words, name } = page;
  const chosen = menus.footer;
  const links = pages.map(
    ({ title, slug }) =>
      html`<a href="${href(page, pathTo.page(slug))}"${current(pathTo.page(slug) === at)}>${title}</a>`,
  );
  return html`<footer class="foot"><div class="wrap">
<p class="mark">${name}</p>
${chosen && chosen.length > 0 && html`<nav class="own" aria-label="${words.information}">${footMenu(page, chosen, at)}</nav>`}
${!chosen && menu.length > 0 && html`<nav aria-label="${words.categories} (${name})">${categories(page, undefined, menu.length)}</nav>`}
${!chosen && links.length > 0 && html`<nav aria-label="${words.information}">${links}</nav>`}
${footChoices(page, languages)}
</div></footer>`;
}

/** A whole page. Every value in it is escaped by `html`. */
export function pageText(view: PageView, page: Page): string {
  return textOf(html`<!doctype html>
<html lang="${view.lang}" dir="${view.dir}">
${head(view, page)}
<body>
${top(view, page.at)}
<p class="offline" role="status" data-offline hidden>${view.words.offline}</p>
<main id="content" tabindex="-1">${page.body}</main>
${foot(view, page)}
</body>
</html>
`);
}
