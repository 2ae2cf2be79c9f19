import { findChromium, launchChromium } from '../../tools/parts/chromium.ts';
import type { BenchContext } from '../bench.ts';
import type { DeskProcess } from './desk-process.ts';

const measure = `(() => {
  const seen = { frames: 0, longest: 0, longestTask: 0, since: performance.now() };
  globalThis.frameGaps = seen;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longestTask = Math.max(seen.longestTask, duration);
  }).observe({ type: 'longtask' });
  let last = 0;
  const frame = (now) => {
    if (last > 0) {
      seen.frames += 1;
      seen.longest = Math.max(seen.longest, now - last);
    }
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})()`;

export interface FrameGaps {
  /** Milliseconds */
  readonly longest: number;
  /** Milliseconds that the page itself was busy at a time; 0 where it never was for more than 50 */
  readonly longestTask: number;
  readonly frames: number;
  readonly seconds: number;
}

export interface OpenScreens {
  /**
   * Measures from when the home screen stands before somebody who has just signed in, its chart too: that a screen is
   * opened takes its own time once, whether rows come in or not.
   */
  begin(): Promise<void>;
  /** @throws where too few frames were seen to say anything */
  stop(): Promise<FrameGaps>;
}

/** Fewer say nothing about how long one may take: a second's worth. */
const FEWEST = 60;

/** The screens of a window in a real browser, opened before anything is measured; null without a browser. */
export async function openScreens(
  context: BenchContext,
  desk: DeskProcess,
  session: string,
): Promise<OpenScreens | null> {
  if (!findChromium()) return null;
  const browser = await launchChromium();
  context.onEnd(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await page.addInitScript(`sessionStorage.setItem('tillhouse.session', ${JSON.stringify(session)})`);
  await page.goto(`${new URL(desk.address).origin}/#/`);
  await page.waitForLoadState('networkidle');
  return {
    begin: async () => {
      await page.getByRole('navigation').first().waitFor({ timeout: 30_000 });
      await page.locator('main .recharts-surface').first().waitFor({ timeout: 30_000 });
      await page.evaluate(measure);
    },
    stop: async () => {
      const said = `(({ frames, longest, longestTask, since }) => ({ frames, longest, longestTask, seconds: (performance.now() - since) / 1000 }))(globalThis.frameGaps)`;
      const seen = await page.evaluate<FrameGaps>(said);
      await browser.close();
      if (seen.frames < FEWEST)
        throw new Error(`only ${seen.frames} frames were seen in ${seen.seconds.toFixed(1)} s: that measures nothing`);
      return seen;
    },
  };
}
