import { totalmem } from 'node:os';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  MessageChannelMain,
  protocol,
  safeStorage,
  session,
  shell,
  utilityProcess,
} from 'electron';
import { deviceKeyStore, type SafeStorage } from './device-key-store.ts';
import { isDisplay, isOwnFrame, mayNavigate, mayOpenOutside, mayUse } from './guards.ts';
import { hostEnv } from './host-env.ts';
import { keepHostRunning } from './host-process.ts';
import { answerScreenRequest } from './screen-files.ts';
import { isSmallMemory, SMALL_MEMORY_SWITCH } from './small-memory.ts';
import { SCREEN_ORIGIN, windowOptions } from './window-options.ts';

/**
 * Windows, the custom protocol, and the process of the host. No domain code: a command never passes
 * through here, only the port over which the screens talk to the host.
 */
const here = import.meta.dirname;
const screens = join(here, 'renderer');

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);

if (isSmallMemory(totalmem())) app.commandLine.appendSwitch(SMALL_MEMORY_SWITCH.name, SMALL_MEMORY_SWITCH.value);

if (!app.requestSingleInstanceLock()) app.quit();
else app.whenReady().then(start);

function openWindow(page: '' | '#/display' = ''): BrowserWindow {
  const window = new BrowserWindow(windowOptions(join(here, 'preload.cjs')));
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${SCREEN_ORIGIN}/${page}`);
  return window;
}

async function start(): Promise<void> {
  protocol.handle('app', (request) => answerScreenRequest(screens, request.url));
  session.defaultSession.setPermissionRequestHandler((contents, permission, answer) =>
    answer(mayUse(permission, contents.getURL())),
  );
  session.defaultSession.setPermissionCheckHandler((_contents, permission, origin) => mayUse(permission, `${origin}/`));

  const dataDir = process.env.TILLHOUSE_DATA ?? join(app.getPath('userData'), 'desk');
  const keyStore = (file: string) => deviceKeyStore(join(dataDir, file), safeStorage as unknown as SafeStorage);
  const host = keepHostRunning({
    dataDir,
    cloudUrl: process.env.TILLHOUSE_CLOUD ?? '',
    keys: { device: keyStore('device.key'), data: keyStore('data.key') },
    fork: () =>
      utilityProcess.fork(join(here, 'host.mjs'), [], {
        serviceName: 'Tillhouse host',
        stdio: 'inherit',
        env: hostEnv(process.env),
      }),
    now: () => Date.now(),
    onGivenUp: () => {
      dialog.showErrorBox(
        'Tillhouse cannot start its local store',
        'Every finished sale is safe on this machine. Restart the computer; if this comes back, run: npm run tillhouse -- doctor',
      );
      app.quit();
    },
  });
  app.on('before-quit', () => host.stop());

  ipcMain.on('bridge-wanted', (event) => {
    if (!isOwnFrame(event.senderFrame)) return;
    const { port1, port2 } = new MessageChannelMain();
    host.connect(port1);
    event.senderFrame?.postMessage('bridge-port', null, [port2]);
  });

  openWindow();
  app.on('second-instance', () => openWindow());
  app.on('activate', () => BrowserWindow.getAllWindows().length === 0 && openWindow());
}

app.on('web-contents-created', (_event, contents) => {
  contents.on('will-navigate', (event) => !mayNavigate(event.url) && event.preventDefault());
  contents.on('will-redirect', (event) => !mayNavigate(event.url) && event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (isDisplay(url)) openWindow('#/display');
    else if (mayOpenOutside(url, process.env.TILLHOUSE_CLOUD)) void shell.openExternal(url);
    return { action: 'deny' };
  });
});

app.on('window-all-closed', () => app.quit());
