import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, noChromium } from '../../../tools/parts/chromium.ts';
import { axeFindings } from './axe.ts';
import { type DemoDesk, openDemoDesk } from './demo-desk.ts';

const missing = findChromium() === undefined;
if (missing) console.warn(`reviews.e2e: ${noChromium}`);

describe.skipIf(missing)('reviews at the desk', () => {
  let desk: DemoDesk;
  beforeAll(async () => {
    desk = await openDemoDesk();
  }, 120_000);
  afterAll(() => desk?.close());

  test('are gone through, shown, hidden and answered by keys, and each is undone beside what was said', async () => {
    const page = await desk.open({ route: '/web-shop/reviews', query: { sync: 'calm' } });
    const side = page.getByRole('complementary', { name: 'Review' });
    await side.getByText('My favourite mug').waitFor();
    await page.keyboard.press('j');
    await side.getByText('Smaller than I thought').waitFor();
    expect(await side.getByText('Bought it').count()).toBe(0);
    await page.keyboard.press('s');
    await page.getByText('The review is shown').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back').waitFor();
    // What is pointed at stays, and there is room for a few.
    await page.mouse.move(300, 600);
    await page.keyboard.press('h');
    await page.getByText('The review is hidden').waitFor();
    await page.keyboard.press('a');
    // What is typed is an answer, no key of the page.
    await page.keyboard.type('sorry, half a pint');
    const field = page.getByLabel('Answer of the shop');
    expect(await field.inputValue()).toBe('sorry, half a pint');
    await page.keyboard.press('Control+Enter');
    await page.getByText('The answer is saved').waitFor();
    await page.context().close();
  });

  test('are nothing to say before the shop lets shoppers say something', async () => {
    const page = await desk.open({ route: '/web-shop/reviews', query: { sync: 'calm', webShop: 'none' }, dark: true });
    await page.getByText('Shoppers cannot say anything yet').waitFor();
    await page.getByRole('button', { name: 'How reviews are taken' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Larkhall Dubai').selectOption('verified');
    expect(await axeFindings(page, { within: '[role="dialog"]' })).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved on this desk').waitFor();
    await page.context().close();
  });

  test('a product has what goes with it chosen, in an order', async () => {
    const page = await desk.open({ route: '/products/p-0', query: { sync: 'calm' } });
    await page.getByRole('button', { name: 'Goes with it' }).click();
    const first = page.getByRole('list', { name: 'Shown first' }).getByRole('listitem');
    expect((await first.allInnerTexts()).join()).toMatch(/Willow basket.*Ribbed glass vase/);
    await page.getByRole('button', { name: 'Move Ribbed glass vase, 24 cm up' }).click();
    expect((await first.allInnerTexts()).join()).toMatch(/Ribbed glass vase.*Willow basket/);
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved on this desk').waitFor();
    await page.context().close();
  });
});
