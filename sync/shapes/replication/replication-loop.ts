import { Unavailable } from '../shape/errors.ts';
import { openReplication, type ReplicationOptions, type ReplicationSession } from './replication-session.ts';

export interface LoopOptions {
  /** Makes what one session needs. Called before each attempt: nothing of an earlier session may live on. */
  readonly prepare: () => Omit<ReplicationOptions, 'onClosed'>;
  /** The stream runs: nothing made before this moment is continued by it. */
  readonly onOpened: () => void;
  readonly onLost: (error: Error | null) => void;
  readonly onFailed: (error: unknown) => void;
}

const firstDelayMs = 200;
const longestDelayMs = 5_000;
const readyWaitMs = 5_000;

/** Keeps one replication session open, opening a new one when it ends. */
export class ReplicationLoop {
  private readonly options: LoopOptions;
  private session: ReplicationSession | null = null;
  private waiting: (() => void)[] = [];
  private retry: NodeJS.Timeout | null = null;
  private delay = firstDelayMs;
  private closed = false;

  constructor(options: LoopOptions) {
    this.options = options;
  }

  get isRunning(): boolean {
    return this.session !== null;
  }

  /** Opens the first session. @throws when the database refuses: wrong address, no logical level, no right */
  async start(): Promise<void> {
    await this.open();
  }

  probe(): void {
    this.session?.probe();
  }

  /** Ends the session, so that a new one begins. */
  restart(): void {
    void this.session?.close();
  }

  /** @throws Unavailable when no session comes up in time */
  async ready(): Promise<void> {
    if (this.session) return;
    if (this.closed) throw new Unavailable('The server is stopping.', 2);
    await Promise.race([
      new Promise<void>((resolve) => this.waiting.push(resolve)),
      new Promise<void>((resolve) => setTimeout(resolve, readyWaitMs)),
    ]);
    if (!this.session) throw new Unavailable('The database is not reachable at this moment. Try again.', 10);
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.retry) clearTimeout(this.retry);
    const session = this.session;
    this.session = null;
    await session?.close();
  }

  private async open(): Promise<void> {
    const session = await openReplication({ ...this.options.prepare(), onClosed: (error) => this.lost(error) });
    if (this.closed) return session.close();
    this.options.onOpened();
    this.session = session;
    this.delay = firstDelayMs;
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }

  private lost(error: Error | null): void {
    if (this.closed) return;
    this.session = null;
    this.options.onLost(error);
    this.scheduleRetry();
  }

  private scheduleRetry(): void {
    this.retry = setTimeout(() => {
      this.open().catch((error: unknown) => {
        if (this.closed) return;
        this.options.onFailed(error);
        this.delay = Math.min(this.delay * 2, longestDelayMs);
        this.scheduleRetry();
      });
    }, this.delay);
  }
}
