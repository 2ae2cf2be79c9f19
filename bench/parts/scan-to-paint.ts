import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium, launchAppWindow } from '../../tools/parts/chromium.ts';
import type { BenchContext } from '../bench.ts';
import type { DeskProcess } from './desk-process.ts';

export interface PaintOptions {
  readonly context: BenchContext;
  readonly desk: DeskProcess;
  /** Of somebody who is signed in at the desk */
  readonly session: string;
  readonly scans: number;
  readonly code: () => string;
  /** Empties the basket of that till: after twenty scans, as customers do. */
  readonly clear: () => Promise<unknown>;
  /** How many times slower than this machine the browser computes; default 1 */
  readonly slower?: number;
  /** After the last scan, while the browser still runs */
  readonly whileOpen?: () => void;
}

const nextLinePainted = readFileSync(new URL('./next-line-painted.js', import.meta.url), 'utf8')
  .replace(/^\/\/.*\n/, '')
  .trim()
  .replace(/;$/, '');

/** Milliseconds from the last key of a scan to the frame that shows its line, in the real screens; null without a browser. */
export async function scanToPaint({
  context,
  desk,
  session,
  scans,
  code,
  clear,
  slower = 1,
  whileOpen = () => {},
}: PaintOptions): Promise<{ samples: number[]; lost: number } | null> {
  if (!findChromium()) return null;
  const page = await launchAppWindow(join(context.folder, 'browser'), { width: 1366, height: 768 });
  context.onEnd(() => page.context().close());
  // Where the screens keep a tab's session: this is a tab that is signed in already and was loaded again.
  await page.addInitScript(`sessionStorage.setItem('tillhouse.session', ${JSON.stringify(session)})`);
  // Before the screens' own listener, which keeps the keys of a scan from everybody after it.
  await page.addInitScript(
    "addEventListener('keydown', (event) => { if (event.key === 'Enter') globalThis.lastEnterAt = event.timeStamp; }, true)",
  );
  await page.goto(`${new URL(desk.address).origin}/#/till`);
  await page.getByRole('region', { name: 'Basket' }).waitFor({ timeout: 30_000 });
  // A gun does not wait for the page: its keys are sent at once, and the browser stamps each as it comes.
  const input = await page.context().newCDPSession(page);
  if (slower !== 1) await input.send('Emulation.setCPUThrottlingRate', { rate: slower });
  const gunKey = (key: string) => {
    const enter = key === 'Enter';
    const which = enter ? 13 : key.charCodeAt(0);
    const said = { key, code: enter ? 'Enter' : `Digit${key}`, windowsVirtualKeyCode: which };
    const text = enter ? '\r' : key;
    return [
      input.send('Input.dispatchKeyEvent', { type: 'keyDown', text, ...said }),
      input.send('Input.dispatchKeyEvent', { type: 'keyUp', ...said }),
    ];
  };
  await page.waitForTimeout(2_000);
  const samples: number[] = [];
  let lost = 0;
  while (samples.length < scans) {
    await page.evaluate(`(${nextLinePainted})()`);
    await Promise.all([...code(), 'Enter'].flatMap((key) => gunKey(key)));
    const painted = await page.evaluate<number | null>('globalThis.nextLine');
    if (painted !== null) samples.push(painted);
    else {
      // Keys that a busy machine held back look like typing: the code comes in two pieces and is unknown.
      lost += 1;
      if (lost > scans / 4)
        throw new Error(`${lost} scans were not taken as scans: this machine is too busy to measure on`);
      await page.keyboard.press('Escape');
    }
    if (samples.length % 20 === 0) await clear();
    // A gun rests between two codes.
    await page.waitForTimeout(200);
  }
  whileOpen();
  return { samples, lost };
}
