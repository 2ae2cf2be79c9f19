import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
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
  /** As `open`, in a window that others were looked at in before: what it compiled for them it need not compile again. */
  readonly look: <T>(choices: DeskChoices, at: (page: Page) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

function windowOf({ dark = false, width = 1366, height = 768, reducedMotion = true }: DeskChoices) {
  return {
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  } as const;
}

/** The screens over the sample desk, built and opened in a real browser. */
export async function openDemoDesk(options: { readonly build?: boolean } = {}): Promise<DemoDesk> {
  if (options.build !== false) await build({ configFile: `${desktop}vite.config.ts`, mode: 'demo', logLevel: 'error' });
  const server = await serveFolder(`${desktop}dist/renderer-demo`);
  const browser = await launchChromium({ args: ['--font-render-hinting=none'] });
  const idle = new Map<string, BrowserContext[]>();

  async function openIn(context: BrowserContext, { route = '/', query = {} }: DeskChoices): Promise<Page> {
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error('page error:', error.message));
    page.on('console', (line) => line.type() === 'error' && console.error('console:', line.text()));
    await page.goto(`${server.url}/demo.html?${new URLSearchParams(query)}#${route}`);
    await page.waitForSelector('main, section');
    await page.evaluate(() => document.fonts.ready);
    return page;
  }
  return {
    open: async (choices = {}) => openIn(await browser.newContext(windowOf(choices)), choices),
    async look(choices, at) {
      const kind = JSON.stringify(windowOf(choices));
      const free = idle.get(kind) ?? [];
      idle.set(kind, free);
      const context = free.pop() ?? (await browser.newContext(windowOf(choices)));
      const page = await openIn(context, choices);
      const seen = await at(page);
      // Nothing that this one kept is there for the next; one that failed is not used again.
      await page.evaluate(() => localStorage.clear());
      await page.close();
      await context.clearCookies();
      free.push(context);
      return seen;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
