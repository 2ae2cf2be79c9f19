import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';

/** The main process itself over an Electron of which every call is kept: that its guards stand at their doors. */
const electron = vi.hoisted(() => {
  const made = {
    windows: [] as { options: Record<string, unknown>; loaded: string[] }[],
    handled: new Map<string, unknown>(),
  };
  return { made };
});

type Listener = (...args: unknown[]) => unknown;
const doors = {
  app: new Map<string, Listener>(),
  ipc: new Map<string, Listener>(),
  permissionRequest: undefined as Listener | undefined,
  permissionCheck: undefined as Listener | undefined,
  opened: [] as string[],
  ports: 0,
};

vi.mock('electron', () => ({
  app: {
    requestSingleInstanceLock: () => true,
    whenReady: () => Promise.resolve(),
    getPath: () => '/nowhere',
    on: (name: string, listener: Listener) => void doors.app.set(name, listener),
    quit: () => {},
  },
  BrowserWindow: class {
    #kept: { options: Record<string, unknown>; loaded: string[] };
    constructor(options: Record<string, unknown>) {
      this.#kept = { options, loaded: [] };
      electron.made.windows.push(this.#kept);
    }
    once() {}
    loadURL(url: string) {
      this.#kept.loaded.push(url);
    }
    static getAllWindows() {
      return electron.made.windows;
    }
  },
  dialog: { showErrorBox: () => {} },
  ipcMain: { on: (name: string, listener: Listener) => void doors.ipc.set(name, listener) },
  MessageChannelMain: class {
    port1 = { mine: true };
    port2 = { theirs: true };
    constructor() {
      doors.ports += 1;
    }
  },
  protocol: {
    registerSchemesAsPrivileged: () => {},
    handle: (scheme: string, answer: unknown) => void electron.made.handled.set(scheme, answer),
  },
  safeStorage: { isAsyncEncryptionAvailable: async () => false },
  session: {
    defaultSession: {
      setPermissionRequestHandler: (handler: Listener) => {
        doors.permissionRequest = handler;
      },
      setPermissionCheckHandler: (handler: Listener) => {
        doors.permissionCheck = handler;
      },
    },
  },
  shell: { openExternal: (url: string) => void doors.opened.push(url) },
  utilityProcess: { fork: () => Object.assign(new EventEmitter(), { postMessage: () => {}, kill: () => true }) },
}));

const own = 'app://tillhouse/';
await import('./main.ts');
await vi.waitFor(() => expect(electron.made.windows).toHaveLength(1));

test('the one window shows our screens, sandboxed and without Node', () => {
  const [window] = electron.made.windows;
  expect(window?.loaded).toEqual([own]);
  expect(window?.options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
  });
  expect([...electron.made.handled.keys()]).toEqual(['app']);
});

test('permissions that are asked for and permissions that are looked up meet the same guard', () => {
  const ask = (permission: string, url: string) => {
    const answer = vi.fn();
    doors.permissionRequest?.({ getURL: () => url }, permission, answer);
    return answer.mock.calls[0]?.[0];
  };
  expect(ask('clipboard-sanitized-write', own)).toBe(true);
  expect(ask('media', own)).toBe(false);
  expect(ask('clipboard-sanitized-write', 'https://evil.example/')).toBe(false);
  expect(doors.permissionCheck?.(null, 'clipboard-sanitized-write', 'app://tillhouse')).toBe(true);
  expect(doors.permissionCheck?.(null, 'geolocation', 'app://tillhouse')).toBe(false);
  expect(doors.permissionCheck?.(null, 'clipboard-sanitized-write', 'https://evil.example')).toBe(false);
});

test('every page, whoever made it, can neither leave, nor hold a webview, nor open a window', () => {
  const contents = new Map<string, Listener>();
  let openWindow: Listener = () => undefined;
  doors.app.get('web-contents-created')?.(null, {
    on: (name: string, listener: Listener) => void contents.set(name, listener),
    setWindowOpenHandler: (handler: Listener) => {
      openWindow = handler;
    },
  });
  const prevented = (name: string, url: string) => {
    const event = { url, preventDefault: vi.fn() };
    contents.get(name)?.(event);
    return event.preventDefault.mock.calls.length > 0;
  };
  for (const name of ['will-navigate', 'will-redirect']) {
    expect(prevented(name, `${own}till`)).toBe(false);
    expect(prevented(name, 'https://evil.example/')).toBe(true);
    expect(prevented(name, 'file:///etc/passwd')).toBe(true);
  }
  expect(prevented('will-attach-webview', own)).toBe(true);
  expect(openWindow({ url: 'https://evil.example/' })).toEqual({ action: 'deny' });
  expect(openWindow({ url: 'file:///c:/windows/system32/calc.exe' })).toEqual({ action: 'deny' });
  expect(electron.made.windows).toHaveLength(1);
  // The customer's display is opened by the main process itself, as every window is.
  expect(openWindow({ url: `${own}#/display` })).toEqual({ action: 'deny' });
  expect(openWindow({ url: `${own}#/display?x=https://evil.example` })).toEqual({ action: 'deny' });
  expect(electron.made.windows.map(({ loaded }) => loaded)).toEqual([[own], [`${own}#/display`]]);
  expect(doors.opened).toEqual([]);
  expect(openWindow({ url: 'https://docs.tillhouse.example/till' })).toEqual({ action: 'deny' });
  expect(doors.opened).toEqual(['https://docs.tillhouse.example/till']);
});

test('a line to the host goes to the top frame of our own screen and to nobody else', () => {
  const wanted = (url: string, parent: unknown) => {
    const frame = { url, parent, postMessage: vi.fn() };
    doors.ipc.get('bridge-wanted')?.({ senderFrame: frame });
    return frame.postMessage.mock.calls;
  };
  expect(wanted('https://evil.example/', null)).toEqual([]);
  expect(wanted(own, {})).toEqual([]);
  doors.ipc.get('bridge-wanted')?.({ senderFrame: null });
  expect(doors.ports).toBe(0);
  expect(wanted(own, null)).toEqual([['bridge-port', null, [{ theirs: true }]]]);
  expect([...doors.ipc.keys()]).toEqual(['bridge-wanted']);
});
