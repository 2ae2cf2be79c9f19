import type { Page } from 'playwright-core';
import type { GunTrace } from './gun-traces.ts';

/** Beyond any trace: so that the next scan begins after the last one ended, by the times that its keys carry. */
const APART = 0.4;
const lastKeyAt = new WeakMap<Page, number>();

/** Keys whose code is not that of their letter */
const keyCodes: Readonly<Record<string, number>> = { Enter: 13, ']': 221 };

const eightMs: GunTrace = [8];

/** As a gun sends it, its keys apart as in the trace, and Enter. The times go along with the keys, so that a busy machine changes nothing. */
export async function scanCode(page: Page, code: string, trace: GunTrace = eightMs): Promise<void> {
  const session = await page.context().newCDPSession(page);
  let at = Math.max(Date.now() / 1_000, (lastKeyAt.get(page) ?? 0) + APART);
  let pressed = 0;
  const sent: Promise<unknown>[] = [];
  const press = (key: string, text: string, code: string) => {
    at += (trace[pressed % trace.length] ?? 8) / 1_000;
    pressed += 1;
    const windowsVirtualKeyCode = keyCodes[key] ?? key.toUpperCase().charCodeAt(0);
    sent.push(
      session.send('Input.dispatchKeyEvent', {
        type: 'keyDown',
        key,
        text,
        code,
        windowsVirtualKeyCode,
        timestamp: at,
      }),
    );
    sent.push(
      session.send('Input.dispatchKeyEvent', {
        type: 'keyUp',
        key,
        code,
        windowsVirtualKeyCode,
        timestamp: at + 0.002,
      }),
    );
  };
  for (const key of code) press(key, key, key === ']' ? 'BracketRight' : /\d/.test(key) ? `Digit${key}` : '');
  press('Enter', '\r', 'Enter');
  lastKeyAt.set(page, at);
  await Promise.all(sent);
  await session.detach();
}
