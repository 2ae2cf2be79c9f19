import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { expect, test } from 'vitest';
import { buildElectronWindow, buildScreens } from '../../tools/launcher/house/build-screens.ts';
import { whyNoDisplay } from '../../tools/launcher/house/display.ts';
import { presentElectron } from '../../tools/launcher/house/electron-binary.ts';

const program = presentElectron();
const noDisplay = whyNoDisplay({ ...process.env, CI: '' });
const leftOut = !program ? "Electron's binary is not here; `npm start -- --window` fetches it" : noDisplay;
const title = 'the window shows the set-up screen of a new desk, and the page has no Node in it';

test.skipIf(leftOut)(leftOut ? `${title} (left out: ${leftOut})` : title, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tillhouse-window-'));
  await buildScreens();
  await buildElectronWindow();
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath: program ?? '',
    args: [...root, join(import.meta.dirname, '../dist/main.mjs')],
    env: { ...(process.env as Record<string, string>), TILLHOUSE_DATA: dataDir, TILLHOUSE_CLOUD: 'http://127.0.0.1:9' },
  });
  try {
    const window = await app.firstWindow();
    await window.getByText('Set up this device').waitFor();
    expect(await window.evaluate(() => typeof (globalThis as { require?: unknown }).require)).toBe('undefined');
    expect(await window.evaluate(() => typeof (globalThis as { process?: unknown }).process)).toBe('undefined');
    expect(new URL(window.url()).protocol).toBe('app:');
  } finally {
    await app.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
