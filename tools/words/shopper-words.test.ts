import { readdirSync, readFileSync } from 'node:fs';
import { en as layaway } from '@tillhouse/cloud-api/services/commerce/layaway-letter.ts';
import { en as code } from '@tillhouse/cloud-api/services/identity/shoppers/code-letter.ts';
import { en as charged, methodNames } from '@tillhouse/cloud-api/services/storefront/checkout/charged-when.ts';
import { en as paper } from '@tillhouse/cloud-api/services/storefront/checkout/invoice-links.ts';
import { en as over } from '@tillhouse/cloud-api/services/storefront/checkout/link-is-over.ts';
import { en as confirmation } from '@tillhouse/cloud-api/services/storefront/checkout/letter-words.ts';
import { en as onAccount } from '@tillhouse/cloud-api/services/storefront/checkout/on-account.ts';
import { dueWords, en as due } from '@tillhouse/cloud-api/services/storefront/due/due-words.ts';
import { en as newsPart } from '@tillhouse/cloud-api/services/storefront/hosted/news-part.ts';
import { pageWords, en as pages } from '@tillhouse/cloud-api/services/storefront/hosted/page-words.ts';
import { en as said } from '@tillhouse/cloud-api/services/storefront/hosted/said-words.ts';
import { en as off } from '@tillhouse/cloud-api/services/storefront/left-carts/off-words.ts';
import { en as news } from '@tillhouse/cloud-api/services/storefront/news/news-words.ts';
import { en as stockLetter } from '@tillhouse/cloud-api/services/storefront/notices/notice-words.ts';
import { en as parcelLetter } from '@tillhouse/cloud-api/services/storefront/parcels/parcel-words.ts';
import { en as refusals } from '@tillhouse/cloud-api/services/storefront/refusals/refusal-words.ts';
import { en as askReview } from '@tillhouse/cloud-api/services/storefront/reviews/ask-words.ts';
import { en as request } from '@tillhouse/cloud-api/services/storefront/requests/request-words.ts';
import { en as cartLetter } from '@tillhouse/desktop/renderer/features/organisation/cart-letter-words.ts';
import { en as account } from '@tillhouse/storefront-widget/src/account-words.ts';
import { en as asks } from '@tillhouse/storefront-widget/src/approve-words.ts';
import { en as firm } from '@tillhouse/storefront-widget/src/business-fields.ts';
import { en as cart } from '@tillhouse/storefront-widget/src/cart-words.ts';
import { en as checkout } from '@tillhouse/storefront-widget/src/checkout-words.ts';
import { en as currency } from '@tillhouse/storefront-widget/src/currency-view.ts';
import { en as drawer } from '@tillhouse/storefront-widget/src/drawer-words.ts';
import { en as express } from '@tillhouse/storefront-widget/src/express-view.ts';
import { en as gift } from '@tillhouse/storefront-widget/src/gift-cards.ts';
import { en as parcel } from '@tillhouse/storefront-widget/src/parcel-words.ts';
import { en as reviews } from '@tillhouse/storefront-widget/src/review-words.ts';
import { en as search } from '@tillhouse/storefront-widget/src/search-words.ts';
import { en as notice } from '@tillhouse/storefront-widget/src/stock-notice-view.ts';
import { en as tax, waitsEn as waits } from '@tillhouse/storefront-widget/src/tax-notes.ts';
import { en as shop } from '@tillhouse/storefront-widget/src/words.ts';
import { expect, test } from 'vitest';

const english = {
  widget: {
    ...{ shop, drawer, cart, search, reviews, firm, gift, tax, waits, asks },
    ...{ notice, checkout, account, currency, express, parcel },
  },
  cloud: {
    ...{
      pages,
      said,
      newsPart,
      due,
      confirmation,
      off,
      news,
      notice: stockLetter,
      code,
      request,
      askReview,
      refusals,
      layaway,
      paper,
      over,
      parcel: parcelLetter,
    },
    ...{ charged, onAccount, methods: methodNames },
  },
  desk: { cartLetter },
};

const folder = new URL('../../shared/shopper-words/', import.meta.url);
const languages = readdirSync(folder).map((file) => [file.replace('.json', ''), file] as const);
const categories = ['zero', 'one', 'two', 'few', 'many', 'other'];

type Words = { readonly [name: string]: string | Words };

const isForms = (of: Words): boolean => 'other' in of && Object.keys(of).every((key) => categories.includes(key));
const placed = (text: string): readonly string[] => [...new Set(text.match(/\{\w+\}/g))].sort();
/** Of the forms of a plural, what any of them names: one may say “a piece” in the place of a count. */
const placedIn = (of: Words): readonly string[] =>
  [...new Set(Object.values(of).flatMap((text) => placed(text as string)))].sort();

/** What is wrong with the words of a language, each by where it stands. */
function faultsOf(own: Words, en: Words, language: string, at = ''): readonly string[] {
  if (isForms(en)) {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const missing = needed.filter((form) => typeof own[form] !== 'string' || own[form] === '');
    const others = Object.keys(own).filter((form) => !needed.some((one) => one === form));
    const lacks = String(placedIn(own)) === String(placedIn(en)) ? [] : [`${at}: other places than in English`];
    return [
      ...missing.map((form) => `${at}.${form} is missing`),
      ...others.map((f) => `${at}.${f} is no form`),
      ...lacks,
    ];
  }
  const strange = Object.keys(own).filter((key) => !(key in en));
  const inside = Object.entries(en).flatMap(([key, value]) => {
    const it = own[key];
    const here = `${at}.${key}`;
    if (typeof value === 'string') {
      if (typeof it !== 'string' || it.trim() === '') return [`${here} is missing`];
      return String(placed(it)) === String(placed(value)) ? [] : [`${here}: other places than in English`];
    }
    return typeof it === 'object' ? faultsOf(it, value, language, here) : [`${here} is missing`];
  });
  return [...strange.map((key) => `${at}.${key} is nowhere in English`), ...inside];
}

test('shoppers are spoken to in these languages', () => {
  expect(languages.map(([language]) => language)).toEqual(['ar', 'de', 'es', 'fr', 'it', 'nl', 'pl', 'pt']);
});

test.each<readonly [string, string]>([['en', ''], ...languages])(
  '%s says all, with the same places and every plural form of its own',
  (language, file) => {
    const own = file ? JSON.parse(readFileSync(new URL(file, folder), 'utf8')) : english;
    expect(faultsOf(own, english as unknown as Words, language)).toEqual([]);
  },
);

test('pages take the language of a store, also of a country, and English where there is none', () => {
  expect(pageWords('de-AT')).toMatchObject({ lang: 'de-AT', words: { basket: 'Warenkorb' } });
  expect(pageWords('pt-BR').words.basket).toBe('Carrinho');
  expect(pageWords('sv-SE')).toMatchObject({ lang: 'en', words: { basket: 'Basket' } });
  expect(dueWords('pl').pay).toBe('Zapłać {amount}');
});
