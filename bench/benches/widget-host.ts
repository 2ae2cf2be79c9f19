import { join } from 'node:path';
import { buildWidget } from '@tillhouse/storefront-widget/build.ts';
import { startFakeShop } from '@tillhouse/storefront-widget/testing/fake-shop.ts';
import { foreignPage } from '@tillhouse/storefront-widget/testing/foreign-page.ts';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../tools/parts/chromium.ts';
import type { Bench } from '../bench.ts';
import { whole } from '../figures.ts';

/** What a page of somebody's own site pays for the widget: how far it jumps, and how long its thread is kept. */
const SLOWER = 4;
/** What runs shorter nobody feels: so browsers count what blocks. */
const FELT_MS = 50;

/** Runs in the page before anything of it. */
const watch = `globalThis.watched = { moved: 0, blocked: 0 };
  const on = (type, each) => new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  on('layout-shift', ({ value }) => { watched.moved += value; });
  on('longtask', ({ duration }) => { watched.blocked += Math.max(0, duration - ${FELT_MS}); });`;
/** What is long is told only once the thread is free again. */
const told = 'new Promise((done) => requestIdleCallback(() => requestIdleCallback(() => done(globalThis.watched))))';

interface Watched {
  readonly moved: number;
  readonly blocked: number;
}

async function look(browser: Browser, url: string, cards: boolean): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.addInitScript(watch);
  await page.goto(url);
  if (cards) await page.locator('li.card').first().waitFor();
  await page.waitForLoadState('load');
  const watched = (await page.evaluate(told)) as Watched;
  await context.close();
  return watched;
}

/** The same work each time. */
function busyLoop(): number {
  const since = performance.now();
  let state = 1;
  for (let n = 0; n < 20_000_000; n += 1) state = (state * 48_271) % 2_147_483_647;
  return state === 0 ? 0 : Math.round(performance.now() - since);
}

export const widgetHost: Bench = {
  name: 'widget-host',
  doc: 'what the widget costs a page of another site on a processor four times slower: layout shift, added blocking time',
  figures: ['widget.cls', 'widget.blocking'],
  calibrate: async () => ({ name: 'cpu.loop', unit: 'ms', value: busyLoop() }),
  run: async ({ quick, folder, onEnd }) => {
    const dist = join(folder, 'dist');
    await buildWidget(dist);
    const shop = await startFakeShop(dist);
    onEnd(() => shop.close());
    shop.pages.set('/without', foreignPage([], { body: '' }));
    shop.pages.set(
      '/with',
      foreignPage([shop], {
        body: '<tillhouse-grid limit="8" style="display:block;min-height:100vh"></tillhouse-grid>',
      }),
    );
    const browser = await launchChromium();
    onEnd(() => browser.close());
    const moved: number[] = [];
    const added: number[] = [];
    for (let round = 0; round < (quick ? 3 : 15); round += 1) {
      const without = await look(browser, `${shop.address}/without`, false);
      const withIt = await look(browser, `${shop.address}/with`, true);
      moved.push(withIt.moved);
      added.push(Math.max(0, withIt.blocked - without.blocked));
    }
    const note = `a list of eight products, ${SLOWER}× slower; blocking is what tasks take beyond ${FELT_MS} ms`;
    return [whole('widget.cls', '', moved, '= 0', note), whole('widget.blocking', 'ms', added, '<= 50', note)];
  },
};
