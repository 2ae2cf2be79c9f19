import { HttpProblem } from './problem.ts';

export interface TurnLimits {
  /** Requests that run at once */
  readonly running: number;
  /** Requests that wait for their turn; one more is turned away */
  readonly waiting: number;
  /** How long one waits before it is turned away, milliseconds */
  readonly waitMs: number;
  /** Of one device, running and waiting together: none takes the place of the others */
  readonly perDevice: { readonly running: number; readonly waiting: number };
}

export interface TurnOptions extends TurnLimits {
  readonly random?: () => number;
  /** Milliseconds, of any beginning */
  readonly clock?: () => number;
}

interface Waiting {
  readonly id: string;
  readonly begin: () => void;
}

interface Device {
  running: number;
  waiting: number;
}

const LONGEST_RETRY_S = 60;

/**
 * Lets so many requests run at once, first come first served, and turns away early what would only wait in vain: after an
 * outage a thousand desks come back together, and each gets through on one of its next tries.
 */
export class Turns {
  readonly #limits: TurnLimits;
  readonly #random: () => number;
  readonly #clock: () => number;
  readonly #queue: Waiting[] = [];
  readonly #devices = new Map<string, Device>();
  #running = 0;
  /** How long requests took lately, milliseconds */
  #usual = 50;

  constructor({ random = Math.random, clock = () => performance.now(), ...limits }: TurnOptions) {
    this.#limits = limits;
    this.#random = random;
    this.#clock = clock;
  }

  /**
   * @param signal aborted when the caller has gone: it waits no more
   * @returns what ends the turn, once
   * @throws HttpProblem 503 `service.busy` with Retry-After
   */
  async enter(id: string, signal?: AbortSignal): Promise<() => void> {
    const device = this.#deviceOf(id);
    if (this.#mayRun(device)) return this.#begin(id, device);
    const { waiting, perDevice } = this.#limits;
    if (this.#queue.length >= waiting || device.waiting >= perDevice.waiting) throw this.#busy(id, device);
    const done = await this.#turn(id, device, signal);
    if (!done) throw this.#busy(id, device);
    return done;
  }

  /** @returns what ends the turn; null when it did not come in time */
  #turn(id: string, device: Device, signal: AbortSignal | undefined): Promise<(() => void) | null> {
    if (signal?.aborted) return Promise.resolve(null);
    return new Promise((resolve) => {
      const leave = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
        this.#queue.splice(this.#queue.indexOf(entry), 1);
        device.waiting -= 1;
      };
      const giveUp = (): void => {
        leave();
        resolve(null);
      };
      const begin = (): void => {
        leave();
        resolve(this.#begin(id, device));
      };
      const entry: Waiting = { id, begin };
      const timer = setTimeout(giveUp, this.#limits.waitMs);
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#queue.push(entry);
      device.waiting += 1;
    });
  }

  #deviceOf(id: string): Device {
    let known = this.#devices.get(id);
    if (!known) {
      known = { running: 0, waiting: 0 };
      this.#devices.set(id, known);
    }
    return known;
  }

  #mayRun({ running }: Device): boolean {
    return this.#running < this.#limits.running && running < this.#limits.perDevice.running;
  }

  #begin(id: string, device: Device): () => void {
    const since = this.#clock();
    this.#running += 1;
    device.running += 1;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.#usual += (this.#clock() - since - this.#usual) / 16;
      this.#running -= 1;
      device.running -= 1;
      this.#forget(id, device);
      this.#callNext();
    };
  }

  /** The first whose device may run. */
  #callNext(): void {
    const next = this.#queue.find(({ id }) => this.#mayRun(this.#deviceOf(id)));
    next?.begin();
  }

  #forget(id: string, { running, waiting }: Device): void {
    if (running === 0 && waiting === 0) this.#devices.delete(id);
  }

  /** The time in which all who are here are served, doubled at random, so that those turned away come back apart. */
  #busy(id: string, device: Device): HttpProblem {
    this.#forget(id, device);
    const ahead = this.#queue.length + this.#running;
    const soon = (ahead / this.#limits.running) * this.#usual;
    const seconds = Math.min(LONGEST_RETRY_S, Math.max(1, Math.ceil(((1 + this.#random()) * soon) / 1_000)));
    return new HttpProblem(
      503,
      'service.busy',
      `More desks ask at this moment than can be served at once. Nothing of this request was kept, and what the desk did is safe there. It is tried again by itself in ${seconds} s.`,
      { retryAfter: seconds },
      { 'retry-after': String(seconds) },
    );
  }
}
