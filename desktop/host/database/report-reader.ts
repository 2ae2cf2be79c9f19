import type { BridgeProblem } from '../../bridge/contract.ts';
import { HostProblem } from '../problem.ts';
import type { Question } from '../queries/answer-query.ts';
import type { FileJob, FileJobs } from './file-jobs.ts';
import type { DeskFile } from './open-desk.ts';
import type { Work } from './report-worker.ts';
import { startThread, type Thread } from './thread.ts';

export interface ReportReader {
  /** Answers a query in another thread. */
  ask(question: Question): Promise<unknown>;
  /** A long reading of the file for the host itself. */
  job<J extends FileJob>(job: J, params: FileJobs[J]['params']): Promise<FileJobs[J]['result']>;
  /** Starts the thread ahead of the first report. */
  warm(): void;
  close(): Promise<void>;
}

type Said =
  | { t: 'log'; line: string }
  | { t: 'answer'; id: number; value: unknown }
  | {
      t: 'failed';
      id: number;
      message: string;
      code?: string;
      kind?: BridgeProblem['kind'];
      details?: Record<string, unknown>;
    };

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

const deskCloses = () =>
  new HostProblem('desk.closing', 'unavailable', 'This desk is being closed. Nothing was changed.');

/** Started with the first report. A worker that falls over takes only its own reports with it. */
export function reportReader(
  { file, keys, fileKey }: Pick<DeskFile, 'file' | 'keys' | 'fileKey'>,
  log: (line: string) => void,
): ReportReader {
  let worker: Thread | undefined;
  let next = 1;
  let closed = false;
  const waiting = new Map<number, Waiting>();

  const lost = (error: Error) => {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const hear = (said: Said) => {
    if (said.t === 'log') return log(said.line);
    const asked = waiting.get(said.id);
    waiting.delete(said.id);
    if (said.t === 'answer') asked?.resolve(said.value);
    else if (said.kind)
      asked?.reject(new HostProblem(said.code ?? 'desk.report', said.kind, said.message, said.details));
    else asked?.reject(new Error(said.message));
  };
  const start = () => {
    const made = startThread({
      name: 'report-worker',
      data: { file, keys, fileKey },
      limits: { maxOldGenerationSizeMb: 128 },
      hear,
      lost,
    });
    made.unref();
    return made;
  };
  const give = (work: Work) =>
    new Promise<unknown>((resolve, reject) => {
      if (closed) return reject(deskCloses());
      worker ??= start();
      const id = next++;
      waiting.set(id, { resolve, reject });
      worker.post({ id, work });
    });
  return {
    ask: (question) => give({ question }),
    job: (job, params) => give({ job, params }) as Promise<never>,
    warm: () => {
      if (!closed) worker ??= start();
    },
    close: async () => {
      const running = worker;
      closed = true;
      lost(deskCloses());
      await running?.end();
    },
  };
}
