import type { Screen } from './screens.ts';

const query = { sync: 'calm' };

/** Stores and their places. */
export const organisationScreens: readonly Screen[] = [
  { name: 'organisation', route: '/organisation?store=store-2', query },
  {
    name: 'organisation-new',
    route: '/organisation?store=new',
    query,
    act: async (page) => {
      await page.getByLabel('Name on receipts and pages').fill('Larkhall Graz');
      await page.getByRole('button', { name: 'Open store' }).waitFor();
    },
  },
  {
    name: 'organisation-letters',
    route: '/organisation?store=store-1',
    query,
    act: async (page) => {
      await page.getByRole('button', { name: 'Add a letter' }).click();
      await page.getByText('Came back by the link').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'place',
    within: '[role="dialog"]',
    route: '/organisation?store=store-1',
    query,
    act: async (page) => {
      await page.getByRole('button', { name: 'Change Frome' }).click();
      await page.getByLabel('While a till here is not heard of').waitFor();
    },
  },
];
