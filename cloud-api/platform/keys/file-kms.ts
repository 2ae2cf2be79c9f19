import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type DataKey, newDataKey, NotOpened, open, seal } from '@tillhouse/shared/sealing/seal.ts';
import * as z from 'zod';
import { KekLost, type Kms, type KeyContext, NotUnwrapped } from './kms.ts';

const NAME = 'kek.json';

const kept = z.strictObject({
  format: z.literal(1),
  /** The last one wraps */
  keys: z.array(z.strictObject({ id: z.string(), secret: z.string(), madeAt: z.string() })).min(1),
});

/** A key's name follows from the key, so that two made at once are never mistaken for one another. */
function newKek(): DataKey {
  const { secret } = newDataKey('');
  return { id: createHash('sha256').update(secret).digest('hex').slice(0, 12), secret };
}

function refuseOpenToOthers(file: string): void {
  if (process.platform === 'win32' || (statSync(file).mode & 0o077) === 0) return;
  throw new Error(
    `Others of this machine may read the key file ${file}. Nothing was started. Run chmod 600 on it; if it may have been read, rotate the key afterwards.`,
  );
}

function readKeys(file: string): DataKey[] | undefined {
  if (!existsSync(file)) return undefined;
  refuseOpenToOthers(file);
  const parsed = kept.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`The key file ${file} cannot be read: ${z.prettifyError(parsed.error)}`);
  return parsed.data.keys.map(({ id, secret }) => ({ id, secret: Buffer.from(secret, 'base64') }));
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** On the disk before it takes its name, so that a loss of power leaves the old file or the new one. */
function writeKeys(file: string, keys: readonly DataKey[], place: (draft: string) => void): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const madeAt = new Date().toISOString();
  const known = existsSync(file) ? kept.parse(JSON.parse(readFileSync(file, 'utf8'))).keys : [];
  const made = new Map(known.map((each) => [each.id, each.madeAt]));
  const draft = `${file}.${process.pid}.draft`;
  const handle = openSync(draft, 'w', 0o600);
  const written = keys.map(({ id, secret }) => ({
    id,
    secret: secret.toString('base64'),
    madeAt: made.get(id) ?? madeAt,
  }));
  writeSync(handle, `${JSON.stringify({ format: 1, keys: written }, null, 2)}\n`);
  fsyncSync(handle);
  closeSync(handle);
  try {
    place(draft);
  } finally {
    rmSync(draft, { force: true });
  }
  syncFolder(dirname(file));
}

const placeOf = (context: KeyContext) => ({
  table: 'kms',
  row: JSON.stringify(Object.entries(context).sort(([one], [other]) => (one < other ? -1 : 1))),
  column: 'key',
});

/**
 * Key-encryption keys in a file of mode 0600, for one machine and for development. It has to be backed up apart from
 * the database: whoever has both can read everything, whoever has lost it can read nothing.
 */
export function fileKms(folder: string): Kms {
  const file = join(folder, NAME);
  const keys = (): DataKey[] => {
    const found = readKeys(file);
    if (!found) throw new KekLost(`The key file ${file} is not there.`);
    return found;
  };
  return {
    provider: 'file',
    current: async () => readKeys(file)?.at(-1)?.id,
    create: async () => {
      if (!existsSync(file)) {
        // A link is refused where the name is taken: of two starts at once the second takes the key of the first.
        writeKeys(file, [newKek()], (draft) => {
          try {
            linkSync(draft, file);
          } catch (error) {
            if ((error as { code?: string }).code !== 'EEXIST') throw error;
          }
        });
      }
      return keys().at(-1)?.id as string;
    },
    wrap: async (secret, context) => {
      const key = keys().at(-1) as DataKey;
      return { kek: key.id, text: seal(key, secret.toString('base64'), placeOf(context)) };
    },
    unwrap: async ({ kek, text }, context) => {
      const known = new Map(keys().map((key) => [key.id, key]));
      if (!known.has(kek)) throw new KekLost(`The key ${kek} is not in ${file}.`);
      try {
        return Buffer.from(
          open((id) => known.get(id), text, placeOf(context)),
          'base64',
        );
      } catch (error) {
        throw error instanceof NotOpened ? new NotUnwrapped('file') : error;
      }
    },
    rotate: async () => {
      const key = newKek();
      writeKeys(file, [...keys(), key], (draft) => renameSync(draft, file));
      return key.id;
    },
    retire: async (kek) => {
      const all = keys();
      if (all.at(-1)?.id === kek) throw new Error(`The key ${kek} is the one in use. Rotate first.`);
      writeKeys(
        file,
        all.filter(({ id }) => id !== kek),
        (draft) => renameSync(draft, file),
      );
    },
  };
}
