import '@tillhouse/shared/domains/tables.ts';
import { answerQuery, type Question } from '../queries/answer-query.ts';
import { fieldCipher, unreadableLine } from '../keys/field-cipher.ts';
import { type FileJob, fileJobs } from './file-jobs.ts';
import { openReader } from './reader.ts';
import { threadSelf } from './thread.ts';

/** Reads reports beside the host: the same file by a connection of its own, so that nothing waits for them. */
const self = threadSelf<{ file: string; keys: { id: string; secret: Uint8Array }[]; fileKey?: Uint8Array }>();
const { file, keys: given, fileKey } = self.data;
const log = (line: string) => self.say({ t: 'log', line });
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

self.serve(
  ({ id, work }: { id: number; work: Work }) => {
    try {
      self.say({ t: 'answer', id, value: done(work) });
    } catch (error) {
      const { message, code, kind, details } = error as {
        message: string;
        code?: string;
        kind?: string;
        details?: object;
      };
      self.say({ t: 'failed', id, message, code, kind, details });
    }
  },
  () => reader.close(),
);
