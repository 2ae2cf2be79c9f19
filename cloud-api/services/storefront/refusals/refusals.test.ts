import { readdirSync, readFileSync } from 'node:fs';
import '@tillhouse/shared/domains/commands.ts';
import '@tillhouse/shared/domains/payments/errors.ts';
import { declaredMutators } from '@tillhouse/shared/kernel/define-mutator.ts';
import { declaredErrors } from '@tillhouse/shared/kernel/errors.ts';
import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import type { Problem } from '../../../platform/http/problem.ts';
import { hasWords } from './refusal-codes.ts';
import { inShoppersWords, languageAsked, refusalIn } from './say-in.ts';
import { notForShoppers } from './testing/not-for-shoppers.ts';

const root = new URL('../../../', import.meta.url);
/** All that answers a request of the shop API, or says how a payment of it went */
const places = [
  ...['services/storefront', 'services/identity/shoppers', 'services/payments'],
  ...['platform/auth', 'platform/tenancy', 'platform/http', 'platform/payments'],
];
const sources = places.flatMap((place) =>
  readdirSync(new URL(place, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => ({ place, text: readFileSync(new URL(`${place}/${name}`, root), 'utf8') })),
);

/** Thrown by hand, told of a payment, or taken where a command named none */
const thrown = sources.flatMap(({ text }) =>
  [
    /HttpProblem\(\s*\d+,\s*'([a-z]+\.[a-z-]+)'/g,
    /'(auth\.[a-z-]+)'/g,
    /\bcode: '([a-z]+\.[a-z-]+)'/g,
    /\bcode \?\? '([a-z]+\.[a-z-]+)'/g,
  ].flatMap((pattern) => [...text.matchAll(pattern)].map(([, code = '']) => code)),
);

/** Of the domains whose commands the shop runs */
const names = new Set(declaredMutators().map(({ name }) => name));
const shops = sources.filter(({ place }) => place === 'services/storefront' || place === 'services/identity/shoppers');
const domains = new Set(
  shops
    .flatMap(({ text }) => [...text.matchAll(/'([a-z]+\.[a-zA-Z]+)'/g)].map(([, name = '']) => name))
    .filter((name) => names.has(name))
    .map((name) => name.split('.')[0] ?? ''),
);
/** By whose rules a basket is priced and paid, beside those commands */
const alsoAsked = ['payments', 'pricing'];
const declared = declaredErrors()
  .map(({ code }) => code)
  .filter((code) => [...domains, ...alsoAsked].includes(code.split('.')[0] ?? ''));

const all = [...new Set([...thrown, ...declared])].sort();

test('whatever the shop API refuses has words, or is nothing that a shopper meets', () => {
  expect([...domains].sort()).toEqual(['content', 'credit', 'customers', 'inventory', 'loyalty', 'orders', 'reviews']);
  expect(thrown.length).toBeGreaterThan(50);
  expect(all.filter((code) => !hasWords(code) && !(code in notForShoppers))).toEqual([]);
});

test('nothing is said to be met by nobody that has words, or is refused by nobody', () => {
  expect(Object.keys(notForShoppers).filter((code) => hasWords(code) || !all.includes(code))).toEqual([]);
});

test('the language is that of the page, of those that shoppers are spoken to in', () => {
  const asked = (text: string) => languageAsked({ 'accept-language': text });
  expect(asked('de-AT')).toBe('de-at');
  expect(asked('sv-SE, fr;q=0.7, ar;q=0.9')).toBe('ar');
  expect([asked('en-GB,de;q=0.8'), asked('sv'), asked(''), asked('*'), asked('de;q=0')]).toEqual(
    Array.from({ length: 5 }, () => null),
  );
});

test('a refusal says what it is about in that language, and what is new to everybody is said in general', () => {
  expect(refusalIn('de', 'checkout.vat-id', { vatId: 'DE1' })).toContain('„DE1“ ist keine USt-IdNr.');
  expect(refusalIn('pl', 'shop.code-wrong', { triesLeft: 3 })).toContain('Pozostałe próby: 3');
  expect(refusalIn('pl', 'shop.code-wrong', { triesLeft: 0 })).toBe(refusalIn('pl', 'shop.code-over'));
  expect(refusalIn('fr', 'checkout.ended', { status: 'paying' })).not.toBe(refusalIn('fr', 'checkout.ended'));
  expect(refusalIn('ar', 'checkout.said-no', { reason: 'Too dear' })).toMatch(/“Too dear”$/);
  expect(refusalIn('it', 'orders.brand-new')).toBe('Così com’è non è possibile. Nulla è stato modificato.');
  expect(refusalIn('nl', 'loyalty.too-few', {})).toContain('…');
});

/** By what a shopper does about it: to try again, to sign in, to pay another way, to pay less, to take something out … */
const apart: readonly (readonly [string, Readonly<Record<string, unknown>>?])[][] = [
  [['payments.declined'], ['payments.too-little-money'], ['payments.cancelled'], ['payments.authorisation-over']],
  [['service.unavailable'], ['payments.not-reached']],
  [['payments.not-set-up'], ['payments.agreement-differs'], ['payments.amount'], ['payments.address-needed']],
  [['checkout.gift-card'], ['checkout.gift-card-tries'], ['checkout.gift-cards-full', { most: 5 }]],
  [['checkout.gift-card'], ['checkout.no-store-credit'], ['credit.short'], ['credit.expired']],
  [['checkout.no-account'], ['checkout.no-account', { signedIn: false }], ['customers.credit-limit']],
  [['orders.request-decided'], ['orders.not-their-request']],
  [['orders.not-enough-stock'], ['inventory.reservation-ended']],
  [
    ['orders.not-due', { due: 0 }],
    ['orders.not-due', { due: 5 }],
  ],
  [['request.invalid'], ['request.too-large'], ['pricing.quantity-fractional']],
  [['request.too-many'], ['tenant.quota']],
];

test('what a shopper does something else about is said in a sentence of its own, in each language', () => {
  for (const language of ['en', 'ar', 'de', 'es', 'fr', 'it', 'nl', 'pl', 'pt'])
    for (const group of apart) {
      const said = group.map(([code, details]) => refusalIn(language, code, details));
      expect(new Set(said).size, `${language}: ${said.join(' | ')}`).toBe(group.length);
      expect(said.join()).not.toContain('…');
    }
  const why = (of: string) => inShoppersWords.answer(from('/shop/v1/price', 'de'), { coupons: [{ why: of }] });
  expect(why('customer-unknown')).not.toEqual(why('customer-limit'));
});

const from = (url: string, language: string) => ({ url, headers: { 'accept-language': language } }) as FastifyRequest;

test('the shop speaks so, and nothing else of the cloud does', () => {
  const coupons = [
    { code: 'A', applied: false, reason: 'It is over', why: 'over' },
    { code: 'B', applied: true, reason: 'Autumn', why: null },
  ];
  const checkout = { problem: { code: 'checkout.declined', message: 'Declined.' }, coupons, total: 5 };
  const problem = { code: 'checkout.total-changed', detail: 'Changed.', details: { checkout } } as unknown as Problem;
  const said = inShoppersWords.problem(from('/shop/v1/checkouts/x/pay', 'es'), problem);
  expect(said.detail).toMatch(/^Algo ha cambiado/);
  expect(said.details['checkout']).toMatchObject({
    problem: { code: 'checkout.declined', message: expect.stringMatching(/^El pago fue rechazado/) },
    coupons: [{ reason: 'Ha terminado' }, { reason: 'Autumn' }],
    total: 5,
  });
  expect(inShoppersWords.answer(from('/shop/v1/checkouts/x', 'es'), checkout)).toEqual(said.details['checkout']);
  for (const one of [from('/v1/orders', 'es'), from('/shop/v1/checkouts/x', 'en-GB')]) {
    expect(inShoppersWords.problem(one, problem)).toBe(problem);
    expect(inShoppersWords.answer(one, checkout)).toBe(checkout);
  }
});
