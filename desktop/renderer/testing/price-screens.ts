import type { Screen } from './screens.ts';
import { taxScreens } from './tax-screens.ts';

const calm = { sync: 'calm' };

/** Prices: their lists, and what a till says and gives of them. */
export const priceScreens: readonly Screen[] = [
  { name: 'invoices', route: '/invoices', query: calm },
  {
    name: 'invoice',
    within: '[role="dialog"]',
    route: '/invoices',
    query: calm,
    act: async (page) => {
      await page.getByText('INV-2026-B2-00048').waitFor();
      await page.keyboard.press('Enter');
      await page.getByText('ATU37675002').waitFor();
    },
  },
  { name: 'drafts', route: '/drafts', query: calm },
  { name: 'draft', route: '/drafts/d-0', query: calm },
  {
    name: 'draft-order',
    within: '[role="dialog"]',
    route: '/drafts/d-0',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: 'Make it an order' }).click();
      await page.getByRole('button', { name: 'Order for £550.00' }).waitFor();
    },
  },
  {
    name: 'draft-mail',
    within: '[role="dialog"]',
    route: '/drafts/d-0',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: 'Mail it' }).click();
      await page.getByRole('button', { name: 'Send' }).waitFor();
    },
  },
  {
    name: 'draft-wrong',
    route: '/drafts/d-0',
    query: calm,
    act: async (page) => {
      await page.getByLabel('Delivery', { exact: true }).fill('about 5');
      await page.getByText('Write an amount such as 5.00').waitFor();
    },
  },
  {
    name: 'draft-till',
    route: '/drafts/d-0',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: 'Take to the till' }).click();
      await page.getByText('Quote D-7F3A0C').waitFor();
    },
  },
  {
    name: 'order-payment',
    within: '[role="dialog"]',
    route: '/orders/o-4',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: 'Take £126.00' }).click();
      await page.getByLabel('Amount').fill('50');
      await page.getByText('A deposit: £76.00 stays due.').waitFor();
    },
  },
  {
    name: 'order-ask-to-pay',
    route: '/orders/o-4',
    query: calm,
    act: (page) => page.getByRole('button', { name: 'Send a link to pay' }).click(),
  },
  { name: 'payments', route: '/payments', query: calm },
  ...taxScreens,
  {
    name: 'delivery',
    route: '/delivery',
    query: calm,
    act: async (page) => {
      await page.getByLabel('Postcode').fill('BT1 5GS');
      await page.getByText('names the address more closely').first().waitFor();
    },
  },
  {
    name: 'delivery-boxes',
    route: '/delivery',
    query: calm,
    act: (page) => page.getByRole('heading', { name: 'Collecting' }).scrollIntoViewIfNeeded(),
  },
  {
    name: 'delivery-box',
    within: '[role="dialog"]',
    route: '/delivery',
    query: calm,
    act: async (page) => {
      await page.keyboard.press('b');
      await page.getByLabel('Name of the box').fill('Shoe-size carton');
      await page.getByLabel('Length, mm').fill('320');
    },
  },
  { name: 'price-lists', route: '/price-lists', query: calm },
  {
    name: 'price-list',
    route: '/price-lists/pl-trade',
    query: calm,
    act: async (page) => {
      await page.getByLabel('Price of Ash serving bowl, 28 cm').fill('34.00');
      await page.getByText('1 change', { exact: true }).waitFor();
    },
  },
  {
    name: 'till-discount',
    within: '[role="dialog"]',
    route: '/till',
    query: { basket: 'full', ...calm },
    act: async (page) => {
      await page.keyboard.press('F8');
      await page.getByLabel('Per cent', { exact: true }).fill('15');
      await page.getByLabel('Why', { exact: true }).fill('chip on base');
    },
  },
  {
    name: 'till-why',
    within: '[role="dialog"]',
    route: '/till',
    query: { basket: 'full', ...calm },
    act: async (page) => {
      await page.keyboard.press('F3');
      await page.getByRole('heading', { name: 'Why this price' }).waitFor();
    },
  },
];
