import { Agent, request } from 'node:http';

export interface LoadOptions {
  readonly url: string;
  /** The next path to ask for */
  readonly paths: () => string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
  /** Looks at an answer, with when its request was sent */
  readonly onAnswer?: (path: string, body: Buffer, sentAt: number) => void;
}

export interface LoadResult {
  readonly perSecond: number;
  readonly answers: number;
  readonly failed: number;
  readonly bytes: number;
  readonly samples: number[];
}

/** Keeps so many connections busy, each with the next request as soon as its answer is read. */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const { hostname, port } = new URL(options.url);
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections });
  const until = performance.now() + options.seconds * 1000;
  const result = { answers: 0, failed: 0, bytes: 0, samples: [] as number[] };
  const one = (path: string) =>
    new Promise<void>((done) => {
      const since = performance.now();
      const sending = request({ agent, hostname, port, path, headers: options.headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
          if (answer.statusCode === 200) result.answers += 1;
          else result.failed += 1;
          result.bytes += body.length;
          result.samples.push(performance.now() - since);
          options.onAnswer?.(path, body, since);
          done();
        });
        answer.on('error', () => done());
      });
      sending.on('error', () => {
        result.failed += 1;
        done();
      });
      sending.end();
    });
  const since = performance.now();
  await Promise.all(
    Array.from({ length: options.connections }, async () => {
      while (performance.now() < until) await one(options.paths());
    }),
  );
  const seconds = (performance.now() - since) / 1000;
  agent.destroy();
  return { ...result, perSecond: result.answers / seconds };
}
