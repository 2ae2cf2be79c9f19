import type { ShopApi } from './api.ts';
import { type AvailabilityChange, readChange } from './shapes.ts';

/** What one element shows, and how it takes news about it. */
export interface Watcher {
  /** Variants on the screen now; empty when the element knows none. */
  readonly variantIds: () => readonly string[];
  readonly apply: (changes: readonly AvailabilityChange[]) => void;
}

export interface LiveTiming {
  /** While there is no stream, ask this often (ms). */
  readonly pollMs: number;
  /** First wait before opening a refused stream again; doubles up to `reopenMaxMs`. */
  readonly reopenMs: number;
  readonly reopenMaxMs: number;
}

const timing: LiveTiming = { pollMs: 10_000, reopenMs: 2_000, reopenMaxMs: 60_000 };

/**
 * One stream a store, shared by all its elements: a browser allows six connections to a host.
 * Whatever was missed while there was no stream is asked for when it opens again.
 */
export class LiveAvailability {
  readonly #api: ShopApi;
  readonly #timing: LiveTiming;
  readonly #watchers = new Set<Watcher>();
  #stream: EventSource | undefined;
  #poll: ReturnType<typeof setInterval> | undefined;
  #reopen: ReturnType<typeof setTimeout> | undefined;
  #wait: number;
  #interrupted = false;

  constructor(api: ShopApi, times: LiveTiming = timing) {
    this.#api = api;
    this.#timing = times;
    this.#wait = times.reopenMs;
  }

  /** Returns the function that stops watching; the stream closes with the last watcher. */
  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    if (this.#watchers.size === 1) this.#start();
    return () => {
      this.#watchers.delete(watcher);
      if (this.#watchers.size === 0) this.#stop();
    };
  }

  #start(): void {
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.#open();
  }

  #stop(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#close();
    this.#stopPolling();
  }

  #close(): void {
    clearTimeout(this.#reopen);
    this.#stream?.close();
    this.#stream = undefined;
  }

  readonly #onVisibility = (): void => {
    // A page in the background holds no connection; coming back it asks for what it missed.
    if (document.visibilityState === 'hidden') {
      this.#interrupted = true;
      this.#close();
      this.#stopPolling();
    } else if (!this.#stream) {
      this.#open();
    }
  };

  #open(): void {
    this.#close();
    const stream = this.#api.events();
    this.#stream = stream;
    stream.onopen = () => {
      this.#wait = this.#timing.reopenMs;
      this.#stopPolling();
      if (this.#interrupted) void this.#ask();
      this.#interrupted = false;
    };
    const take = (event: MessageEvent<string>) => this.#take(event.data);
    stream.onmessage = take;
    stream.addEventListener('availability', take);
    stream.onerror = () => {
      this.#interrupted = true;
      this.#startPolling();
      if (stream.readyState !== EventSource.CLOSED || this.#stream !== stream) return;
      this.#reopen = setTimeout(() => this.#open(), this.#wait);
      this.#wait = Math.min(this.#wait * 2, this.#timing.reopenMaxMs);
    };
  }

  #take(data: string): void {
    let told: unknown;
    try {
      told = JSON.parse(data);
    } catch {
      return;
    }
    const changes = (Array.isArray(told) ? told : [told]).flatMap((one) => readChange(one) ?? []);
    if (changes.length > 0) this.#tell(changes);
  }

  #tell(changes: readonly AvailabilityChange[]): void {
    for (const watcher of this.#watchers) watcher.apply(changes);
  }

  #startPolling(): void {
    this.#poll ??= setInterval(() => void this.#ask(), this.#timing.pollMs);
  }

  #stopPolling(): void {
    clearInterval(this.#poll);
    this.#poll = undefined;
  }

  async #ask(): Promise<void> {
    const ids = new Set([...this.#watchers].flatMap((watcher) => watcher.variantIds()));
    if (ids.size === 0) return;
    const changes = await this.#api.availability([...ids]).catch(() => []);
    if (changes.length > 0) this.#tell(changes);
  }
}
