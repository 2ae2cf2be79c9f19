import type { Screen } from './screens.ts';

const query = { sync: 'calm' };

/** Apps and keys: the page, a key on its way, and one that was made. */
export const keyScreens: readonly Screen[] = [
  { name: 'keys', route: '/keys', query },
  {
    name: 'key-new',
    within: '[role="dialog"]',
    route: '/keys',
    query,
    act: async (page) => {
      await page.getByRole('button', { name: 'Make a secret key' }).click();
      await page.getByLabel('Name').fill('Nightly export');
      await page.getByRole('checkbox', { name: 'See products, variants and prices' }).check();
    },
  },
  {
    name: 'key-made',
    within: '[role="dialog"]',
    route: '/keys',
    query,
    act: async (page) => {
      await page.getByRole('button', { name: 'Make a key for a page' }).click();
      await page.getByLabel('Name').fill('Blog');
      await page.getByLabel('Page that may use it').fill('blog.larkhall.example');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('button', { name: 'Make and show it' }).click();
      await page.getByText('For the page').waitFor();
    },
  },
];
