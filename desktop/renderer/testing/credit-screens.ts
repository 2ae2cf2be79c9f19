import type { Screen } from './screens.ts';

const calm = { sync: 'calm' };

/** Gift cards and store credit: the list, a card, its paper, and the till that sells one. */
export const creditScreens: readonly Screen[] = [
  {
    name: 'order-edit-sent',
    route: '/orders/o-11',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: 'Edit' }).click();
      await page
        .getByRole('group', { name: /^Units of Dome/ })
        .getByRole('button', { name: 'More' })
        .click();
      await page.getByText('All of it had left').waitFor();
    },
  },
  {
    name: 'account-payment',
    within: '[role="dialog"]',
    route: '/customers/k-1',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: 'Note a payment' }).click();
      await page.getByLabel('Reference on the statement').fill('KLING 4417');
    },
  },
  {
    name: 'order-claim',
    within: '[role="dialog"]',
    route: '/orders/o-12',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: 'Claim' }).click();
      await page.getByRole('checkbox', { name: /Dome table lamp/ }).check();
      await page.getByRole('combobox', { name: 'What the customer gets' }).selectOption('refund');
    },
  },
  {
    name: 'product-customs',
    within: '[role="dialog"]',
    route: '/products/p-0',
    query: calm,
    act: (page) => page.getByRole('button', { name: 'Weight and customs' }).click(),
  },
  {
    name: 'order-fulfil',
    within: '[role="dialog"]',
    route: '/orders/o-2',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: /^Fulfil/ }).click();
      await page.getByRole('combobox', { name: 'Box of parcel 1' }).waitFor();
    },
  },
  {
    name: 'orders-labels',
    within: '[role="dialog"]',
    route: '/orders',
    query: calm,
    act: async (page) => {
      await page.getByRole('link', { name: /To ship/ }).click();
      await page.getByRole('checkbox', { name: 'Select #10541' }).check();
      await page.getByRole('checkbox', { name: 'Select #10539' }).check();
      await page.getByRole('button', { name: 'Buy labels' }).click();
      await page.getByRole('button', { name: 'Send them and buy labels' }).click();
      await page.getByText(/without all of its labels|have their labels/).waitFor();
    },
  },
  {
    name: 'order-buy-label',
    within: '[role="dialog"]',
    route: '/orders/o-9',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: 'Buy label' }).click();
      await page.getByText('UPS Saver').waitFor();
    },
  },
  {
    name: 'order-label',
    within: '[role="dialog"]',
    route: '/orders/o-11',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: 'Label', exact: true }).click();
      await page.getByRole('img', { name: /Label 1Z/ }).waitFor();
    },
  },
  {
    name: 'order-customs',
    within: '[role="dialog"]',
    route: '/orders/o-11',
    query: calm,
    act: (page) => page.getByRole('button', { name: 'For customs' }).first().click(),
  },
  {
    name: 'account-set-off',
    within: '[role="dialog"]',
    route: '/customers/k-1',
    query: calm,
    act: (page) => page.getByRole('button', { name: 'Set off', exact: true }).click(),
  },
  {
    name: 'till-on-account',
    route: '/till',
    query: { basket: 'full', ...calm },
    act: async (page) => {
      await page.keyboard.press('F4');
      await page.getByRole('combobox', { name: 'Name or e-mail' }).fill('Han');
      await page.getByRole('option', { name: /Hannah/ }).click();
      await page.getByText('Hannah Whitcombe').waitFor();
      await page.keyboard.press('F9');
      await page.getByRole('tab', { name: /On account/ }).click();
      await page.getByText('more may be open').waitFor();
    },
  },
  { name: 'loyalty', route: '/loyalty', query: calm },
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
    name: 'till-exchange',
    route: '/orders/o-12?ask=return',
    query: { basket: 'full', ...calm },
    act: async (page) => {
      await page.getByRole('checkbox', { name: /Dome table lamp/ }).check();
      await page.getByRole('button', { name: 'Exchange for other goods' }).click();
      await page.getByRole('region', { name: 'Comes back' }).waitFor();
    },
  },
  {
    name: 'till-exchange-back',
    route: '/orders/o-12?ask=return',
    query: calm,
    act: async (page) => {
      await page.getByRole('checkbox', { name: /Dome table lamp/ }).check();
      await page.getByRole('button', { name: 'Exchange for other goods' }).click();
      await page.getByRole('region', { name: 'Comes back' }).waitFor();
      await page.getByText('Cotton carrier').first().click();
      await page.getByText('BAG-COT').waitFor();
      await page.keyboard.press('F9');
      await page.getByText('By the terminal, first').waitFor();
    },
  },
  {
    name: 'till-exchanged',
    route: '/orders/o-12?ask=return',
    query: { basket: 'full', ...calm },
    act: async (page) => {
      await page.getByRole('checkbox', { name: /Dome table lamp/ }).check();
      await page.getByRole('button', { name: 'Exchange for other goods' }).click();
      await page.getByRole('region', { name: 'Comes back' }).waitFor();
      await page.keyboard.press('F9');
      await page.getByRole('heading', { name: 'Take payment' }).waitFor();
      await page.getByRole('tab', { name: /^Card/ }).click();
      await page.getByRole('button', { name: /Finish, card approved/ }).click();
      await page.getByText('EXCHANGE', { exact: true }).waitFor();
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
    name: 'till-pay-points',
    route: '/till',
    query: { basket: 'full', ...calm },
    act: async (page) => {
      await page.keyboard.press('F4');
      await page.getByLabel('Name or e-mail').fill('ha');
      await page.getByRole('option').first().click();
      await page.getByText(/1,240 points/).waitFor();
      await page.keyboard.press('F9');
      await page.getByRole('tab', { name: /Gift card/ }).click();
      await page.getByRole('button', { name: /with points/ }).waitFor();
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
