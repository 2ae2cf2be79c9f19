import { expect, test, vi } from 'vitest';
import { electricFeeds } from './electric-feed.ts';
import { machinePlatform } from './platform.ts';
import type { ShapeBatch, ShapeFeed } from './shape-feed.ts';

const ROWS = 700;
const body = (table: string, part: number) =>
  JSON.stringify(
    Array.from({ length: ROWS }, (_, n) => ({
      key: `"public"."${table}"/"${part}-${n}"`,
      value: { id: `${part}-${n}`, title: 'x'.repeat(100) },
      headers: { operation: 'insert' },
    })),
  );
const upToDate = JSON.stringify([{ headers: { control: 'up-to-date', global_last_seen_lsn: '150' } }]);

/** A cloud that tells each shape in two large parts and holds what is asked after that. */
const fetch = async (url: string, { signal }: { signal?: AbortSignal } = {}): Promise<Response> => {
  const { pathname, searchParams } = new URL(url);
  if (!pathname.endsWith('/shape')) return new Response('{}', { status: 404 });
  const table = searchParams.get('table') as string;
  const part = ['-1', '0_0', '0_1'].indexOf(searchParams.get('offset') ?? '');
  if (part < 0)
    return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
  return new Response(part === 2 ? upToDate : body(table, part), {
    headers: {
      'electric-handle': `h-${table}`,
      'electric-offset': ['0_0', '0_1', '0_inf'][part] as string,
      'electric-schema': '{}',
      ...(part === 2 && { 'electric-up-to-date': '' }),
    },
  });
};

test('large parts of copies are taken in one after the other, and one that is given up makes room for the next', async () => {
  const openFeed = electricFeeds({
    cloudUrl: 'http://127.0.0.1:9',
    headers: async () => ({}),
    fetch: fetch as (...args: never[]) => Promise<unknown>,
    platform: machinePlatform(),
  });
  const underWay = new Map<string, () => void>();
  const told = new Map<string, number>();
  let most = 0;
  const open = (table: string): ShapeFeed =>
    openFeed({
      table,
      onBatch: async ({ messages }: ShapeBatch) => {
        if (messages.length < ROWS) return;
        told.set(table, (told.get(table) ?? 0) + messages.length);
        await new Promise<void>((done) => underWay.set(table, done));
        underWay.delete(table);
      },
      onReached: () => {},
      onLine: () => {},
      onDenied: () => {},
    });
  const feeds = new Map(['a', 'b', 'c'].map((table) => [table, open(table)]));
  // Whoever comes first is given up half way and says nothing more.
  await vi.waitUntil(() => underWay.size > 0);
  const [first = ''] = underWay.keys();
  feeds.get(first)?.stop();
  const others = [...feeds.keys()].filter((table) => table !== first);
  for (let parts = 0; parts < 4; parts += 1) {
    await vi.waitUntil(() => [...underWay.keys()].some((table) => table !== first));
    const [table = ''] = [...underWay.keys()].filter((one) => one !== first);
    most = Math.max(most, underWay.size - 1);
    underWay.get(table)?.();
    await vi.waitUntil(() => !underWay.has(table) || (told.get(table) ?? 0) === 2 * ROWS);
  }
  expect(most).toBe(1);
  expect(others.map((table) => told.get(table))).toEqual([2 * ROWS, 2 * ROWS]);
  expect(told.get(first)).toBe(ROWS);
  for (const feed of feeds.values()) feed.stop();
});
