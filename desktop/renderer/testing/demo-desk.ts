import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { launchChromium } from '../../../tools/parts/chromium.ts';
import { serveFolder } from './static-server.ts';

const desktop = fileURLToPath(new URL('../../', import.meta.url));
export interface DeskChoices {
  readonly route?: string;
  readonly query?: Record<string, string>;
  readonly dark?: boolean;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
}

export interface DemoDesk {
  readonly open: (choices?: DeskChoices) => Promise<Page>;
  readonly close: () => Promise<void>;
}

/** The screens over the sample desk, built and opened in a real browser. */
export async function openDemoDesk(options: { readonly build?: boolean } = {}): Promise<DemoDesk> {
  if (options.build !== false) await build({ configFile: `${desktop}vite.config.ts`, mode: 'demo', logLevel: 'error' });
  const server = await serveFolder(`${desktop}dist/renderer-demo`);
  const browser = await launchChromium({ args: ['--font-render-hinting=none'] });
  return {
    async open({ route = '/', query = {}, dark = false, width = 1366, height = 768, reducedMotion = true } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
        locale: 'en-GB',
        timezoneId: 'Europe/London',
      });
      const page = await context.newPage();
      page.on('pageerror', (error) => console.error('page error:', error.message));
      page.on('console', (line) => line.type() === 'error' && console.error('console:', line.text()));
      await page.goto(`${server.url}/demo.html?${new URLSearchParams(query)}#${route}`);
      await page.waitForSelector('main, section');
      await page.evaluate(() => document.fonts.ready);
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
