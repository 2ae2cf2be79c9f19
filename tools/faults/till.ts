import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SyncStatus } from '@tillhouse/desktop/bridge/status.ts';
import type { ReceiptView } from '@tillhouse/desktop/bridge/views.ts';
import { bootHost, type RunningHost } from '@tillhouse/desktop/host/boot.ts';
import { openSealedReader } from '@tillhouse/desktop/host/keys/sealed-reader.ts';
import { openBridge } from '@tillhouse/desktop/host/testing/open-bridge.ts';
import { payCash } from '@tillhouse/desktop/host/testing/pay-basket.ts';
import { expect } from 'vitest';
import type { TestStore } from '../../cloud-api/testing/test-cloud.ts';

/** A shop with one register and one item of many units, in a real cloud. */
export interface TillShop {
  readonly cloudUrl: string;
  readonly store: TestStore;
  readonly registerId: string;
  readonly variantId: string;
}

export async function openTillShop(cloudUrl: string, store: TestStore, units = 1_000): Promise<TillShop> {
  const { variantId } = await store.product('Enamel mug', units);
  const registerId = randomUUID();
  const register = { id: registerId, code: 'T1', name: 'Till 1', locationId: store.locationId, status: 'active' };
  const made = await store.command('register.saveRegister', { register });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  return { cloudUrl, store, registerId, variantId };
}

/** The real host of a till over its folder, in this process, with a clock that can be set. */
export interface Till {
  readonly host: RunningHost;
  readonly bridge: ReturnType<typeof openBridge>;
  readonly said: string[];
  status(): SyncStatus | undefined;
  sell(units?: number): Promise<ReceiptView>;
  signIn(): Promise<void>;
  openDrawer(): Promise<void>;
  rows<T = Record<string, unknown>>(sql: string): T[];
  until(what: string, holds: () => boolean | Promise<boolean>): Promise<void>;
  allSent(): Promise<void>;
}

export interface TillOptions {
  readonly dataDir: string;
  readonly shop: TillShop;
  readonly now?: () => number;
}

export async function startTill({ dataDir, shop, now }: TillOptions): Promise<Till> {
  const said: string[] = [];
  const { cloudUrl, store, registerId, variantId } = shop;
  const host = await bootHost({ dataDir, cloudUrl, log: (line) => said.push(line), ...(now ? { now } : {}) });
  const bridge = openBridge(host);
  const file = join(dataDir, 'desk.sqlite');
  let last: SyncStatus | undefined;
  bridge.onSync((status) => {
    last = status;
  });
  const till: Till = {
    status: () => last,
    host,
    bridge,
    said,
    sell: async (units = 1) => {
      await bridge.call('basket.add', { variantId, quantity: units });
      return payCash(bridge, 100_000);
    },
    signIn: async () => {
      await bridge.call('session.signInWithPassword', { email: store.email, password: store.password });
      await bridge.call('session.setRegister', { registerId });
    },
    openDrawer: async () => {
      await bridge.mutate('register.openSession', { sessionId: randomUUID(), registerId, float: 5_000 });
    },
    rows: <T>(sql: string) => {
      const reader = openSealedReader(file, () => {});
      try {
        return reader.all<Record<string, unknown>>(sql) as T[];
      } finally {
        reader.close();
      }
    },
    until: async (what, holds) => {
      for (const end = Date.now() + 40_000; Date.now() < end; await sleep(50)) if (await holds()) return;
      throw new Error(`waited in vain until ${what}: ${JSON.stringify(last)}\n${said.slice(-20).join('\n')}`);
    },
    allSent: () =>
      till.until('all is sent', () => {
        void bridge.call('sync.now', {}).catch(() => {});
        return till.rows("SELECT 1 FROM sync_outbox WHERE state = 'queued'").length === 0;
      }),
  };
  const { enrolled } = await bridge.query('session.state', {});
  if (enrolled) await till.signIn();
  else {
    await bridge.call('session.enrolWithPassword', {
      email: store.email,
      password: store.password,
      deviceName: 'Till 1',
      registerId,
    });
    await till.until('the first copy is here', () => till.status()?.state === 'synced');
    await bridge.call('session.setRegister', { registerId });
  }
  return till;
}
