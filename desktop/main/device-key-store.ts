import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The part of Electron's safeStorage that is used; its synchronous half is on its way out. */
export interface SafeStorage {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(plain: string): Promise<Buffer>;
  decryptStringAsync(sealed: Buffer): Promise<{ result: string }>;
  getSelectedStorageBackend?(): string;
}

export interface KeyStore {
  read(): Promise<string | null>;
  write(secret: string): Promise<void>;
  /** Shown to people where the system keeps no secrets for us */
  readonly warning: () => Promise<string | null>;
}

const WARNING =
  'This system has no key store, so the key of this device lies in a file only your user may read. Lock the screen when you leave.';

async function canSeal(storage: SafeStorage, platform: NodeJS.Platform): Promise<boolean> {
  if (!(await storage.isAsyncEncryptionAvailable())) return false;
  // On Linux `basic_text` seals with a key everybody knows: as good as nothing.
  return platform !== 'linux' || storage.getSelectedStorageBackend?.() !== 'basic_text';
}

/** Keeps the device key sealed by the system's key store, or in a 0600 file with a warning. */
export function deviceKeyStore(file: string, storage: SafeStorage, platform = process.platform): KeyStore {
  const save = (bytes: Buffer | string) => {
    mkdirSync(dirname(file), { recursive: true });
    const draft = `${file}.draft`;
    writeFileSync(draft, bytes, { mode: 0o600 });
    chmodSync(draft, 0o600);
    renameSync(draft, file);
  };
  return {
    async read() {
      if (!existsSync(file)) return null;
      const bytes = readFileSync(file);
      if (bytes.subarray(0, 6).toString() === 'plain:') return bytes.subarray(6).toString('utf8');
      return (await storage.decryptStringAsync(bytes)).result;
    },
    async write(secret) {
      save((await canSeal(storage, platform)) ? await storage.encryptStringAsync(secret) : `plain:${secret}`);
    },
    async warning() {
      return (await canSeal(storage, platform)) ? null : WARNING;
    },
  };
}
