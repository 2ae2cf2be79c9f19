import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Where the secret of the device's key is kept. Electron passes one backed by the system's key store. */
export interface KeyStore {
  read(): Promise<string | null>;
  write(secret: string): Promise<void>;
  /** Shown to people where the system keeps no secrets for us; null where it does. */
  warning(): Promise<string | null>;
}

export const FILE_KEY_WARNING =
  'The keys of this device and of the personal data on it lie in files that only your user may read, since there is no system key store here. Lock the screen when you leave, and use a disk that is encrypted.';

/** The name too has to be on the disk before anything is sealed with what stands under it. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** A file of mode 0600, written whole or not at all. */
export function fileKeyStore(file: string): KeyStore {
  return {
    read: async () => (existsSync(file) ? readFileSync(file, 'utf8').trim() : null),
    write: async (secret) => {
      mkdirSync(dirname(file), { recursive: true });
      const draft = `${file}.draft`;
      writeFileSync(draft, secret, { mode: 0o600, flush: true });
      chmodSync(draft, 0o600);
      renameSync(draft, file);
      syncFolder(dirname(file));
    },
    warning: async () => FILE_KEY_WARNING,
  };
}
