import { ShapeStream, type ShapeStreamOptions } from '@electric-sql/client';
import type { Platform } from './platform.ts';
import { answerReader } from './shape-answer.ts';
import type { OpenShapeFeed, ShapeFeedRequest } from './shape-feed.ts';

export interface ElectricFeedOptions {
  /** `https://cloud.example`, without a slash at the end */
  readonly cloudUrl: string;
  /** Authorisation of the device; asked for each request, so a renewed token is used at once. */
  readonly headers: () => Promise<Record<string, string>>;
  readonly fetch: (...args: never[]) => Promise<unknown>;
  readonly platform: Pick<Platform, 'sleep' | 'random'>;
}

interface Aborter {
  readonly signal: { readonly aborted: boolean };
  abort(): void;
}
const newAborter = (): Aborter => {
  const Make = (globalThis as unknown as { AbortController: new () => Aborter }).AbortController;
  return new Make();
};

const REOPEN_MS = 5_000;
/** Between two looks at a shape that seldom changes. */
const SELDOM_MS = 300_000;

/** Shapes over HTTP by the Electric client. Network errors, 429 and 5xx it retries itself, for ever; the rest is retried here. */
export function electricFeeds(options: ElectricFeedOptions): OpenShapeFeed {
  return (request) => {
    let stopped = false;
    let current: Followed | undefined;
    let wake = (): void => {};
    const rest = (milliseconds: number): Promise<void> => {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      return Promise.race([woken, options.platform.sleep(milliseconds)]);
    };
    const follow = async (): Promise<void> => {
      for (let from = request.from; !stopped; ) {
        current = followOnce(options, request, from);
        const end = await current.ended;
        from = end.from;
        if (stopped || end.status === 404) break;
        if (end.status !== null) request.onDenied(end.status, end.message);
        const pause = end.complete ? SELDOM_MS : REOPEN_MS;
        if (!end.again) await rest(pause * (0.5 + options.platform.random()));
      }
      if (!stopped) request.onDenied(404, 'This device does not follow this table.');
    };
    void follow();
    return {
      stop: () => {
        stopped = true;
        current?.end(false);
        wake();
      },
      refresh: () => {
        current?.refresh();
        wake();
      },
    };
  };
}

interface End {
  readonly from: ShapeFeedRequest['from'];
  readonly status: number | null;
  readonly message: string;
  /** At once, without a pause */
  readonly again: boolean;
  /** A shape that is seldom asked has told all there is */
  readonly complete: boolean;
}

interface Followed {
  readonly ended: Promise<End>;
  end(again: boolean): void;
  refresh(): void;
}

function followOnce(options: ElectricFeedOptions, request: ShapeFeedRequest, from: ShapeFeedRequest['from']): Followed {
  const aborter = newAborter();
  const answers = answerReader();
  let place = from;
  let failing = false;
  let resolve: (end: End) => void = () => {};
  const ended = new Promise<End>((done) => {
    resolve = done;
  });
  const fetchClient = async (url: unknown, init: { headers?: Record<string, string> } = {}): Promise<unknown> => {
    try {
      // The client's own headers are fixed at the start; tokens are not.
      const headers = { ...(init.headers ?? {}), ...(await options.headers()) };
      const answer = await options.fetch(...([url, { ...init, headers }] as never[]));
      failing = false;
      if (!aborter.signal.aborted) request.onLine('open');
      return answers.read(answer);
    } catch (error) {
      if (!aborter.signal.aborted && (error as { name?: string }).name !== 'AbortError') {
        failing = true;
        request.onLine('offline');
      }
      throw error;
    }
  };
  const stream = new ShapeStream({
    url: `${options.cloudUrl}/sync/v1/shape`,
    params: { table: request.table, ...(request.month ? { month: request.month } : {}), replica: 'full' },
    ...(request.seldom ? { subscribe: false } : {}),
    fetchClient,
    signal: aborter.signal,
    onError: () => {},
    ...(from ? { handle: from.handle, offset: from.offset } : {}),
  } as unknown as ShapeStreamOptions);
  const end = (again: boolean): void => {
    aborter.abort();
    resolve({ from: place, status: null, message: '', again, complete: false });
  };
  const failed = (error: unknown): void => {
    const { status, message } = error as { status?: number; message?: string };
    const code = typeof status === 'number' ? status : null;
    resolve({ from: place, status: code, message: message ?? String(error), again: false, complete: false });
  };
  stream.subscribe(async (messages) => {
    if (aborter.signal.aborted) return;
    const handle = stream.shapeHandle ?? null;
    const offset = String(stream.lastOffset);
    await request.onBatch({ messages: answers.restore(messages), handle, offset });
    place = handle === null || offset === '-1' ? undefined : { handle, offset };
    const isUpToDate = messages.some(({ headers }) => (headers as { control?: string }).control === 'up-to-date');
    if (!request.seldom || !isUpToDate) return;
    aborter.abort();
    resolve({ from: place, status: null, message: '', again: false, complete: true });
  }, failed);
  return {
    ended,
    end,
    // The client waits up to 32 s between tries; a line that is there again is not waited for.
    refresh: () => (failing ? end(true) : void stream.forceDisconnectAndRefresh().catch(() => {})),
  };
}
