import type { Screen } from './screens.ts';

const calm = { sync: 'calm' };

/** Gift cards and store credit: the list, a card, its paper, and the till that sells one. */
export const creditScreens: readonly Screen[] = [
  { name: 'gift-cards', route: '/gift-cards', query: calm },
  { name: 'gift-card', route: '/gift-cards/c-0', query: calm },
  {
    name: 'gift-card-slip',
    within: '[role="dialog"]',
    route: '/gift-cards/c-0',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: 'Print the card' }).click();
      await page.getByRole('img', { name: 'Code of the card' }).waitFor();
    },
  },
  {
    name: 'gift-card-issue',
    within: '[role="dialog"]',
    route: '/gift-cards',
    query: calm,
    act: async (page) => {
      await page.keyboard.press('n');
      await page.getByLabel('Amount').fill('25.00');
      await page.getByLabel('Why').fill('Won in the raffle');
    },
  },
  {
    name: 'gift-card-rules',
    within: '[role="dialog"]',
    route: '/gift-cards',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: 'Rules' }).click();
      await page.getByLabel('Amounts on the till').waitFor();
    },
  },
  {
    name: 'till-pay-gift-card',
    route: '/till',
    query: { basket: 'full', ...calm },
    act: async (page) => {
      await page.keyboard.press('F9');
      await page.getByRole('tab', { name: /Gift card/ }).click();
      await page.getByLabel('Code of the gift card').fill('7k2m 4qxw 9d0h tb3va');
      await page.getByRole('button', { name: 'Look up' }).click();
      await page.getByRole('button', { name: /^Take £/ }).waitFor();
    },
  },
  {
    name: 'till-paid-gift-card',
    route: '/till',
    query: { basket: 'full', ...calm },
    act: async (page) => {
      await page.keyboard.press('F9');
      await page.getByRole('tab', { name: /Gift card/ }).click();
      await page.getByLabel('Code of the gift card').fill('7K2M-4QXW-9D0H-TB3VA');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: /^Take £/ }).click();
      await page.getByRole('list', { name: 'Taken so far' }).waitFor();
    },
  },
  {
    name: 'till-gift-card',
    within: '[role="dialog"]',
    route: '/till',
    query: { basket: 'full', ...calm },
    act: async (page) => {
      await page.getByRole('button', { name: 'Gift card' }).click();
      await page.getByRole('heading', { name: 'Sell a gift card' }).waitFor();
    },
  },
];
