import { type AttentionItem, attentionList } from './attention-list.ts';
import { ensureClientId, metaOf } from './meta.ts';
import { type Done, mutate } from './mutate.ts';
import { GatherReached } from './gather-reached.ts';
import { needsProof } from './needs-proof.ts';
import { noteSynced } from './note-synced.ts';
import { OpenFeeds } from './open-feeds.ts';
import { Pauses } from './pauses.ts';
import { type Platform, machinePlatform } from './platform.ts';
import { Puller } from './pull.ts';
import { type Line, type PushLoop, startPushLoop } from './push-loop.ts';
import type { ShapeBatch } from './shape-feed.ts';
import { Superseded } from './slices.ts';
import { SALES, type SyncStatus, statusOf } from './status.ts';
import type { Sync, SyncOptions } from './sync-options.ts';
import { watchMonths } from './watch-months.ts';

export type { Sync } from './sync-options.ts';

/** Starts both directions. The desk works before this, and without a line, all the same. */
export async function startSync(options: SyncOptions): Promise<Sync> {
  const platform = options.platform ?? machinePlatform();
  await options.database.transaction('background', async (connection) => ensureClientId(connection, platform.newId));
  const running = new RunningSync(options, platform);
  await running.start();
  return running;
}

/** A full disk or a fault of the program does not pass in no time. */
const FAULT_WAIT = 2_000;
/** Polls of one tenant are released together on a commit: what comes later than this was not held. */
const HURRY_WAIT = 60;
const TELL_WAIT = 40;
const MANY_QUEUED = 20_000;

class RunningSync implements Sync {
  readonly #options: SyncOptions;
  readonly #platform: Platform;
  #puller: Puller;
  /** Tables that this device does not follow, as the cloud said */
  readonly #leftOut = new Set<string>();
  readonly #feeds: OpenFeeds;
  #push: PushLoop | null = null;
  #offlineSince: number | null = null;
  #denied: Line['denied'] = null;
  #bug: string | null = null;
  #stopped = false;
  #lastSaved = 0;
  #lastForgot = 0;
  #lastAsked = 0;
  #epoch = 0;
  #hurrying = false;
  #telling = false;
  /** What may still write; `stop` waits for it. */
  readonly #writing = new Set<Promise<void>>();
  readonly #pauses: Pauses;
  readonly #reached = new GatherReached((positions) => {
    const puller = this.#puller;
    void this.#until(this.#takeIn(this.#epoch, () => puller.reached(positions)));
  });

  constructor(options: SyncOptions, platform: Platform) {
    this.#options = options;
    this.#platform = platform;
    this.#pauses = new Pauses(platform);
    this.#feeds = new OpenFeeds(options.openFeed);
    this.#puller = this.#newPuller(0);
  }

  /** One that begins where the file says that the desk is. */
  #newPuller(copied: number): Puller {
    const { database, onTablesChanged, months } = this.#options;
    const platform = this.#platform;
    const puller = new Puller({ database, platform, onTablesChanged, ...(months ? { months: months() } : {}) });
    for (const name of this.#leftOut) puller.leaveOut(name);
    puller.copied = copied;
    return puller;
  }

  async start(): Promise<void> {
    await this.#puller.tidy();
    this.#push = startPushLoop({
      database: this.#options.database,
      platform: this.#platform,
      transport: this.#options.transport,
      onCloudRestored: () => void this.#until(this.#reopen(0)),
      onChange: () => this.#pushed(),
      onBug: (error) => this.#fault(error),
    });
    void this.#until(this.#follow());
    const { months } = this.#options;
    if (months) void watchMonths(months, this.#pauses, () => this.#followOthers());
  }

  /**
   * Places in the log say something only together with the cloud whose log it is, and only an answer to a push names it: a
   * desk that begins hears that first. What it then asks of shapes is told by that cloud or by one that is set back later.
   */
  async #follow(): Promise<void> {
    const epoch = this.#epoch;
    if (metaOf(this.#options.database).system_id === undefined) await this.#push?.hearFromCloud();
    if (!this.#stopped && epoch === this.#epoch) this.#openFeeds();
  }

  #openFeeds(): void {
    const epoch = this.#epoch;
    const hearing = {
      onBatch: (name: string, batch: ShapeBatch) => this.#until(this.#receive(name, batch, epoch)),
      onReached: (name: string, lsn: number) => {
        if (!this.#stopped && epoch === this.#epoch) this.#reached.add(name, lsn);
      },
      onLine: (state: 'open' | 'offline') => this.#line(state),
      onDenied: (name: string, denied: NonNullable<Line['denied']>) => this.#deny(name, denied),
    };
    for (const shape of this.#puller.shapes.values()) this.#feeds.open(shape, hearing);
  }

  /** Months change pace as they grow older, and the cloud may serve now what it did not as this desk's clock was wrong. */
  async #followOthers(): Promise<void> {
    for (const name of this.#leftOut) if (name.includes('@')) this.#leftOut.delete(name);
    await this.#until(this.#reopen(0));
  }

  async #until(work: Promise<void>): Promise<void> {
    this.#writing.add(work);
    await work.finally(() => this.#writing.delete(work));
  }

  async #receive(table: string, batch: ShapeBatch, epoch: number): Promise<void> {
    if (this.#stopped || epoch !== this.#epoch) return;
    if (needsProof(this.#options.database, this.#puller.shapes.get(table), batch)) {
      await this.#push?.hearFromCloud();
      if (this.#stopped || epoch !== this.#epoch) return;
    }
    const puller = this.#puller;
    await this.#takeIn(epoch, async () => {
      await puller.receive(table, batch);
      this.#bug = null;
      void this.#hurry();
      await this.#drain(table, epoch);
    });
  }

  async #takeIn(epoch: number, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      void this.#hurry();
      await this.#synced();
    } catch (error) {
      // What was taken in by a place in the log that is no longer gone by is told anew.
      if (this.#stopped || epoch !== this.#epoch || error instanceof Superseded) return;
      this.#fault(error);
      await this.#reopen(FAULT_WAIT);
    }
  }

  /** Holds a feed back while much of it waits for others, so that memory stays bounded; never for ever. */
  async #drain(table: string, epoch: number): Promise<void> {
    for (let tries = 0; tries < 50 && this.#puller.queued(table) > MANY_QUEUED; tries += 1) {
      if (this.#stopped || epoch !== this.#epoch) return;
      void this.#hurry();
      await this.#pauses.for(100);
    }
  }

  /** Asks the shapes that others wait for, once what is already on its way had time to come. */
  async #hurry(): Promise<void> {
    if (this.#hurrying || this.#puller.holdingUp().length === 0) return;
    this.#hurrying = true;
    await this.#platform.sleep(HURRY_WAIT);
    this.#hurrying = false;
    if (!this.#stopped) this.#feeds.refresh(this.#puller.holdingUp());
  }

  async #synced(): Promise<void> {
    const now = this.#platform.now();
    // The last batch of a first copy often comes within the second, and a quiet shape says nothing for 20 s after it.
    // A clock that is set back would end this until it has caught up, and with it what a desk may do that heard nothing.
    if (Math.abs(now - this.#lastSaved) < 1_000) return this.#tell();
    this.#lastSaved = now;
    this.#lastForgot = await noteSynced(this.#options.database, now, this.#lastForgot);
    this.#tell();
  }

  #line(state: 'open' | 'offline'): void {
    const was = this.#offlineSince;
    this.#offlineSince = state === 'offline' ? (was ?? this.#platform.now()) : null;
    if (state === 'open') this.#denied = null;
    if (was !== null && state === 'open') {
      this.#push?.retryNow();
      this.#feeds.refresh();
    }
    if ((was === null) !== (this.#offlineSince === null)) this.#tell();
  }

  #pushed(): void {
    if (this.#offlineSince !== null && this.#push?.line().state === 'open') this.#feeds.refresh();
    this.#tell();
  }

  #deny(table: string, denied: NonNullable<Line['denied']>): void {
    // Not a table of this device: it is as complete as it will be.
    if (denied.status === 404) {
      this.#leftOut.add(table);
      this.#puller.leaveOut(table);
    } else this.#denied = denied;
    this.#tell();
  }

  /** Takes up what is written down and follows every shape from there: after a fault, or when the cloud was set back. */
  async #reopen(wait: number): Promise<void> {
    this.#epoch += 1;
    const epoch = this.#epoch;
    const isOver = (): boolean => this.#stopped || epoch !== this.#epoch;
    this.#feeds.stop();
    this.#reached.forget();
    this.#puller.stop();
    if (wait > 0) await this.#pauses.for(wait);
    try {
      // What was being committed is in the file that is read now.
      await this.#puller.idle();
      if (isOver()) return;
      this.#puller = this.#newPuller(this.#puller.copied);
      await this.#puller.tidy();
    } catch (error) {
      if (isOver() || error instanceof Superseded) return;
      this.#fault(error);
      return this.#reopen(FAULT_WAIT);
    }
    if (!isOver()) await this.#follow();
  }

  #fault(error: unknown): void {
    if (this.#stopped) return;
    this.#bug = 'This desk could not take in what the cloud sent. What was done here is safe; it is tried again.';
    this.#options.onBug(error);
    this.#tell();
  }

  /** Counting what waits costs a few milliseconds with a long queue, so many changes are told as one. */
  #tell(): void {
    if (this.#stopped || this.#telling) return;
    this.#telling = true;
    void this.#platform.sleep(TELL_WAIT).then(() => {
      this.#telling = false;
      if (!this.#stopped) this.#options.onStatus(this.status());
    });
  }

  async mutate(command: Parameters<Sync['mutate']>[0]): Promise<Done> {
    const done = await mutate(this.#options.database, {
      ...command,
      mutationId: command.mutationId ?? this.#platform.newId(),
      occurredAt: command.occurredAt ?? this.#platform.now(),
    });
    this.queued(done.tables);
    return done;
  }

  queued(tables: readonly string[]): void {
    this.#options.onTablesChanged(tables);
    this.#push?.wake();
    this.#tell();
  }

  status(): SyncStatus {
    return statusOf({
      database: this.#options.database,
      push: this.#push?.line() ?? { state: 'unknown', since: 0, denied: null, sending: false },
      offlineSince: this.#offlineSince,
      denied: this.#denied,
      complete: this.#puller.isComplete(),
      copied: this.#puller.copied,
      bug: this.#bug,
      sales: this.#options.sales ?? SALES,
    });
  }

  attention(): AttentionItem[] {
    return attentionList(this.#options.database);
  }

  now(): void {
    this.#push?.retryNow();
    // Asked again and again, each time would end the answers that the time before waits for. Clocks are also set back.
    if (Math.abs(this.#platform.now() - this.#lastAsked) < 1_000) return;
    this.#lastAsked = this.#platform.now();
    this.#feeds.refresh();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#pauses.endAll();
    this.#puller.stop();
    this.#feeds.stop();
    await this.#push?.stop();
    await Promise.allSettled(this.#writing);
    await this.#puller.idle();
  }
}
