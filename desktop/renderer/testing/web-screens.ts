import type { Screen } from './screens.ts';

const query = { sync: 'calm' };

/** The shop on the web: what it says beside its goods. */
export const webScreens: readonly Screen[] = [
  { name: 'web-pages', route: '/web-shop', query },
  { name: 'web-pages-none', route: '/web-shop', query: { ...query, webShop: 'none' } },
  { name: 'web-reviews', route: '/web-shop/reviews', query },
  { name: 'web-reviews-none', route: '/web-shop/reviews', query: { ...query, webShop: 'none' } },
  {
    name: 'web-reviews-modes',
    within: '[role="dialog"]',
    route: '/web-shop/reviews',
    query,
    act: async (page) => {
      await page.getByRole('button', { name: 'How reviews are taken' }).click();
      await page.getByLabel('Larkhall Dubai').waitFor();
    },
  },
  {
    name: 'product-goes-with',
    within: '[role="dialog"]',
    route: '/products/p-0',
    query,
    act: async (page) => {
      await page.getByRole('button', { name: 'Goes with it' }).click();
      await page.getByText('Never shown').waitFor();
    },
  },
  {
    name: 'web-menus',
    route: '/web-shop/menus',
    query,
    act: async (page) => {
      await page.getByRole('button', { name: 'Move Candles up' }).click();
      await page.getByText('Not saved yet').waitFor();
    },
  },
  {
    name: 'web-menu-entry',
    within: '[role="dialog"]',
    route: '/web-shop/menus',
    query,
    act: async (page) => {
      await page.getByRole('button', { name: 'Change Journal' }).click();
      await page.getByLabel('Words in Arabic').waitFor();
    },
  },
  {
    name: 'web-look',
    route: '/web-shop/look',
    query,
    act: async (page) => {
      await page.getByRole('button', { name: 'Compare with 2 Autumn' }).click();
      await page.getByLabel('Headline').fill('The candle shelf');
      await page.getByText('Give this version a name').waitFor();
    },
  },
  {
    name: 'web-look-sections',
    route: '/web-shop/look',
    query,
    act: async (page) => {
      await page.getByRole('button', { name: 'Arrange it myself' }).click();
      await page.getByRole('button', { name: 'Change Opening', exact: true }).first().waitFor();
      await page.getByRole('button', { name: 'Add a section' }).click();
      await page.getByRole('menuitem', { name: /Quotes/ }).click();
      await page.getByLabel('What was said').fill('The lamp is the first thing anybody asks about.');
      await page.getByLabel('By whom').fill('Ines, Bath');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('button', { name: 'Move Quotes, Ines, Bath up' }).click();
    },
  },
  {
    name: 'web-look-section',
    within: '[role="dialog"]',
    route: '/web-shop/look',
    query,
    act: async (page) => {
      await page.getByRole('button', { name: 'Arrange it myself' }).click();
      await page.getByRole('button', { name: 'Add a section' }).click();
      await page.getByRole('menuitem', { name: /Tiles/ }).click();
      await page.getByRole('button', { name: 'Add a tile' }).click();
      await page.getByLabel('Words').fill('Mugs');
    },
  },
  {
    name: 'web-look-time',
    within: '[role="dialog"]',
    route: '/web-shop/look',
    query,
    act: async (page) => {
      await page.getByRole('button', { name: 'At a time: 4 Christmas' }).click();
      await page.getByLabel('Goes live').waitFor();
    },
  },
  { name: 'web-themes', route: '/web-shop/themes', query },
  { name: 'web-themes-none', route: '/web-shop/themes', query: { ...query, webShop: 'none' } },
  {
    name: 'web-theme-settings',
    within: '[role="dialog"]',
    route: '/web-shop/themes',
    query,
    act: async (page) => {
      await page.getByRole('button', { name: 'Settings of 3 Almanac' }).click();
      await page.getByLabel('A line over every page').fill('Orders before noon leave today.');
    },
  },
  {
    name: 'web-page',
    route: '/web-shop/pages/c-delivery',
    query,
    act: async (page) => {
      await page.getByLabel('Title', { exact: true }).fill('Delivery and returns');
      await page.getByText('Not saved yet').waitFor();
    },
  },
  {
    name: 'web-page-arabic',
    route: '/web-shop/pages/c-delivery',
    query,
    act: async (page) => {
      await page.getByRole('button', { name: 'Arabic' }).click();
      await page.getByLabel('Text', { exact: true }).fill('<script>alert(1)</script>');
      await page.getByText('Line 1: HTML').first().waitFor();
    },
  },
];
