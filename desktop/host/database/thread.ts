import { parentPort, type ResourceLimits, Worker, workerData } from 'node:worker_threads';

/** A thread beside the host, on the host's side. */
export interface Thread {
  post(message: unknown): void;
  /** Whether the process stays alive for it. */
  ref(): void;
  unref(): void;
  /**
   * Tells it to end and waits until it did. What it is doing is done first; what waits in its post is not begun. It is
   * never terminated from outside: V8 and Node-API end the whole process where that hits a thread that awaits a module
   * or loads a native package, as happened to desks that were closed just after they were opened.
   * @returns its exit code, 0 where all went well
   */
  end(): Promise<number>;
}

interface Kind {
  /** File of the thread beside this one, without its ending. */
  readonly name: string;
  readonly data: Record<string, unknown>;
  readonly limits: ResourceLimits;
  readonly hear: (message: never) => void;
  /** It ended without being told to. Called once. */
  readonly lost: (error: Error) => void;
}

const ENDED = 1;

export function startThread({ name, data, limits, hear, lost }: Kind): Thread {
  const ending = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const file = `./${name}${import.meta.url.endsWith('.ts') ? '.ts' : '.mjs'}`;
  const worker = new Worker(new URL(file, import.meta.url), {
    workerData: { ...data, ending },
    resourceLimits: limits,
  });
  let gone = false;
  const fell = (error: Error) => {
    if (gone) return;
    gone = true;
    if (Atomics.load(ending, 0) !== ENDED) lost(error);
  };
  const exited = new Promise<number>((resolve) => {
    worker.on('exit', (code) => {
      fell(new Error(`the thread ${name} ended`));
      resolve(code);
    });
  });
  worker.on('message', (message) => {
    if (!gone && Atomics.load(ending, 0) !== ENDED) hear(message as never);
  });
  worker.on('error', (error) => fell(error as Error));
  return {
    post: (message) => worker.postMessage(message),
    ref: () => worker.ref(),
    unref: () => worker.unref(),
    end: () => {
      Atomics.store(ending, 0, ENDED);
      worker.ref();
      worker.postMessage(null);
      return exited;
    },
  };
}

export interface ThreadSelf<Data> {
  readonly data: Data;
  say(message: unknown): void;
  /** From now on messages are heard, one after the other; `close` is called once when it is told to end. */
  serve(hear: (message: never) => void, close: () => void): void;
}

/** The same thread on its own side. */
export function threadSelf<Data>(): ThreadSelf<Data> {
  const port = parentPort;
  if (!port) throw new Error('this program is a thread of the host, which starts it');
  const { ending, ...data } = workerData as Data & { ending: Int32Array };
  return {
    data: data as Data,
    say: (message) => port.postMessage(message),
    serve: (hear, close) => {
      let open = true;
      port.on('message', (message) => {
        if (!open) return;
        if (Atomics.load(ending, 0) !== ENDED) return hear(message as never);
        open = false;
        close();
        port.close();
      });
    },
  };
}
