import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FromHost } from '../../bridge/contract.ts';
import type { SyncStatus } from '../../bridge/status.ts';
import { OpenWindows } from './windows-open.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

function opened() {
  const windows = new OpenWindows();
  const told: FromHost[] = [];
  windows.add((message) => told.push(message));
  return { windows, told };
}
const changed = (...tables: string[]) => ({ t: 'changed', tables });

test('changes of one frame are told together', () => {
  const { windows, told } = opened();
  windows.changed(['products'], true);
  windows.changed(['prices']);
  vi.advanceTimersByTime(16);
  expect(told).toEqual([changed('products', 'prices')]);
});

test('while a first copy comes in its changes wait for more of it, and what a person did does not', () => {
  const { windows, told } = opened();
  windows.copying = true;
  windows.changed(['products'], true);
  vi.advanceTimersByTime(400);
  windows.changed(['prices'], true);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(told).toEqual([changed('products', 'prices')]);
  windows.changed(['variants'], true);
  windows.changed(['basket']);
  vi.advanceTimersByTime(16);
  expect(told.at(-1)).toEqual(changed('variants', 'basket'));
  vi.advanceTimersByTime(5_000);
  expect(told).toHaveLength(2);
});

test('how far a first copy is comes now and then; its end at once', () => {
  const { windows, told } = opened();
  const status = (state: SyncStatus['state']) => windows.sync({ state } as SyncStatus);
  for (let times = 0; times < 50; times += 1) {
    status('initial');
    vi.advanceTimersByTime(40);
  }
  expect(told.length).toBe(4);
  status('initial');
  status('synced');
  status('synced');
  expect(told.slice(-2)).toEqual(Array(2).fill({ t: 'sync', status: { state: 'synced' } }));
});
