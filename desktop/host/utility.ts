import type { HostOptions, RunningHost } from './boot.ts';
import { bootHost } from './boot.ts';
import type { KeyStore } from './session/key-store.ts';

/** The part of Electron's MessagePortMain that is used; no type of Electron is needed for it. */
export interface HostPort {
  postMessage(message: unknown): void;
  on(event: 'message', hear: (event: { data: unknown }) => void): unknown;
  on(event: 'close', gone: () => void): unknown;
  start(): void;
  close(): void;
}

/** `process.parentPort` of a utility process: the line to the main process (desktop/main/host-process.ts). */
export interface ParentPort {
  on(event: 'message', hear: (event: { data: FromMain; ports: readonly HostPort[] }) => void): unknown;
  postMessage(message: ToMain): void;
}

export type FromMain =
  | { readonly t: 'start'; readonly dataDir: string; readonly cloudUrl: string; readonly keyWarning: string | null }
  | { readonly t: 'bridge' }
  | { readonly t: 'key'; readonly id: number; readonly secret: string | null }
  | { readonly t: 'key-kept'; readonly id: number }
  | { readonly t: 'stop' };
export type ToMain =
  | { readonly t: 'key-read'; readonly id: number; readonly key: KeyName }
  | { readonly t: 'key-write'; readonly id: number; readonly key: KeyName; readonly secret: string };

/** Of the device to the cloud; of what is personal in the desk's file. */
export type KeyName = 'device' | 'data';

/** Keys lie with the main process, which alone can reach the system's key store. */
function keyStoresOver(parent: ParentPort, warning: string | null) {
  let lastId = 0;
  const waiting = new Map<number, (secret: string | null) => void>();
  const ask = (make: (id: number) => ToMain) =>
    new Promise<string | null>((done) => {
      lastId += 1;
      waiting.set(lastId, done);
      parent.postMessage(make(lastId));
    });
  const store = (key: KeyName): KeyStore => ({
    read: () => ask((id) => ({ t: 'key-read', id, key })),
    write: async (secret) => void (await ask((id) => ({ t: 'key-write', id, key, secret }))),
    warning: async () => warning,
  });
  const answered = (id: number, secret: string | null) => {
    waiting.get(id)?.(secret);
    waiting.delete(id);
  };
  return { store, answered };
}

/** Runs the host as Electron's utility process: told where to work, then given a port for each window. */
export function serveUtility(
  parent: ParentPort,
  end: (code: number) => void,
  boot: (options: HostOptions) => Promise<RunningHost> = bootHost,
): void {
  let host: Promise<RunningHost> | undefined;
  let keys: ReturnType<typeof keyStoresOver> | undefined;
  // Windows may ask before the file is open: they wait, none is lost.
  const early: HostPort[] = [];
  const connect = (port: HostPort) =>
    host?.then((running) => {
      running.connect({
        send: (text) => port.postMessage(text),
        close: () => port.close(),
        onMessage: (hear) => port.on('message', ({ data }) => hear(String(data))),
        onClose: (gone) => port.on('close', gone),
      });
      port.start();
    });

  parent.on('message', ({ data, ports }) => {
    if (data.t === 'start' && !host) {
      keys = keyStoresOver(parent, data.keyWarning);
      const { dataDir, cloudUrl } = data;
      const stores = { keyStore: keys.store('device'), dataKeyStore: keys.store('data') };
      host = boot({ dataDir, cloudUrl, ...stores, log: (line) => console.log(line) });
      host.catch((error: Error) => {
        console.error(error.message);
        end(1);
      });
      for (const port of early.splice(0)) void connect(port);
    }
    if (data.t === 'key') keys?.answered(data.id, data.secret);
    if (data.t === 'key-kept') keys?.answered(data.id, null);
    if (data.t === 'bridge') for (const port of ports) host ? void connect(port) : early.push(port);
    if (data.t === 'stop') {
      const closed = host ? host.then((running) => running.close()) : Promise.resolve();
      closed.then(
        () => end(0),
        () => end(1),
      );
    }
  });
}

const parent = (process as { parentPort?: ParentPort }).parentPort;
if (parent) serveUtility(parent, (code) => process.exit(code));
