import { expect, test } from 'vitest';
import { launchChromium } from './chromium.ts';

test('the installed browser starts and runs a page', async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.setContent('<h1 lang="de">Läden</h1>');
    expect(await page.textContent('h1')).toBe('Läden');
  } finally {
    await browser.close();
  }
});
