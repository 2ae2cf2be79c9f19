import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const places: Record<string, string[]> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [process.env['ProgramFiles'], process.env['ProgramFiles(x86)'], process.env['LocalAppData']]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, 'Google/Chrome/Application/chrome.exe'),
      join(folder, 'Microsoft/Edge/Application/msedge.exe'),
      join(folder, 'Chromium/Application/chrome.exe'),
    ]),
};

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

/** The installed Chrome, Chromium or Edge; `CHROME_PATH` wins. Undefined when there is none. */
export function findChromium(): string | undefined {
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  return [process.env['CHROME_PATH'], ...(places[process.platform] ?? []), ...onPath].find(
    (file) => file && existsSync(file),
  );
}

/** Said where a browser test is left out. */
export const noChromium =
  'No Chrome, Chromium or Edge is installed. To run it: npm test -- --install (installs chromium by apt-get), or set CHROME_PATH.';

// A test's browser calls nobody: no updates, no QUIC past a proxy under test, no first-run pages.
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Launch {
  readonly args?: readonly string[];
  readonly headless?: boolean;
}

function launchOptions({ args = [], headless = true }: Launch) {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(noChromium);
  // Chromium's sandbox does not work for root, as in a container.
  return { executablePath, headless, chromiumSandbox: process.platform !== 'linux', args: [...quiet, ...args] };
}

/** Starts the installed browser, headless and with a fresh profile. @throws when none is installed */
export async function launchChromium(options: Launch = {}): Promise<Browser> {
  return chromium.launch(launchOptions(options));
}

/**
 * Starts the installed browser as the window of one page, headless: without the bars of a browser, which are pages and processes of
 * their own, as a till in a browser is opened.
 * @param profile an empty folder, which stays
 * @throws when none is installed
 */
export async function launchAppWindow(profile: string, viewport: { width: number; height: number }): Promise<Page> {
  const options = { ...launchOptions({ args: ['--app=data:text/html,'] }), viewport };
  const context = await chromium.launchPersistentContext(profile, options);
  return context.pages()[0] ?? context.newPage();
}
