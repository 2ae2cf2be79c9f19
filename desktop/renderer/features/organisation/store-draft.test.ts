import { expect, test } from 'vitest';
import type { Organisation, StoreView } from '../../../bridge/store-queries.ts';
import { percentText } from '../../data/percent.ts';
import { addressesOf, hostedProblem, slugOf } from './hosted-draft.ts';
import {
  domainOf,
  draftCommands,
  draftOf,
  newDraft,
  plainTheme,
  problemsOf,
  rateOf,
  sameDraft,
} from './store-draft.ts';

const main: StoreView = {
  ...{ id: 'main', name: 'Larkhall', main: true, locale: 'en-GB', currency: 'GBP', currencies: [], priceListId: null },
  ...{ timeZone: 'Europe/London', pricesIncludeTax: true, taxRounding: 'line', taxes: [], cashRoundingIncrement: 5 },
  ...{
    cashRoundingMode: 'half-up',
    returnLimit: 5_000,
    till: null,
    receiptHeader: '',
    receiptFooter: '',
    namesPriorPrice: null,
    parcelLetters: null,
    deliveryTax: null,
    vatNumber: '',
    slug: null,
    hosted: null,
    cartLetters: null,
    receipt: null,
    theme: null,
    domains: [],
    closedAt: null,
  },
  revision: 3,
};
const place = (id: string, storeId: string): Organisation['places'][number] => ({
  ...{ id, name: id, street: '', kind: 'shop', status: 'active', sellsOnline: true, silentTills: 'hold-back' },
  ...{ storeId, open: [] },
});
const organisation: Organisation = {
  ...{ stores: [main], places: [place('bath', 'main'), place('frome', 'main')], priceLists: [], taxRates: [] },
};

test('a rate is written in percent and kept as a fraction, exactly', () => {
  for (const [rate, text] of [
    ['20/100', '20'],
    ['77/1000', '7.7'],
    ['0', '0'],
    ['5/10', '50'],
    ['1/3', '1/3'],
  ] as const)
    expect(percentText(rate), rate).toBe(text);
  for (const [text, rate] of [
    ['20', '20/100'],
    ['7.7', '77/1000'],
    [' 8,25 ', '825/10000'],
    ['1/3', '1/3'],
  ] as const)
    expect(rateOf(text), text).toBe(rate);
  for (const text of ['', 'x', '-1', '7.', '12345']) expect(rateOf(text), text).toBeNull();
});

test('an address is taken from whatever was pasted', () => {
  expect(domainOf(' https://Shop.Larkhall.example/winter?x=1 ')).toBe('shop.larkhall.example');
  for (const text of ['larkhall', 'shop larkhall.example', '-a.example', '']) expect(domainOf(text), text).toBeNull();
});

test('nothing changed is nothing to do; what changed is the store, and then the places it takes', () => {
  const draft = draftOf(main, organisation);
  expect(draftCommands(draft, organisation, '2026-11-23')).toEqual([]);
  expect(sameDraft(draft, { ...draft, taxes: { standard: ' ' } })).toBe(true);
  const [save, ...rest] = draftCommands(
    { ...draft, coin: '0.10', taxes: { standard: '7.7' } },
    organisation,
    '2026-11-23',
  );
  expect(rest).toEqual([]);
  expect(save).toMatchObject({
    name: 'access.saveStore',
    args: {
      store: { id: 'main', revision: 3, cashRoundingIncrement: 10, taxes: [{ taxClass: 'standard', rate: '77/1000' }] },
    },
  });
  const wien = { ...newDraft('wien', main), name: ' Wien ', currency: 'EUR', places: ['bath'] };
  expect(draftCommands(wien, organisation, '2026-11-23')).toMatchObject([
    { name: 'access.saveStore', args: { store: { id: 'wien', revision: 0, name: 'Wien', currency: 'EUR' } } },
    { name: 'inventory.assignLocation', args: { locationId: 'bath', storeId: 'wien' } },
  ]);
});

test('what cannot be saved is said at its field', () => {
  const draft = newDraft('wien', main);
  expect(Object.keys(problemsOf(draft))).toEqual(['name']);
  const theme = { ...plainTheme, text: '#eeeeee', logo: 'http://x.example' };
  const wrong = {
    ...draft,
    coin: '0',
    returnLimit: 'x',
    till: { ...draft.till, cash: '-', priceDays: '0', lockAfter: 'x' },
    taxes: { standard: 'a' },
    theme,
  };
  expect(Object.keys(problemsOf(wrong)).sort()).toEqual([
    'coin',
    'lockAfter',
    'logo',
    'name',
    'priceDays',
    'returnLimit',
    'taxes',
    'theme',
    'tillCash',
  ]);
});

test('a shop on the web needs an address of its own form, and proposes one from the name', () => {
  const hosted = { open: true, domain: null, fonts: 'classic', headline: '', intro: '' } as const;
  expect(slugOf('Café Larkhall & Söhne!')).toBe('cafe-larkhall-sohne');
  expect(hostedProblem({ slug: slugOf('Café Larkhall & Söhne!'), hosted })).toBeNull();
  expect(hostedProblem({ slug: null, hosted })).not.toBeNull();
  expect(hostedProblem({ slug: null, hosted: { ...hosted, open: false } })).toBeNull();
  for (const slug of ['ab', '-larkhall', 'larkhall-', 'Larkhall', 'lark hall', 'x'.repeat(41)])
    expect(hostedProblem({ slug, hosted }), slug).not.toBeNull();
  expect(addressesOf({ slug: 'larkhall', domains: ['larkhall.example'] }, 'https://cloud.example/')).toEqual([
    'https://cloud.example/s/larkhall',
    'https://larkhall.example',
  ]);
});
