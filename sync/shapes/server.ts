import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ShapeRequest, ShapeResponse } from './http/exchange.ts';
import { type HandlerContext, handleShapeRequest } from './http/handle-request.ts';
import { listen, type Listener } from './http/listen.ts';
import { DefinitionResolver } from './http/resolve-definition.ts';
import { createEvaluationPool, createPool } from './postgres/connections.ts';
import { parseTableName } from './postgres/identifiers.ts';
import { ensurePublication, isPostgresError } from './postgres/publication.ts';
import { PublishedTables } from './postgres/published-tables.ts';
import { TableCache } from './postgres/table-cache.ts';
import { CatchUp } from './replication/catch-up.ts';
import { ChangeStream } from './replication/change-stream.ts';
import { Frontier } from './replication/frontier.ts';
import { RecentTransactions } from './replication/recent-transactions.ts';
import { ReplicationLoop } from './replication/replication-loop.ts';
import { ShapeWatch, type Watch } from './news/watch.ts';
import { ChangeQueue } from './shape/change-queue.ts';
import { ChangeRouter } from './shape/change-router.ts';
import { InvalidRequest, ShapeGone, Unavailable } from './shape/errors.ts';
import { ShapeRegistry } from './shape/registry.ts';
import { Releases } from './shape/releases.ts';
import type { Shape } from './shape/shape.ts';
import { ShapeIndex } from './shape/shape-index.ts';
import { SnapshotTurns } from './shape/snapshot-turns.ts';
import { takeSnapshot } from './shape/take-snapshot.ts';
import { ChunkStore } from './storage/chunk-store.ts';
import { Evaluator } from './where/evaluator.ts';
import { postgresRefusal } from './where/refusal.ts';

export type { ShapeRequest, ShapeResponse } from './http/exchange.ts';

export interface ShapeServerOptions {
  /** For catalogue and snapshots. */
  readonly databaseUrl: string;
  /** For the stream: a role with REPLICATION. The same as `databaseUrl` when left out. */
  readonly replicationUrl?: string;
  /** Of the temporary slot; a name of its own per server on one database. Derived from the process when left out. */
  readonly slotName?: string;
  readonly publication?: string;
  /** Published at the start, as `schema.table`; other tables when a shape first asks for them. */
  readonly tables?: readonly string[];
  /** Where big chunks go: a new folder in it, removed at the end. The system's temporary folder when left out. */
  readonly storageDir?: string;
  /** A chunk closes after the message that crosses this. 1 MiB: a desk reads each whole, between two scans. */
  readonly chunkBytes?: number;
  /** Closed chunks kept in memory before files are used. 48 MiB. */
  readonly memoryBytes?: number;
  readonly longPollMs?: number;
  /** Let go of held requests of shapes that share the value of their first equality when one of them changes. */
  readonly releaseTogether?: boolean;
  /** A shape nobody asked for during this time is dropped. One day. */
  readonly idleShapeMs?: number;
  /** Beyond this (and twice its snapshot) a log is too long for newcomers: they get a new snapshot. 16 MiB. */
  readonly longLogBytes?: number;
  /** Snapshots read at the same time; each takes a database connection. */
  readonly snapshotConnections?: number;
  /** How long one statement may take that evaluates conditions over changed rows. 2 seconds. */
  readonly evaluationLimitMs?: number;
  /** Allows DELETE. */
  readonly testMode?: boolean;
  readonly log?: ShapeServerLog;
}

export interface ShapeServerLog {
  info(message: string, details?: Record<string, unknown>): void;
  error(message: string, details?: Record<string, unknown>): void;
}

export interface ShapeServer {
  /** Answers one request. Does not authorise: whoever mounts it decides who may ask for which shape. Never throws. */
  handle(request: ShapeRequest): Promise<ShapeResponse>;
  /** News of many shapes by one held request; only with `releaseTogether`. Whoever asks decides which shapes. */
  openWatch(): Watch;
  /** Serves `/v1/shape` and `/v1/health` alone. Port 0 takes any free one. @returns the address */
  listen(port: number, host: string): Promise<string>;
  /** Drops all shapes of a group (`column=value` of their first equality), logs and files with them. */
  forgetGroup(group: string): void;
  /** The frontier, as a decimal number: every commit up to it is in the logs of all shapes. */
  currentLsn(): string;
  /** Ends held requests, drops the slot, removes the files. */
  close(): Promise<void>;
}

const maintenanceEveryMs = 60_000;

/**
 * Starts a server of the shape protocol over one database. All state is its own and goes with it: after a restart (and
 * after losing the database for a moment) every shape has a new handle, clients get 409 and fetch again.
 * @throws when the first connection fails or the database is not set to `wal_level=logical`
 */
export async function startShapeServer(options: ShapeServerOptions): Promise<ShapeServer> {
  const log = options.log ?? { info: () => {}, error: () => {} };
  const publication = options.publication ?? 'tillhouse_shapes';
  const slotName = options.slotName ?? defaultSlotName(options.databaseUrl);
  const pool = createPool(options.databaseUrl, 3);
  // Of their own, so that a crowd of first snapshots never keeps other requests from the catalogue.
  const snapshots = createPool(options.databaseUrl, options.snapshotConnections ?? 8);

  const frontier = new Frontier();
  const store = new ChunkStore({
    memoryBytes: options.memoryBytes ?? 48 * 1024 * 1024,
    parent: options.storageDir ?? null,
    onError: (error) => log.error('A chunk stays in memory, its file was not written.', { error: String(error) }),
  });
  const turns = new SnapshotTurns();
  const index = new ShapeIndex();
  const releases = new Releases();
  let storedGenerated = false;
  let recent = new RecentTransactions();
  let tables: TableCache | null = null;

  /** Until when a definition whose shape was deleted is not filled again: who clears up after a test can end its readers first. */
  const restsUntil = new Map<string, number>();

  const fill = async (shape: Shape): Promise<void> => {
    // Taken in the same turn in which the shape began to receive.
    const since = recent.latest;
    const rest = (restsUntil.get(shape.definition.id) ?? 0) - Date.now();
    restsUntil.delete(shape.definition.id);
    if (rest > 0) await sleep(rest);
    try {
      await published.ensure(shape.definition.table);
      await takeSnapshot({ pool: snapshots, storedGenerated, recent, turns }, shape, since);
    } catch (error) {
      if (shape.isGone || error instanceof ShapeGone || error instanceof Unavailable) throw error;
      if (isPostgresError(error, ['42P01'])) throw new ShapeGone('the table is gone');
      const refused = shape.definition.where.expression && postgresRefusal(error);
      if (refused) throw new InvalidRequest({ where: [refused.message] });
      log.error('A snapshot failed.', { table: shape.definition.table.name, error: String(error) });
      throw new Unavailable('The rows could not be read at this moment. Try again.', 5, { cause: error });
    }
  };
  const chunkBytes = options.chunkBytes ?? 1024 * 1024;
  const published = new PublishedTables(pool, publication);
  const onRetired = (shape: Shape) => {
    tables?.forget(shape.definition.table);
    published.forget(shape.definition.table);
  };
  const registry = new ShapeRegistry({
    store,
    chunkBytes,
    index,
    releases,
    fill,
    onRetired,
    longLogBytes: options.longLogBytes ?? 16 * 1024 * 1024,
    endLogBytes: 1024 * 1024 * 1024,
  });
  const router = new ChangeRouter(index, registry, options.releaseTogether ? releases : null);
  const evaluator = new Evaluator(
    () => createEvaluationPool(pool, options.databaseUrl, options.evaluationLimitMs ?? 2_000),
    (error) => log.error('A condition was not evaluated; its shapes begin again.', { error: error.message }),
  );
  const newQueue = (): ChangeQueue =>
    new ChangeQueue({
      router,
      frontier,
      ask: (questions) => evaluator.ask(questions),
      onFailed: (error) => {
        log.error('A change could not be applied; the stream begins again.', { error: String(error) });
        loop.restart();
      },
    });
  let queue = newQueue();
  const loop = new ReplicationLoop({
    prepare: () => {
      // A new slot begins at a new position: what happened in between is in no log.
      registry.retireAll('the replication stream began anew');
      frontier.restart();
      recent = new RecentTransactions();
      queue.stop();
      queue = newQueue();
      const stream = new ChangeStream(queue, queue, recent);
      return {
        databaseUrl: options.replicationUrl ?? options.databaseUrl,
        slotName,
        publication,
        onMessage: (buffer, start) => stream.receive(buffer, start),
        onKeepAlive: (walEnd) => stream.keepAlive(walEnd),
        flushedLsn: () => frontier.lsn,
        pause: () => (queue.isLong ? queue.drained() : store.isCongested ? store.drained() : null),
      };
    },
    // Again: a request that was under way while the stream was down may have made a shape since.
    onOpened: () => registry.retireAll('the replication stream began anew'),
    onLost: (error) => log.error('The replication stream ended.', { error: error?.message }),
    onFailed: (error) => log.error('The replication stream could not be opened.', { error: String(error) }),
  });

  try {
    ({ storedGenerated } = await ensurePublication(pool, publication));
    tables = new TableCache(pool, storedGenerated, (before) => {
      for (const shape of index.ofTable(before.oid)) {
        if (shape.definition.table.fingerprint === before.fingerprint) registry.retire(shape, 'the table changed');
      }
    });
    await loop.start();
    for (const name of options.tables ?? []) await publishNamed(tables, name);
  } catch (error) {
    await loop.close();
    await Promise.all([pool.end(), snapshots.end(), evaluator.close()]);
    throw error;
  }
  log.info('The shape server streams.', { slotName, publication });

  async function publishNamed(cache: TableCache, name: string): Promise<void> {
    const parsed = parseTableName(name);
    const table = parsed && (await cache.lookUp(parsed));
    if (!table) throw new Error(`There is no table ${name} to publish.`);
    await published.ensure(table);
  }

  const catalogue = tables;
  const catchUp = new CatchUp(frontier, pool, loop);
  const context: HandlerContext = {
    frontier,
    releases: options.releaseTogether ? releases : null,
    longPollMs: options.longPollMs ?? 20_000,
    catchUp: (lsn, signal) => catchUp.to(lsn, signal),
    registry,
    get snapshots() {
      return { pool: snapshots, storedGenerated, recent, turns };
    },
    resolver: new DefinitionResolver(pool, catalogue),
    testMode: options.testMode ?? false,
    onDeleted: ({ definition }) => restsUntil.set(definition.id, Date.now() + 100),
    ready: () => loop.ready(),
    onError: (error) => log.error('A shape request failed.', { error: String(error) }),
  };
  const watching = { resolver: context.resolver, registry, frontier, releases, ready: () => loop.ready() };
  const maintain = async (): Promise<void> => {
    registry.tidy(Date.now(), options.idleShapeMs ?? 24 * 3600_000);
    await catalogue.recheck();
    for (const table of await published.findLost()) {
      for (const shape of index.ofTable(table.oid)) registry.retire(shape, 'the table is no longer published');
    }
  };
  const maintenance = setInterval(() => {
    maintain().catch((error: unknown) => log.error('The catalogue was not read.', { error: String(error) }));
  }, maintenanceEveryMs);

  const listeners: Listener[] = [];
  return {
    handle: (request) => handleShapeRequest(context, request),
    openWatch: () => new ShapeWatch(watching),
    listen: async (port, host) => {
      const status = () => (loop.isRunning ? 'active' : 'starting');
      const listener = await listen({ handle: (request) => handleShapeRequest(context, request), status }, port, host);
      listeners.push(listener);
      return listener.url;
    },
    forgetGroup: (group) =>
      registry.retireWhere(({ definition }) => definition.groups.includes(group), 'it was erased'),
    currentLsn: () => String(frontier.lsn),
    close: async () => {
      clearInterval(maintenance);
      queue.stop();
      await loop.close();
      registry.retireAll('the server closes');
      releases.close();
      for (const listener of listeners) await listener.close();
      await Promise.all([pool.end(), snapshots.end(), evaluator.close()]);
      await store.close();
    },
  };
}

/** Slot names are a cluster's, so the database is part of it; the process, because two may serve one database. */
function defaultSlotName(databaseUrl: string): string {
  const database = createHash('sha256').update(databaseUrl).digest('hex').slice(0, 8);
  return `tillhouse_shapes_${database}_${process.pid}_${Date.now().toString(36)}`;
}
