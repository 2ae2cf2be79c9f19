import { decimalsOf, decimalText } from '@tillhouse/shared/kernel/currencies.ts';
import { html, type Markup, trusted } from '../../../platform/http/markup.ts';
import type { ShopProduct, ShopVariant } from '../read-products.ts';
import type { ReviewPage } from '../reviews/read-reviews.ts';
import { pathTo, partsOf, type PageView } from './page-view.ts';

/** Facts for machines. It is no script to a browser; what could end the element is written so that it cannot. */
export function jsonLd(facts: object): Markup {
  const text = JSON.stringify({ '@context': 'https://schema.org', ...facts })
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  return html`<script type="application/ld+json">${trusted(text)}</script>
`;
}

const availability = {
  'in-stock': 'https://schema.org/InStock',
  low: 'https://schema.org/LimitedAvailability',
  out: 'https://schema.org/OutOfStock',
} as const;

/** An exact figure, `12.00`. */
const priceOf = (amount: number, currency: string): string => decimalText(amount, decimalsOf(currency) ?? 2);

function offer(variant: ShopVariant, currency: string, url: string): object {
  return {
    '@type': 'Offer',
    url,
    price: priceOf(variant.price, currency),
    priceCurrency: currency,
    availability: availability[variant.availability],
    ...(variant.sku === '' ? {} : { sku: variant.sku }),
  };
}

export function productFacts(page: PageView, product: ShopProduct, image: string | null): object {
  const { currency, variants } = product;
  const url = page.address + pathTo.product(product.handle);
  const offers = variants.map((variant) => offer(variant, currency, url));
  return {
    '@type': 'Product',
    name: product.title,
    url,
    ...(product.description === '' ? {} : { description: product.description }),
    ...(image === null ? {} : { image: new URL(image, page.address).href }),
    ...(product.supplier === '' ? {} : { brand: { '@type': 'Brand', name: product.supplier } }),
    ...(product.category === '' ? {} : { category: partsOf(product.category).join(' > ') }),
    offers:
      variants.length === 1
        ? offers[0]
        : {
            '@type': 'AggregateOffer',
            lowPrice: priceOf(product.priceFrom, currency),
            highPrice: priceOf(product.priceTo, currency),
            priceCurrency: currency,
            offerCount: variants.length,
            availability: availability[product.availability],
            offers,
          },
  };
}

/** What shoppers say, where somebody said anything: search engines take no stars of nobody. */
export function ratingFacts({ count, average, reviews }: ReviewPage): object {
  if (count === 0) return {};
  const bounds = { bestRating: 5, worstRating: 1 };
  return {
    aggregateRating: {
      '@type': 'AggregateRating',
      ratingValue: decimalText(average, 2),
      reviewCount: count,
      ...bounds,
    },
    review: reviews.map(({ stars, title, text, name, writtenAt }) => ({
      '@type': 'Review',
      reviewRating: { '@type': 'Rating', ratingValue: stars, ...bounds },
      author: { '@type': 'Person', name },
      datePublished: new Date(writtenAt).toISOString().slice(0, 10),
      ...(title === '' ? {} : { name: title }),
      ...(text === '' ? {} : { reviewBody: text }),
    })),
  };
}

export interface Crumb {
  readonly name: string;
  /** After the address of the shop */
  readonly path: string;
}

/** From the first page down to a category: `Tableware`, `Tableware, Mugs`. */
export function crumbsTo(page: PageView, category: string): Crumb[] {
  const parts = partsOf(category);
  return [
    { name: page.words.home, path: pathTo.home },
    ...parts.map((name, at) => ({ name, path: pathTo.category(parts.slice(0, at + 1).join(', ')) })),
  ];
}

export function breadcrumbFacts(page: PageView, crumbs: readonly Crumb[]): object {
  const itemListElement = crumbs.map(({ name, path }, at) => ({
    ...{ '@type': 'ListItem', position: at + 1, name, item: page.address + path },
  }));
  return { '@type': 'BreadcrumbList', itemListElement };
}

export function shopFacts(page: PageView): object {
  const target = `${page.address}${pathTo.search}?q={words}`;
  return {
    '@type': 'WebSite',
    name: page.name,
    url: page.address,
    inLanguage: page.locale,
    potentialAction: { '@type': 'SearchAction', target, 'query-input': 'required name=words' },
  };
}
