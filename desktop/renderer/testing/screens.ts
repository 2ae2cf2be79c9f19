import type { Page } from 'playwright-core';
import type { DeskChoices } from './demo-desk.ts';
import { priceScreens } from './price-screens.ts';
import { productFileScreens } from './product-file-screens.ts';
import { creditScreens } from './credit-screens.ts';
import { customerScreens } from './customer-screens.ts';
import { drawerScreens } from './drawer-screens.ts';
import { everywhereScreens } from './everywhere-screens.ts';
import { scanCode } from './scan-code.ts';
import { cardScreens } from './card-screens.ts';
import { organisationScreens } from './organisation-screens.ts';
import { keyScreens } from './screens-keys.ts';
import { webScreens } from './web-screens.ts';
import { transferScreens } from './transfer-screens.ts';

export interface Screen extends DeskChoices {
  readonly name: string;
  /** The part that axe looks at, where the page beneath was looked at already. */
  readonly within?: string;
  /** What a person does before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
}

const calm = { sync: 'calm' };

async function pay(page: Page, given: string): Promise<void> {
  await page.keyboard.press('F9');
  await page.getByRole('heading', { name: 'Take payment' }).waitFor();
  await page.keyboard.type(given);
}

/** Every screen as it is photographed and held to axe. */
export const screens: readonly Screen[] = [
  {
    name: 'signin',
    query: { session: 'locked', offline: '4' },
    act: async (page) => {
      await page.getByRole('button', { name: /Ewa Nowak/ }).click();
      await page.keyboard.type('12');
    },
  },
  {
    name: 'signin-phone',
    query: { session: 'locked', ...calm },
    within: '[role=dialog]',
    act: async (page) => {
      await page.getByRole('button', { name: /With my phone/ }).click();
      await page.getByText('BCDF-GHJK').waitFor();
    },
  },
  { name: 'enrol', query: { session: 'unenrolled' } },
  { name: 'home', query: calm },
  { name: 'sales', route: '/sales', query: calm },
  ...productFileScreens,
  {
    name: 'products',
    route: '/products',
    act: async (page) => {
      for (const name of ['Taper candles, box of 6', 'Fig leaf candle, 220 g', 'Dome table lamp, Brass']) {
        await page.getByRole('checkbox', { name: `Select ${name}` }).check();
      }
    },
  },
  {
    name: 'product-edit',
    route: '/products/p-0',
    query: calm,
    act: async (page) => {
      for (const row of [1, 3, 5])
        await page
          .getByLabel(/^Price of/)
          .nth(row)
          .fill('14.50');
    },
  },
  { name: 'stock', route: '/stock', query: calm },
  { name: 'stock-variant', route: '/stock/v-CND-TAP-IV6', query: calm },
  { name: 'orders', route: '/orders?open=o-5', query: calm },
  { name: 'order', route: '/orders/o-12', query: calm },
  {
    name: 'order-return',
    within: '[role="dialog"]',
    route: '/orders/o-12?ask=return',
    query: calm,
    act: async (page) => {
      await page.getByRole('checkbox', { name: /Dome table lamp/ }).check();
      await page.getByRole('combobox', { name: /Condition of/ }).selectOption('damaged');
    },
  },
  ...customerScreens,
  { name: 'promotions', route: '/promotions', query: calm },
  ...priceScreens,
  ...cardScreens,
  ...creditScreens,
  { name: 'promotions-none', route: '/promotions', query: { promotions: 'none', ...calm } },
  ...transferScreens,
  ...webScreens,
  {
    name: 'promotion-past',
    route: '/promotions/pr-winter',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: 'Work it out' }).click();
      await page.getByText('Nobody is taken to have bought more').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'promotion',
    route: '/promotions/pr-winter',
    query: calm,
    act: async (page) => {
      await page.getByText('To pay').waitFor();
      await page.getByLabel('Per cent off').fill('25');
      await page.getByText('1 change', { exact: true }).waitFor();
    },
  },
  { name: 'promotion-look', route: '/promotions/pr-early', query: { person: 'ellie', ...calm } },
  ...keyScreens,
  ...['balance', 'book', 'payouts', 'numbers', 'rates'].map((view) => ({
    name: `ledger-${view}`,
    route: `/ledger?view=${view}`,
    query: calm,
  })),
  { name: 'audit', route: '/audit?open=48211', query: calm },
  {
    name: 'roles',
    route: '/roles?person=callum',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: 'Shop lead: Open and close a drawer' }).waitFor();
      await page.getByRole('button', { name: 'Shop lead: Pay back more than the limit' }).click();
      await page.getByRole('radio', { name: 'Yes' }).check();
      await page.getByLabel('Up to, in GBP').fill('100');
      await page.getByRole('button', { name: 'Set', exact: true }).click();
    },
  },
  { name: 'role-approvals', route: '/roles?tab=approvals', query: calm },
  { name: 'role-lent', route: '/roles?tab=lent&person=callum', query: calm },
  {
    name: 'role-term',
    within: '[role="dialog"]',
    route: '/roles?person=callum',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: 'Shop lead: Take something off a line' }).click();
      await page.getByLabel('Up to, in percent').waitFor();
    },
  },
  {
    name: 'approve',
    within: '[role="dialog"]',
    route: '/roles?person=callum',
    query: { yes: 'access.saveRole', ...calm },
    act: async (page) => {
      await page.getByRole('button', { name: 'Shop lead: Pay back more than the limit' }).click();
      await page.getByRole('radio', { name: 'Yes' }).check();
      await page.getByRole('button', { name: 'Set', exact: true }).click();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('radio', { name: /Joanna Hale/ }).check();
      await page.getByLabel('Their PIN').fill('000000');
      await page.getByRole('button', { name: 'Approve', exact: true }).click();
      await page.getByText('That PIN is not right').waitFor();
    },
  },
  {
    name: 'badge',
    within: '[role="dialog"]',
    route: '/roles?tab=people&person=priya',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: 'Make a badge' }).click();
      await page.getByRole('button', { name: 'Make and show it' }).click();
      await page.getByRole('img', { name: 'Code of the badge' }).waitFor();
    },
  },
  ...organisationScreens,
  { name: 'people', route: '/roles?tab=people&person=tom', query: calm },
  {
    name: 'security',
    route: '/security',
    query: calm,
    act: async (page) => {
      await page.getByText('Blue key').waitFor();
    },
  },
  {
    name: 'security-alone',
    route: '/security',
    query: { alone: '1', ...calm },
    act: (page) => page.getByRole('button', { name: 'Sign in to the cloud' }).waitFor(),
  },
  {
    name: 'security-proof',
    within: '[role="dialog"]',
    route: '/security',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: 'Make new ones' }).click();
      await page.getByRole('button', { name: 'Use a passkey' }).waitFor();
    },
  },
  {
    name: 'person-edit',
    within: '[role="dialog"]',
    route: '/roles?tab=people&person=priya',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: 'Edit' }).click();
      await page.getByLabel('Initials').waitFor();
    },
  },
  {
    name: 'person-pin',
    within: '[role="dialog"]',
    route: '/roles?tab=people&person=olu',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: 'Set PIN' }).click();
      await page.getByLabel('Six digits').fill('804213');
      await page.getByLabel('Once more').fill('804231');
      await page.getByText('These two differ').waitFor();
    },
  },
  { name: 'till-sell', route: '/till', query: { basket: 'full', offline: '7' } },
  { name: 'till-empty', route: '/till', query: calm },
  {
    name: 'till-taken',
    route: '/till',
    query: { session: 'taken', ...calm },
    act: (page) => page.getByRole('button', { name: 'Bath till 2, on Spare till' }).click(),
  },
  { name: 'till-pay', route: '/till', query: { basket: 'full', ...calm }, act: (page) => pay(page, '180') },
  {
    name: 'till-pay-offline',
    route: '/till',
    query: { basket: 'full', offline: '7' },
    act: (page) => pay(page, '180'),
  },
  {
    name: 'till-done',
    route: '/till',
    query: { basket: 'full', ...calm },
    act: async (page) => {
      await pay(page, '180');
      await page.keyboard.press('Enter');
      await page.getByText('Sold and saved on this till').waitFor();
    },
  },
  {
    name: 'till-customer',
    within: '[role="dialog"]',
    route: '/till',
    query: { basket: 'full', ...calm },
    act: async (page) => {
      await page.keyboard.press('F4');
      await page.getByLabel('Name or e-mail').waitFor();
      await page.keyboard.type('ha', { delay: 120 });
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'till-unknown',
    route: '/till',
    query: { basket: 'full', ...calm },
    act: (page) => scanCode(page, '4006381333931'),
  },
  {
    name: 'sync',
    route: '/sync',
    act: async (page) => {
      await page.getByRole('button', { name: 'Take all theirs' }).first().click();
      await page.getByRole('button', { name: /£70.00, mine/ }).click();
    },
  },
  { name: 'sync-not-let-in', route: '/sync', query: { sync: 'not-let-in' } },
  { name: 'receiving', route: '/receiving', query: calm },
  {
    name: 'scan',
    route: '/receiving/po-1184',
    query: calm,
    width: 1024,
    height: 600,
    act: async (page) => {
      for (const code of ['4006381333931', '5060912440474', '5060912440320']) {
        await scanCode(page, code);
        await page.waitForTimeout(150);
      }
    },
  },
  ...everywhereScreens,
  ...drawerScreens,
];
