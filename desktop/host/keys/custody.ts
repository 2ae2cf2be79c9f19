import { existsSync } from 'node:fs';
import { createHash, randomBytes } from 'node:crypto';
import { type DataKey, KEY_BYTES } from '@tillhouse/shared/sealing/seal.ts';
import { HostProblem } from '../problem.ts';
import type { KeyStore } from '../session/key-store.ts';

/** `1 <base64url>`, the newest first: two while a rotation is under way. */
const FORMAT = '1';

const keyLost = (file: string) =>
  new HostProblem(
    'desk.key-lost',
    'unavailable',
    `The key that opens the personal data in this desk’s file is not in its key store. Nothing was changed, and no other key was made. Put the key back (data.key, from where it was backed up) and start again. Without it: all that was sent is safe in the cloud; “npm run tillhouse -- keys set-aside” lays this file aside, unsent sales included, and the desk can be enrolled anew.`,
    { file },
  );

export const keyWrong = (file: string) =>
  new HostProblem(
    'desk.key-wrong',
    'unavailable',
    `The key in this desk’s key store does not open the personal data in its file; it belongs to another desk or to an older copy. Nothing was changed. Put the right key back (data.key) and start again. Without it: all that was sent is safe in the cloud; “npm run tillhouse -- keys set-aside” lays this file aside, unsent sales included, and the desk can be enrolled anew.`,
    { file },
  );

export const keyNeeded = (file: string) =>
  new HostProblem(
    'desk.key-needed',
    'unavailable',
    'What is personal in this desk’s file is sealed, and this program was started without its key. Nothing was changed.',
    { file },
  );

export const keyElsewhere = (file: string) =>
  new HostProblem(
    'desk.key-elsewhere',
    'unavailable',
    'The file of this desk is encrypted as a whole, and there is no data.key beside it: its key is in the system’s key store, which only the program itself reaches. Nothing was read and nothing was changed.',
    { file },
  );

/** Both keys stay in the store: whichever the file has opens it. */
export const keyStillNeeded = (file: string, why: string) =>
  new HostProblem(
    'desk.key-still-needed',
    'unavailable',
    `The file of this desk is still encrypted with the old key (${why}), so that key was kept. Nothing is lost. Close what reads the file, look that the disk has room for a second copy of it, and run the same again.`,
    { file },
  );

const keyUnkept = () =>
  new HostProblem(
    'desk.key-not-kept',
    'unavailable',
    'The key store did not keep the key for this desk’s personal data. Nothing was sealed with it and nothing was changed. Unlock the key store, or have it looked at, and start again.',
  );

/** The name follows from the key, so that a key is never taken for another. */
function custodyKey(secret: Buffer): DataKey {
  return { id: createHash('sha256').update(secret).digest('hex').slice(0, 12), secret };
}

export function custodyText(keys: readonly DataKey[]): string {
  return [FORMAT, ...keys.map(({ secret }) => secret.toString('base64url'))].join(' ');
}

export function custodyKeys(kept: string, file: string): DataKey[] {
  const [format, ...secrets] = kept.trim().split(' ');
  const keys = secrets.map((text) => custodyKey(Buffer.from(text, 'base64url')));
  if (format !== FORMAT || keys.length === 0 || keys.some(({ secret }) => secret.length !== KEY_BYTES))
    throw keyWrong(file);
  return keys;
}

export const newCustodyKey = (): DataKey => custodyKey(randomBytes(KEY_BYTES));

/**
 * The keys that open the desk's own; the newest first. The first start makes one, which is in the store before anything is
 * sealed with it. To be called by the one host that holds the file's lock.
 * @param holdsKeys whether the file has keys already: then a lost one is never replaced
 * @throws HostProblem `desk.key-lost`, `desk.key-wrong`, `desk.key-not-kept`
 */
export async function deskCustody(
  store: KeyStore,
  file: string,
  holdsKeys: (file: string) => boolean,
): Promise<DataKey[]> {
  const kept = await store.read();
  if (kept !== null) return custodyKeys(kept, file);
  if (existsSync(file) && holdsKeys(file)) throw keyLost(file);
  const made = newCustodyKey();
  await store.write(custodyText([made]));
  if ((await store.read()) !== custodyText([made])) throw keyUnkept();
  return [made];
}
