import type { Screen } from './screens.ts';

const at = { route: '/taxes', query: { sync: 'calm' } };

/** Taxes, and what providers of them are connected and keep. */
export const taxScreens: readonly Screen[] = [
  { name: 'taxes', ...at },
  {
    ...{ name: 'ec-sales', ...at },
    act: async (page) => page.getByRole('heading', { name: 'EC sales list' }).scrollIntoViewIfNeeded(),
  },
  {
    ...{ name: 'reverse-charge', within: '[role="dialog"]', ...at },
    act: async (page) => {
      await page.getByRole('button', { name: 'Firms abroad' }).click();
      await page.getByText('While VIES does not answer').waitFor();
    },
  },
  { name: 'order-firm', route: '/orders/o-13', query: at.query },
  {
    ...{ name: 'order-firm-tax', within: '[role="dialog"]', route: '/orders/o-13', query: at.query },
    act: async (page) => {
      await page.getByRole('button', { name: 'Charge the tax …' }).click();
      await page.getByText('Edit preview').first().waitFor();
    },
  },
  {
    ...{ name: 'tax-provider', within: '[role="dialog"]', ...at },
    act: async (page) => {
      await page.getByRole('button', { name: 'Connect', exact: true }).click();
      await page.getByLabel('Provider', { exact: true }).selectOption('avalara');
      await page.getByLabel('License key').fill('0000');
      await page.getByText('Fill in what is asked for.').waitFor();
    },
  },
  {
    ...{ name: 'tax-records', within: '[role="dialog"]', ...at },
    act: async (page) => {
      await page.getByRole('button', { name: 'What is recorded' }).click();
      await page.getByRole('button', { name: 'All' }).click();
      await page.getByRole('button', { name: 'Compare the books' }).click();
      await page.getByText('3 compared, 1 with another tax there.').waitFor();
    },
  },
];
