import type { FollowedShape, NewsAnswer } from '../protocol/news.ts';
import { shapeName } from '../protocol/shape-name.ts';
import { type Aborter, newAborter } from './aborter.ts';
import { askNews, type NewsStep, type NewsTransport } from './news-request.ts';
import type { Platform } from './platform.ts';
import { waitAfter } from './push-loop.ts';

/** What somebody who stands at a place of a shape hears. */
export type Heard =
  /** Messages of the protocol after the place, the last of them an up-to-date */
  | { readonly kind: 'told'; readonly messages: readonly unknown[]; readonly offset: string; readonly cursor: string }
  /** The shape has to be asked itself. */
  | { readonly kind: 'ask' }
  /** There is no news at the moment: shapes are followed as if there never was. */
  | { readonly kind: 'none' };

export interface Listening {
  readonly heard: Promise<Heard>;
  /** Nobody listens any more; `heard` stays open. */
  stop(): void;
}

export interface News {
  /** @param onReached nothing of the shape came up to this position; only while it is listened to */
  listen(place: FollowedShape, onReached: (lsn: number) => void): Listening;
  /** Asks now: where a pause was meant to be longer, and for what others wait for. */
  hurry(): void;
  /** Ends what is held, until somebody listens again. */
  rest(): void;
}

export interface NewsOptions extends NewsTransport {
  readonly platform: Pick<Platform, 'sleep' | 'random'>;
  readonly onLine: (state: 'open' | 'offline') => void;
}

interface Waiting {
  readonly place: FollowedShape;
  readonly onReached: (lsn: number) => void;
  readonly resolve: (heard: Heard) => void;
}

type Told = Heard & { kind: 'told' };

/** What came for a shape while its reader was still busy with what came before. */
interface Kept {
  readonly from: FollowedShape;
  readonly told: Told;
}

/** Shapes that begin to listen together are asked for together. */
const GATHER_MS = 10;
/** A reader that is busy for longer than this does not keep the others from hearing more. */
const BUSY_MS = 2_000;
/** A cloud without news is an older one, or has another service for its shapes: looked at again after this. */
const WITHOUT_MS = 600_000;
/** Refused, or failing again and again: the shapes are asked for themselves, which tells more. */
const PAUSE_MS = 30_000;
const MOST_FAILURES = 3;

export const nameOf = ({ table, month }: FollowedShape): string => shapeName(table, month);
const isSame = (a: FollowedShape | undefined, b: FollowedShape): boolean =>
  a?.handle === b.handle && a.offset === b.offset;

/**
 * One held request for all shapes of a desk. The cloud remembers where the desk stands in each; here the same is kept, and
 * whatever makes the two differ (an answer that went missing, a restart) ends the watch, and all places are sent again.
 */
export class HeldNews implements News {
  readonly #options: NewsOptions;
  readonly #waiting = new Map<string, Waiting>();
  readonly #kept = new Map<string, Kept>();
  /** Where the cloud knows the desk to stand, by name of the shape */
  readonly #known = new Map<string, FollowedShape>();
  /** How far a shape was known to have nothing while its reader was busy */
  readonly #reached = new Map<string, number>();
  #watch: string | null = null;
  #seen = '0';
  #heard = 0;
  /** Counts requests: what is not the last of them says nothing any more. */
  #turn = 0;
  /** `soon`: it is answered at once, so nothing may end it: its answer would be lost, and the watch with it */
  #asking: 'no' | 'soon' | 'held' = 'no';
  #gathering = false;
  #failures = 0;
  #without = false;
  #wake: () => void = () => {};
  #held: Aborter | null = null;

  constructor(options: NewsOptions) {
    this.#options = options;
  }

  listen(place: FollowedShape, onReached: (lsn: number) => void): Listening {
    const name = nameOf(place);
    const kept = this.#kept.get(name);
    this.#kept.delete(name);
    const reached = this.#reached.get(name);
    this.#reached.delete(name);
    const at = (heard: Heard): Listening => ({ heard: Promise.resolve(heard), stop: () => {} });
    if (this.#without) return at({ kind: 'none' });
    if (kept && isSame(kept.from, place)) {
      void this.#goOn();
      return at(kept.told);
    }
    let resolve: (heard: Heard) => void = () => {};
    const heard = new Promise<Heard>((done) => {
      resolve = done;
    });
    const waiting = { place, onReached, resolve };
    this.#waiting.set(name, waiting);
    if (isSame(this.#known.get(name), place)) {
      if (reached !== undefined) onReached(reached);
      void this.#goOn();
    } else void this.#gather();
    return {
      heard,
      stop: () => {
        if (this.#waiting.get(name) !== waiting) return;
        this.#waiting.delete(name);
        // Whatever is told of it from now on is nobody's.
        this.#known.delete(name);
      },
    };
  }

  hurry(): void {
    this.#wake();
    // One that answers at once is on its way, or has to begin anyway.
    if (this.#seen === '0' || this.#asking === 'soon') return;
    this.#seen = '0';
    if (this.#waiting.size > 0 && this.#watch !== null && this.#kept.size === 0) void this.#ask();
  }

  rest(): void {
    this.#turn += 1;
    this.#asking = 'no';
    this.#forget();
    this.#waiting.clear();
    this.#kept.clear();
    this.#held?.abort();
    this.#wake();
  }

  async #gather(): Promise<void> {
    if (this.#gathering) return;
    this.#gathering = true;
    await this.#options.platform.sleep(GATHER_MS);
    this.#gathering = false;
    // Who joined meanwhile goes along with the next request.
    if (this.#asking === 'soon') return;
    if (!this.#without && this.#waiting.size > 0) await this.#ask();
  }

  /** The next request, unless one is held or a reader is still busy with what the last one told. */
  async #goOn(): Promise<void> {
    if (this.#asking !== 'no' || this.#without) return;
    if (this.#kept.size === 0 && this.#waiting.size > 0) await this.#ask();
  }

  /** One request. It ends the one before in the cloud, which is how a shape joins while one is held. */
  async #ask(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const places = [...this.#waiting.values()].map(({ place }) => place);
    const follow = places.filter((place) => !isSame(this.#known.get(nameOf(place)), place));
    // What joins may know less than the others: it is told at once where everybody stands.
    const seen = follow.length > 0 ? '0' : this.#seen;
    this.#asking = seen === '0' ? 'soon' : 'held';
    const watch = this.#watch === null ? {} : { watch: this.#watch };
    const held = newAborter();
    this.#held = held;
    const step = await askNews(this.#options, { ...watch, turn, heard: this.#heard, seen, follow }, held.signal);
    if (turn !== this.#turn) return;
    if (step.kind === 'news') {
      for (const place of follow) this.#known.set(nameOf(place), place);
      this.#take(step.news);
    } else await this.#after(step);
    if (turn !== this.#turn) return;
    this.#asking = 'no';
    await this.#goOn();
  }

  #take(news: NewsAnswer): void {
    // A watch that lasts, not one that only began.
    if (this.#watch !== null) this.#failures = 0;
    this.#watch = news.watch;
    this.#heard += 1;
    this.#seen = news.lsn;
    this.#options.onLine('open');
    for (const name of news.ask) {
      this.#known.delete(name);
      this.#tell(name, { kind: 'ask' });
    }
    for (const [name, { offset, messages }] of Object.entries(news.told)) {
      const from = this.#known.get(name);
      if (!from) continue;
      this.#known.set(name, { ...from, offset });
      const end = { headers: { control: 'up-to-date', global_last_seen_lsn: news.lsn } };
      const told: Told = { kind: 'told', messages: [...messages, end], offset, cursor: news.cursor };
      const waiting = this.#waiting.get(name);
      if (!waiting) void this.#keep(name, from, told);
      else if (isSame(from, waiting.place)) this.#tell(name, told);
      // It came to another place meanwhile, which the next request says.
      else this.#known.delete(name);
    }
    const lsn = Number(news.lsn);
    for (const [name, place] of this.#known) {
      if (name in news.told) continue;
      const waiting = this.#waiting.get(name);
      if (waiting) {
        if (isSame(place, waiting.place)) waiting.onReached(lsn);
      } else if (!this.#kept.has(name)) this.#reached.set(name, lsn);
    }
  }

  #tell(name: string, heard: Heard): void {
    const waiting = this.#waiting.get(name);
    this.#waiting.delete(name);
    this.#reached.delete(name);
    waiting?.resolve(heard);
  }

  async #keep(name: string, from: FollowedShape, told: Told): Promise<void> {
    const kept = { from, told };
    this.#kept.set(name, kept);
    await this.#options.platform.sleep(BUSY_MS);
    if (this.#kept.get(name) !== kept) return;
    // It is told again when its reader comes back.
    this.#kept.delete(name);
    this.#known.delete(name);
    await this.#goOn();
  }

  async #after(step: Exclude<NewsStep, { kind: 'news' }>): Promise<void> {
    if (step.kind === 'superseded') return;
    this.#forget();
    if (step.kind === 'without') return this.#doWithout(step.later ? PAUSE_MS : WITHOUT_MS);
    this.#failures += 1;
    if (step.kind === 'over') {
      // Each request may reach another process of the cloud.
      if (this.#failures >= MOST_FAILURES) this.#doWithout(PAUSE_MS);
      return;
    }
    this.#options.onLine(step.kind === 'offline' ? 'offline' : 'open');
    if (step.kind === 'later' && !step.busy && this.#failures >= MOST_FAILURES) return this.#doWithout(PAUSE_MS);
    const floor = step.kind === 'later' ? step.afterMs : 0;
    await this.#pause(waitAfter(Math.min(this.#failures, 3), this.#options.platform.random(), floor));
  }

  #pause(milliseconds: number): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    return Promise.race([woken, this.#options.platform.sleep(milliseconds)]);
  }

  /** What the cloud knew of this desk's places is over: all of them are sent again. */
  #forget(): void {
    this.#watch = null;
    this.#seen = '0';
    this.#heard = 0;
    this.#known.clear();
    this.#reached.clear();
  }

  #doWithout(milliseconds: number): void {
    this.#without = true;
    for (const name of [...this.#waiting.keys()]) this.#tell(name, { kind: 'none' });
    void this.#pause(milliseconds).then(() => {
      this.#without = false;
    });
  }
}
