import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { beforeAll, describe, expect, test } from 'vitest';
import { CONTENT_SECURITY_POLICY } from './content-policy.ts';
import { deviceKeyStore } from './device-key-store.ts';
import { FUSES } from './fuses.ts';
import { isOwnFrame, mayNavigate, mayOpenOutside, mayUse } from './guards.ts';
import { answerScreenRequest, screenFile } from './screen-files.ts';
import { webPreferences } from './window-options.ts';

/** Electron's own list of twenty, item by item. */
const here = import.meta.dirname;
const main = readFileSync(join(here, 'main.ts'), 'utf8');
const preload = readFileSync(join(here, '../preload/preload.ts'), 'utf8');
const preferences = webPreferences('/preload.cjs');

describe('what a window is opened with', () => {
  test('1 only our own content: nothing is loaded by http', () => {
    const loads = main.match(/load(URL|File)\(/g);
    expect(loads).toHaveLength(1);
    expect(main).toMatch(/loadURL\(`\$\{SCREEN_ORIGIN\}\/\$\{page\}`\)/);
    expect(main).toContain("page: '' | '#/display' = ''");
    expect(main).not.toMatch(/https?:/);
  });
  test('2 no Node in the screens', () => {
    expect(preferences).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });
  test('3 context isolation', () => expect(preferences.contextIsolation).toBe(true));
  test('4 sandbox', () => expect(preferences.sandbox).toBe(true));
  test('6 web security stays on', () => expect(preferences.webSecurity).toBe(true));
  test('8 no insecure content', () => expect(preferences.allowRunningInsecureContent).toBe(false));
  test('9 no experimental features', () => expect(preferences.experimentalFeatures).toBe(false));
  test('10 no Blink features', () => expect(preferences).not.toHaveProperty('enableBlinkFeatures'));
  test('11 and 12 no webview, and attaching one is prevented', () => {
    expect(preferences.webviewTag).toBe(false);
    expect(main).toContain("contents.on('will-attach-webview', (event) => event.preventDefault())");
  });
});

describe('what is asked of the system', () => {
  const own = 'app://tillhouse/index.html';
  test('5 permissions are denied, but for the clipboard of our own screens', () => {
    expect(mayUse('clipboard-sanitized-write', own)).toBe(true);
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'midi',
      'openExternal',
      'hid',
      'serial',
      'usb',
    ]) {
      expect(mayUse(permission, own), permission).toBe(false);
    }
    expect(mayUse('clipboard-sanitized-write', 'https://evil.example/')).toBe(false);
  });
  test.each([
    ['app://tillhouse/', true],
    ['app://tillhouse.evil/', false],
    ['app://evil/tillhouse', false],
    ['https://tillhouse/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['not an address', false],
  ])('13 navigation to %s: %s', (address, allowed) => expect(mayNavigate(address)).toBe(allowed));
  test('14 no window opens a window', () => expect(main).toContain("return { action: 'deny' }"));
  test.each([
    ['https://docs.tillhouse.example/till', true],
    ['http://docs.tillhouse.example/', false],
    ['https://docs.tillhouse.example:8443/', false],
    ['https://user@docs.tillhouse.example/', false],
    ['https://docs.tillhouse.example.evil.example/', false],
    ['file:///c:/windows/system32/calc.exe', false],
    ['ms-msdt:/id', false],
  ])('15 the system opens %s: %s', (address, allowed) => expect(mayOpenOutside(address)).toBe(allowed));
  test.each([
    ['https://api.shop.example/auth/oauth/authorize?client_id=tillhouse-desk', true],
    ['https://api.shop.example/auth/sign-in/x', false],
    ['https://api.shop.example.evil.example/auth/oauth/authorize', false],
    ['https://api.shop.example:8443/auth/oauth/authorize', false],
    ['http://api.shop.example/auth/oauth/authorize', false],
    ['https://x@api.shop.example/auth/oauth/authorize', false],
  ])('15 of the cloud it opens the sign-in page, %s: %s', (address, allowed) =>
    expect(mayOpenOutside(address, 'https://api.shop.example')).toBe(allowed),
  );
  test.each([
    ['https://cloud.larkhall.example/auth/passkey#ct_1', true],
    ['https://cloud.larkhall.example/auth/passkey?next=1', false],
    ['https://evil.example/auth/passkey#ct_1', false],
    ['http://cloud.larkhall.example/auth/passkey', false],
  ])('15 of the cloud it opens the page of passkeys, %s: %s', (address, allowed) =>
    expect(mayOpenOutside(address, 'https://cloud.larkhall.example')).toBe(allowed),
  );
  test('15 the passkey page of a cloud on this machine is called by its name', () => {
    expect(mayOpenOutside('http://localhost:4010/auth/passkey#ct_1', 'http://127.0.0.1:4010')).toBe(true);
    expect(mayOpenOutside('http://localhost:4011/auth/passkey#ct_1', 'http://127.0.0.1:4010')).toBe(false);
    expect(mayOpenOutside('http://localhost:4010/auth/passkey#ct_1')).toBe(false);
    // The desk's own page for a security key, which has no name on the network.
    const key = `http://localhost:49152/key/${'a'.repeat(43)}`;
    expect(mayOpenOutside(key)).toBe(true);
    for (const other of [`${key}?a=1`, key.replace('localhost', '127.0.0.1'), `${key}/more`, key.replace('/key', '/x')])
      expect(mayOpenOutside(other)).toBe(false);
  });
  test('16 the Electron line is a current one', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(here, '../../package.json'), 'utf8'));
    expect(Number(devDependencies.electron.split('.')[0])).toBeGreaterThanOrEqual(45);
  });
  test('17 a message counts only from the top frame of our own screen', () => {
    expect(isOwnFrame({ url: 'app://tillhouse/', parent: null })).toBe(true);
    expect(isOwnFrame({ url: 'https://evil.example/', parent: null })).toBe(false);
    expect(isOwnFrame({ url: 'app://tillhouse/', parent: {} })).toBe(false);
    expect(isOwnFrame(null)).toBe(false);
  });
});

describe('7 and 18: the custom protocol', () => {
  const root = mkdtempSync(join(tmpdir(), 'screens '));
  beforeAll(() => {
    mkdirSync(join(root, 'assets'));
    writeFileSync(join(root, 'index.html'), '<!doctype html>');
    writeFileSync(join(root, 'assets/app.js'), '1');
    writeFileSync(join(root, 'assets/secret.key'), 'no');
    writeFileSync(`${root}.js`, 'outside');
    symlinkSync(`${root}.js`, join(root, 'assets/link.js'));
  });
  test('serves the screens with a policy that runs only our own scripts', async () => {
    const answer = answerScreenRequest(root, 'app://tillhouse/');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    expect(CONTENT_SECURITY_POLICY).toMatch(/default-src 'none'; script-src 'self';/);
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
    expect(screenFile(root, 'app://tillhouse/assets/app.js')?.type).toContain('javascript');
  });
  test.each([
    'app://tillhouse/../secret.js',
    'app://tillhouse/%2e%2e/secret.js',
    'app://tillhouse/..%2f..%2fetc%2fpasswd',
    'app://tillhouse/assets/link.js',
    'app://tillhouse/assets/secret.key',
    'app://tillhouse/assets%5capp.js',
    'app://tillhouse/assets/app.js%00.html',
    'app://elsewhere/index.html',
    'file:///etc/passwd',
    'app://tillhouse/%',
  ])('%s is not found', (address) => expect(answerScreenRequest(root, address).status).toBe(404));
});

describe('19 and 20', () => {
  test('19 the fuses', () => {
    expect(FUSES[FuseV1Options.RunAsNode]).toBe(false);
    expect(FUSES[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(false);
    expect(FUSES[FuseV1Options.EnableNodeCliInspectArguments]).toBe(false);
    expect(FUSES[FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(false);
    expect(FUSES[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(true);
    expect(FUSES[FuseV1Options.OnlyLoadAppFromAsar]).toBe(true);
  });
  test('20 the preload exposes nothing: one port goes over, no function does', () => {
    expect(preload).not.toContain('exposeInMainWorld');
    expect(preload.match(/ipcRenderer\.\w+\('[\w-]+'/g)).toEqual([
      "ipcRenderer.on('bridge-port'",
      "ipcRenderer.send('bridge-wanted'",
    ]);
  });
  test('main, preload and bridge are the only folders that import electron', () => {
    const importers: string[] = [];
    const walk = (folder: string) => {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (entry.name === 'dist' || entry.name === 'node_modules') continue;
        const path = join(folder, entry.name);
        if (entry.isDirectory()) walk(path);
        else if (/\.tsx?$/.test(entry.name) && /from 'electron'/.test(readFileSync(path, 'utf8')))
          importers.push(folder);
      }
    };
    walk(join(here, '..'));
    const allowed = [here, join(here, '../preload')];
    expect(importers.filter((folder) => !allowed.includes(folder))).toEqual([]);
  });
});

describe('the device key', () => {
  const sealed = (available: boolean, backend = 'gnome_libsecret') => ({
    isAsyncEncryptionAvailable: async () => available,
    encryptStringAsync: async (plain: string) => Buffer.from([...plain].reverse().join('')),
    decryptStringAsync: async (bytes: Buffer) => ({ result: [...bytes.toString()].reverse().join('') }),
    getSelectedStorageBackend: () => backend,
  });
  const file = () => join(mkdtempSync(join(tmpdir(), 'key-')), 'device.key');

  test('is sealed where the system has a key store', async () => {
    const path = file();
    const store = deviceKeyStore(path, sealed(true), 'darwin');
    expect(await store.read()).toBeNull();
    await store.write('secret');
    expect(readFileSync(path, 'utf8')).not.toContain('secret');
    expect(await store.read()).toBe('secret');
    expect(await store.warning()).toBeNull();
  });
  test.each([
    ['no key store', sealed(false)],
    ['a store with a key everybody knows', sealed(true, 'basic_text')],
  ])('%s: a file only its user may read, and a warning', async (_case, storage) => {
    const path = file();
    const store = deviceKeyStore(path, storage, 'linux');
    await store.write('secret');
    expect(existsSync(`${path}.draft`)).toBe(false);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await store.read()).toBe('secret');
    expect(await store.warning()).toContain('key store');
  });
});
