import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

interface Most {
  /** MB of its space of new objects */
  readonly young: number;
  /** MB of its whole heap, live and dead */
  readonly whole: number;
}

/** Reads answers of 8,000 rows in a process of its own, the last few of them held: the most that its heap took. */
async function heapOf(setUp: string): Promise<Most> {
  const module = fileURLToPath(new URL('./small-heap.ts', import.meta.url));
  const script = `
    import { getHeapSpaceStatistics } from 'node:v8';
    import { keepHeapSmall } from ${JSON.stringify(module)};
    ${setUp}
    const row = (at) => ({ id: 'id-' + at, name: 'x'.repeat(40), amount: String(at), note: null, kind: 'zzzzz' });
    const text = JSON.stringify(Array.from({ length: 8_000 }, (_, at) => row(at)));
    const size = () => getHeapSpaceStatistics().find((each) => each.space_name === 'new_space').physical_space_size;
    const held = [];
    let [young, whole] = [0, 0];
    for (let round = 0; round < 80; round += 1) {
      held.push(JSON.parse(text).map((each) => Object.values(each)));
      if (held.length > 12) held.shift();
      young = Math.max(young, size());
      whole = Math.max(whole, process.memoryUsage().heapTotal);
      await new Promise((resolve) => setImmediate(resolve));
    }
    console.log(JSON.stringify({ young: young / 1024 / 1024, whole: whole / 1024 / 1024 }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  return JSON.parse(stdout) as Most;
}

test('the heap stays small where it would go on growing: the space of new objects, and all of it', async () => {
  const [kept, free] = await Promise.all([heapOf('keepHeapSmall();'), heapOf('')]);
  // A busy machine may let it grow once more before it is noticed.
  expect(kept.young).toBeLessThan(50);
  expect(free.young).toBeGreaterThan(kept.young);
  expect(kept.whole).toBeLessThan(free.whole * 0.65);
});
