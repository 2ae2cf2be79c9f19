import type { Screen } from './screens.ts';

/** What keys open wherever one is. */
export const everywhereScreens: readonly Screen[] = [
  {
    name: 'palette',
    within: '[role="dialog"]',
    route: '/products',
    act: async (page) => {
      await page.getByRole('row').first().waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').waitFor();
      await page.keyboard.type('moss');
    },
  },
  {
    name: 'shortcuts',
    within: '[role="dialog"]',
    route: '/products',
    act: async (page) => {
      // Keys are listened to from when the first screen stands on.
      await page.getByRole('row').first().waitFor();
      await page.keyboard.press('Shift+?');
      await page.getByRole('dialog').waitFor();
    },
  },
];
