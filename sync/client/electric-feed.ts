import { ShapeStream, type ShapeStreamOptions } from '@electric-sql/client';
import { limited, newAborter, type Signal } from './aborter.ts';
import { BeginShapes } from './begin-shapes.ts';
import { DeviceRefused } from './device-refused.ts';
import { FewAtOnce } from './few-at-once.ts';
import { HeldNews, type Listening, type News } from './news.ts';
import type { Platform } from './platform.ts';
import { answerReader } from './shape-answer.ts';
import type { OpenShapeFeed, ShapeFeed, ShapeFeedRequest } from './shape-feed.ts';

export interface ElectricFeedOptions {
  /** `https://cloud.example`, without a slash at the end */
  readonly cloudUrl: string;
  /** Authorisation of the device; asked for each request, so a renewed token is used at once. */
  readonly headers: () => Promise<Record<string, string>>;
  readonly fetch: (...args: never[]) => Promise<unknown>;
  readonly platform: Pick<Platform, 'sleep' | 'random'>;
}

const REOPEN_MS = 5_000;
/** Between two looks at a shape that seldom changes, where no news tells of it. */
const SELDOM_MS = 300_000;
/** A held request is answered within 20 s; what is silent for longer is gone. */
const HELD_MS = 45_000;
/** A desk that begins follows a hundred shapes, and a cloud has a thousand desks. */
const AT_ONCE = 6;
/** Large parts of copies that are rows at a time: they take five times as much as their text, and are written one by one. */
const PARTS_AT_ONCE = 1;
/** Characters */
const LARGE = 65_536;

/**
 * Shapes over HTTP by the Electric client, which asks and is answered one shape at a time until it is up to date. Small ones
 * that begin together are answered together (begin-shapes.ts), and what comes after that all shapes hear together by one held request (news.ts); where the cloud has none, each is held by itself.
 * Network errors, 429 and 5xx the client retries itself, for ever; the rest is retried here.
 */
export function electricFeeds(options: ElectricFeedOptions): OpenShapeFeed {
  const open = new Set<ShapeFeedRequest>();
  const onLine = (state: 'open' | 'offline'): void => {
    // They all stand on one line; whoever opened them hears of it once.
    const [one] = open;
    one?.onLine(state);
  };
  const news = new HeldNews({ ...options, onLine });
  const begin = new BeginShapes(options);
  const shared = { ...options, news, begin, few: new FewAtOnce(AT_ONCE), parts: new FewAtOnce(PARTS_AT_ONCE) };
  return (request) => {
    open.add(request);
    const feed = openFeed(shared, request);
    return {
      ...feed,
      stop: () => {
        feed.stop();
        open.delete(request);
        if (open.size === 0) news.rest();
      },
    };
  };
}

interface Shared extends ElectricFeedOptions {
  readonly news: News;
  readonly begin: BeginShapes;
  readonly few: FewAtOnce;
  readonly parts: FewAtOnce;
}

type Place = ShapeFeedRequest['from'];

const followed = ({ table, month }: ShapeFeedRequest, place: { handle: string; offset: string }) => ({
  table,
  ...(month === undefined ? {} : { month }),
  ...place,
});

function openFeed(shared: Shared, request: ShapeFeedRequest): ShapeFeed {
  let stopped = false;
  let current: Followed | undefined;
  let listening: Listening | undefined;
  let wake = (): void => {};
  const rest = (milliseconds: number): Promise<void> => {
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    return Promise.race([woken, shared.platform.sleep(milliseconds * (0.5 + shared.platform.random()))]);
  };
  /** Until there is something of a shape that is not held by itself. */
  const untilNews = async (from: Place): Promise<void> => {
    if (!from) return rest(SELDOM_MS);
    listening = shared.news.listen(followed(request, from), request.onReached);
    const heard = await listening.heard;
    listening = undefined;
    if (heard.kind === 'none' && !stopped) await rest(SELDOM_MS);
  };
  const follow = async (): Promise<void> => {
    for (let from = request.from; !stopped; ) {
      current = followOnce(shared, request, from);
      const end = await current.ended;
      current = undefined;
      from = end.from;
      if (stopped || end.status === 404) break;
      if (end.status !== null) request.onDenied(end.status, end.message, end.code);
      if (end.complete) await untilNews(from);
      else if (!end.again) await rest(REOPEN_MS);
    }
    if (!stopped) request.onDenied(404, 'This device does not follow this table.', 'request.not-found');
  };
  void follow();
  return {
    stop: () => {
      stopped = true;
      current?.end(false);
      listening?.stop();
      wake();
    },
    refresh: () => {
      if (listening) shared.news.hurry();
      current?.refresh();
      wake();
    },
  };
}

interface End {
  readonly from: Place;
  readonly status: number | null;
  readonly code: string;
  readonly message: string;
  /** At once, without a pause */
  readonly again: boolean;
  /** A shape that is seldom asked has told all there is */
  readonly complete: boolean;
}

/** Of the Electric client, with the problem document it was answered with, or of whoever gets the authorisation */
interface FeedError {
  readonly status?: number;
  readonly message?: string;
  readonly code?: string;
  readonly json?: { readonly code?: string; readonly detail?: string };
}

interface Followed {
  readonly ended: Promise<End>;
  end(again: boolean): void;
  refresh(): void;
}

interface Init {
  readonly headers?: Record<string, string>;
  readonly signal?: Signal;
}

function followOnce(shared: Shared, request: ShapeFeedRequest, from: Place): Followed {
  const aborter = newAborter();
  const answers = answerReader();
  let place = from;
  let failing = false;
  let listening: Listening | undefined;
  let leave = (): void => {};
  let resolve: (end: End) => void = () => {};
  const ended = new Promise<End>((done) => {
    resolve = done;
  });
  const failed = (error: unknown): void => {
    const { status = null, message, code, json } = error as FeedError;
    const problem = { code: json?.code ?? code ?? '', message: json?.detail ?? message ?? String(error) };
    resolve({ ...problem, from: place, status, again: false, complete: false });
    aborter.abort();
  };
  /** What the news say instead of an answer to a live request; undefined where it has to be made. */
  const fromNews = async (url: string, { signal }: Init): Promise<unknown> => {
    const [live, handle, offset] = [paramOf(url, 'live'), paramOf(url, 'handle'), paramOf(url, 'offset')];
    if (live !== 'true' || handle === null || offset === null) return undefined;
    const mine = shared.news.listen(followed(request, { handle, offset }), request.onReached);
    listening = mine;
    const heard = await Promise.race([mine.heard, givenUp(signal)]);
    mine.stop();
    if (listening === mine) listening = undefined;
    if (heard === GIVEN_UP) throw new Error('nobody waits for this any more');
    return heard.kind === 'told' ? answers.told(url, handle, heard) : heard.kind === 'ask' ? undefined : NOT_HELD;
  };
  /** The first answer, where it came with those of others; undefined where it has to be asked for. */
  const fromOthers = async (url: string, { signal }: Init): Promise<unknown> => {
    // One that begins anew says which handle is over, and is answered by the shape itself.
    if (paramOf(url, 'offset') !== '-1' || /[?&](handle|expired_handle|cache-buster)=/.test(url)) return undefined;
    const { table, month } = request;
    const first = await Promise.race([shared.begin.begin({ table, ...(month ? { month } : {}) }), givenUp(signal)]);
    if (first === GIVEN_UP) throw new Error('nobody waits for this any more');
    if (first) request.onLine('open');
    return first ? answers.told(url, first.handle, first) : undefined;
  };
  /** Waits until the rows before are written, of whichever shape; over when these are, or nobody wants them any more. */
  const turn = async (url: string, length: number): Promise<void> => {
    // Whatever the client did with the answer before, it is done with it.
    leave();
    if (length < LARGE || !isCopy(url)) return;
    leave = await shared.parts.enter();
    if (aborter.signal.aborted) leave();
  };
  aborter.signal.addEventListener('abort', () => leave(), { once: true });
  const fetchClient = async (url: unknown, init: Init = {}): Promise<unknown> => {
    const told = (await fromNews(String(url), init)) ?? (await fromOthers(String(url), init));
    if (told !== undefined && told !== NOT_HELD) return told;
    const held = told === NOT_HELD;
    const ask = async (): Promise<unknown> => {
      // The client's own headers are fixed at the start; tokens are not.
      const headers = { ...(init.headers ?? {}), ...(await shared.headers()) };
      const signal = held ? limited(init.signal, HELD_MS) : init.signal;
      return shared.fetch(...([url, { ...init, signal, headers }] as never[]));
    };
    try {
      const answer = await (held ? ask() : shared.few.run(ask));
      failing = false;
      if (!aborter.signal.aborted) request.onLine('open');
      return answers.read(answer, (length) => turn(String(url), length));
    } catch (error) {
      // Trying again changes nothing here: a person has to hear of it.
      if (error instanceof DeviceRefused) failed(error);
      else if (!aborter.signal.aborted && (error as { name?: string }).name !== 'AbortError') {
        failing = true;
        request.onLine('offline');
      }
      throw error;
    }
  };
  const stream = new ShapeStream({
    url: `${shared.cloudUrl}/sync/v1/shape`,
    params: { table: request.table, ...(request.month ? { month: request.month } : {}), replica: 'full' },
    ...(request.seldom ? { subscribe: false } : {}),
    fetchClient,
    // Of requests that are really held, above; news end by themselves.
    liveRequestTimeoutMs: false,
    signal: aborter.signal,
    onError: () => {},
    ...(from ? { handle: from.handle, offset: from.offset } : {}),
  } as unknown as ShapeStreamOptions);
  const end = (again: boolean): void => {
    aborter.abort();
    resolve({ from: place, status: null, code: '', message: '', again, complete: false });
  };
  stream.subscribe(async (messages) => {
    if (aborter.signal.aborted) return;
    const handle = stream.shapeHandle ?? null;
    const offset = String(stream.lastOffset);
    await request.onBatch({ messages: answers.restore(messages), handle, offset }).finally(() => leave());
    place = handle === null || offset === '-1' ? undefined : { handle, offset };
    const isUpToDate = messages.some(({ headers }) => (headers as { control?: string }).control === 'up-to-date');
    if (!request.seldom || !isUpToDate) return;
    aborter.abort();
    resolve({ from: place, status: null, code: '', message: '', again: false, complete: true });
  }, failed);
  return {
    ended,
    end,
    refresh: () => {
      if (listening) return shared.news.hurry();
      // The client waits up to 32 s between tries; a line that is there again is not waited for.
      if (failing) return end(true);
      void stream.forceDisconnectAndRefresh().catch(() => {});
    },
  };
}

/** A part of a snapshot: its rows are written as they come, and wait for no other shape. */
const isCopy = (url: string): boolean => /^(-1$|0_)/.test(paramOf(url, 'offset') ?? '');

function paramOf(url: string, name: string): string | null {
  const value = new RegExp(`[?&]${name}=([^&#]*)`).exec(url)?.[1];
  return value === undefined ? null : decodeURIComponent(value);
}

const GIVEN_UP = Symbol('given up');
const givenUp = (signal: Signal | undefined): Promise<typeof GIVEN_UP> =>
  new Promise((done) => {
    if (signal?.aborted) done(GIVEN_UP);
    signal?.addEventListener('abort', () => done(GIVEN_UP), { once: true });
  });

/** There are no news: the live request is made and held as any other client's. */
const NOT_HELD = Symbol('not held');
