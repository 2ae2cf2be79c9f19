import { openFile } from './engine.ts';
import { setCheckpointPragmas } from './pragmas.ts';
import { threadSelf } from './thread.ts';

/** Copies the write-ahead log into the file when it is told to, by a connection that does nothing else. */
const self = threadSelf<{ file: string; fileKey?: Uint8Array }>();
const { file, fileKey } = self.data;
const db = openFile(file, fileKey && Buffer.from(fileKey), { fileMustExist: true, timeout: 0 });
setCheckpointPragmas(db);

self.serve(
  () => {
    try {
      // PASSIVE: as much as can be copied without waiting for readers or for the writer, nor they for it.
      db.pragma('wal_checkpoint(PASSIVE)');
      self.say(null);
    } catch (error) {
      self.say(String(error));
    }
  },
  () => db.close(),
);
