import { findChromium, launchChromium } from '../../tools/parts/chromium.ts';
import type { BenchContext } from '../bench.ts';
import type { DeskProcess } from './desk-process.ts';

export interface CommitToPaintOptions {
  readonly context: BenchContext;
  readonly desk: DeskProcess;
  /** Of somebody who is signed in at the desk */
  readonly session: string;
  readonly commits: number;
  /** Milliseconds before the next commit */
  readonly rest: () => number;
  /** Commits a product with this title in the cloud. */
  readonly commit: (title: string) => Promise<unknown>;
}

/**
 * In the page: resolves with the wall clock's milliseconds of the frame that shows a text, null when it never came.
 * The clock counts from the page's own beginning, so it is steady; the beginning is the wall clock's, as every process has it.
 */
const textPainted = `(text) => new Promise((resolve) => {
  const late = setTimeout(() => { watcher.disconnect(); resolve(null); }, 30000);
  const watcher = new MutationObserver(() => {
    if (!document.body.textContent.includes(text)) return;
    watcher.disconnect();
    clearTimeout(late);
    // The frame that holds the change is painted between these two.
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
      channel.port2.postMessage(null);
    });
  });
  watcher.observe(document.body, { subtree: true, childList: true, characterData: true });
})`;

/** Milliseconds from before a COMMIT in the cloud to the frame of the products screen that shows it; null without a browser. */
export async function commitToPaint(options: CommitToPaintOptions): Promise<number[] | null> {
  const { context, desk, session, commits, rest, commit } = options;
  if (!findChromium()) return null;
  const browser = await launchChromium();
  context.onEnd(() => browser.close());
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  await page.addInitScript(`sessionStorage.setItem('tillhouse.session', ${JSON.stringify(session)})`);
  await page.goto(`${new URL(desk.address).origin}/#/products`);
  await page
    .getByText(/Stoneware piece/)
    .first()
    .waitFor({ timeout: 60_000 });
  const samples: number[] = [];
  for (let round = -5; round < commits; round += 1) {
    await page.waitForTimeout(rest());
    const title = `Stoneware piece, firing ${round + 100}.`;
    await page.evaluate(`globalThis.painted = (${textPainted})(${JSON.stringify(title)}); 0`);
    const since = performance.timeOrigin + performance.now();
    await commit(title);
    const at = await page.evaluate<number | null>('globalThis.painted');
    if (at === null) throw new Error(`“${title}” was not on the screen within 30 s`);
    // The first ones find a page that has never drawn a change.
    if (round >= 0) samples.push(at - since);
  }
  await browser.close();
  return samples;
}
