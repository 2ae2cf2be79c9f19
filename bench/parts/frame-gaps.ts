import { findChromium, launchChromium } from '../../tools/parts/chromium.ts';
import type { BenchContext } from '../bench.ts';
import type { DeskProcess } from './desk-process.ts';

const measure = `(() => {
  let last = performance.now();
  globalThis.longestGap = 0;
  const frame = (now) => {
    globalThis.longestGap = Math.max(globalThis.longestGap, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame((now) => { last = now; requestAnimationFrame(frame); });
})()`;

/** The longest time between two frames of the screens, from now until it is stopped; null without a browser. */
export async function frameGaps(
  context: BenchContext,
  desk: DeskProcess,
  session: string,
): Promise<{ stop(): Promise<number | null> }> {
  if (!findChromium()) return { stop: async () => null };
  const browser = await launchChromium();
  context.onEnd(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await page.addInitScript(`sessionStorage.setItem('tillhouse.session', ${JSON.stringify(session)})`);
  await page.goto(`${new URL(desk.address).origin}/#/`);
  // The first frames of any page are long; what sync does to it comes after.
  await page.waitForTimeout(1_500);
  await page.evaluate(measure);
  return {
    stop: async () => {
      const longest = await page.evaluate<number>('globalThis.longestGap');
      await browser.close();
      return longest;
    },
  };
}
