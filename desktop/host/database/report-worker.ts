import { parentPort, workerData } from 'node:worker_threads';
import '@tillhouse/shared/domains/tables.ts';
import { answerQuery, type Question } from '../queries/answer-query.ts';
import { fieldCipher, unreadableLine } from '../keys/field-cipher.ts';
import { type FileJob, fileJobs } from './file-jobs.ts';
import { openReader } from './reader.ts';

/** Reads reports beside the host: the same file by a connection of its own, so that nothing waits for them. */
const port = parentPort;
if (!port) throw new Error('the report worker is started by the host');

const {
  file,
  keys: given,
  fileKey,
} = workerData as {
  file: string;
  keys: { id: string; secret: Uint8Array }[];
  fileKey?: Uint8Array;
};
const log = (line: string) => port.postMessage({ t: 'log', line });
const keys = given.map(({ id, secret }) => ({ id, secret: Buffer.from(secret) }));
const fields = keys.length === 0 ? undefined : fieldCipher(keys, (place) => log(unreadableLine(place)));
const reader = openReader(file, log, { fields, fileKey: fileKey && Buffer.from(fileKey) });

export type Work =
  | { readonly question: Question }
  | { readonly job: FileJob; readonly params: Record<string, unknown> };

function done(work: Work): unknown {
  if ('question' in work) return answerQuery(reader, work.question);
  return (fileJobs[work.job] as (of: typeof reader, params: unknown) => unknown)(reader, work.params);
}

port.on('message', ({ id, work }: { id: number; work: Work }) => {
  try {
    port.postMessage({ t: 'answer', id, value: done(work) });
  } catch (error) {
    const { message, code, kind, details } = error as {
      message: string;
      code?: string;
      kind?: string;
      details?: object;
    };
    port.postMessage({ t: 'failed', id, message, code, kind, details });
  }
});
