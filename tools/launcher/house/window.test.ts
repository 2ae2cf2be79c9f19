import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isAlive } from '../../parts/processes.ts';
import { chooseWindow, openElectron } from './window.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillhouse window '));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test('without a display the screens stay in the browser somebody opens, with the reason', async () => {
  vi.stubEnv('CI', 'true');
  expect(await chooseWindow({ open: true, window: false })).toMatchObject({
    kind: 'none',
    said: expect.stringContaining('CI run'),
  });
  expect(await chooseWindow({ open: false, window: false })).toMatchObject({
    kind: 'none',
    said: expect.stringContaining('--no-open'),
  });
});

test.skipIf(process.platform === 'win32')(
  'the window is told its folder and its cloud, and is closed with the house',
  async () => {
    const program = join(folder, 'electron');
    const told = join(folder, 'told');
    const script = `#!/bin/sh\nprintf '%s\\n' "$$" "$TILLHOUSE_DATA" "$TILLHOUSE_CLOUD" "$1" > '${told}.new'\nmv '${told}.new' '${told}'\nexec sleep 60\n`;
    writeFileSync(program, script);
    chmodSync(program, 0o755);
    const close = openElectron(program, { dataDir: join(folder, 'window'), cloudUrl: 'http://127.0.0.1:9' });
    while (!existsSync(told)) await sleep(20);
    const [pid, dataDir, cloudUrl, main] = readFileSync(told, 'utf8').split('\n');
    expect({ dataDir, cloudUrl }).toEqual({ dataDir: join(folder, 'window'), cloudUrl: 'http://127.0.0.1:9' });
    expect(main).toMatch(/desktop.dist.main\.mjs$/);
    await close();
    expect(isAlive(Number(pid))).toBe(false);
  },
);
