import { parentPort, workerData } from 'node:worker_threads';
import { openFile } from './engine.ts';
import { setCheckpointPragmas } from './pragmas.ts';

/** Copies the write-ahead log into the file when it is told to, by a connection that does nothing else. */
const port = parentPort;
if (!port) throw new Error('the worker of the log is started by the host');
const { file, fileKey } = workerData as { file: string; fileKey?: Uint8Array };
const db = openFile(file, fileKey && Buffer.from(fileKey), { fileMustExist: true, timeout: 0 });
setCheckpointPragmas(db);

port.on('message', () => {
  try {
    // PASSIVE: as much as can be copied without waiting for readers or for the writer, nor they for it.
    db.pragma('wal_checkpoint(PASSIVE)');
    port.postMessage(null);
  } catch (error) {
    port.postMessage(String(error));
  }
});
