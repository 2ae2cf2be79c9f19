import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import '@tillhouse/shared/domains/commands.ts';
import { openSealedDesk } from './database/open-desk.ts';
import { reportReader } from './database/report-reader.ts';
import { cardFlow } from './devices/terminals/flow-of-host.ts';
import { scalesOf } from './devices/scales/scales-of-host.ts';
import { printing } from './devices/printers/queue-of-host.ts';
import { fiscalUnits } from './devices/fiscal/units-of-host.ts';
import type { Host } from './host.ts';
import { deriveWithin, keepLists } from './lists/keep-lists.ts';
import { keepPace } from './lists/keep-pace.ts';
import { shownTables } from './server/changed-tables.ts';
import { listen } from './server/loopback.ts';
import { Neighbours } from './neighbours/neighbours.ts';
import type { NeighbourOptions } from './neighbours/settings.ts';
import { OneUseCodes } from './server/one-use-codes.ts';
import { type Pipe, talk } from './server/talk.ts';
import { OpenWindows } from './server/windows-open.ts';
import { deviceKey } from './session/device-key.ts';
import { identityClient } from './session/identity-client.ts';
import { keepLease } from './session/lease.ts';
import { fileKeyStore, type KeyStore } from './session/key-store.ts';
import { startSync } from './start-sync.ts';
import { readEnrolment } from './session/desk-state.ts';
import { keepHeapSmall } from './small-heap.ts';

export interface HostOptions {
  /** The desk's folder: its file, its lock and, without a key store, its key */
  readonly dataDir: string;
  readonly cloudUrl: string;
  /** 0: any free one; undefined: no loopback server (Electron) */
  readonly port?: number | undefined;
  readonly rendererDir?: string;
  readonly log: (line: string) => void;
  readonly keyStore?: KeyStore;
  /** Of the key that opens what is personal in the file */
  readonly dataKeyStore?: KeyStore;
  readonly now?: () => number;
  /** Counts milliseconds and cannot be set; default: performance.now */
  readonly steady?: () => number;
  /** How long a sale waits for its fiscal device; default: a second */
  readonly fiscalLimitMs?: number | undefined;
  readonly neighbours?: NeighbourOptions | undefined;
}

export interface RunningHost {
  /** Opens one window once: its code wears off. Empty without a loopback server. */
  readonly url: string;
  /** Another such address; `path` is a page of the screens such as `/till`. */
  address(path?: string): string;
  /** A window over any other carrier, such as a MessagePort; trusted by who made it. */
  connect(pipe: Pipe): void;
  close(): Promise<void>;
}

/** The report thread starts when the first screen stands, so that it does not slow the start. */
const AFTER_START_MS = 1_500;

/** Tables that lists are derived of. */
const listed = new Set([
  'products',
  'variants',
  'barcodes',
  'prices',
  'price_lists',
  'variant_costs',
  'stock_levels',
  'variant_pace',
]);

/** What begins or ends a basket, or sets a fiscal device up. */
const signedFor = new Set(['desk_baskets', 'desk_basket_lines', 'desk_devices']);

/**
 * The desk's host: opens the file, brings it up to date, syncs, and answers the screens.
 * @throws HostProblem where another host owns the file; an error with code EADDRINUSE where the port is taken
 */
export async function bootHost(options: HostOptions): Promise<RunningHost> {
  const { cloudUrl, log, now = Date.now } = options;
  keepHeapSmall();
  const file = join(options.dataDir, 'desk.sqlite');
  const dataKeyStore = options.dataKeyStore ?? fileKeyStore(join(options.dataDir, 'data.key'));
  const desk = await openSealedDesk(file, dataKeyStore, log, now);
  const closers: (() => unknown)[] = [() => desk.close()];
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end();
  };
  try {
    const keyStore = options.keyStore ?? fileKeyStore(join(options.dataDir, 'device.key'));
    const key = await deviceKey(keyStore);
    const device = { cloudUrl, keyFingerprint: key.fingerprint, keyWarning: await keyStore.warning() };
    const windows = new OpenWindows();
    const identity = identityClient(key, now);
    const reports = reportReader(desk, log);
    closers.push(() => reports.close());
    const lease = keepLease(desk, now, options.steady);
    closers.push(async () => {
      lease.stop();
      await lease.save();
    });
    const lists = keepLists(desk, log);
    const pace = keepPace(desk, reports, now, log);
    closers.push(lists.stop, pace.stop);
    let copying = false;
    let neighbours: Neighbours | undefined;
    const sync = startSync({
      desk,
      identity,
      cloudUrl,
      log,
      now,
      onStatus: (status) => {
        lists.hold(status.state === 'initial');
        if (copying && status.state !== 'initial') pace.soon();
        copying = status.state === 'initial';
        windows.copying = copying;
        if (status.state === 'synced' || status.state === 'sending') neighbours?.online();
        windows.sync(status);
      },
      onTablesChanged: (tables) => {
        windows.changed(shownTables(tables), true);
        neighbours?.sawSync(tables);
      },
    });
    closers.push(sync.stop);
    const base = {
      desk,
      reports,
      identity,
      sync: sync.handle,
      device: () => device,
      now,
      lease,
      sign: key.sign,
      newId: randomUUID,
      log,
      changed: (...tables: string[]) => windows.changed(tables),
    };
    neighbours = new Neighbours(base, options.neighbours);
    const host: Host = { ...base, neighbours };
    closers.push(() => host.neighbours.stop());
    const fiscal = fiscalUnits(host, options.fiscalLimitMs);
    closers.push(() => fiscal.stop());
    fiscal.wake();
    desk.beforeCommit(deriveWithin);
    desk.onCommitted(({ tables, priority }) => {
      windows.changed(shownTables(tables), priority === 'background');
      if (priority === 'foreground' && tables.has('sync_outbox')) {
        sync.handle.queued();
        host.neighbours.wake();
      }
      if ([...tables].some((table) => listed.has(table))) lists.wake();
      if ([...tables].some((table) => signedFor.has(table))) fiscal.wake();
    });
    const cards = cardFlow(host);
    const prints = printing(host);
    closers.push(
      () => cards.stop(),
      prints.stop,
      () => scalesOf(host).close(),
    );
    prints.queue.wake();
    // What the last host left with a terminal is asked after before anything else is sold.
    cards.wake();
    await host.neighbours.begin();
    const codes = new OneUseCodes(now);
    const enter = (pipe: Pipe) => talk(host, windows, codes, pipe);
    const loopback =
      options.port === undefined ? undefined : await listen(options.port, options.rendererDir ?? '', enter);
    if (loopback) closers.push(loopback.close);
    closers.push(() => windows.close(), afterStart(host, lists.wake));
    const address = (path = '') =>
      loopback ? `${loopback.url}#${new URLSearchParams({ code: codes.make(), ...(path && { to: path }) })}` : '';
    return { url: address(), address, connect: (pipe) => talk(host, windows, null, pipe), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What need not be done before the first screen stands. @returns what ends it */
function afterStart(host: Host, deriveLists: () => void): () => void {
  const { desk, reports } = host;
  const later = setTimeout(() => {
    // A new desk has nothing to report of yet, and a thread of its own is 25 MB.
    if (readEnrolment(desk.reader)) reports.warm();
    deriveLists();
    if (desk.uncleanEnd) void checkFile(host);
  }, AFTER_START_MS);
  return () => clearTimeout(later);
}

/** A host that was killed or lost its power may have left a damaged file; a damaged one takes no more sales. */
async function checkFile({ desk, reports, log }: Host): Promise<void> {
  try {
    const { sound, said } = await reports.job('soundness', {});
    desk.found(sound ? 'sound' : 'damaged');
    log(
      sound
        ? 'the last host was ended in the middle; the file was checked and is whole'
        : `the file is damaged: ${said}`,
    );
  } catch (error) {
    log(`the file could not be checked: ${String(error)}`);
  }
}
