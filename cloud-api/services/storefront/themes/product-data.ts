import { moneyText, pathTo, href, type PageView } from '../hosted/page-view.ts';
import { fill } from '../hosted/page-words.ts';
import { lettersOf, percentOff, pictureOf, stockWords, unitPriceWords } from '../hosted/pieces.ts';
import { ratingText } from '../hosted/review-section.ts';
import type { ShopProduct } from '../read-products.ts';
import type { DataOf, ProductCard } from './theme-data.ts';

type Money = ProductCard['price'];

export const moneyData = (page: PageView, amount: number, currency: string): Money => ({
  amount,
  currency,
  text: moneyText(amount, currency, page.locale),
});

export function imageData(address: string | null): ProductCard['image'] {
  const shown = pictureOf(address);
  return shown && { src: shown.src, kind: shown.fit, ground: shown.ground };
}

export function cardData(page: PageView, product: ShopProduct): ProductCard {
  const { words } = page;
  const { priceFrom, priceTo, compareAt, currency, priorPrice } = product;
  const price = moneyData(page, priceFrom, currency);
  const reduced = compareAt !== null && compareAt > priceFrom;
  return {
    handle: product.handle,
    title: product.title,
    url: href(page, pathTo.product(product.handle)),
    maker: product.supplier,
    category: product.category,
    image: imageData(product.image),
    initials: lettersOf(product.title),
    price,
    price_varies: priceTo > priceFrom,
    price_text: priceTo > priceFrom ? fill(words.from, { price: price.text }) : price.text,
    compare_at: reduced ? moneyData(page, compareAt, currency) : null,
    percent_off: percentOff(product),
    prior_text: priorPrice === null ? '' : fill(words.prior, { price: moneyText(priorPrice, currency, page.locale) }),
    unit_price_text: unitPriceWords(page, product),
    availability: product.availability,
    stock_text: stockWords(page, product.available, product.availability),
    rating: product.rating && { ...product.rating, ...ratingText(page, product.rating) },
  };
}

export function productData(page: PageView, product: ShopProduct): DataOf<'product'>['product'] {
  const { currency } = product;
  return {
    ...cardData(page, product),
    description: product.description,
    variants: product.variants.map((variant) => ({
      title: variant.title,
      sku: variant.sku,
      price: moneyData(page, variant.price, currency),
      compare_at:
        variant.compareAt !== null && variant.compareAt > variant.price
          ? moneyData(page, variant.compareAt, currency)
          : null,
      image: imageData(variant.image),
      available: variant.available,
      availability: variant.availability,
      stock_text: stockWords(page, variant.available, variant.availability),
    })),
  };
}
