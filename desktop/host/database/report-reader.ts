import { Worker } from 'node:worker_threads';
import type { BridgeProblem } from '../../bridge/contract.ts';
import { HostProblem } from '../problem.ts';
import type { Question } from '../queries/answer-query.ts';
import type { FileJob, FileJobs } from './file-jobs.ts';
import type { DeskFile } from './open-desk.ts';
import type { Work } from './report-worker.ts';

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

/** Started with the first report. A worker that falls over takes only its own reports with it. */
export function reportReader(
  { file, keys, fileKey }: Pick<DeskFile, 'file' | 'keys' | 'fileKey'>,
  log: (line: string) => void,
): ReportReader {
  let worker: Worker | undefined;
  let next = 1;
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
    const made = new Worker(
      new URL(import.meta.url.endsWith('.ts') ? './report-worker.ts' : './report-worker.mjs', import.meta.url),
      {
        workerData: { file, keys, fileKey },
        resourceLimits: { maxOldGenerationSizeMb: 128 },
      },
    );
    made.on('message', hear);
    made.on('error', lost);
    made.on('exit', () => worker === made && lost(new Error('the report worker ended')));
    made.unref();
    return made;
  };
  const give = (work: Work) =>
    new Promise<unknown>((resolve, reject) => {
      worker ??= start();
      const id = next++;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, work });
    });
  return {
    ask: (question) => give({ question }),
    job: (job, params) => give({ job, params }) as Promise<never>,
    warm: () => {
      worker ??= start();
    },
    close: async () => {
      const running = worker;
      worker = undefined;
      await running?.terminate();
    },
  };
}
