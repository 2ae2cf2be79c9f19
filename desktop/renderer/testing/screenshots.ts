import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { openDemoDesk, type DeskChoices } from './demo-desk.ts';

interface Shot extends DeskChoices {
  readonly name: string;
  readonly act?: (page: Page) => Promise<void>;
}

const calm = { sync: 'calm' };
const shots: readonly Shot[] = [
  { name: 'signin', query: { session: 'locked', offline: '4' }, act: async (page) => { await page.getByRole('button', { name: /Ewa Nowak/ }).click(); await page.keyboard.type('12'); } },
  { name: 'enrol', query: { session: 'unenrolled' } },
  { name: 'home', query: calm },
  { name: 'sales', route: '/sales', query: calm },
  { name: 'products', route: '/products', act: async (page) => { for (const name of ['Taper candles, box of 6', 'Fig leaf candle, 220 g', 'Dome table lamp, Brass']) await page.getByRole('checkbox', { name: `Select ${name}` }).check(); } },
  { name: 'product-edit', route: '/products/p-0', query: calm, act: async (page) => { for (const row of [1, 3, 5]) await page.getByLabel(/^Price of/).nth(row).fill('14.50'); } },
  { name: 'stock', route: '/stock', query: calm },
  { name: 'stock-variant', route: '/stock/v-CND-TAP-IV6', query: calm },
  { name: 'orders', route: '/orders?open=o-5', query: calm },
  { name: 'till-sell', route: '/till', query: { basket: 'full', offline: '7' } },
  { name: 'till-empty', route: '/till', query: calm },
  { name: 'till-pay', route: '/till', query: { basket: 'full', ...calm }, act: async (page) => { await page.keyboard.press('F9'); await page.waitForTimeout(100); await page.keyboard.type('160'); } },
  { name: 'till-done', route: '/till', query: { basket: 'full', ...calm }, act: async (page) => { await page.keyboard.press('F9'); await page.waitForTimeout(100); await page.keyboard.type('180'); await page.keyboard.press('Enter'); } },
  { name: 'sync', route: '/sync' },
  { name: 'receiving', route: '/receiving', query: calm },
  { name: 'scan', route: '/receiving/po-1184', query: calm, width: 1024, height: 600, act: async (page) => { for (const code of ['4006381333931', '5060912440474', '5060912440320']) { await page.keyboard.type(code, { delay: 4 }); await page.keyboard.press('Enter'); await page.waitForTimeout(150); } } },
  { name: 'palette', route: '/products', act: async (page) => { await page.keyboard.press('Control+k'); await page.waitForSelector('[role="combobox"]'); await page.keyboard.type('moss'); } },
  { name: 'shortcuts', route: '/products', act: async (page) => { await page.keyboard.press('Shift+?'); } },
];

/** node desktop/renderer/testing/screenshots.ts FOLDER [--no-build] [--light] [NAME …] */
const [folder = 'test-results/screens', ...rest] = process.argv.slice(2);
const names = rest.filter((word) => !word.startsWith('--'));
const size = rest.find((word) => word.startsWith('--size='))?.slice(7).split('x').map(Number);
const rtl = rest.includes('--rtl');
mkdirSync(folder, { recursive: true });
const desk = await openDemoDesk({ build: !rest.includes('--no-build') });
for (const shot of shots) {
  if (names.length > 0 && !names.includes(shot.name)) continue;
  for (const dark of rest.includes('--light') ? [false] : [false, true]) {
    const page = await desk.open({ ...shot, dark, query: { ...shot.query, ...(rtl && { dir: 'rtl' }) }, ...(size && { width: size[0] ?? 1366, height: size[1] ?? 768 }) });
    try {
      await page.waitForTimeout(250);
      await shot.act?.(page);
      await page.waitForTimeout(350);
    } catch (problem) {
      console.error(shot.name, String(problem).slice(0, 300));
    }
    await page.screenshot({ path: `${folder}/${shot.name}${dark ? '-dark' : ''}.png` });
    await page.context().close();
  }
}
await desk.close();
