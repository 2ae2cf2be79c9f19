import type { Screen } from './screens.ts';

const full = { basket: 'full', sync: 'calm' };

/** Goods that are put aside or ordered at the till, as they are photographed. */
export const layawayScreens: readonly Screen[] = [
  {
    name: 'till-layaways',
    within: '[role="dialog"]',
    route: '/till',
    query: full,
    act: async (page) => {
      await page.keyboard.press('F1');
      await page.getByRole('button', { name: /Hannah Okafor/ }).waitFor();
      await page.getByRole('button', { name: /^Hand over/ }).waitFor();
    },
  },
  {
    name: 'till-layaway-given-up',
    within: '[role="dialog"]',
    route: '/till',
    query: full,
    act: async (page) => {
      await page.keyboard.press('F1');
      await page.getByRole('button', { name: 'Give up…' }).click();
      await page.getByRole('button', { name: 'Pay back' }).waitFor();
    },
  },
  {
    name: 'till-put-aside',
    within: '[role="dialog"]',
    route: '/till',
    query: full,
    act: async (page) => {
      await page.keyboard.press('F1');
      await page.getByRole('button', { name: /^Put this basket aside/ }).click();
      await page.getByRole('button', { name: /^Special order/ }).click();
      await page.getByLabel('E-mail, to say that it came').waitFor();
    },
  },
  {
    name: 'till-deliver',
    within: '[role="dialog"]',
    route: '/till',
    query: full,
    act: async (page) => {
      await page.keyboard.press('F1');
      await page.getByRole('button', { name: 'Send or pick up…' }).click();
      await page.getByLabel('Name', { exact: true }).fill('Hannah Okafor');
      await page.getByLabel('Street, postcode and place').fill('14 Walcot Buildings\nBath BA1 6AD');
    },
  },
  {
    name: 'till-delivered',
    route: '/till',
    query: full,
    act: async (page) => {
      await page.keyboard.press('F1');
      await page.getByRole('button', { name: 'Send or pick up…' }).click();
      await page.getByRole('button', { name: /^Customer picks it up/ }).click();
      await page.getByLabel('Name', { exact: true }).fill('Hannah Okafor');
      await page.getByRole('button', { name: 'Go on to payment' }).click();
      await page.getByRole('heading', { name: 'Take payment' }).waitFor();
    },
  },
  {
    name: 'till-layaway-handed-over',
    route: '/till',
    query: { sync: 'calm' },
    act: async (page) => {
      await page.keyboard.press('F1');
      await page.getByRole('button', { name: /^Hand over/ }).click();
      await page.getByRole('heading', { name: 'Take payment' }).waitFor();
    },
  },
];
