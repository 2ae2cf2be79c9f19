import { Worker } from 'node:worker_threads';
import { type RenderJob, TemplateFault, type ThemeSource } from './theme-engine.ts';
import type { Ask, Said } from './theme-worker.ts';

/** Far beyond what a template may take, which the thread itself counts: for what does not come to counting. */
const HARD_MS = 4_000;
const MEMORY_MIB = 160;
const MOST_VERSIONS = 40;
/** Pages that wait; whoever comes then gets the built-in page at once. */
const MOST_WAITING = 64;

export interface Rendering {
  /** Id of the version */
  readonly version: string;
  readonly source: () => ThemeSource;
  readonly job: RenderJob;
}

/** No page of this theme now, and nothing that the theme did. */
export class RenderBusy extends Error {}

type AskBody = Ask extends infer A ? (A extends { id: number } ? Omit<A, 'id'> : never) : never;

/** The one thread of a process that renders themes: a page at a time, ended and begun anew where one does not end. */
export class RenderThread {
  #worker: Worker | undefined;
  /** Those that the thread has, the one that was used longest ago first */
  readonly #loaded = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #ids = 0;
  readonly #hardMs: number;

  constructor(hardMs = HARD_MS) {
    this.#hardMs = hardMs;
  }

  /** @throws TemplateFault what the theme did; RenderBusy */
  async render(rendering: Rendering): Promise<string> {
    if (this.#waiting >= MOST_WAITING) throw new RenderBusy();
    this.#waiting += 1;
    const turn = this.#last.then(() => this.#inTurn(rendering));
    this.#last = turn.catch(() => {});
    try {
      return await turn;
    } finally {
      this.#waiting -= 1;
    }
  }

  async close(): Promise<void> {
    await this.#end();
  }

  async #inTurn({ version, source, job }: Rendering): Promise<string> {
    const path = `templates/${job.page}.liquid`;
    if (!this.#loaded.delete(version)) await this.#ask({ kind: 'load', version, source: source() }, path);
    this.#loaded.add(version);
    for (const oldest of this.#loaded) {
      if (this.#loaded.size <= MOST_VERSIONS) break;
      this.#loaded.delete(oldest);
      await this.#ask({ kind: 'drop', version: oldest }, path);
    }
    return this.#ask({ kind: 'render', version, job }, path);
  }

  #start(): Worker {
    this.#loaded.clear();
    const worker = new Worker(new URL('./theme-worker.ts', import.meta.url), {
      // It asks for nothing: no environment, no arguments, no files but its own modules.
      ...{ env: {}, argv: [], stdin: false },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    });
    worker.unref();
    // It ends with it, which is heard below; without a listener it would end this process.
    worker.on('error', () => {});
    worker.on('exit', () => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.#loaded.clear();
    });
    return worker;
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#loaded.clear();
    await worker?.terminate();
  }

  async #ask(body: AskBody, path: string): Promise<string> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    this.#ids += 1;
    const id = this.#ids;
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    // What the thread itself says leaves it whole.
    let whole = false;
    const heard = (said: Said) => {
      if (said.id !== id) return;
      whole = true;
      if ('text' in said) return resolve(said.text);
      const { template, line, message } = said.fault;
      reject(new TemplateFault(template || path, line, message));
    };
    const ended = () => reject(new TemplateFault(path, 0, 'memory limit exceeded'));
    const late = setTimeout(() => reject(new TemplateFault(path, 0, 'template render limit exceeded')), this.#hardMs);
    worker.on('message', heard).once('exit', ended);
    try {
      worker.postMessage({ ...body, id });
      return await promise;
    } finally {
      clearTimeout(late);
      worker.off('message', heard).off('exit', ended);
      if (!whole) await this.#end();
    }
  }
}
