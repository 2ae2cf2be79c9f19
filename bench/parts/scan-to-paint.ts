import { findChromium, launchChromium } from '../../tools/parts/chromium.ts';
import type { BenchContext } from '../bench.ts';
import type { DeskProcess } from './desk-process.ts';

export interface PaintOptions {
  readonly context: BenchContext;
  readonly desk: DeskProcess;
  /** Of somebody who is signed in at the desk */
  readonly session: string;
  readonly scans: number;
  readonly code: () => string;
}

/** Where the screens keep a tab's session. */
const KEPT = 'tillhouse.session';

/** Milliseconds from the last key of a scan to the frame that shows its line, in the real screens; null without a browser. */
export async function scanToPaint({ context, desk, session, scans, code }: PaintOptions): Promise<number[] | null> {
  if (!findChromium()) return null;
  const browser = await launchChromium();
  context.onEnd(() => browser.close());
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  await page.addInitScript(
    ([name, value]) => window.sessionStorage.setItem(name as string, value as string),
    [KEPT, session],
  );
  // Without a code: a tab that is signed in already and was loaded again.
  await page.goto(`${new URL(desk.address).origin}/#/till`);
  await page.getByRole('region', { name: 'Basket' }).waitFor({ timeout: 30_000 });
  const samples: number[] = [];
  for (let scan = 0; scan < scans; scan += 1) {
    const painted = page.evaluate(nextLinePainted);
    await page.keyboard.type(code());
    await page.keyboard.press('Enter');
    samples.push(await painted);
    // A gun rests between two codes.
    await page.waitForTimeout(30);
  }
  return samples;
}

/** Waits for the last key of a scan and then for the frame after the basket changed. */
function nextLinePainted(): Promise<number> {
  const basket = document.querySelector('section[aria-label="Basket"]') as HTMLElement;
  const before = basket.innerText;
  return new Promise((resolve, reject) => {
    let since = 0;
    const late = setTimeout(() => reject(new Error('the line of a scan never came')), 10_000);
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Enter') since = event.timeStamp;
    };
    addEventListener('keydown', onKey, true);
    const watcher = new MutationObserver(() => {
      if (since === 0 || basket.innerText === before) return;
      watcher.disconnect();
      removeEventListener('keydown', onKey, true);
      clearTimeout(late);
      // The frame that holds the change is painted between these two.
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now() - since);
        channel.port2.postMessage(null);
      });
    });
    watcher.observe(basket, { subtree: true, childList: true, characterData: true });
  });
}
