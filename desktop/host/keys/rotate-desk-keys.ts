import '@tillhouse/shared/domains/tables.ts';
import { openFile } from '../database/engine.ts';
import { encryptWhole } from '../database/file-key.ts';
import { lockDesk } from '../database/file-lock.ts';
import { setWriterPragmas } from '../database/pragmas.ts';
import type { KeyStore } from '../session/key-store.ts';
import { custodyKeys, custodyText, deskCustody, keyStillNeeded, newCustodyKey } from './custody.ts';
import { addDataKey, dataKeys, holdsKeys, rewrapDataKeys } from './data-keys.ts';
import { beginSealing, isSealing, sealRows } from './seal-rows.ts';

export interface Rotated {
  readonly rows: number;
  /** Names of the keys in use now: in the key store, and in the file */
  readonly custody: string;
  readonly key: string;
}

/**
 * Gives a desk whose host does not run a new key in its store and a new one in its file, seals all rows with it, and where
 * the file is encrypted as a whole writes it anew.
 * Both old keys are gone afterwards: an older copy of the file does not open with what is here now. Stopped anywhere,
 * nothing is lost: the host starts with what is there, and run again it goes on.
 * @throws HostProblem `desk.in-use`, `desk.key-lost`, `desk.key-wrong`, `desk.key-still-needed`
 */
export async function rotateDeskKeys(
  file: string,
  store: KeyStore,
  onTable: (table: string, rows: number) => void,
  now: number,
): Promise<Rotated> {
  const { release } = lockDesk(file);
  try {
    let custody = await deskCustody(store, file, holdsKeys);
    // Two are there where a rotation was stopped: that one is finished, and none begun.
    if (custody.length === 1) {
      await store.write(custodyText([newCustodyKey(), ...custody]));
      custody = custodyKeys((await store.read()) ?? '', file);
    }
    let why = '';
    const fileKey = encryptWhole(file, custody, (line) => {
      why = line;
    });
    const db = openFile(file, fileKey, { fileMustExist: true, timeout: 5_000 });
    try {
      setWriterPragmas(db);
      rewrapDataKeys(db, custody, now);
      if (!isSealing(db)) {
        db.transaction(() => {
          addDataKey(db, custody, now);
          beginSealing(db);
        }).immediate();
      }
      const keys = dataKeys(db, custody, now);
      const rows = sealRows({ db, keys, onTable });
      if (why !== '' && fileKey !== undefined) throw keyStillNeeded(file, why);
      await store.write(custodyText(custody.slice(0, 1)));
      return { rows, custody: custody[0]?.id ?? '', key: keys[0]?.id ?? '' };
    } finally {
      db.close();
    }
  } finally {
    release();
  }
}
