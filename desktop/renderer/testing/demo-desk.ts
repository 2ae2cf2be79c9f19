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

/** Built as it is shipped: under a test runner's own NODE_ENV the slower development build of React would be looked at. */
async function buildDemo(): Promise<void> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await build({ configFile: `${desktop}vite.config.ts`, mode: 'demo', logLevel: 'error' });
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}

/** The screens over the sample desk, built and opened in a real browser. */
export async function openDemoDesk(options: { readonly build?: boolean } = {}): Promise<DemoDesk> {
  if (options.build !== false) await buildDemo();
  const server = await serveFolder(`${desktop}dist/renderer-demo`);
  const browser = await launchChromium({ args: ['--font-render-hinting=none'] });
  const idle = new Map<string, Page[]>();
  let looked = 0;

  async function pageIn(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error('page error:', error.message));
    page.on('console', (line) => line.type() === 'error' && console.error('console:', line.text()));
    return page;
  }

  async function goTo(page: Page, { route = '/', query = {} }: DeskChoices): Promise<void> {
    await page.goto(`${server.url}/demo.html?${new URLSearchParams(query)}#${route}`);
    await page.waitForSelector('main, section');
    await page.evaluate(() => document.fonts.ready);
  }
  return {
    async open(choices = {}) {
      const page = await pageIn(await browser.newContext(windowOf(choices)));
      await goTo(page, choices);
      return page;
    },
    async look(choices, at) {
      const kind = JSON.stringify(windowOf(choices));
      const free = idle.get(kind) ?? [];
      idle.set(kind, free);
      const page = free.pop() ?? (await pageIn(await browser.newContext(windowOf(choices))));
      looked += 1;
      // Each look has an address of its own, so that nothing of the page before it is gone on with.
      await goTo(page, { ...choices, query: { ...choices.query, look: String(looked) } });
      const seen = await at(page);
      // Nothing that this one kept is there for the next, nor the pointer on anything; one that failed is not used again.
      await page.evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
      await page.context().clearCookies();
      await page.mouse.move(-1, -1);
      free.push(page);
      return seen;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
