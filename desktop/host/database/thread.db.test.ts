import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDesk } from './open-desk.ts';
import { reportReader } from './report-reader.ts';
import { startThread } from './thread.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tillhouse-thread-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('a thread that is told to end while it loads ends by itself, when it has loaded', async () => {
  const desk = openDesk(join(dir, 'desk.sqlite'), () => {});
  const told: unknown[] = [];
  const thread = startThread({
    name: 'wal-worker',
    data: { file: desk.file, fileKey: desk.fileKey },
    limits: {},
    hear: (said: never) => told.push(said),
    lost: (error) => told.push(error),
  });
  thread.post(null);
  const terminate = vi.spyOn(Worker.prototype, 'terminate');
  expect(await thread.end()).toBe(0);
  // Terminated while it loads, it takes the whole process with it now and then.
  expect(terminate).not.toHaveBeenCalled();
  expect(told).toEqual([]);
  await desk.close();
});

test('a thread that ends untold is lost once, with its reason', async () => {
  const lost = await new Promise<Error>((resolve) =>
    startThread({
      name: 'wal-worker',
      data: { file: join(dir, 'nowhere.sqlite') },
      limits: {},
      hear: () => {},
      lost: resolve,
    }),
  );
  expect(lost.message).toContain('unable to open');
});

test('what a closing desk was asked is answered that it closes, and no thread is begun anew', async () => {
  const desk = openDesk(join(dir, 'desk.sqlite'), () => {});
  const reader = reportReader(desk, () => {});
  const asked = expect(reader.job('soundness', {})).rejects.toMatchObject({ code: 'desk.closing' });
  await reader.close();
  await asked;
  await expect(reader.job('soundness', {})).rejects.toMatchObject({ code: 'desk.closing' });
  await desk.close();
});
