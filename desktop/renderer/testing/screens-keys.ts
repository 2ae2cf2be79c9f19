import type { Screen } from './screens.ts';

const query = { sync: 'calm' };

/** Apps and keys: the page, a key on its way, and one that was made; and the question that comes before what is grave. */
export const keyScreens: readonly Screen[] = [
  { name: 'keys', route: '/keys', query },
  {
    name: 'sync-neighbours',
    route: '/sync',
    query,
    act: (page) => page.getByRole('region', { name: 'Tills here' }).getByRole('button', { name: 'Settings' }).click(),
  },
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
  {
    name: 'prove',
    within: '[role="dialog"]',
    route: '/roles?person=callum',
    query: { prove: 'access.saveRole', ...query },
    act: async (page) => {
      await page.getByRole('button', { name: 'Shop lead: Pay back more than the limit' }).click();
      await page.getByRole('radio', { name: 'Yes' }).check();
      await page.getByRole('button', { name: 'Set', exact: true }).click();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByLabel('Your PIN').fill('000000');
      await page.getByRole('button', { name: 'Go on' }).click();
      await page.getByText('That PIN is not right').waitFor();
    },
  },
];
