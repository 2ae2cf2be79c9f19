import { type Sent, type ShopApi, ShopError } from './api.ts';

/** Where an order is read, as who; how it changes is told below it. */
export type OrderWay = readonly [as: Pick<ShopApi, 'ask'>, path: string, sent?: Pick<Sent, 'headers'>];

/** `missing`: there is no such order, and it is asked for no more. `away`: no answer; it is asked again. */
export type OrderProblem = 'missing' | 'away' | null;

export interface OrderTiming {
  /** While nothing tells of it, it is asked for so often, and so soon where its money is on its way */
  readonly againMs: number;
  readonly soonMs: number;
  /** How long a stream may take to open before it is asked for without one; the first time somebody waits for it */
  readonly openMs: number;
  readonly firstMs: number;
  /** A stream that says nothing for so long is none; the shop says something every 20 seconds */
  readonly silentMs: number;
  /** First wait before one that ended is opened anew, and the longest: it doubles with each that did not open */
  readonly reopenMs: number;
  readonly reopenMaxMs: number;
}

const timing: OrderTiming = {
  ...{ againMs: 20_000, soonMs: 1_000, firstMs: 400, openMs: 1_500, silentMs: 50_000 },
  ...{ reopenMs: 2_000, reopenMaxMs: 300_000 },
};

/**
 * An order that is looked at, or a checkout that waits: read when the shop says that it changed, by a stream that is open while the page is seen. Where none
 * stands, it is asked for now and then. A stream that opens begins with a reading, so nothing is missed between two of them, and one that
 * opens promptly with the only one.
 */
export class OrderWatch {
  readonly #way: OrderWay;
  readonly #told: (answer: unknown, problem: OrderProblem) => boolean;
  readonly #times: OrderTiming;
  #stream: AbortController | null = null;
  #live = false;
  #over = false;
  #wait: number;
  #soon: number;
  #open: number;
  #asks: Promise<void> | null = null;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  /** @param told with an answer or what is wrong; says whether it changes any moment */
  constructor(
    way: OrderWay,
    told: (answer: unknown, problem: OrderProblem) => boolean,
    times: Partial<OrderTiming> = {},
  ) {
    this.#way = way;
    this.#told = told;
    this.#times = { ...timing, ...times };
    this.#wait = this.#times.reopenMs;
    this.#soon = this.#times.soonMs;
    this.#open = this.#times.firstMs;
    document.addEventListener('visibilitychange', this.#seen);
    this.#seen();
  }

  end(): void {
    this.#over = true;
    document.removeEventListener('visibilitychange', this.#seen);
    this.#shut();
  }

  #shut(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    this.#stream?.abort();
    this.#stream = null;
    this.#live = false;
  }

  readonly #seen = (): void => {
    if (document.visibilityState === 'hidden') this.#shut();
    else if (!this.#stream && !this.#over) void this.#begin();
  };

  /** Reads it, and once more where it changed meanwhile. Settles when that was told, or did not work. */
  async read(): Promise<void> {
    clearTimeout(this.#timer);
    this.#again = this.#asks !== null;
    if (this.#over) return;
    this.#asks ??= this.#ask();
    await this.#asks;
  }

  async #ask(): Promise<void> {
    const [as, path, sent] = this.#way;
    let [soon, answered] = [true, false];
    do {
      this.#again = false;
      try {
        const answer = await as.ask(path, sent);
        answered = true;
        if (!this.#over) soon = this.#told(answer, null);
      } catch (error) {
        answered = false;
        const problem = error instanceof ShopError && error.problem === 'missing' ? 'missing' : 'away';
        if (!this.#over) this.#told(null, problem);
        if (problem === 'missing') this.end();
      }
    } while (this.#again && !this.#over);
    this.#asks = null;
    if ((this.#live && answered) || !this.#stream) return;
    const { againMs, soonMs } = this.#times;
    this.#soon = soon ? Math.min(this.#soon * 2, againMs) : soonMs;
    this.#readIn(soon ? this.#soon : againMs);
  }

  #readIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.read(), ms);
  }

  #heard(stream: AbortController): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => stream.abort(), this.#times.silentMs);
  }

  async #begin(): Promise<void> {
    const stream = new AbortController();
    this.#stream = stream;
    const [as, path, sent] = this.#way;
    this.#heard(stream);
    // Shown before as it stood then; unless the stream is there in a moment it is asked for as it stands now.
    this.#readIn(this.#open);
    this.#open = this.#times.openMs;
    try {
      const { body } = (await as.ask(`${path}/events`, { ...sent, hold: stream.signal })) as Response;
      const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
      for (let left = ''; reader; ) {
        const { value, done } = await reader.read();
        if (done || this.#stream !== stream) break;
        this.#heard(stream);
        const lines = (left + value).split('\n');
        left = lines.pop() ?? '';
        if (this.#live && !lines.some((line) => line.startsWith('event:'))) continue;
        this.#live = true;
        this.#wait = this.#times.reopenMs;
        void this.read();
      }
    } catch {
      // A shop without streams, a proxy that keeps them back, a line that is gone: asked without one.
    }
    if (this.#stream !== stream) return;
    stream.abort();
    const was = this.#live;
    this.#live = false;
    if (!was) this.#wait = Math.min(this.#wait * 2, this.#times.reopenMaxMs);
    // Not all at once, where many ended together.
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => void this.#begin(), this.#wait * (0.5 + Math.random()));
    if (!was && !this.#asks) void this.read();
  }
}
