import { EventEmitter } from 'node:events';
import type { UtilityProcess } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';
import type { KeyStore } from './device-key-store.ts';
import { keepHostRunning } from './host-process.ts';

type Told = { t: string; id?: number; secret?: string | null; keyWarning?: string | null };
class Host extends EventEmitter {
  readonly told: Told[] = [];
  postMessage(message: Told): void {
    this.told.push(message);
  }
}

let forked: Host[];
let now: number;
let onGivenUp: ReturnType<typeof vi.fn<() => void>>;
beforeEach(() => {
  forked = [];
  now = 0;
  onGivenUp = vi.fn<() => void>();
});

function keep(over: Partial<KeyStore> = {}, ofDevice: Partial<KeyStore> = {}) {
  const store: KeyStore = { read: async () => 'secret', write: async () => {}, warning: async () => null };
  const keys = { data: { ...store, ...over }, device: { ...store, ...ofDevice } };
  const fork = () => {
    forked.push(new Host());
    return forked.at(-1) as unknown as UtilityProcess;
  };
  return keepHostRunning({ dataDir: '/desk', cloudUrl: 'https://c', keys, fork, now: () => now, onGivenUp });
}
const last = () => forked.at(-1) as Host;

test('a host that falls over is started again, told where to work; one that falls over and over is given up', async () => {
  keep();
  await vi.waitFor(() =>
    expect(last().told).toEqual([{ t: 'start', dataDir: '/desk', cloudUrl: 'https://c', keyWarning: null }]),
  );
  for (let fall = 1; fall <= 3; fall += 1) {
    last().emit('exit', 1);
    expect(forked).toHaveLength(fall + 1);
  }
  last().emit('exit', 1);
  expect(forked).toHaveLength(4);
  expect(onGivenUp).toHaveBeenCalledOnce();
});

test('falls that lie more than a minute apart are each their own', () => {
  keep();
  for (let fall = 0; fall < 10; fall += 1) {
    now += 61_000;
    last().emit('exit', 1);
  }
  expect(forked).toHaveLength(11);
  expect(onGivenUp).not.toHaveBeenCalled();
});

test('asked to stop it is not started again', () => {
  const host = keep();
  host.stop();
  expect(last().told).toContainEqual({ t: 'stop' });
  last().emit('exit', 0);
  expect(forked).toHaveLength(1);
});

test('each key is read and kept for the host; a key store that fails is told instead of waited for', async () => {
  const write = vi.fn(async () => {});
  keep({ write }, { read: async () => 'of the device' });
  last().emit('message', { t: 'key-read', id: 6, key: 'device' });
  last().emit('message', { t: 'key-read', id: 7, key: 'data' });
  last().emit('message', { t: 'key-write', id: 8, key: 'data', secret: 'new' });
  await vi.waitFor(() => expect(last().told).toContainEqual({ t: 'key-kept', id: 8 }));
  expect(last().told).toContainEqual({ t: 'key', id: 6, secret: 'of the device' });
  expect(last().told).toContainEqual({ t: 'key', id: 7, secret: 'secret' });
  expect(write).toHaveBeenCalledWith('new');

  const locked = async () => Promise.reject(new Error('the keychain is locked'));
  keep({ read: locked, warning: locked });
  await vi.waitFor(() =>
    expect(last().told).toMatchObject([{ t: 'start', keyWarning: expect.stringContaining('key store') }]),
  );
  last().emit('message', { t: 'key-read', id: 1, key: 'data' });
  await vi.waitFor(() => expect(onGivenUp).toHaveBeenCalledOnce());
});
