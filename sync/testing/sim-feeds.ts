import type { OpenShapeFeed, ShapeBatch, ShapeFeed, ShapeFeedRequest, ShapeMessage } from '../client/shape-feed.ts';
import type { LineOptions } from './sim-line.ts';

/** A held poll is answered after this long, changes or not. */
const HELD_MS = 20_000;
/** Messages of one answer before it is cut: small, so that answers often end in the middle of a commit. */
const CHUNK = 9;

/** Where a feed goes on: `<lsn>_<position>` in the log of a handle, or nowhere yet. */
interface Place {
  handle: string;
  lsn: number;
  position: number;
  /** Rows of the copy that are still to be told */
  copy: ShapeMessage[];
}

/** Shapes as one process of a desk follows them: each at its own pace, in chunks, held while there is nothing to tell. */
export function feedsOver(options: LineOptions): OpenShapeFeed {
  return (request) => new SimFeed(options, request);
}

class SimFeed implements ShapeFeed {
  readonly #options: LineOptions;
  readonly #request: ShapeFeedRequest;
  #place: Place | null = null;
  #refetched = false;
  #stopped = false;
  #offline = false;
  #answerNow: (() => void) | null = null;
  /** Counts requests: an answer to one that was given up is dropped. */
  #turn = 0;

  constructor(options: LineOptions, request: ShapeFeedRequest) {
    this.#options = options;
    this.#request = request;
    const { from } = request;
    if (from) {
      const [lsn, position] = from.offset.split('_').map(Number) as [number, number];
      this.#place = { handle: from.handle, lsn, position, copy: [] };
    }
    this.#askAfter(this.#way());
  }

  stop(): void {
    this.#stopped = true;
    this.#answerNow = null;
  }

  /** Gives up what is held and asks again. */
  refresh(): void {
    if (this.#answerNow || this.#offline) this.#askAfter(this.#way());
  }

  #way(): number {
    return 2 + this.#options.chance.int(this.#options.line.weather.slow);
  }

  #askAfter(milliseconds: number): void {
    this.#turn += 1;
    const turn = this.#turn;
    this.#answerNow = null;
    this.#options.time.after(milliseconds, () => {
      if (this.#current(turn)) this.#ask(turn);
    });
  }

  #current(turn: number): boolean {
    return !this.#stopped && this.#options.power.alive && turn === this.#turn;
  }

  #ask(turn: number): void {
    const { line, cloud, time, chance } = this.#options;
    if (line.cutUntil > time.now || cloud.downUntil > time.now || chance.often(line.weather.lost)) {
      if (!this.#offline) this.#request.onLine('offline');
      this.#offline = true;
      this.#askAfter(chance.int(8_000));
      return;
    }
    if (this.#offline) this.#request.onLine('open');
    this.#offline = false;
    const { table } = this.#request;
    if (this.#place && this.#place.handle !== cloud.handles.get(table)) {
      this.#place = null;
      this.#refetched = true;
    }
    const place = this.#place;
    const news = !place || place.copy.length > 0 || cloud.changesAfter(table, this.#options.deviceId, place).length > 0;
    if (news) this.#answer(turn, false);
    else this.#hold(turn);
  }

  /** Nothing to tell yet: until the cloud commits something for this tenant, or the time is over. */
  #hold(turn: number): void {
    const { cloud, time, chance } = this.#options;
    let over = false;
    const answer = (): void => {
      if (over || !this.#current(turn)) return;
      over = true;
      // Whoever served it under another handle is gone, and what it held with it.
      if (this.#place && this.#place.handle !== cloud.handles.get(this.#request.table)) {
        this.#askAfter(this.#way());
        return;
      }
      // Now as a cloud with news tells it, now as one without.
      if (turn % 3 > 0 && this.#hearsOfNothing(turn)) return;
      this.#answer(turn, true);
    };
    this.#answerNow = answer;
    // Real Electric answers only the shapes that changed; ours answers all that are held.
    cloud.onNextCommit(() => time.after(chance.int(12), answer));
    time.after(HELD_MS, answer);
  }

  /** By the one request for all shapes: that there is nothing of this one up to where the cloud is, and it goes on listening. */
  #hearsOfNothing(turn: number): boolean {
    const { cloud, time, line, deviceId } = this.#options;
    const place = this.#place;
    const told = cloud.lsn;
    if (!place || place.handle !== cloud.handles.get(this.#request.table)) return false;
    if (cloud.changesAfter(this.#request.table, deviceId, place).length > 0) return false;
    time.after(this.#way(), () => {
      if (!this.#current(turn)) return;
      if (line.cutUntil > time.now) return this.#askAfter(this.#options.chance.int(4_000));
      this.#request.onReached(told);
      this.#hold(turn);
    });
    return true;
  }

  #answer(turn: number, live: boolean): void {
    const { time, chance, line, deviceId, cloud, power } = this.#options;
    const { table } = this.#request;
    const place = this.#place ?? {
      handle: cloud.handles.get(table) as string,
      lsn: cloud.lsn,
      position: 1e9,
      copy: cloud.copyOf(table, deviceId),
    };
    const messages: ShapeMessage[] = this.#refetched ? [{ t: 'refetch' }] : [];
    const copy = place.copy.slice(0, CHUNK);
    const rest = place.copy.slice(CHUNK);
    const changes = rest.length > 0 ? [] : cloud.changesAfter(table, deviceId, place);
    const some = changes.slice(0, CHUNK);
    const last = some.at(-1);
    const next: Place =
      last?.t === 'row'
        ? { handle: place.handle, lsn: last.lsn as number, position: last.position, copy: rest }
        : { ...place, copy: rest };
    messages.push(...copy, ...some);
    if (rest.length === 0 && some.length === changes.length) {
      // A live answer with data speaks for its own shape only, any other for the whole log.
      messages.push({ t: 'up-to-date', lsn: live && some.length > 0 ? next.lsn : cloud.lsn });
    }
    const batch: ShapeBatch = { messages, handle: next.handle, offset: `${next.lsn}_${next.position}` };
    this.#answerNow = null;
    const lost = chance.often(line.weather.unanswered);
    time.after(this.#way(), () => {
      if (!this.#current(turn)) return;
      if (lost || line.cutUntil > time.now) return this.#askAfter(chance.int(4_000));
      this.#place = next;
      this.#refetched = false;
      this.#request.onBatch(batch).then(
        () => {
          if (power.alive && !this.#stopped) this.#askAfter(this.#way());
        },
        () => {},
      );
    });
  }
}
