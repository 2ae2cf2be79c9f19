import type { Page } from 'playwright-core';
import { MEASURE_CODE } from '../scanner/measure-gun.ts';
import { slow } from './gun-traces.ts';
import { scanCode } from './scan-code.ts';
import type { Screen } from './screens.ts';

const calm = { sync: 'calm', basket: 'full' };

async function byCard(page: Page, typed = ''): Promise<void> {
  await page.keyboard.press('F9');
  await page.getByRole('tab', { name: /Card/ }).click();
  await page.keyboard.type(typed);
}

async function charge(page: Page, typed = ''): Promise<void> {
  await byCard(page, typed);
  await page.getByRole('button', { name: /^Charge / }).click();
}

/** Paying through a card terminal, as it is photographed. */
export const cardScreens: readonly Screen[] = [
  {
    name: 'till-card',
    route: '/till',
    query: { terminal: 'approves', ...calm },
    act: async (page) => {
      await charge(page, '20');
      await page.getByText('Visa ending 4417').waitFor();
      await page.getByText('Terminal ready').waitFor();
    },
  },
  {
    name: 'till-weigh',
    within: '[role="dialog"]',
    route: '/till',
    query: calm,
    act: async (page) => {
      await page.locator('[data-line]').last().waitFor();
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('F12');
      await page.getByText('At rest').waitFor();
      await page.keyboard.press('2');
      await page.getByText('0.425').waitFor();
    },
  },
  {
    name: 'till-weigh-typed',
    within: '[role="dialog"]',
    route: '/till',
    query: calm,
    act: async (page) => {
      await page.locator('[data-line]').last().waitFor();
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('F12');
      await page.getByRole('button', { name: 'Type the weight' }).click();
      for (const key of ['.', '4', '2', '5'])
        await page.getByRole('group', { name: 'Weight' }).getByText(key, { exact: true }).click();
    },
  },
  {
    name: 'till-split-items',
    route: '/till',
    query: calm,
    act: async (page) => {
      await page.keyboard.press('F9');
      await page.keyboard.press('F7');
      await page.getByText('Part 1: what does this person pay?').waitFor();
      for (const key of ['+', '+', 'ArrowDown', 'ArrowDown', ' ']) await page.keyboard.press(key);
      await page.keyboard.press('Enter');
      await page.getByText('To take in cash').waitFor();
      await page.keyboard.type('40');
      await page.keyboard.press('Enter');
      await page.getByText('Part 2: what does this person pay?').waitFor();
      for (const key of ['+', 'ArrowDown', ' ']) await page.keyboard.press(key);
    },
  },
  {
    name: 'till-split-part',
    route: '/till',
    query: calm,
    act: async (page) => {
      await page.keyboard.press('F9');
      await page.keyboard.press('F7');
      for (const key of [' ', 'Enter']) await page.keyboard.press(key);
      await page.getByText('Part 1, 4 items').waitFor();
    },
  },
  {
    name: 'till-tip',
    route: '/till',
    query: calm,
    act: async (page) => {
      await page.keyboard.press('F9');
      await page.keyboard.press('F8');
      await page.getByRole('button', { name: '10 %, £17.30' }).click();
      await page.getByText('for the staff, not a sale').waitFor();
    },
  },
  {
    name: 'till-tip-ask',
    route: '/till',
    query: calm,
    within: '[role=dialog]',
    act: async (page) => {
      await page.keyboard.press('F9');
      await page.keyboard.press('F8');
      await page.getByRole('button', { name: 'No tip' }).waitFor();
    },
  },
  {
    name: 'till-card-declined',
    route: '/till',
    query: { terminal: 'declines', ...calm },
    act: async (page) => {
      await charge(page);
      await page.getByText('Declined: Insufficient funds').waitFor();
    },
  },
  {
    name: 'devices',
    route: '/devices',
    query: { terminal: 'approves', printer: '1', sync: 'calm' },
    act: async (page) => {
      await page.getByRole('button', { name: 'Test the connection' }).click();
      await page.getByText('SIM-0001').waitFor();
      await page.getByRole('region', { name: 'Fiscal device' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'devices-reader',
    route: '/devices',
    query: { terminal: 'reader', sync: 'calm' },
    act: async (page) => {
      await page.getByRole('radio', { name: /For trying/ }).check();
      await page.getByRole('button', { name: 'One that pays' }).waitFor();
    },
  },
  {
    name: 'devices-register-reader',
    within: '[role="dialog"]',
    route: '/devices',
    query: { terminal: 'reader', sync: 'calm' },
    act: async (page) => {
      await page.getByRole('button', { name: 'Register a reader' }).click();
      await page.getByLabel('Where it stands').selectOption('new');
      await page.getByLabel('Street and number').waitFor();
    },
  },
  {
    name: 'till-card-away',
    route: '/till',
    query: { terminal: 'away', ...calm },
    act: async (page) => {
      await byCard(page);
      await page.getByText(/No card is taken at the reader now/).waitFor();
    },
  },
  {
    name: 'devices-measured',
    within: '[role="dialog"]',
    route: '/devices',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: 'Measure the scanner' }).click();
      const dialog = page.getByRole('dialog', { name: 'Measure the scanner' });
      for (const done of [1, 2, 3, 4]) {
        await scanCode(page, MEASURE_CODE, slow);
        await dialog.getByText(`${done} of 5 scans`).waitFor();
      }
      await scanCode(page, MEASURE_CODE, slow);
      await dialog.getByText(/^6\d to 9\d ms a key$/).waitFor();
    },
  },
  {
    name: 'till-troubled',
    route: '/till',
    query: { printer: '1', ...calm },
    act: async (page) => {
      await page.getByText('No paper.').waitFor();
    },
  },
  {
    name: 'display',
    route: '/display',
    query: calm,
    act: async (page) => {
      // It follows the basket: a new item, and a part of it that was paid.
      await page.evaluate(async () => {
        const { demo } = globalThis as unknown as { demo: { call(name: string, args: object): Promise<unknown> } };
        await demo.call('basket.add', { variantId: 'v-BAG-COT' });
        await demo.call('basket.takeCash', { legId: 'leg', amount: 2_000 });
      });
      await page.getByText('Still to pay').waitFor();
      await page.getByText('Cotton carrier bag').waitFor();
    },
  },
  { name: 'display-thanks', route: '/display', query: { sync: 'calm', thanks: '1' } },
  {
    name: 'display-mail',
    route: '/display',
    query: { sync: 'calm', thanks: '1' },
    act: async (page) => {
      await page.getByRole('button', { name: 'Receipt by e-mail' }).click();
      for (const key of 'ann@') await page.getByRole('button', { name: key, exact: true }).click();
      await page.getByRole('textbox').and(page.locator('[value="ann@"]')).waitFor();
    },
  },
  {
    name: 'till-card-unknown',
    route: '/till',
    query: { terminal: 'silent', ...calm },
    act: async (page) => {
      await charge(page);
      await page.getByText('Asking the terminal…').waitFor();
    },
  },
];
