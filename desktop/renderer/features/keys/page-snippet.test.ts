import { expect, test } from 'vitest';
import { pageSnippet, usualSnippet } from './page-snippet.ts';

const cloud = 'https://cloud.larkhall.example';
const widget = { pinned: '/tillhouse-loader-0123456789ab.js', integrity: 'sha384-abc' };
const snippet = (choice: Partial<typeof usualSnippet>, known: typeof widget | null = widget) =>
  pageSnippet('pk_1', cloud, known, { ...usualSnippet, ...choice });

test('the script comes from the cloud, which is then where the shop is asked', () => {
  expect(snippet({ show: 'cart' })).toBe(
    `<script src="${cloud}/tillhouse.js" data-key="pk_1" async></script>\n<tillhouse-cart></tillhouse-cart>`,
  );
});

test('a page of the account has its element, and the basket in its corner', () => {
  expect(snippet({ show: 'account' })).toContain(
    '<tillhouse-account></tillhouse-account>\n<tillhouse-cart-button floating></tillhouse-cart-button>',
  );
});

test('a pinned version carries its hash; without an answer of the cloud it is the newest', () => {
  expect(snippet({ pinned: true })).toContain(
    `<script src="${cloud}${widget.pinned}" integrity="sha384-abc" crossorigin data-key="pk_1" async>`,
  );
  expect(snippet({ pinned: true }, null)).toContain(`<script src="${cloud}/tillhouse.js" data-key="pk_1" async>`);
});

test('the choice of currency and the way to search stand above the products, and the basket below them', () => {
  const elements = [...snippet({ withSearch: true, withCurrency: true }).matchAll(/<(tillhouse-[a-z-]+)/g)].map(
    ([, name]) => name,
  );
  const inOrder = [
    'tillhouse-currency',
    'tillhouse-search',
    'tillhouse-product',
    'tillhouse-grid',
    'tillhouse-cart-button',
  ];
  expect(elements).toEqual(inOrder);
});

test('what was typed cannot leave its attribute', () => {
  const text = snippet({ show: 'buy', handle: ' mug"><script> ', withButton: false });
  expect(text).toContain('<tillhouse-buy handle="mug&quot;>&lt;script>"></tillhouse-buy>');
  expect(snippet({ category: 'Table & "top"', limit: 12 })).toContain(
    'limit="12" category="Table &amp; &quot;top&quot;"',
  );
});

test('what shoppers say, and what goes with a product, are of one product; without it what sells most is shown', () => {
  expect(snippet({ show: 'reviews', handle: 'mug"' })).toContain(
    '<tillhouse-reviews product="mug&quot;"></tillhouse-reviews>',
  );
  const of = (handle: string) => snippet({ show: 'recommendations', handle });
  expect(of('mug')).toContain('<tillhouse-recommendations product="mug" limit="4"></tillhouse-recommendations>');
  expect(of(' ')).toContain('<tillhouse-recommendations limit="4"></tillhouse-recommendations>');
});
