import { ensureClientId } from '../client/meta.ts';
import { mutate } from '../client/mutate.ts';
import { Puller } from '../client/pull.ts';
import { type PushStep, pushOnce } from '../client/push.ts';
import type { PushResult } from '../client/push-transport.ts';
import type { ShapeBatch, ShapeMessage } from '../client/shape-feed.ts';
import type { PushRequest } from '../protocol/push.ts';
import { type MemoryDesk, memoryDesk } from './memory-desk.ts';
import type { Chance } from './seeded-chance.ts';
import type { SimCloud } from './sim-cloud.ts';
import { simActor, simStore, simTables } from './sim-domain.ts';
import type { DeskTable } from '../client/row-sql.ts';

/** Thrown in the middle of the desk's work: the process is gone, the file is as last committed. */
export class Crash extends Error {}

interface Feed {
  handle: string | null;
  place: { lsn: number; position: number };
  copy: ShapeMessage[] | null;
  started: boolean;
}

export interface SimDeskOptions {
  readonly chance: Chance;
  readonly cloud: SimCloud;
  readonly deviceId: string;
  readonly now: () => number;
  /** Handles that the cloud serves now, by table; another one means a refetch */
  readonly handles: Map<string, string>;
}

/** What may happen to one push on its way. */
export type LineFault = 'none' | 'drop-request' | 'drop-response' | 'duplicate' | 'late' | 'busy';

/** One desk of a simulation: the real client on a real SQLite file, its line and its power under the simulation's control. */
export class SimDesk {
  readonly deviceId: string;
  database: MemoryDesk;
  puller: Puller;
  readonly late: PushRequest[] = [];
  readonly #options: SimDeskOptions;
  #feeds = new Map<string, Feed>();
  #clock = 0;
  /** Slices until the power goes; null: it stays */
  crashIn: number | null = null;
  restoredCloud = false;

  constructor(options: SimDeskOptions) {
    this.#options = options;
    this.deviceId = options.deviceId;
    this.database = memoryDesk(simTables as unknown as DeskTable[]);
    this.puller = this.#newPuller();
  }

  async open(): Promise<void> {
    await this.database.transaction('background', async (connection) => {
      ensureClientId(connection, () => this.#options.chance.uuid());
    });
  }

  #newPuller(): Puller {
    const puller = new Puller({
      database: this.database,
      platform: {
        now: this.#options.now,
        elapsed: () => {
          this.#maybeCrash();
          this.#clock += this.#options.chance.int(8);
          return this.#clock;
        },
        breathe: async () => this.#maybeCrash(),
      },
      onTablesChanged: () => {},
    });
    this.#feeds = new Map();
    for (const [table, shape] of puller.shapes) {
      const { handle, offset } = shape.position;
      const [lsn, position] = (offset ?? '0_0').split('_').map(Number) as [number, number];
      this.#feeds.set(table, { handle, place: { lsn, position }, copy: null, started: handle !== null });
    }
    return puller;
  }

  #maybeCrash(): void {
    if (this.crashIn === null) return;
    this.crashIn -= 1;
    if (this.crashIn > 0) return;
    this.crashIn = null;
    throw new Crash('the power went');
  }

  restart(): void {
    this.crashIn = null;
    this.puller = this.#newPuller();
  }

  /** The file is replaced by an older copy of itself. */
  restoreFile(file: Buffer): void {
    this.database.close();
    this.database = memoryDesk([], file);
    this.restart();
  }

  async mutate(name: string, args: unknown): Promise<string> {
    const mutationId = this.#options.chance.uuid();
    const { deviceId, database } = this;
    const occurredAt = this.#options.now();
    await mutate(database, { name, args, actor: simActor, deviceId, store: simStore, occurredAt, mutationId });
    return mutationId;
  }

  async push(fault: LineFault, probe = false): Promise<PushStep> {
    const options = {
      database: this.database,
      platform: { now: this.#options.now, newId: () => this.#options.chance.uuid() },
      transport: { send: (request: PushRequest) => this.#send(request, fault) },
      onCloudRestored: () => {
        this.restoredCloud = true;
      },
    };
    return pushOnce(options, probe);
  }

  async #send(request: PushRequest, fault: LineFault): Promise<PushResult> {
    const lost: PushResult = { kind: 'later', afterMs: 0, reason: 'offline' };
    const { cloud } = this.#options;
    if (fault === 'late') this.late.push(request);
    if (fault === 'drop-request' || fault === 'late') return lost;
    if (fault === 'busy') return { kind: 'later', afterMs: 1000, reason: 'busy' };
    const answer = await cloud.push(this.deviceId, request);
    if (fault === 'duplicate') return cloud.push(this.deviceId, request);
    return fault === 'drop-response' ? lost : answer;
  }

  /** The next answer of one shape, whole or broken off in the middle. */
  async deliver(table: string, cut: boolean): Promise<void> {
    await this.puller.receive(table, this.#answer(table, cut));
  }

  #answer(table: string, cut: boolean): ShapeBatch {
    const { cloud, handles, chance } = this.#options;
    const feed = this.#feeds.get(table) as Feed;
    const handle = handles.get(table) as string;
    const before: ShapeMessage[] = [];
    if (feed.started && feed.handle !== handle) {
      before.push({ t: 'refetch' });
      Object.assign(feed, { started: false, copy: null });
    }
    if (!feed.started) {
      feed.copy = cloud.copyOf(table, this.deviceId);
      Object.assign(feed, { started: true, handle, place: { lsn: cloud.lsn, position: 1e9 } });
    }
    const copy = feed.copy ?? [];
    feed.copy = null;
    if (cut && copy.length > 1) {
      const at = 1 + chance.int(copy.length - 1);
      feed.copy = copy.slice(at);
      return { messages: [...before, ...copy.slice(0, at)], handle, offset: '0_0' };
    }
    const changes = cloud.changesAfter(table, this.deviceId, feed.place);
    const some = cut ? changes.slice(0, chance.int(changes.length + 1)) : changes;
    const last = some.at(-1);
    if (last?.t === 'row') feed.place = { lsn: last.lsn as number, position: last.position };
    const end: ShapeMessage[] = cut ? [] : [{ t: 'up-to-date', lsn: cloud.lsn }];
    const offset = `${feed.place.lsn}_${feed.place.position}`;
    return { messages: [...before, ...copy, ...some, ...end], handle, offset };
  }
}
