import type { MessagePortMain, UtilityProcess } from 'electron';
import type { KeyStore } from './device-key-store.ts';

/** Starts within this window count as one run of bad luck. */
const RESTART_WINDOW_MS = 60_000;
const RESTARTS = 3;

export interface HostProcess {
  connect(port: MessagePortMain): void;
  stop(): void;
}

export interface HostSettings {
  readonly dataDir: string;
  readonly cloudUrl: string;
  /** The device's key and the one for what is personal in its file; both are kept by the same store of the system. */
  readonly keys: Readonly<Record<'device' | 'data', KeyStore>>;
  readonly fork: () => UtilityProcess;
  readonly now: () => number;
  /** Called when the host fell over more often than a restart can help. */
  readonly onGivenUp: () => void;
}

/** Keeps the host running: every acknowledged sale is on disk, so a fallen host is started again. */
export function keepHostRunning(settings: HostSettings): HostProcess {
  let host: UtilityProcess;
  let stopping = false;
  let starts: number[] = [];

  const answerKeys = async (message: { t: string; id: number; key: 'device' | 'data'; secret?: string }) => {
    const store = settings.keys[message.key];
    if (message.t === 'key-read') host.postMessage({ t: 'key', id: message.id, secret: await store.read() });
    if (message.t === 'key-write') {
      await store.write(message.secret ?? '');
      host.postMessage({ t: 'key-kept', id: message.id });
    }
  };

  const start = () => {
    const now = settings.now();
    starts = [...starts.filter((at) => now - at < RESTART_WINDOW_MS), now];
    host = settings.fork();
    // A key store that fails would leave the host waiting for ever; a person can unlock it and start again.
    host.on('message', (message) => void answerKeys(message).catch(() => settings.onGivenUp()));
    host.on('exit', () => {
      if (stopping) return;
      if (starts.length > RESTARTS) settings.onGivenUp();
      else start();
    });
    const asked = settings.keys.data.warning().catch(() => 'The key store of this system did not answer.');
    void asked.then((keyWarning) => {
      host.postMessage({ t: 'start', dataDir: settings.dataDir, cloudUrl: settings.cloudUrl, keyWarning });
    });
  };

  start();
  return {
    connect: (port) => host.postMessage({ t: 'bridge' }, [port]),
    stop: () => {
      stopping = true;
      host.postMessage({ t: 'stop' });
    },
  };
}
