import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor, StoreContext } from '@tillhouse/shared/kernel/define-mutator.ts';
import { type DeskFile, openDesk } from '../../desktop/host/database/open-desk.ts';
import type { TestDevice } from '../../cloud-api/testing/test-cloud.ts';
import { electricFeeds } from '../client/electric-feed.ts';
import { type HttpFetch, httpPush } from '../client/http-push.ts';
import { machinePlatform } from '../client/platform.ts';
import { settleCase } from '../client/settle-case.ts';
import { type Sync, startSync } from '../client/start-sync.ts';

/** A desk with the host's own database file and a real line to a real cloud, which a test can cut. */
export interface RealDesk {
  readonly file: DeskFile;
  readonly sync: Sync;
  readonly changed: Set<string>;
  readonly faults: unknown[];
  line: 'open' | 'cut' | 'swallow-answers';
  sell(args: unknown, name?: string): Promise<string>;
  settle(mutationId: string, choice: 'mine' | 'theirs'): Promise<boolean>;
  one<T = number>(sql: string, params?: readonly string[]): T;
  /** Waits until the condition holds on the committed rows; `patience` in milliseconds, a minute when left out. */
  until(words: string, holds: () => boolean, patience?: number): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface RealDeskOptions {
  readonly cloudUrl: string;
  readonly device: TestDevice;
  readonly actor: Actor;
  readonly store: StoreContext;
  /** Newest first; left out: all months */
  readonly months?: () => readonly string[];
  readonly now?: () => number;
  /** What happens to a push on its way; left out: nothing */
  readonly onPush?: (send: () => Promise<Response>) => Promise<Response>;
  /** After each change that was committed */
  readonly onChanged?: (file: DeskFile) => void;
}

export async function openRealDesk(options: RealDeskOptions): Promise<RealDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'tillhouse-desk-'));
  const path = join(folder, 'desk.db');
  const headers = async () => ({ authorization: `Bearer ${options.device.token}` });
  // Back-off is cut short; the minute between two questions to a quiet cloud is not.
  const machine = machinePlatform();
  const now = options.now ?? machine.now;
  const platform = { ...machine, now, sleep: (ms: number) => machine.sleep(ms < 40_000 ? Math.min(ms, 200) : ms) };
  const changed = new Set<string>();
  const faults: unknown[] = [];
  const fetchOverLine = async (url: string, init: RequestInit): Promise<Response> => {
    if (desk.line === 'cut') throw new TypeError('the line is cut');
    const isPush = String(url).includes('/push');
    const send = () => fetch(url, init);
    const answer = await (isPush && options.onPush ? options.onPush(send) : send());
    if ((desk.line as string) === 'cut' || (isPush && desk.line === 'swallow-answers')) {
      await answer.arrayBuffer();
      throw new TypeError('the line was cut before the answer came');
    }
    return answer;
  };
  const begin = (file: DeskFile): Promise<Sync> =>
    startSync({
      database: file,
      transport: httpPush({ cloudUrl: options.cloudUrl, headers, fetch: fetchOverLine as unknown as HttpFetch }),
      openFeed: electricFeeds({ cloudUrl: options.cloudUrl, headers, fetch: fetchOverLine as never, platform }),
      platform,
      ...(options.months ? { months: options.months } : {}),
      onTablesChanged: (tables) => {
        for (const table of tables) changed.add(table);
        options.onChanged?.(file);
      },
      onStatus: () => {},
      onBug: (error) => faults.push(error),
    });
  let file = openDesk(path, () => {});
  let sync: Sync;
  const desk: RealDesk = {
    line: 'open',
    changed,
    faults,
    get file() {
      return file;
    },
    get sync() {
      return sync;
    },
    sell: async (args, name = 'register.recordSale') => {
      const { actor, store, device } = options;
      const done = await sync.mutate({ name, args, actor, store, deviceId: device.deviceId, mutationId: randomUUID() });
      return done.mutationId;
    },
    settle: async (mutationId, choice) => {
      const { actor, store, device } = options;
      const as = { actor, store, deviceId: device.deviceId };
      const settled = await settleCase(file, platform, mutationId, choice, as);
      if (settled) sync.queued(settled);
      return settled !== null;
    },
    one: <T>(sql: string, params: readonly string[] = []) => Object.values(file.read(sql, params)[0] ?? {})[0] as T,
    until: async (words, holds, patience = 60_000) => {
      const end = Date.now() + patience;
      while (!holds()) {
        if (faults.length > 0) throw faults[0];
        if (Date.now() > end) throw new Error(`waited too long: ${words} ${JSON.stringify(sync.status())}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    restart: async () => {
      await sync.stop();
      await file.close();
      file = openDesk(path, () => {});
      sync = await begin(file);
    },
    close: async () => {
      await sync.stop();
      await file.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  sync = await begin(file);
  return desk;
}
