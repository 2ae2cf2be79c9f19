import type { Page } from 'playwright-core';

/** As a gun sends it: 8 ms a key and Enter. The times go along with the keys, so that a busy machine changes nothing. */
export async function scanCode(page: Page, code: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  let at = Date.now() / 1000;
  const sent: Promise<unknown>[] = [];
  const press = (key: string, text: string, code: string) => {
    at += 0.008;
    const windowsVirtualKeyCode = key === 'Enter' ? 13 : key.toUpperCase().charCodeAt(0);
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
  for (const key of code) press(key, key, /\d/.test(key) ? `Digit${key}` : '');
  press('Enter', '\r', 'Enter');
  await Promise.all(sent);
  await session.detach();
}
