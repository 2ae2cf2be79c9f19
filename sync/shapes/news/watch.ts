import { nextCursor } from '../http/cursor.ts';
import { readDefinition, readPosition } from '../http/query.ts';
import type { DefinitionResolver } from '../http/resolve-definition.ts';
import type { Lsn } from '../protocol/lsn.ts';
import { compareOffsets, formatOffset, type Offset, snapshotEnd } from '../protocol/offset.ts';
import type { Frontier } from '../replication/frontier.ts';
import { InvalidRequest } from '../shape/errors.ts';
import type { ShapeRegistry } from '../shape/registry.ts';
import type { Releases } from '../shape/releases.ts';
import type { Shape } from '../shape/shape.ts';

/** News of many shapes at one moment. Of every shape of the watch that it does not name there is none up to `lsn`. */
export interface News {
  /** Decimal; every commit up to it is told here or was before */
  readonly lsn: string;
  /** For a live request of any of these shapes after it */
  readonly cursor: string;
  readonly told: readonly ToldShape[];
  /** Names of shapes that have to be asked themselves, for more than fits or because they begin anew; they leave the watch. */
  readonly ask: readonly string[];
}

export interface ToldShape {
  readonly name: string;
  /** Behind the last of the items */
  readonly offset: string;
  /** Messages of the protocol as JSON, joined by commas, without brackets */
  readonly items: Buffer;
}

/** Shapes that one reader follows together by one held request. Not for two requests at a time: the later ends the earlier. */
export interface Watch {
  /** How many news it has told; counted in the turn in which their rows leave it. */
  readonly told: number;
  /** Ends what is held and tells nothing to it any more: somebody else is about to ask, and would not hear of it. */
  supersede(): void;
  /**
   * @param query what the shape is and where its reader stands, as a request of the protocol says it. A place that cannot
   * be followed from here is told under `ask` by the next news.
   */
  follow(name: string, query: URLSearchParams): Promise<void>;
  leave(name: string): void;
  /**
   * Waits for news, at most `holdMs`.
   * @param seen the position its reader knows of all shapes: what was committed to their group after it is news
   * @returns null when the signal or a later call ended it
   */
  next(seen: Lsn, holdMs: number, signal: AbortSignal | undefined): Promise<News | null>;
}

export interface WatchContext {
  readonly resolver: DefinitionResolver;
  readonly registry: ShapeRegistry;
  readonly frontier: Frontier;
  readonly releases: Releases;
  /** Waits until the stream runs. @throws Unavailable */
  readonly ready: () => Promise<void>;
}

type Woken = 'moved' | 'timeout' | 'superseded';

interface Followed {
  readonly shape: Shape;
  offset: Offset;
}

/** Of one shape in one news; what is larger is asked for by itself, in chunks. */
const mostOfShape = 64 * 1024;
const mostOfNews = 512 * 1024;

export class ShapeWatch implements Watch {
  readonly #context: WatchContext;
  readonly #followed = new Map<string, Followed>();
  readonly #ask = new Set<string>();
  #end: ((why: Woken) => void) | null = null;
  #turn = 0;
  #told = 0;

  constructor(context: WatchContext) {
    this.#context = context;
  }

  get told(): number {
    return this.#told;
  }

  supersede(): void {
    this.#turn += 1;
    this.#end?.('superseded');
  }

  async follow(name: string, query: URLSearchParams): Promise<void> {
    this.leave(name);
    await this.#context.ready();
    const place = await this.#locate(query);
    if (place) this.#followed.set(name, place);
    else this.#ask.add(name);
  }

  leave(name: string): void {
    this.#followed.delete(name);
    this.#ask.delete(name);
  }

  async next(seen: Lsn, holdMs: number, signal: AbortSignal | undefined): Promise<News | null> {
    this.supersede();
    const turn = this.#turn;
    await this.#context.ready();
    const { registry } = this.#context;
    // Shapes that somebody watches are in use, however quiet they are.
    for (const { shape } of this.#followed.values()) registry.withHandle(shape.handle);
    let woken: Woken = 'moved';
    for (const end = Date.now() + holdMs; woken !== 'superseded'; ) {
      // Whoever was woken may have been superseded before it came to run: what it took then nobody would hear.
      if (signal?.aborted || turn !== this.#turn) return null;
      // Looked and then waited for in one turn, so that nothing slips through in between.
      const news = this.#look(seen);
      if (news) return news;
      if (woken === 'timeout') return this.#news([], []);
      woken = await this.#wait(end - Date.now(), signal);
    }
    return null;
  }

  async #locate(query: URLSearchParams): Promise<Followed | null> {
    const { resolver, registry, frontier } = this.#context;
    try {
      const position = readPosition(query);
      if (position.offset.kind !== 'at' || position.handle === null) return null;
      const definition = await resolver.resolve(readDefinition(query));
      const shape = registry.withHandle(position.handle);
      if (shape?.definition.id !== definition.id || definition.groups.length === 0) return null;
      // Only who was told "up to date" may hear of what comes after.
      if (!shape.isPositioned || frontier.lsn < shape.floor) return null;
      const { offset } = position.offset;
      return { shape, offset: offset.lsn === 0 ? snapshotEnd : offset };
    } catch (error) {
      // Asked by itself it is told what is wrong with it.
      if (error instanceof InvalidRequest) return null;
      throw error;
    }
  }

  #look(seen: Lsn): News | null {
    const told: ToldShape[] = [];
    const ask = [...this.#ask];
    this.#ask.clear();
    let bytes = 0;
    for (const [name, followed] of this.#followed) {
      const { shape, offset } = followed;
      const order = shape.isGone ? 1 : compareOffsets(offset, shape.log.last);
      if (order === 0) continue;
      const slice = order < 0 ? shape.log.after(offset) : null;
      const items = slice?.complete && Buffer.isBuffer(slice.data) ? slice.data : null;
      if (!slice || !items || items.length > mostOfShape || bytes + items.length > mostOfNews) {
        ask.push(name);
        this.#followed.delete(name);
        continue;
      }
      bytes += items.length;
      followed.offset = slice.last;
      told.push({ name, offset: formatOffset(slice.last), items });
    }
    const some = told.length > 0 || ask.length > 0;
    return some || this.#context.releases.lastCommit(this.#groups()) > seen ? this.#news(told, ask) : null;
  }

  #news(told: readonly ToldShape[], ask: readonly string[]): News {
    const { lsn } = this.#context.frontier;
    this.#told += 1;
    return { lsn: String(lsn), cursor: nextCursor(lsn, null), told, ask };
  }

  #groups(): Set<string> {
    const groups = new Set<string>();
    for (const { shape } of this.#followed.values()) for (const name of shape.definition.groups) groups.add(name);
    return groups;
  }

  #wait(milliseconds: number, signal: AbortSignal | undefined): Promise<Woken> {
    return new Promise((resolve) => {
      const end = (why: Woken) => {
        clearTimeout(timer);
        stopListening();
        signal?.removeEventListener('abort', onAbort);
        if (this.#end === end) this.#end = null;
        resolve(why);
      };
      const onAbort = () => end('superseded');
      const stopListening = this.#context.releases.onNews(this.#groups(), () => end('moved'));
      const timer = setTimeout(end, Math.max(0, milliseconds), 'timeout');
      signal?.addEventListener('abort', onAbort);
      this.#end = end;
    });
  }
}
