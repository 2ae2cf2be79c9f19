import { parentPort, workerData } from 'node:worker_threads';
import { answerQuery, type Question } from '../queries/answer-query.ts';
import { openReader } from './reader.ts';

/** Reads reports beside the host: the same file by a connection of its own, so that nothing waits for them. */
const port = parentPort;
if (!port) throw new Error('the report worker is started by the host');

const { file } = workerData as { file: string };
const reader = openReader(file, (line) => port.postMessage({ t: 'log', line }));

interface Wanted {
  readonly id: number;
  readonly question: Question;
}

port.on('message', ({ id, question }: Wanted) => {
  try {
    port.postMessage({ t: 'answer', id, value: answerQuery(reader, question) });
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
